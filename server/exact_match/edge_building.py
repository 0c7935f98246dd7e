"""The edge form of an index, for workstations (see `policies.exact_match.edge`)."""

from collections.abc import Iterable
from datetime import datetime

import numpy as np

from policies.exact_match.edge import EDGE_TYPES, RARITY_MIN, STRANGERS_MIN, lay_out, strangers_per_client
from policies.exact_match.header import SCHEMA, Column, Header
from policies.exact_match.keys import edge_salt
from policies.exact_match.values import ColumnHash, normal_form
from server.errors import Invalid
from server.exact_match.building import Built, ColumnCount, check_types
from server.exact_match.progress import Progress
from server.exact_match.recipe import ColumnRecipe, Recipe, is_primary
from server.exact_match.sources import Batch
from wire import instant


class EdgeBuilder:
    """Takes batches of rows and gives the edge form: primary columns of `EDGE_TYPES`, nothing else.

    Raises:
        Invalid: the recipe has no such column.
    """

    def __init__(self, recipe: Recipe, key: bytes) -> None:
        self._recipe = recipe
        self._salt = edge_salt(key, recipe.name)
        self._columns = [
            column for column in recipe.columns if is_primary(column) and column.type in EDGE_TYPES
        ]
        if not self._columns:
            raise _invalid("no column may lie on a workstation", f"add one of {', '.join(EDGE_TYPES)}")
        self._hashes = [bytearray() for _ in self._columns]
        self._lengths: list[set[int]] = [set() for _ in self._columns]
        self._rows = 0

    def read(self, batches: Iterable[Batch], progress: Progress) -> None:
        """Take all rows of a source.

        Raises:
            Invalid: there is none, or a column is another one.
        """
        for batch in batches:
            cells = dict(zip(self._recipe.headings, batch.columns, strict=True))
            if not self._rows:
                check_types(self._columns, cells)
            self._rows += len(batch.columns[0])
            for number, column in enumerate(self._columns):
                normals = [normal_form(column.type, cell) for cell in cells[column.name]]
                self._hashes[number] += ColumnHash(self._salt, number).many(normals).tobytes()
                self._lengths[number].update(map(len, normals))
            progress.show(self._rows, batch.share)
        if not self._rows:
            raise _invalid("the source has no row below its heading", "check the file or the query")

    def finish(self, now: datetime) -> Built:
        """Return the edge form of what was taken, as built at `now` (aware).

        Raises:
            Invalid: it errs so seldom that trying out all numbers would tell clients from strangers.
        """
        recipe, columns, body, counts = self._recipe, [], [], []
        for column, hashes, lengths in zip(self._columns, self._hashes, self._lengths, strict=True):
            values = np.frombuffer(hashes, np.uint64)
            _check_strangers(column, len(np.unique(values)), recipe.rarity)
            piece, entries, bits = lay_out(values, recipe.rarity)
            body.append(piece)
            told = tuple(sorted(lengths - {0}))
            columns.append(Column(column.name, column.type, True, told, entries, bits))
            empty = int(np.count_nonzero(values == 0))
            counts.append(ColumnCount(column.name, len(values) - empty, empty, 0, 0))
        header = Header(
            SCHEMA, recipe.name, tuple(columns), min(recipe.least, len(columns)), recipe.within,
            instant.render(now), recipe.seconds_max, 0, self._salt, "", "", edge=True,
        )  # fmt: skip
        return Built(header, body, counts)


def _check_strangers(column: ColumnRecipe, entries: int, rarity: int) -> None:
    strangers = strangers_per_client(column.type, entries, rarity)
    if strangers < STRANGERS_MIN:
        most = strangers_per_client(column.type, entries, STRANGERS_MIN)
        remedy = f"set `rarity` to {most} or less" if most >= RARITY_MIN else "leave the column out"
        raise _invalid(
            f"column `{column.name}`: trying out all numbers finds only {strangers} strangers with each client",
            remedy,
        )


def _invalid(problem: str, remedy: str) -> Invalid:
    return Invalid(f"无法建立终端索引：{problem}。处理办法：{remedy}", f"{problem}; {remedy}")
