"""An HTML source as units: what a browser shows in one reading, what it does not show in another.

Tags that stand inside of a line join what they stand between, cells end with a tab, other tags with a line
end; a character reference is the character. Attributes, comments and scripts are the second reading. A page
that a browser understands in another way is caught by the inspection that follows.
"""

import html
import re
from collections.abc import Iterator

from inspection.redaction.units import Unit

_TOKEN = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))"
    r"|(?P<code><(?P<name>script|style)\b[^>]*>.*?(?:</(?P=name)\s*>|\Z))"
    r"|(?P<tag></?(?P<of>[a-z][^\s/<>]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<[!?/][^<>]*>)"
    r"|(?P<space>[ \t\r\n\f]+)"
    r"|(?P<reference>&(?:\#[0-9]+|\#x[0-9a-f]+|[a-z][a-z0-9]*);?)"
    r"|(?P<text>[^<& \t\r\n\f]+|[<&])",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_CELLS = frozenset({"td", "th"})
_BREAKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
        "header", "hr", "html", "img", "input", "legend", "li", "link", "main", "meta", "nav", "ol", "option",
        "p", "pre", "section", "select", "table", "tbody", "textarea", "tfoot", "thead", "title", "tr", "ul",
    }
)  # fmt: skip


def shown(source: str) -> Iterator[Unit]:
    """Yield the page as it is read."""
    for match in _TOKEN.finditer(source):
        kind, piece = match.lastgroup, match[0]
        if kind == "text":
            yield Unit(piece, piece)
        elif kind == "space":
            yield Unit(piece, " ", str)
        elif kind == "reference":
            yield _reference(piece)
        else:
            yield Unit(piece, _break(match) if match["of"] else "")


def unshown(source: str) -> Iterator[Unit]:
    """Yield the page with the values of attributes, comments and code as text, each on a line of its own."""
    for match in _TOKEN.finditer(source):
        piece = match[0]
        if match["comment"]:
            yield from (Unit("", "\n"), Unit(piece, piece))
        elif match["code"] or match["tag"]:
            yield from _attributes(piece, is_code=bool(match["code"]))
        else:
            yield Unit(piece, "")


def _attributes(tag: str, *, is_code: bool) -> Iterator[Unit]:
    """Yield the values within a tag, and behind it the code if it has some."""
    reached, end = 0, tag.index(">") + 1 if is_code and ">" in tag else len(tag)
    for match in _ATTRIBUTE.finditer(tag, 0, end):
        start, stop = next(match.span(group) for group in (1, 2, 3) if match[group] is not None)
        yield Unit(tag[reached:start], "\n")
        yield from _value(tag[start:stop])
        reached = stop
    yield Unit(tag[reached:end], "\n")
    if is_code:
        yield Unit(tag[end:], tag[end:])


def _value(value: str) -> Iterator[Unit]:
    for match in _TOKEN.finditer(value):
        yield _reference(match[0]) if match["reference"] else Unit(match[0], match[0])


def _reference(piece: str) -> Unit:
    character = html.unescape(piece)
    return Unit(piece, character, str if character != piece else None)


def _break(match: re.Match[str]) -> str:
    name = match["of"].lower()
    if name in _CELLS:
        return "\t" if match[0].startswith("</") else ""
    return "\n" if name in _BREAKS else ""
