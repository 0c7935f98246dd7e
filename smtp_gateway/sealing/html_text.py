"""An HTML body as readable text: paragraphs, list marks, table cells, link targets.

No style, script, picture or remote content is followed or shown. The tree is walked without
recursion, so that deep nesting costs time and not the stack.
"""

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

HTML_MAX: Final = 8 << 20  # characters; more than this is cut, the original lies beside it

_SKIPPED: Final = frozenset(
    {"style", "script", "head", "title", "template", "noscript", "meta", "link", "svg"}
)
_BLOCKS: Final = frozenset(
    (
        *("p", "div", "section", "article", "header", "footer", "main", "table", "ul", "ol", "dl", "form"),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "blockquote",
            "pre",
            "center",
            "address",
            "tr",
            "li",
            "dt",
            "dd",
        ),
    )
)
_SPACED: Final = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre"}
)
_CELLS: Final = frozenset({"td", "th"})
_CELL_GAP: Final = "   "
_LINE_BREAK, _PARAGRAPH_BREAK = "\x00", "\x01"  # soft: several in a row count once; not in HTML text
_BREAKS: Final = re.compile(f"[ {_LINE_BREAK}{_PARAGRAPH_BREAK}]*[{_LINE_BREAK}{_PARAGRAPH_BREAK}] *")


def html_to_text(html: str) -> str:
    """Return the visible text of an HTML document, at most one empty line in a row."""
    root = LexborHTMLParser(html[:HTML_MAX]).body
    if root is None:
        return ""
    out: list[str] = []
    waiting: list[tuple[LexborNode | str, bool]] = [(root, False)]
    while waiting:
        node, kept = waiting.pop()
        if isinstance(node, str):
            out.append(node)
        elif node.tag == "-text":
            out.append(_text(node, as_written=kept))
        elif node.tag not in _SKIPPED:
            out.append(_opening(node))
            waiting.append((_closing(node), kept))
            inside = kept or node.tag == "pre"
            waiting += ((child, inside) for child in reversed(_children(node)))
    return _tidy("".join(out))


def _children(node: LexborNode) -> list[LexborNode]:
    found = []
    child = node.child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def _text(node: LexborNode, *, as_written: bool) -> str:
    text = (node.text_content or "").replace(_LINE_BREAK, "").replace(_PARAGRAPH_BREAK, "")
    return text if as_written else re.sub(r"[ \t\r\n\f]+", " ", text)


def _opening(node: LexborNode) -> str:
    match node.tag:
        case "br":
            return "\n"
        case "hr":
            return _LINE_BREAK + "————————" + _LINE_BREAK
        case "li":
            return _LINE_BREAK + "• "
        case "img":
            alternative = (node.attributes.get("alt") or "").strip()
            return f"[{alternative}]" if alternative else ""
    return _break(node)


def _closing(node: LexborNode) -> str:
    if node.tag in _CELLS:
        return _CELL_GAP
    if node.tag == "a":
        return _target(node)
    return _break(node)


def _target(node: LexborNode) -> str:
    """Return the link's address in brackets, when the text does not say it already."""
    address = (node.attributes.get("href") or "").strip()
    shown = node.text(deep=True).strip()
    if not address.lower().startswith(("http://", "https://")) or address.rstrip("/") in shown:
        return ""
    return f" <{address}>"


def _break(node: LexborNode) -> str:
    if node.tag in _SPACED:
        return _PARAGRAPH_BREAK
    return _LINE_BREAK if node.tag in _BLOCKS else ""


def _tidy(text: str) -> str:
    broken = _BREAKS.sub(
        lambda run: "\n\n" if _PARAGRAPH_BREAK in run[0] else "\n", text.replace("\xa0", " ")
    )
    return re.sub(r" *\n(?:[ ]*\n)+", "\n\n", broken).strip("\n ")
