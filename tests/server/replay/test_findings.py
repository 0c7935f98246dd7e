"""Questions to a shape: what was not told is unknown only where it could decide."""

import duckdb
import pytest
from duckdb import SQLExpression

from policies.finding import Category
from policies.model import Condition
from server.replay.findings import enough, together
from server.replay.sql import Sql

CONNECTION = duckdb.connect()
FOUND = [("MOBILE", 0, 0), ("MOBILE", 0, 1), ("NAME", 1, 0)]  # type, value, part


def answer(question: Sql, *, whole: bool = True, listed_known: bool = True) -> object:
    told = ", ".join(
        f"{{'type': '{kind}', 'category': 'identity', 'grade': 'general', 'confidence': 0.9::DOUBLE, 'value': {value}, "
        f"'part': {part}, 'matches': []::STRUCT(\"index\" VARCHAR, certain BOOLEAN, consent VARCHAR)[]}}"
        for kind, value, part in FOUND
    )
    shape = f"SELECT [{told}] AS findings, {whole} AS whole, {listed_known} AS listed_known"
    [found] = CONNECTION.sql(shape).select(SQLExpression(question.sql("duckdb"))).fetchall()
    return found[0]


@pytest.mark.parametrize(
    ("keys", "met", "met_in_part"),
    [
        ({"count": 2}, True, None),
        ({"distinct": 2}, False, None),
        ({"count": 3}, False, None),
    ],
)
def test_equal_values_count_once_as_different_ones(
    keys: dict[str, int], met: bool, met_in_part: bool | None
) -> None:
    condition = Condition(entity=("MOBILE",), **keys)
    assert answer(enough(condition, ())) is met
    assert answer(enough(condition, ()), whole=False) is (met or met_in_part)


def test_what_stands_in_another_part_is_not_together() -> None:
    both = (Condition(entity=("NAME",)), Condition(entity=("MOBILE",), count=2))
    assert answer(together(Condition(together=both), ())) is True
    assert answer(together(Condition(together=both, within="part"), ())) is False
    assert answer(together(Condition(together=both, within="part"), ()), whole=False) is None


def test_an_unknown_list_matters_only_where_the_rest_fits() -> None:
    listed = {"listed": ("clients",), "certain": True}
    assert answer(enough(Condition(**listed), ())) is False
    assert answer(enough(Condition(**listed), ()), listed_known=False) is None
    assert answer(enough(Condition(entity=("LOAN",), **listed), ()), listed_known=False) is False


def test_an_agreement_covers_its_categories() -> None:
    beyond = Condition(beyond_agreement=True)
    assert answer(enough(beyond, ())) is True
    assert answer(enough(beyond, {Category.IDENTITY})) is False
