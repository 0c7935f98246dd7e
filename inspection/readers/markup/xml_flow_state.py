"""Lines, rows and cells that are open while a document is read, and what was gathered of it."""

import msgspec

from inspection.readers.markup import xml_cells
from inspection.readers.markup.xml_cells import Cell, Row
from inspection.readers.markup.xml_names import Attributes
from inspection.readers.markup.xml_vocabulary import BOXES, Act, Role, Vocabulary


class _Line(msgspec.Struct):
    """Pieces of an open line as shown, and as stored where that is something else."""

    shown: list[str] = []
    stored: list[str] | None = None


class Flow(msgspec.Struct):
    """What was gathered; open lines, rows and cells are stacks.

    A line of None has nothing in it yet. A cell of None stands for text aside.
    """

    vocabulary: Vocabulary
    lines: list[str] = []
    stored: list[str] = []
    open: list[_Line | None] = []
    rows: list[Row] = []
    cells: list[list[str] | None] = []
    deleted: dict[str, str] = {}
    deletions: list[int] = []  # at which line each open deletion began


def take(flow: Flow, text: str | None) -> None:
    """Take text into the line that is open, if one is."""
    if text and flow.open:
        line = flow.open[-1]
        if line is None:
            flow.open[-1] = _Line([text])
            return
        line.shown.append(text)
        if line.stored is not None:
            line.stored.append(text)


def _line(flow: Flow) -> _Line:
    """Return the line that is open."""
    line = flow.open[-1]
    if line is None:
        line = flow.open[-1] = _Line()
    return line


def start(flow: Flow, role: Role) -> None:
    """Begin an element."""
    if role.act == Act.ROW:
        flow.rows.append(Row())
    elif role.act == Act.CELL:
        flow.cells.append([])
    elif role.act == Act.ASIDE:
        flow.cells.append(None)
    elif role.act == Act.DELETION:
        flow.deletions.append(len(flow.lines))
    if not role.inline:
        flow.open.append(None)


def end(flow: Flow, role: Role, own: Attributes, of_parent: Attributes, cell: Cell | None = None) -> None:
    """End an element, given what asks for its attributes and those of its parent; `cell` is what it says as one."""
    if role.act == Act.BREAK:
        take(flow, flow.vocabulary.breaks[role.name] * xml_cells.count(own, flow.vocabulary.blanks))
    elif role.act == Act.DELETED_AT and flow.open:
        line = _line(flow)
        line.stored = [*(line.shown if line.stored is None else line.stored), _deleted(flow, own)]
    if role.act == Act.FILE:
        flow.open.pop()
    elif not role.inline:
        close_line(flow)
    if role.act is Act.CELL:
        close_cell(flow, cell or xml_cells.cell_of(own, flow.vocabulary))
    elif role.act in BOXES:
        _close_box(flow, role, of_parent)


def _close_box(flow: Flow, role: Role, of_parent: Attributes) -> None:
    if role.act == Act.ROW:
        _close_row(flow)
    elif role.act == Act.ASIDE:
        flow.cells.pop()
        if flow.deletions:  # who deleted it, and when, is no part of it
            flow.deletions[-1] = len(flow.lines)
    elif flow.deletions:
        text = "".join(flow.lines[flow.deletions.pop() :])
        flow.deleted[_identity(of_parent, flow.vocabulary)] = text


def _deleted(flow: Flow, attributes: Attributes) -> str:
    return flow.deleted.get(_identity(attributes, flow.vocabulary), "")


def _identity(attributes: Attributes, vocabulary: Vocabulary) -> str:
    return next(filter(None, map(attributes, vocabulary.identity)), "")


def close_line(flow: Flow) -> None:
    """End the line that is open: it goes into the open cell, or else to the lines; a blank one nowhere."""
    line = flow.open.pop()
    if line is None:
        return
    shown = "".join(line.shown)
    if line.stored is not None and (stored := "".join(line.stored)) != shown:
        flow.stored.append(stored)
    if shown.strip():
        _put(flow, shown.strip("\r\n"))


def _put(flow: Flow, line: str) -> None:
    cell = flow.cells[-1] if flow.cells else None
    if cell is not None:
        cell.append(line)
    else:
        flow.lines.append(line)


def close_cell(flow: Flow, said: Cell) -> None:
    """End the cell that is open: its lines are one text in the open row; without a row it is a line."""
    shown = " ".join(" ".join(flow.cells.pop() or ()).split())
    if flow.rows:
        flow.rows[-1].add(shown, said)
    else:
        _put(flow, shown)


def _close_row(flow: Flow) -> None:
    row = flow.rows.pop()
    shown, stored = "\t".join(row.shown).rstrip("\t"), "\t".join(row.stored).rstrip("\t")
    if stored != shown:
        flow.stored.append(stored)
    if shown:
        _put(flow, shown)
