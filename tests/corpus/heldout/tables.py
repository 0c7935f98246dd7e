"""Tables of client data: headings in the first row, or a label to the left of each value."""

from random import Random

from tests.corpus.heldout.table_columns import COLUMNS, IDENTITIES, NEUTRAL, TABLE_TYPES, Cell
from tests.corpus.heldout.ways import WAYS
from tests.corpus.sample import Draft

Column = tuple[str, Cell, str | None]  # heading, maker of cells, type or None
# Way, mark before a row, between cells, behind a row.
LAYOUTS = (
    ("tab", "", "\t", ""),
    ("pipe", "| ", " | ", " |"),
    ("comma", "", ",", ""),
    ("semicolon", "", ";", ""),
    ("spaces", "", "    ", ""),
    ("html", "<tr><td>", "</td><td>", "</td></tr>"),
)
ODD_SHARE = 0.12
TITLES = (
    "明细如下：\n",
    "附名单，请核对。\n\n",
    "Please see the list below.\n\n",
    "",
    "各支行反馈汇总\n",
    "导出结果：\n",
)


def columns(rng: Random, main: str) -> list[Column]:
    """Choose the columns of a table: an identity or two, the one asked for, sometimes others."""
    kinds = rng.sample([kind for kind in IDENTITIES if kind != main], rng.choice((1, 1, 2)))
    others = [kind for kind in TABLE_TYPES if kind != main]
    kinds += [main, *rng.sample(others, rng.choice((0, 0, 1, 2)))]
    chosen: list[Column] = [(*rng.choice(COLUMNS[kind]), kind) for kind in kinds]
    for heading, cell in rng.sample(NEUTRAL, rng.choice((0, 1))):
        chosen.append((heading, cell, None))
    return chosen


def as_people_write(rng: Random, column: Column, layout: str) -> tuple[Column, str]:
    """Return the column, one in eight with its numbers spaced, dashed or in full width, and the way it is written."""
    heading, cell, kind = column
    fitting = [way for way in ("dashed", "full-width", "spaced") if way in WAYS.get(kind or "", ())]
    if layout == "spaces" or not kind or not fitting or rng.random() > ODD_SHARE:
        return column, ""
    way = rng.choice(fitting)
    return (heading, lambda draw: WAYS[kind][way](draw, kind, cell(draw)), kind), way


def quoted(cell: str, separator: str) -> tuple[str, str]:
    """Return the quotation mark a cell needs in CSV and the cell."""
    return ('"' if separator in {",", ";"} and separator in cell else ""), cell


def by_header(draft: Draft, rng: Random, main: str) -> Draft:
    """Append a table whose first row holds the headings."""
    way, before, between, behind = rng.choice(LAYOUTS)
    chosen = columns(rng, main)
    written_so = [as_people_write(rng, column, way) for column in chosen]
    draft.add(rng.choice(TITLES)).add(
        before + between.join(heading for heading, _, _ in chosen) + behind + "\n"
    )
    if way == "pipe" and rng.random() < 0.5:
        draft.add("|" + "---|" * len(chosen) + "\n")
    for _ in range(rng.randint(2, 7)):
        draft.add(before)
        for place, ((_, cell, kind), odd) in enumerate(written_so):
            mark, written = quoted(cell(rng), between)
            draft.add((between if place else "") + mark)
            _ = draft.value(written, kind, odd or f"header-{way}") if kind else draft.add(written)
            draft.add(mark)
        draft.add(behind + "\n")
    return draft


def by_left_cell(draft: Draft, rng: Random, main: str) -> Draft:
    """Append a table of two columns: label, value."""
    way, before, between, behind = rng.choice(LAYOUTS)
    draft.add(rng.choice(TITLES))
    for heading, cell, kind in columns(rng, main):
        mark, written = quoted(cell(rng), between)
        draft.add(before + heading + between + mark)
        _ = draft.value(written, kind, f"left-cell-{way}") if kind else draft.add(written)
        draft.add(mark + behind + "\n")
    return draft
