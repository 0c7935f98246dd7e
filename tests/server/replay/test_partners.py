import datetime as dt

import duckdb
import pytest
from duckdb import SQLExpression

from policies.finding import Category
from policies.model import Policy, Words
from policies.registers import Partner
from server.replay import partners, sql
from server.replay.sql import Sql

CONNECTION = duckdb.connect()
IDENTITY, CREDIT = Category.IDENTITY, Category.CREDIT
LAST = dt.date(2026, 5, 4)


def policy() -> Policy:
    registered = (
        Partner("one", ("one.example", "*.one.example"), "-", (IDENTITY,), "-", LAST),
        Partner("all", ("*.example",), "-", (CREDIT,), "-", LAST - dt.timedelta(days=30)),
    )
    return Policy(schema=1, name="p", title=Words("-", "-"), rules=(), partners=registered)


def answer(question: Sql, domain: str, at: str) -> object:
    row = f"SELECT '{domain}' AS domain, TIMESTAMP '{at}' AS \"at\""
    [found] = CONNECTION.sql(row).select(SQLExpression(question.sql("duckdb"))).fetchall()
    return found[0]


@pytest.mark.parametrize(
    ("domain", "at", "standing", "covered"),
    [
        ("sub.one.example", "2026-05-04 23:59:59", "registered", {IDENTITY}),
        ("sub.one.example", "2026-05-05 00:00:00", "expired", set()),
        ("one.example", "2026-04-04 12:00:00", "registered", {IDENTITY, CREDIT}),
        ("two.example", "2026-05-04 12:00:00", "expired", set()),
        ("elsewhere.test", "2026-05-04 12:00:00", "unknown", set()),
    ],
)
def test_the_register_is_read_as_of_the_day_of_the_mail(
    domain: str, at: str, standing: str, covered: set[Category]
) -> None:
    assert answer(partners.standing([policy()]), domain, at) == standing
    sets = partners.agreements([policy()])
    assert [each for each in sets if answer(partners.agreed([policy()], each), domain, at)] == [covered]


def test_without_partners_nobody_is_known() -> None:
    assert partners.standing([]) == sql.text("unknown")
    assert partners.agreements([]) == (frozenset(),)
