"""The edge form holds primary values of types with many numbers, and is refused where it would tell clients."""

import io
from datetime import UTC, datetime

import pytest

from policies.exact_match.edge import EdgeIndex
from server.errors import Invalid
from server.exact_match import edge_building
from server.exact_match.building import Built, ColumnCount
from server.exact_match.edge_building import EdgeBuilder
from server.exact_match.progress import Progress
from server.exact_match.recipe import ColumnRecipe, Recipe
from server.exact_match.sources import Batch

KEY = b"a key of 32 octets, for this test"
NOW = datetime(2026, 1, 31, 8, tzinfo=UTC)
RECIPE = Recipe(
    "clients", (ColumnRecipe("name", "NAME"), ColumnRecipe("mail", "EMAIL"), ColumnRecipe("phone", "MOBILE"))
)
ROWS = (("张三", "李四"), ("a@example.com", ""), ("13800138000", ""))


def built(columns: tuple[tuple[str, ...], ...] = ROWS, recipe: Recipe = RECIPE) -> Built:
    builder = EdgeBuilder(recipe, KEY)
    builder.read([Batch(columns, None)] if columns else [], Progress(io.StringIO()))
    return builder.finish(NOW)


def test_only_numbers_of_large_spaces_are_in_it() -> None:
    made = built()
    assert made.counts == [ColumnCount("phone", 1, 1, 0, 0)]
    assert (made.header.edge, made.header.least, made.header.rows, made.header.key_id) == (True, 1, 0, "")
    assert EdgeIndex(made.header, b"".join(made.body)).rows_of(0, "138 0013 8000") == [0]


def test_two_builds_of_one_console_are_alike() -> None:
    assert built().body == built().body


def test_a_form_that_would_tell_clients_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edge_building, "STRANGERS_MIN", 30_000_000)
    with pytest.raises(
        Invalid, match="finds only 22000000 strangers with each client; set `rarity` to 73 or less"
    ):
        built()
    monkeypatch.setattr(edge_building, "STRANGERS_MIN", 3_000_000_000)
    with pytest.raises(Invalid, match="leave the column out"):
        built()


@pytest.mark.parametrize(
    ("recipe", "columns", "words"),
    [
        (Recipe("clients", (ColumnRecipe("mail", "EMAIL"),)), ROWS[1:2], "no column may lie on a workstation; add one"),
        (RECIPE, (), "no row below its heading"),
        (RECIPE, (ROWS[0], ROWS[1], ROWS[0]), "column `phone`: only 0 of its first 2 values are of type MOBILE"),
    ],
)  # fmt: skip
def test_a_source_that_does_not_fit_is_refused(
    recipe: Recipe, columns: tuple[tuple[str, ...], ...], words: str
) -> None:
    with pytest.raises(Invalid, match=words):
        built(columns, recipe)
