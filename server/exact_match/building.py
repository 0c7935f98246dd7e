"""From batches of rows to a header and a body. Plain values are held for one batch, hashes for all rows.

Memory: 8 octets for each row and column while reading, 20 for each row of one primary column while it
is sorted, then the body. For 10 million rows of 3 columns about 0.8 GB.
"""

import os
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import msgspec
import numpy as np

from policies.detection import detect
from policies.exact_match import layout
from policies.exact_match.header import REMAINDER, REMAINDER_ALONE, ROWS_MAX, SCHEMA, Column, Header
from policies.exact_match.keys import IndexKey
from policies.exact_match.marks import pack
from policies.exact_match.values import ColumnHash, normal_form, words_form
from policies.finding import Grade
from server.errors import Invalid
from server.exact_match.progress import Progress
from server.exact_match.recipe import ColumnRecipe, Recipe, is_primary
from server.exact_match.sources import Batch
from wire import instant

WORDS_MIN, WORDS_MAX = 2, 64  # letters of a name, an address or a text; others are not looked for
_SALT_SIZE = 16
# A value of these types is known without a label, so a column that holds hardly any is the wrong one.
_PROVED_ALONE = frozenset({"RESIDENT_ID", "MOBILE", "BANK_CARD", "EMAIL", "USCI"})
_SAMPLE = 500  # cells
_SHARE_MIN = 0.5  # of the sample
_LIKELY = 0.3  # confidence


class ColumnCount(msgspec.Struct, frozen=True):
    """What became of a column: rows that can be met by it, and rows that cannot."""

    name: str
    listed: int
    empty: int
    shared: int  # by more rows than identify anybody
    unfit: int  # too short or too long to be looked for


class Built(NamedTuple):
    """An index that is ready to be written."""

    header: Header
    body: list[bytes]
    counts: list[ColumnCount]


class Builder:
    """Takes batches of rows and gives the index."""

    def __init__(self, recipe: Recipe, key: bytes) -> None:
        self._recipe = recipe
        self._salt = os.urandom(_SALT_SIZE)
        self._key = IndexKey(key, self._salt)
        self._columns = [_Gathered(column, self._key, number) for number, column in enumerate(recipe.columns)]
        self._marks = bytearray()
        self._mark_of = _mark_table(recipe)

    def read(self, batches: Iterable[Batch], progress: Progress) -> None:
        """Take all rows of a source.

        Raises:
            Invalid: too many rows, none, the wrong column, or a grade or consent that the recipe does
                not know; the text names row and remedy, never a value of a client.
        """
        for batch in batches:
            cells = dict(zip(self._recipe.headings, batch.columns, strict=True))
            rows = len(batch.columns[0])
            if not self._marks:
                check_types(self._recipe.columns, cells)
            if len(self._marks) + rows > ROWS_MAX:
                raise _invalid(f"more than {ROWS_MAX:,} rows", "split the source into several indexes")
            for column in self._columns:
                column.take(cells[column.recipe.name])
            self._marks += self._marks_of(cells, rows)
            progress.show(len(self._marks), batch.share)
        if not self._marks:
            raise _invalid("the source has no row below its heading", "check the file or the query")

    def finish(self, now: datetime) -> Built:
        """Return the index of what was taken, as built at `now` (aware)."""
        recipe = self._recipe
        body: list[bytes] = [bytes(self._marks)]
        columns, counts = [], []
        for gathered in self._columns:
            column, pieces, count = gathered.lay_out(REMAINDER_ALONE if recipe.least == 1 else REMAINDER)
            columns.append(column)
            counts.append(count)
            body += pieces
        header = Header(
            SCHEMA, recipe.name, tuple(columns), recipe.least, recipe.within, instant.render(now),
            recipe.seconds_max, len(self._marks), self._salt, self._key.key_id, "",
        )  # fmt: skip
        return Built(header, body, counts)

    def _marks_of(self, cells: dict[str, tuple[str, ...]], rows: int) -> bytes:
        recipe = self._recipe
        grades = cells.get(recipe.grade.column, ("",) * rows)
        consents = cells.get(recipe.consent.column, ("",) * rows)
        table = self._mark_of
        try:
            return bytes(
                [
                    table[grade.strip(), consent.strip()]
                    for grade, consent in zip(grades, consents, strict=True)
                ]
            )
        except KeyError:
            pairs = zip(grades, consents, strict=True)
            at = next(
                n for n, (grade, consent) in enumerate(pairs) if (grade.strip(), consent.strip()) not in table
            )
            raise _invalid(
                f"row {len(self._marks) + at + 1}: the recipe does not know its grade or consent",
                'list what may stand there under `values`, `yes` and `no` (`"" = …` for an empty grade)',
            ) from None


