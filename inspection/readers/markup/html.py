"""HTML: what a browser shows, what it hides, and what stands in attributes, comments and scripts.

The tree is built as browsers build it (lexbor), so that a broken tag which a browser ignores does
not hide a number from us; then it is written out again in regular form and cut into tags and text.
Inline tags join what they stand between, cells become columns, other tags become line ends.
What the tree has no place for (a second attribute of one name, a document type, the inside of a
broken tag) is taken from the source. A page nested deeper than the limit would take a tree builder
minutes: it is cut as it stands, and reported as not read in full.
"""

import re
from collections.abc import Iterator

import msgspec
from selectolax.lexbor import LexborHTMLParser

from inspection import charset
from inspection.content import Content
from inspection.readers.markup import data_urls, escapes
from inspection.readers.markup.xml_regular import unescaped
from inspection.readers.picture import drawing
from inspection.readers.text import encoded_files
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_META_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_-]{2,40})")
_META_SEARCHED = 4096
_PIECE = (
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    r"|<(?=[sxinpSXINP])(?P<raw>(?i:script|style|xmp|iframe|noembed|noframes|plaintext))(?![^\s/>])(?P<raw_attributes>{0})>"
    r"(?P<code>.*?)(?:</(?i:(?P=raw))[^<>]*>|\Z)"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][^\s/<>]*+)(?P<attributes>{0})>"
    r"|<(?P<other>[!?/][^<>]*)>"
    r"|(?P<text>[^<]+|<)"
)
# As the tree is written out every attribute is name="value"; as people write, anything goes.
_REGULAR = re.compile(_PIECE.format(r"""(?:\s+[^\s>]+?="[^"]*+")*+\s*/?"""), re.DOTALL)
_AS_IT_STANDS = re.compile(_PIECE.format(r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+"""), re.DOTALL)
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_BOX = re.compile(r"""\svalue\s*=\s*["']?([0-9Xx])(?![^"'\s/>])""")  # a field for one character of a number
_ODD_NAME = re.compile(r"[^a-zA-Z\s:_/-]")  # in the name of an attribute: not of any vocabulary
_DOCUMENT_TYPE = re.compile(r"(?i)<!doctype\s+html\s+([^<>]+)>")
_USUAL_TYPE = "<!doctype html>"
_CODE = re.compile(r"(?is)<(script|style)\b.*?(?:</\1\s*>|\Z)")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)")
_ANY_TAG = re.compile(r"<[^<>]*>")
_LONG_DIGITS = re.compile(
    r"\d\d{5,}"
)  # what a broken tag might swallow; with one digit first it is searched for
_VALUE_MIN = 4  # characters of an attribute that is worth a second look
_SPACES = re.compile(r"[\t\r\n\f][ \t\r\n\f]*| [ \t\r\n\f]+")  # white space that is not one blank already
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr", "p", "li", "td", "tr", "th", "dd", "dt", "option",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
_ASIDE = frozenset({"rt", "rtc", "rp"})
_RUBY = _ASIDE | {"ruby"}
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
_HIDDEN = frozenset({"code", "comment", "other"})


class _Page(msgspec.Struct):
    """What was gathered: shown text, and text that no reader of the page sees; attributes already taken."""

    shown: list[str] = []
    unshown: list[str] = []
    attributes: set[str] = set()
    nested: bool = False  # of a page within a page only what is shown matters
    aside: list[str] | None = None  # how the characters before it are pronounced, while that lasts


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of the page and, apart, its attributes, comments and scripts."""
    octets = bytes(content)
    claimed = _META_CHARSET.search(octets, 0, _META_SEARCHED)
    declared = walk.hint.charset or (claimed[1].decode("ascii") if claimed else "")
    for number, reading in enumerate(charset.decode(octets, declared)):
        for segment in _segments(reading, place, walk):
            yield msgspec.structs.replace(segment, alternate=segment.alternate or number > 0)


def _segments(reading: charset.Reading, place: Place, walk: Walk) -> Iterator[Segment]:
    source = reading.text
    if _depth(source) > walk.limits.markup_depth and _depth(_CODE.sub("", source)) > walk.limits.markup_depth:
        walk.refuse("limit:markup-depth")
        page = _gather(source, _AS_IT_STANDS)
    else:
        page = _gather(LexborHTMLParser(source.encode("utf-8", "replace").decode()).html or "", _REGULAR)
    shown, unshown = "".join(page.shown), "\n".join(page.unshown)
    markup = step(place, "markup", "html")
    yield Segment(place, shown, reading.charset)
    if unshown:
        yield Segment(markup, unshown, reading.charset, "metadata")
    for inner, text in ((place, shown), (markup, unshown)):
        if plain := escapes.resolved(text):
            yield Segment(inner, plain, reading.charset, "metadata", alternate=True)
    if "data:" in source.lower():
        # With quotes between them: base64 goes on over a line end.
        yield from data_urls.segments('"'.join([*page.unshown, source]), place, walk)
    yield from encoded_files.segments(source, place, walk)
    yield from drawing.inline(source, place, walk)
    for text in _dropped(source, page):
        yield Segment(place, text, reading.charset, alternate=True)


def _dropped(source: str, page: _Page) -> Iterator[str]:
    """Yield what stands in the source and did not come through the tree."""
    kept = set(page.unshown)
    values = dict.fromkeys(
        "".join(found) for found in _ATTRIBUTE.findall(source)
    )  # once each, in their order
    plain = (unescaped(value) for value in values if len(value) >= _VALUE_MIN and value not in kept)
    lost = [value for value in dict.fromkeys(plain) if value not in kept]
    if lost:
        yield "\n".join(lost)
    if types := _DOCUMENT_TYPE.findall(source):
        yield "\n".join(types)
    digits = _long_digits("\n".join(["".join(page.shown), *page.unshown, *lost]))
    untagged = unescaped(_ANY_TAG.sub("", source))
    if not digits >= _long_digits(untagged):
        yield _SPACES.sub(" ", untagged)
    if not digits >= _long_digits(source):
        yield source


def _long_digits(text: str) -> set[str]:
    """Return the long numbers in a text, but for those that stand for a character."""
    found = _LONG_DIGITS.finditer(text)
    return {match[0] for match in found if text[max(match.start() - 2, 0) : match.start()] != "&#"}


def _depth(source: str) -> int:
    """Return the greatest number of elements open at once, for elements whose end tag is not optional."""
    deepest = depth = 0
    for close, tag in _TAG.findall(source):
        if tag in _VOID or tag.lower() in _VOID:
            continue
        if not close:
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
    return deepest


def untagged(text: str) -> str:
    """Return the shown text of something that has tags in it, cut as it stands."""
    return "".join(_gather(text, _AS_IT_STANDS, nested=True).shown)


def _gather(source: str, token: re.Pattern[str], *, nested: bool = False) -> _Page:
    """Cut a page into what is shown and what is not."""
    page = _Page(nested=nested)
    for match in token.finditer(source):
        kind = match.lastgroup  # the last group of the alternative that matched
        if kind == "text":
            shown, text = page.shown if page.aside is None else page.aside, match[0]
            shown.append(_SPACES.sub(" ", unescaped(text) if "&" in text else text))
        elif kind == "attributes":
            tag, attributes = match["tag"].lower(), match["attributes"]
            _break(page, tag, closing=bool(match["close"]))
            if tag == "input" and (box := _BOX.search(attributes)):
                page.shown.append(box[1])
            if attributes:
                _take_attributes(page, attributes)
        elif kind == "code":
            _break(page, match["raw"].lower(), closing=False)
            _take_attributes(page, match["raw_attributes"])
        if not nested and kind in _HIDDEN and match[0].lower() != _USUAL_TYPE:
            _hide(page, match[kind])
    page.unshown += page.aside or ()
    return page


def _break(page: _Page, tag: str, *, closing: bool) -> None:
    if tag in _RUBY or (page.aside is not None and tag in _BREAKS):
        _turn_aside(page, tag, closing=closing)
    elif tag in _CELLS:
        page.shown.append("\t" if closing else "")
    elif tag in _BREAKS and not (tag == "input" and page.shown[-2:] == ["\t", ""]):  # a cell was begun
        page.shown.append("" if page.shown and page.shown[-1] == "\n" else "\n")


def _turn_aside(page: _Page, tag: str, *, closing: bool) -> None:
    """Keep the text of ruby annotations out of the line they stand above."""
    if page.aside:
        page.unshown.append("".join(page.aside))
    page.aside = [] if tag in _ASIDE and not closing else None


def _take_attributes(page: _Page, attributes: str) -> None:
    if page.nested or attributes in page.attributes:
        return
    page.attributes.add(attributes)
    for values in _ATTRIBUTE.findall(attributes):
        _hide(page, unescaped("".join(values)), markup="<")
    names = _ATTRIBUTE.sub("", attributes)
    if _ODD_NAME.search(names):
        page.unshown.append(unescaped(names).strip())


def _hide(page: _Page, text: str, *, markup: str = "<&") -> None:
    """Keep text that is not shown; what is markup in itself (a conditional comment) once more without its tags."""
    if text.strip():
        page.unshown.append(text)
        if any(mark in text for mark in markup):
            page.unshown.append(untagged(text))
