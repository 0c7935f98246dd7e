"""The lines of one XML part of an office package: what a person reads as one line is one line.

Word, PowerPoint, and the comments and drawings of Excel cut a sentence into runs wherever the
format, the spelling mark or the author changes; the runs of a paragraph are joined here. The code of
a field is a line of its own. What was deleted or moved away stands in a second reading of its
paragraph: the first is what is seen, the second what is stored.
"""

import re

import msgspec

from inspection.errors import Unreadable
from inspection.readers.markup import xml_events, xml_regular
from inspection.readers.markup.xml_events import Element
from inspection.walker import Walk

_GROUPS = frozenset({"p", "si", "is", "text", "rPh", "rt"})  # what is read as one line
_SEEN, _DELETED, _CODE, _DELETED_CODE = "seen", "deleted", "code", "deleted code"
_ONLY_SEEN = frozenset({_SEEN})
RUNS: dict[str, str] = {
    "t": _SEEN, "delText": _DELETED, "instrText": _CODE, "delInstrText": _DELETED_CODE,
}  # fmt: skip
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_BOXES = frozenset({"tr", "tc", "Fallback", "moveFrom", "tabs"})
_CODE_POINT = re.compile(r"""char\s*=\s*["']([^"']*)""")
_WANTED = frozenset({*_GROUPS, *RUNS, *_BREAKS, *_BOXES, "sym", "fldChar"})
_TAGS = tuple(sorted(_WANTED))
_NAMES = {name.encode(): name for name in _TAGS}
_TAG = re.compile(
    rb"<(/?+)(?:[\w.-]++:)?+(t(?:[cr]|abs?|ext)?|p(?:tab)?|s(?:i|ym|oftHyphen)|is|r(?:Ph|t)|del(?:Text|InstrText)"
    rb"|instrText|br|cr|noBreakHyphen|fldChar|Fallback|moveFrom)((?:[\s/][^>]*+)?+)>([^<]*+)"
)
_TEXT = re.compile(rb">\s*+([^<]+)<(/?)")
_ANY_TEXT = re.compile(rb">\s*+[^<\s]")


class Part(msgspec.Struct):
    """What has been gathered of a part; open groups, rows and cells are stacks."""

    lines: list[str] = []
    with_deletions: list[str] = []
    groups: list[list[tuple[str, str]]] = []
    cells: list[list[str]] = []
    rows: list[list[str]] = []
    fallbacks: int = 0  # open elements that repeat, for old programs, what stands beside them
    moved: int = 0  # open elements of text that was moved away
    stops: int = 0  # open elements that say where tabs stop


def gather(part: Part, octets: bytes, walk: Walk) -> Unreadable | None:
    """Put the lines of the document into `part`; return what ended it early, if anything did."""
    try:
        for event, element in xml_events.events(octets, walk, tags=_TAGS):
            name = xml_events.local(element)
            if event == "start":
                _start(part, name)
            else:
                _end(part, name, _symbol(element) if name == "sym" else element.text or "")
                xml_events.forget(element)
    except Unreadable as error:
        return error
    return None


def gathered(body: bytes) -> tuple[Part, list[tuple[str, str]]] | None:
    """Return the lines of a regular document, and its texts outside of runs by the names of their elements.

    Nothing if somewhere text stands beside elements.
    """
    part = Part()
    runs = 0
    for closing, written, attributes, text in xml_regular.cut(body, _TAG):
        name, empty = _NAMES[written], attributes[-1:] == b"/"
        if name in RUNS:
            if not closing:
                runs += not empty and bool(text) and not text.isspace()
                _end(part, name, "" if empty else xml_regular.resolved(text.decode()))
        elif name == "sym":
            _end(part, name, "" if closing else _character("".join(_CODE_POINT.findall(attributes.decode()))))
        else:
            if not closing:
                _start(part, name)
            if closing or empty:
                _end(part, name, "")
    if runs == len(_ANY_TEXT.findall(body)):  # mostly
        return part, []
    texts = _texts(body)
    return None if texts is None else (part, texts)


def _texts(body: bytes) -> list[tuple[str, str]] | None:
    """Return the texts outside of runs; nothing if one stands beside elements."""
    texts: list[tuple[str, str]] = []
    for match in _TEXT.finditer(body):
        tag = body[body.rfind(b"<", 0, match.start()) + 1 : match.start()]
        if not match[2] or tag[:1] == b"/" or tag[-1:] == b"/":
            return None
        name = tag.split(None, 1)[0].rpartition(b":")[2].decode()
        if name not in RUNS:
            texts.append((name, xml_regular.unescaped(match[1].decode()).strip()))
    return texts


def _start(part: Part, name: str) -> None:
    if name in _GROUPS:
        part.groups.append([])
    elif name == "tr":
        part.rows.append([])
    elif name == "tc":
        part.cells.append([])
    elif name == "Fallback":
        part.fallbacks += 1
    elif name == "moveFrom":
        part.moved += 1
    elif name == "tabs":
        part.stops += 1


def _end(part: Part, name: str, text: str) -> None:
    if name in RUNS:
        _append(part, text, _DELETED if part.moved else RUNS[name])
    elif name in _GROUPS:
        _close_group(part)
    elif name == "tc":
        _close_cell(part)
    elif name == "tr":
        _put_line(part, "\t".join(part.rows.pop()))
    elif name == "Fallback":
        part.fallbacks -= 1
    elif name == "moveFrom":
        part.moved -= 1
    elif name == "tabs":
        part.stops -= 1
    else:
        _append(part, *_mark(part, name, text))


def _mark(part: Part, name: str, text: str) -> tuple[str, str]:
    """Return what an element without text stands for; the end of a field's code is a line end in it."""
    if name == "fldChar":
        return "\n", _CODE
    if name == "sym":
        return text, _SEEN
    return "" if part.stops else _BREAKS[name], _SEEN


def _symbol(element: Element) -> str:
    return _character(next((str(v) for k, v in element.attrib.items() if str(k).endswith("char")), ""))


def _character(code: str) -> str:
    """Return the character of a symbol; those of old symbol fonts are moved to where the font has them."""
    try:
        return chr(int(code, 16) & 0xFFF if code.lower().startswith("f0") else int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _append(part: Part, text: str, kind: str) -> None:
    if part.groups:
        part.groups[-1].append((text, kind))
    elif text.strip():
        part.lines.append(text)


def _close_group(part: Part) -> None:
    pieces = part.groups.pop()
    if _ONLY_SEEN.issuperset([kind for _, kind in pieces]):
        _put_line(part, "".join([text for text, _ in pieces]))
        return
    _put_line(part, _joined(pieces, _SEEN))
    _put_codes(part.lines, _joined(pieces, _CODE))
    if any(kind == _DELETED for _, kind in pieces):
        part.with_deletions.append(_joined(pieces, _SEEN, _DELETED))
    _put_codes(part.with_deletions, _joined(pieces, _DELETED_CODE))


def _joined(pieces: list[tuple[str, str]], *kinds: str) -> str:
    return "".join(text for text, kind in pieces if kind in kinds)


def _put_codes(lines: list[str], codes: str) -> None:
    lines += [code for code in codes.split("\n") if code.strip()]


def _close_cell(part: Part) -> None:
    cell = " ".join(part.cells.pop())
    if part.rows:
        part.rows[-1].append(cell)
    else:
        part.lines.append(cell)


def _put_line(part: Part, line: str) -> None:
    """Put a finished line where it belongs: into the open cell, else into the part."""
    if part.fallbacks:
        part.with_deletions.append(line)
    elif part.cells:
        part.cells[-1].append(line)
    elif line.strip():
        part.lines.append(line)