class _Gathered:
    """The hashes of one column."""

    def __init__(self, recipe: ColumnRecipe, key: IndexKey, number: int) -> None:
        self.recipe = recipe
        self._primary = is_primary(recipe)
        self._hash = ColumnHash(key.secret, number)
        self._hashes = bytearray()
        self._lengths: Counter[int] = Counter()
        self._unfit = 0

    def take(self, cells: tuple[str, ...]) -> None:
        if self._primary:
            normals = [normal_form(self.recipe.type, cell) for cell in cells]
        else:
            words = [words_form(cell) for cell in cells]
            normals = [word if WORDS_MIN <= len(word) <= WORDS_MAX else "" for word in words]
            self._unfit += sum(map(bool, words)) - sum(map(bool, normals))
        self._lengths.update(map(len, normals))
        self._hashes += self._hash.many(normals).tobytes()

    def lay_out(self, remainder: int) -> tuple[Column, tuple[bytes, ...], ColumnCount]:
        hashes = np.frombuffer(self._hashes, np.uint64)
        self._hashes = bytearray()  # `hashes` keeps the octets until this returns
        lengths = tuple(sorted(length for length in self._lengths if length))
        name, kind = self.recipe.name, self.recipe.type
        empty = self._lengths[0] - self._unfit
        if not self._primary:
            listed = len(hashes) - self._lengths[0]
            column = Column(name, kind, primary=False, lengths=lengths)
            return column, (layout.other(hashes),), ColumnCount(name, listed, empty, 0, self._unfit)
        laid = layout.primary(hashes, remainder)
        column = Column(name, kind, primary=True, lengths=lengths, entries=laid.entries, bits=laid.bits)
        return column, laid.pieces, ColumnCount(name, laid.entries, empty, laid.left_out, 0)


def _mark_table(recipe: Recipe) -> dict[tuple[str, str], int]:
    """Return the octet for each pair of cells that may stand in the columns of grade and consent."""
    grades: dict[str, Grade | None] = {"": recipe.grade.all} | dict(recipe.grade.values)
    consents: dict[str, bool | None] = {"": None}
    if recipe.consent.column:
        consents |= dict.fromkeys(recipe.consent.yes, True) | dict.fromkeys(recipe.consent.no, False)
    return {
        (grade, consent): pack(meant, agreed)
        for grade, meant in grades.items()
        for consent, agreed in consents.items()
    }


def check_types(columns: Iterable[ColumnRecipe], cells: dict[str, tuple[str, ...]]) -> None:
    """Check by the first cells that each column holds what the recipe says, where that can be told.

    Raises:
        Invalid: it is another column.
    """
    for column in columns:
        filled = [cell for cell in cells[column.name] if cell.strip()][:_SAMPLE]
        if column.type in _PROVED_ALONE and filled:
            fit = sum(_is_one(column.type, cell) for cell in filled)
            if fit < _SHARE_MIN * len(filled):
                raise _invalid(
                    f"column `{column.name}`: only {fit} of its first {len(filled)} values are of type {column.type}",
                    "check which column of the source the recipe names, and its type",
                )


def _is_one(kind: str, cell: str) -> bool:
    return any(span.type == kind for span in detect(cell, min_confidence=_LIKELY))


def _invalid(problem: str, remedy: str) -> Invalid:
    return Invalid(f"无法建立索引：{problem}。处理办法：{remedy}", f"{problem}; {remedy}")
