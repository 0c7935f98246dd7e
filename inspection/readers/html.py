"""HTML: what a browser shows, what it hides, and what stands in attributes, comments and scripts.

The tree is built as browsers build it (lexbor), so that a broken tag which a browser ignores does
not hide a number from us; then it is written out again in regular form and cut into tags and text.
Inline tags join what they stand between, cells become columns, other tags become line ends.
A page nested deeper than the limit would take a tree builder minutes: it is cut as it stands,
and reported as not read in full.
"""

import html
import re
from collections.abc import Iterator

import msgspec
from selectolax.lexbor import LexborHTMLParser

from inspection import charset
from inspection.content import Content
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_META_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_-]{2,40})")
_META_SEARCHED = 4096
_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)-->"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][^\s/>]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|<[!?][^>]*>"
    r"|(?P<text>[^<]+|<)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ANY_TAG = re.compile(r"<[^<>]*>")
_LONG_DIGITS = re.compile(r"\d{6,}")  # what a broken tag might swallow
_SPACES = re.compile(r"[ \t\r\n\f]+")
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr", "p", "li", "td", "tr", "th", "dd", "dt", "option",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
_BREAKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "col", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
        "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html",
        "iframe", "img", "input", "legend", "li", "link", "main", "map", "menu", "meta", "nav", "noscript",
        "object", "ol", "optgroup", "option", "p", "pre", "section", "select", "summary", "table", "tbody",
        "template", "textarea", "tfoot", "thead", "title", "tr", "ul", "video", "audio", "canvas",
        "button",
    }
)  # fmt: skip
_UNSHOWN = frozenset({"script", "style"})


class _Page(msgspec.Struct):
    """What was gathered: shown text, and text that no reader of the page sees."""

    shown: list[str]
    unshown: list[str]
    inside: str = ""  # script or style while within one


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of the page and, apart, its attributes, comments and scripts."""
    octets = bytes(content)
    claimed = _META_CHARSET.search(octets, 0, _META_SEARCHED)
    declared = walk.hint.charset or (claimed[1].decode("ascii") if claimed else "")
    for number, reading in enumerate(charset.decode(octets, declared)):
        for segment in _segments(reading, place, walk):
            yield msgspec.structs.replace(segment, alternate=number > 0)


def _segments(reading: charset.Reading, place: Place, walk: Walk) -> Iterator[Segment]:
    source = reading.text
    if _depth(source) > walk.limits.markup_depth:
        walk.refuse("limit:markup-depth")
    else:
        source = LexborHTMLParser(source.encode("utf-8", "replace").decode()).html or ""
    page = _gather(source)
    shown = "".join(page.shown)
    yield Segment(place, shown, reading.charset)
    stripped = _SPACES.sub(" ", html.unescape(_ANY_TAG.sub("", reading.text)))
    if not set(_LONG_DIGITS.findall(stripped)) <= set(_LONG_DIGITS.findall("\n".join([shown, *page.unshown]))):
        yield Segment(place, stripped, reading.charset, alternate=True)
    if page.unshown:
        yield Segment(step(place, "markup", "html"), "\n".join(page.unshown), reading.charset, "metadata")


def _depth(source: str) -> int:
    """Return the greatest number of elements open at once, for elements whose end tag is not optional."""
    deepest = depth = 0
    for close, tag in _TAG.findall(source):
        if tag.lower() in _VOID:
            continue
        depth = max(depth - 1, 0) if close else depth + 1
        deepest = max(deepest, depth)
    return deepest


def untagged(text: str) -> str:
    """Return the shown text of something that has tags in it, cut as it stands."""
    return "".join(_gather(text).shown)


def _gather(source: str) -> _Page:
    page = _Page([], [])
    for match in _TOKEN.finditer(source):
        if text := match["text"]:
            _take_text(page, text)
        elif tag := match["tag"]:
            _take_tag(page, tag.lower(), match["attributes"], closing=bool(match["close"]))
        elif match["comment"]:
            page.unshown.append(match["comment"])
    return page


def _take_text(page: _Page, text: str) -> None:
    if page.inside:
        page.unshown.append(text)
    else:
        page.shown.append(_SPACES.sub(" ", html.unescape(text)))


def _take_tag(page: _Page, tag: str, attributes: str, *, closing: bool) -> None:
    if tag in _UNSHOWN:
        page.inside = "" if closing else tag
    elif tag in _CELLS:
        page.shown.append("\t" if closing else "")
    elif tag in _BREAKS:
        page.shown.append("" if page.shown and page.shown[-1] == "\n" else "\n")
    for values in _ATTRIBUTE.findall(attributes):
        if value := "".join(values):
            page.unshown.append(html.unescape(value))
