"""XML in which text and elements stand side by side: lines, rows and cells by the vocabulary of a format.

Each element is a line of its own unless its vocabulary says that it stands in the line around it.
What was deleted stands in a second reading of its line, and so does a row with the numbers that are
stored in its cells where other ones are shown.
"""

from collections.abc import Iterator, Mapping

import msgspec

from inspection.errors import Unreadable
from inspection.readers.markup import xml_events, xml_files, xml_scan, xml_text
from inspection.readers.markup.xml_events import Element
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_GAP_MAX = 64  # empty columns or blanks written out


class Vocabulary(msgspec.Struct, frozen=True):
    """What the elements of a format mean; names are local, but for those with a namespace in braces.

    `inline` are local names or whole namespaces (`{urn:x}`) whose text belongs to the line around it;
    `blocks` are the exceptions of an inline namespace. `breaks` stand for a text, `blanks` is an attribute
    that says how often. `aside` are taken out of the cell and the line in which they stand.
    `repeated`, `index` and `value` are attributes of cells: how often, in which column from 1, what number.
    `deletion` holds deleted text, `deleted_at` marks its place; `identity` are the attributes that join them.
    """

    inline: frozenset[str]
    blocks: frozenset[str] = frozenset()
    breaks: Mapping[str, str] = {}
    rows: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    repeated: str = ""
    index: str = ""
    value: str = ""
    blanks: str = ""
    deletion: str = ""
    deleted_at: str = ""
    identity: frozenset[str] = frozenset()


class _Twice(msgspec.Struct):
    """Pieces of an open line, or cells of an open row, as shown and as stored."""

    shown: list[str] = []
    stored: list[str] = []


class _Flow(msgspec.Struct):
    """What was gathered; open lines, rows and cells are stacks. A cell of None stands for text aside."""

    lines: list[str] = []
    stored: list[str] = []
    open: list[_Twice] = []
    rows: list[_Twice] = []
    cells: list[list[str] | None] = []
    deleted: dict[str, str] = {}
    deletions: list[int] = []  # at which line each open deletion began


def segments(data: bytes, place: Place, walk: Walk, vocabulary: Vocabulary) -> Iterator[Segment]:
    """Yield lines, what is stored beside them, attributes, comments and files of one document.

    Raises:
        Unreadable: the document is not well-formed; what could be gathered was yielded before.
    """
    octets = xml_events.as_utf8(data)
    flow, scan = _Flow(), xml_scan.scan(octets)
    readable = scan.whole and not scan.texts and b"<!" not in octets  # nothing in it has an order
    failure = None if readable else _gather(flow, octets, walk, vocabulary)
    aside = xml_events.aside(octets)
    loose = [*scan.values, *aside]
    if flow.lines:
        yield Segment(place, "\n".join(flow.lines))
    if flow.stored:
        yield Segment(step(place, "revision", "stored"), "\n".join(flow.stored), alternate=True)
    if loose:
        yield Segment(step(place, "attributes", ""), "\n\n".join(loose), origin="metadata")
    yield from xml_files.segments(scan.texts, place, walk)
    if failure is not None:
        yield Segment(place, xml_events.rough_text(octets), alternate=True)
        raise failure
    if xml_scan.lost_digits(octets, [*flow.lines, *flow.stored, *loose]):
        for segment in xml_text.read(octets, place, walk):
            yield msgspec.structs.replace(segment, alternate=True)


def _gather(flow: _Flow, octets: bytes, walk: Walk, vocabulary: Vocabulary) -> Unreadable | None:
    try:
        for event, element in xml_events.events(octets, walk):
            if event == "start":
                _take_before(flow, element)
                _start(flow, element, vocabulary)
            else:
                _take(flow, element[-1].tail if len(element) else element.text)
                _end(flow, element, vocabulary)
                xml_events.forget(element)
    except Unreadable as error:
        while flow.open:
            _close_line(flow)
        return error
    return None


def _take_before(flow: _Flow, element: Element) -> None:
    """Take what stands before the element; all of it is known when the element begins."""
    before, parent = element.getprevious(), element.getparent()
    _take(flow, before.tail if before is not None else parent.text if parent is not None else None)


