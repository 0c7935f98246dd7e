"""The text of one XML part of an office package: what a person reads as one line is one line.

Word, PowerPoint, and the comments and drawings of Excel cut a sentence into runs wherever the
format, the spelling mark or the author changes; the runs of a paragraph are joined here. A
tracked deletion stands in a second reading of its paragraph: the first is what is seen, the
second what is stored.
"""

from collections.abc import Iterator

import msgspec

from inspection.errors import Unreadable
from inspection.readers import xml_events, xml_text
from inspection.readers.xml_events import Element
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_GROUPS = frozenset({"p", "si", "is", "text", "rPh"})  # what is read as one line
_RUNS = frozenset({"t", "instrText"})
_DELETED = frozenset({"delText", "delInstrText"})
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_PLUMBING = frozenset(
    {"paraId", "textId", "anchorId", "editId", "Type", "ContentType", "durableId", "uri", "uid"}
)
_PLUMBING_VALUES = ("http://schemas.", "application/", "urn:schemas")
_VALUE_MIN = 4  # characters of an attribute in ASCII worth looking at; a Chinese name has two


class _Part(msgspec.Struct):
    """What has been gathered of a part; open groups, rows and cells are stacks."""

    lines: list[str] = []
    with_deletions: list[str] = []
    loose: dict[str, None] = {}
    groups: list[list[tuple[str, bool]]] = []
    cells: list[list[str]] = []
    rows: list[list[str]] = []
    fallbacks: int = 0  # open elements that repeat, for old programs, what stands beside them


def segments(data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of one XML part, its stored deletions, its attributes and loose values, and its comments.

    Raises:
        Unreadable: the part is not well-formed; what could be gathered was yielded before.
    """
    part = _Part()
    failure: Unreadable | None = None
    try:
        for event, element in xml_events.events(data, walk):
            if event == "start":
                _start(part, element)
            else:
                _end(part, element)
                xml_events.forget(element)
    except Unreadable as error:
        failure = error
    told = [*part.lines, *part.with_deletions, *part.loose, *(aside := xml_events.aside(data))]
    yield from _gathered(part, place)
    if aside:
        yield Segment(step(place, "markup", "xml"), "\n".join(aside), origin="metadata")
    if failure is None and (xml_events.is_mixed(data) or xml_events.untold(data, told)):
        for segment in xml_text.read(data, place, walk):
            yield msgspec.structs.replace(segment, alternate=True)
    if failure is not None:
        yield Segment(place, xml_events.rough_text(data), alternate=True)
        raise failure


def _gathered(part: _Part, place: Place) -> Iterator[Segment]:
    if part.lines:
        yield Segment(place, "\n".join(part.lines))
    if part.with_deletions:
        yield Segment(step(place, "revision", "deleted"), "\n".join(part.with_deletions), alternate=True)
    if part.loose:
        yield Segment(step(place, "attributes", ""), "\n".join(part.loose), origin="metadata")


def _start(part: _Part, element: Element) -> None:
    name = xml_events.local(element)
    if name in _GROUPS:
        part.groups.append([])
    elif name == "tr":
        part.rows.append([])
    elif name == "Fallback":
        part.fallbacks += 1
    elif name == "tc":
        part.cells.append([])
    for key, value in element.attrib.items():
        text = str(value)
        if (len(text) >= _VALUE_MIN or not text.isascii()) and _is_telling(str(key).rpartition("}")[2], text):
            part.loose[text] = None


def _is_telling(key: str, value: str) -> bool:
    return key not in _PLUMBING and not key.startswith("rsid") and not value.startswith(_PLUMBING_VALUES)


def _end(part: _Part, element: Element) -> None:
    name = xml_events.local(element)
    _take_text(part, element, name)
    if name in _GROUPS:
        _close_group(part)
    elif name == "tc":
        _close_cell(part)
    elif name == "tr":
        _put_line(part, "\t".join(part.rows.pop()))
    elif name == "Fallback":
        part.fallbacks -= 1


def _take_text(part: _Part, element: Element, name: str) -> None:
    text = element.text or ""
    if name in _RUNS or name in _DELETED:
        _append(part, text, deleted=name in _DELETED)
    elif name in _BREAKS and xml_events.local(element.getparent()) != "tabs":
        _append(part, _BREAKS[name], deleted=False)
    elif name == "sym":
        _append(part, _symbol(element), deleted=False)
    elif text.strip():
        part.loose[text.strip()] = None


def _symbol(element: Element) -> str:
    code = next((str(v) for k, v in element.attrib.items() if str(k).endswith("char")), "")
    try:
        return chr(int(code, 16) & 0xFFF if code.lower().startswith("f0") else int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _append(part: _Part, text: str, *, deleted: bool) -> None:
    if part.groups:
        part.groups[-1].append((text, deleted))
    elif text.strip():
        part.lines.append(text)


def _close_group(part: _Part) -> None:
    pieces = part.groups.pop()
    seen = "".join(text for text, deleted in pieces if not deleted)
    _put_line(part, seen)
    if any(deleted for _, deleted in pieces):
        part.with_deletions.append("".join(text for text, _ in pieces))


def _close_cell(part: _Part) -> None:
    cell = " ".join(part.cells.pop())
    if part.rows:
        part.rows[-1].append(cell)
    else:
        part.lines.append(cell)


def _put_line(part: _Part, line: str) -> None:
    """Put a finished line where it belongs: into the open cell, else into the part."""
    if part.fallbacks:
        part.with_deletions.append(line)
    elif part.cells:
        part.cells[-1].append(line)
    elif line.strip():
        part.lines.append(line)
