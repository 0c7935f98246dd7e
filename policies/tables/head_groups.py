"""Heads of two rows: a group over some columns, and below it what each of them holds.

姓名 | 公积金 |        | 备注          姓名 | 公积金个人部分 | 公积金单位部分 | 备注
| 个人部分 | 单位部分 |      ->
"""

from collections.abc import Sequence

import msgspec

from policies.tables.cell_rows import HEADER_LINE_MAX, Row, read_row
from policies.tables.gap_columns import GAP
from policies.tables.header import TABLE_TOPICS, Strength, has_figure, read_header
from policies.tables.header_row import is_known

_EDGES = 2  # empty cells of a row that is framed


class Head(msgspec.Struct, frozen=True):
    """One label for each column, and where the last row of labels ends."""

    labels: list[str]
    end: int


def read_head(text: str, row: Row) -> Head:
    """Return the labels of a head, with those of the row below where the head has groups."""
    alone = Head(row.cells, row.end)
    end = text.find("\n", row.end + 1, row.end + HEADER_LINE_MAX)
    if row.delimiter == GAP or all(row.cells[1:]) or end < 0:
        return alone
    lower = read_row(text, row.end + 1, end, row.delimiter).cells
    if len(lower) != len(row.cells) or not any(map(str.isalpha, "".join(lower))):
        return alone
    if any(has_figure(label) and not is_known(label) for label in lower):
        return alone
    over_two = [over for over, under in zip(row.cells, lower, strict=True) if under]
    if all(over_two) or not any(over_two):
        return alone  # no cell stands over more than one
    labels = joined(row.cells, lower)
    filled = [label for label in labels if label]
    if len(filled) < len(labels) - _EDGES or 2 * sum(map(is_known, filled)) < len(filled):
        return alone
    return Head(labels, end)


def joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return one label for each column; `above` names a group once, over its first column, or over each."""
    labels: list[str] = []
    group = ""
    for over, under in zip(above, below, strict=True):
        group = over or (group if under else "")
        labels.append(_joined(group, under))
    return labels


def _joined(group: str, label: str) -> str:
    """The label where it says enough by itself, else both where they say more together."""
    if not label or not group:
        return label or group
    topic, strength = read_header(label)
    if topic is not None and (topic not in TABLE_TOPICS or strength > Strength.WITH_PERSONS):
        return label
    whole = group + label
    return whole if read_header(whole)[0] in TABLE_TOPICS else label