def _take(flow: _Flow, text: str | None) -> None:
    if text and flow.open:
        flow.open[-1].shown.append(text)
        flow.open[-1].stored.append(text)


def _is_inline(element: Element, name: str, vocabulary: Vocabulary) -> bool:
    namespace = str(element.tag).rpartition("}")[0] + "}"
    return (
        name in vocabulary.inline
        or name in vocabulary.breaks
        or name == vocabulary.deleted_at
        or (namespace in vocabulary.inline and name not in vocabulary.blocks)
    )


def _start(flow: _Flow, element: Element, vocabulary: Vocabulary) -> None:
    name = xml_events.local(element)
    if name in vocabulary.rows:
        flow.rows.append(_Twice())
    elif name in vocabulary.cells:
        flow.cells.append([])
    elif name in vocabulary.aside:
        flow.cells.append(None)
    elif name == vocabulary.deletion:
        flow.deletions.append(len(flow.lines))
    if not _is_inline(element, name, vocabulary):
        flow.open.append(_Twice())


def _end(flow: _Flow, element: Element, vocabulary: Vocabulary) -> None:
    name = xml_events.local(element)
    if name in vocabulary.breaks:
        _take(flow, vocabulary.breaks[name] * _count(element, vocabulary.blanks))
    elif name == vocabulary.deleted_at and flow.open:
        flow.open[-1].stored.append(flow.deleted.get(_identity(element, vocabulary), ""))
    if name in xml_files.FILES:
        flow.open.pop()
    elif not _is_inline(element, name, vocabulary):
        _close_line(flow)
    _close_box(flow, element, name, vocabulary)


def _close_box(flow: _Flow, element: Element, name: str, vocabulary: Vocabulary) -> None:
    if name in vocabulary.rows:
        _close_row(flow)
    elif name in vocabulary.cells:
        _close_cell(flow, element, vocabulary)
    elif name in vocabulary.aside:
        flow.cells.pop()
        if flow.deletions:  # who deleted it, and when, is no part of it
            flow.deletions[-1] = len(flow.lines)
    elif name == vocabulary.deletion and flow.deletions:
        flow.deleted[_identity(element.getparent(), vocabulary)] = "".join(flow.lines[flow.deletions.pop() :])


def _identity(element: Element | None, vocabulary: Vocabulary) -> str:
    values = (_attribute(element, name) for name in vocabulary.identity if element is not None)
    return next(filter(None, values), "")


def _count(element: Element, attribute: str) -> int:
    written = _attribute(element, attribute)
    return min(max(int(written), 1), _GAP_MAX) if written.isdecimal() else 1


def _attribute(element: Element, name: str) -> str:
    return str(element.get(name, "")) if name else ""


def _close_line(flow: _Flow) -> None:
    line = flow.open.pop()
    shown, stored = "".join(line.shown), "".join(line.stored)
    if stored != shown:
        flow.stored.append(stored)
    if shown.strip():
        _put(flow, shown.strip("\r\n"))


def _put(flow: _Flow, line: str) -> None:
    cell = flow.cells[-1] if flow.cells else None
    if cell is not None:
        cell.append(line)
    else:
        flow.lines.append(line)


def _close_cell(flow: _Flow, element: Element, vocabulary: Vocabulary) -> None:
    cell = flow.cells.pop()
    shown = " ".join(" ".join(cell or ()).split())
    stored = _attribute(element, vocabulary.value) or shown
    if not flow.rows:
        _put(flow, shown)
        return
    row = flow.rows[-1]
    column = _attribute(element, vocabulary.index)
    gap = int(column) - 1 - len(row.shown) if column.isdecimal() else 0
    filling = [""] * min(max(gap, 0), _GAP_MAX)
    following = [""] * (_count(element, vocabulary.repeated) - 1)
    row.shown += [*filling, shown, *following]
    row.stored += [*filling, stored, *following]


def _close_row(flow: _Flow) -> None:
    row = flow.rows.pop()
    shown, stored = "\t".join(row.shown).rstrip("\t"), "\t".join(row.stored).rstrip("\t")
    if stored != shown:
        flow.stored.append(stored)
    if shown:
        _put(flow, shown)
