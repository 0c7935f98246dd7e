"""The forms of SQL mean what their counterparts in Python mean."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.wildcard import matches_any
from server.replay import sql
from server.replay.rows import low

CONNECTION = duckdb.connect()
LETTERS = st.text(" -&#~@aAbB.*_%\\[^$Σσςİi中\n'", max_size=6)


def value_of(expression: sql.Sql) -> object:
    found = CONNECTION.execute(f"SELECT {expression.sql('duckdb')}").fetchone()
    assert found is not None
    return found[0]


@given(patterns=st.lists(LETTERS.filter(bool), min_size=1, max_size=3), values=st.lists(LETTERS, max_size=4))
def test_patterns_are_those_of_the_language(patterns: list[str], values: list[str]) -> None:
    found = [value_of(sql.fits_any(sql.text(low(value)), patterns)) for value in values]
    assert found == [matches_any(patterns, value) for value in values]


UNKNOWN = sql.when((sql.false(), sql.true()))


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (sql.every([UNKNOWN, sql.false()]), False),
        (sql.every([UNKNOWN, sql.true()]), None),
        (sql.some([UNKNOWN, sql.true()]), True),
        (sql.some([UNKNOWN, sql.false()]), None),
        (sql.every([]), True),
        (sql.some([]), False),
        (sql.negated(UNKNOWN), None),
    ],
)
def test_what_is_unknown_stays_so_unless_it_does_not_matter(expression: sql.Sql, value: bool | None) -> None:
    assert value_of(expression) is value


@given(st.floats(0, 1))
def test_a_number_is_read_as_the_same_double(number: float) -> None:
    assert value_of(sql.number(number)) == number
