"""The text of one XML part of an office package: what a person reads as one line is one line.

Word, PowerPoint, and the comments and drawings of Excel cut a sentence into runs wherever the
format, the spelling mark or the author changes; the runs of a paragraph are joined here. The code of
a field is a line of its own. What was deleted or moved away stands in a second reading of its
paragraph: the first is what is seen, the second what is stored.
"""

from collections.abc import Iterator

import msgspec

from inspection.errors import Unreadable
from inspection.readers.markup import xml_events, xml_files, xml_scan, xml_text
from inspection.readers.markup.xml_events import Element
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_GROUPS = frozenset({"p", "si", "is", "text", "rPh", "rt"})  # what is read as one line
_SEEN, _DELETED, _CODE, _DELETED_CODE = "seen", "deleted", "code", "deleted code"
_RUNS: dict[str, str] = {
    "t": _SEEN, "delText": _DELETED, "instrText": _CODE, "delInstrText": _DELETED_CODE,
}  # fmt: skip
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_BOXES = frozenset({"tr", "tc", "Fallback", "moveFrom"})
_TAGS = tuple(sorted({*_GROUPS, *_RUNS, *_BREAKS, *_BOXES, "sym", "fldChar"}))


class _Part(msgspec.Struct):
    """What has been gathered of a part; open groups, rows and cells are stacks."""

    lines: list[str] = []
    with_deletions: list[str] = []
    groups: list[list[tuple[str, str]]] = []
    cells: list[list[str]] = []
    rows: list[list[str]] = []
    fallbacks: int = 0  # open elements that repeat, for old programs, what stands beside them
    moved: int = 0  # open elements of text that was moved away


class Told(msgspec.Struct):
    """Attributes and loose values of a package's parts: each is told once, however often styles repeat it.

    Those of parts that have nothing else (styles, settings, themes) wait until the end, and are one text.
    """

    seen: set[str] = set()
    waiting: list[str] = []

    def rest(self, place: Place) -> Iterator[Segment]:
        """Yield what waited; `place` is that of the package."""
        if self.waiting:
            yield Segment(step(place, "attributes", ""), "\n".join(self.waiting), origin="metadata")

    def new(self, values: list[str]) -> list[str]:
        """Return those that were not told yet, each once."""
        values = [value for value in dict.fromkeys(values) if value not in self.seen]
        self.seen.update(values)
        return values


def segments(data: bytes, place: Place, walk: Walk, told: Told | None = None) -> Iterator[Segment]:
    """Yield the text of one XML part, its stored deletions, its attributes and loose values, and its comments.

    Raises:
        Unreadable: the part is not well-formed; what could be gathered was yielded before.
    """
    octets = xml_events.as_utf8(data)
    scan = xml_scan.scan(octets)
    texts = [text for name, text in scan.texts if name not in _RUNS and name not in xml_files.FILES]
    loose = (told or Told()).new([*scan.values, *texts])
    if told is not None and not scan.texts:
        told.waiting += loose
        loose = []
    part = _Part()
    readable = scan.whole and not scan.texts and b"<!" not in octets  # nothing in it has an order
    failure = None if readable else _gather(part, octets, walk)
    yield from _gathered(part, loose, place)
    if aside := xml_events.aside(octets):
        yield Segment(step(place, "markup", "xml"), "\n".join(aside), origin="metadata")
    yield from xml_files.segments(scan.texts, place, walk)
    taken = [*part.lines, *part.with_deletions, *scan.values, *texts, *aside]
    if failure is None and (scan.mixed or xml_scan.lost_digits(octets, taken)):
        for segment in xml_text.read(octets, place, walk):
            yield msgspec.structs.replace(segment, alternate=True)
    if failure is not None:
        yield Segment(place, xml_events.rough_text(octets), alternate=True)
        raise failure


def _gather(part: _Part, octets: bytes, walk: Walk) -> Unreadable | None:
    """Put the lines of the document into `part`; return what ended it early, if anything did."""
    try:
        for event, element in xml_events.events(octets, walk, tags=_TAGS):
            if event == "start":
                _start(part, xml_events.local(element))
            else:
                _end(part, element)
                xml_events.forget(element)
    except Unreadable as error:
        return error
    return None


def _gathered(part: _Part, loose: list[str], place: Place) -> Iterator[Segment]:
    if part.lines:
        yield Segment(place, "\n".join(part.lines))
    if part.with_deletions:
        yield Segment(step(place, "revision", "deleted"), "\n".join(part.with_deletions), alternate=True)
    if loose:
        yield Segment(step(place, "attributes", ""), "\n".join(loose), origin="metadata")


def _start(part: _Part, name: str) -> None:
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


def _end(part: _Part, element: Element) -> None:
    name = xml_events.local(element)
    if name in _RUNS:
        _append(part, element.text or "", _DELETED if part.moved else _RUNS[name])
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
    else:
        _append(part, *_mark(element, name))


def _mark(element: Element, name: str) -> tuple[str, str]:
    """Return what an element without text stands for; the end of a field's code is a line end in it."""
    if name == "fldChar":
        return "\n", _CODE
    if name == "sym":
        return _symbol(element), _SEEN
    return "" if xml_events.local(element.getparent()) == "tabs" else _BREAKS[name], _SEEN


def _symbol(element: Element) -> str:
    code = next((str(v) for k, v in element.attrib.items() if str(k).endswith("char")), "")
    try:
        return chr(int(code, 16) & 0xFFF if code.lower().startswith("f0") else int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _append(part: _Part, text: str, kind: str) -> None:
    if part.groups:
        part.groups[-1].append((text, kind))
    elif text.strip():
        part.lines.append(text)


def _close_group(part: _Part) -> None:
    pieces = part.groups.pop()
    _put_line(part, _joined(pieces, _SEEN))
    _put_codes(part.lines, _joined(pieces, _CODE))
    if any(kind == _DELETED for _, kind in pieces):
        part.with_deletions.append(_joined(pieces, _SEEN, _DELETED))
    _put_codes(part.with_deletions, _joined(pieces, _DELETED_CODE))


def _joined(pieces: list[tuple[str, str]], *kinds: str) -> str:
    return "".join(text for text, kind in pieces if kind in kinds)


def _put_codes(lines: list[str], codes: str) -> None:
    lines += [code for code in codes.split("\n") if code.strip()]


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
