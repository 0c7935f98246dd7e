"""Rows of a source become an index that meets them again; rows it cannot understand are named."""

import io
from datetime import UTC, datetime

import pytest

from policies.detection import detect
from policies.exact_match.index import Index
from policies.exact_match.match import match
from policies.finding import Grade
from server.errors import Invalid
from server.exact_match import building
from server.exact_match.building import Builder, Built, ColumnCount
from server.exact_match.progress import Progress
from server.exact_match.recipe import ColumnRecipe, ConsentRecipe, GradeRecipe, Recipe
from server.exact_match.sources import Batch

KEY = b"a key of 32 octets, for this test"
NOW = datetime(2026, 1, 31, 8, tzinfo=UTC)
RECIPE = Recipe(
    "clients",
    (ColumnRecipe("mobile", "MOBILE"), ColumnRecipe("name", "NAME")),
    grade=GradeRecipe("tier", {"A": Grade.RESTRICTED}),
    consent=ConsentRecipe("agreed"),
)


def built(*rows: tuple[str, ...], recipe: Recipe = RECIPE) -> Built:
    builder = Builder(recipe, KEY)
    batches = [
        Batch(tuple(zip(*rows[start : start + 2], strict=True)), None) for start in range(0, len(rows), 2)
    ]
    builder.read(batches, Progress(io.StringIO()))
    return builder.finish(NOW)


def test_rows_are_met_again_with_grade_and_consent() -> None:
    made = built(
        ("13800138000", "张三", "A", "是"), ("13900139000", "李四", "", ""), ("13700137000", "王五", "", "N")
    )
    index = Index(made.header, b"".join(made.body), KEY)
    assert (made.header.rows, made.header.built_at) == (3, "2026-01-31T08:00:00.000000Z")
    text = "张三 13800138000，李四 13900139000，王五 13700137000"
    met = match(text, detect(text, min_confidence=0.1), [index])
    assert [(each.grade, each.matches[0].consent) for each in met[::2]] == [
        (Grade.RESTRICTED, True), (None, None), (None, False),
    ]  # fmt: skip


def test_what_cannot_be_met_is_counted() -> None:
    rows = [("13800138000", "张三", "", "")] * 33 + [("", "李", "", ""), ("13900139000", "", "", "")]
    assert built(*rows).counts == [ColumnCount("mobile", 1, 1, 33, 0), ColumnCount("name", 33, 1, 0, 1)]


def test_no_value_stands_in_the_body() -> None:
    body = b"".join(built(("13800138000", "张三", "", "")).body)
    assert b"13800138000" not in body
    assert "张三".encode() not in body


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("张三", "13800138000", "", "")], "column `mobile`: only 0 of its first 1 values are of type MOBILE"),
        ([("13800138000", "张三", "", "")] * 2 + [("13800138000", "张三", "B", "")], "row 3: the recipe does not know"),
        ([("13800138000", "张三", "", "maybe")], "row 1: the recipe does not know its grade or consent; list"),
    ],
)  # fmt: skip
def test_a_source_that_does_not_fit_the_recipe_is_refused(rows: list[tuple[str, ...]], words: str) -> None:
    with pytest.raises(Invalid, match=words) as refused:
        built(*rows)
    assert "张三" not in refused.value.en


def test_an_empty_source_is_refused() -> None:
    with pytest.raises(Invalid, match="no row below its heading"):
        built()


def test_more_rows_than_an_index_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "ROWS_MAX", 2)
    with pytest.raises(Invalid, match="more than 2 rows; split the source"):
        built(*[("13800138000", "张三", "", "")] * 3)
