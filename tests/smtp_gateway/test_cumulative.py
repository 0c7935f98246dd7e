"""Cumulative counts: the number of a tally is the true one, and never below it where rows are bounded."""

import sqlite3
from collections.abc import Iterable
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.decision.counters import Counter, counter_of
from policies.finding import Finding
from policies.model import Cumulative
from smtp_gateway import cumulative
from smtp_gateway.cumulative import SLICES, Addition, MailCounts, alone, counts_of, numbers, record, tally_of
from tests.smtp_gateway.arrivals import CHEN, LI, NOW, WANG, mobiles

WINDOW = 240  # seconds, so that a slice is ten
DISTINCT, COUNT = (
    counter_of(Cumulative(over=f"{WINDOW}s", **{kind: 3}))  # type: ignore[arg-type]
    for kind in ("distinct", "count")
)
BY_DOMAIN = counter_of(Cumulative(distinct=3, by="recipient-domain"))


@pytest.fixture
def connection() -> sqlite3.Connection:
    return database()


def database() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    cumulative.attach(connection)
    return connection


def counts(counter: Counter, at: float, hashes: Iterable[str] = (), message_id: str = "m") -> MailCounts:
    found: tuple[Finding, ...] = mobiles(*hashes).findings
    then = NOW + timedelta(seconds=at)
    return counts_of([counter], found, message_id=message_id, sender=LI, at=then)


def leaves(connection: sqlite3.Connection, mail: MailCounts, rows_max: int = cumulative.ROWS_MAX) -> int:
    """Let a mail leave; return its number, this mail included."""
    added = mail.additions([WANG])
    (number,) = numbers(connection, added).values()
    record(connection, added, rows_max)
    return number


# Mails of one sender: the seconds after the one before, and the values in it.
MAILS = st.lists(
    st.tuples(st.integers(0, 150), st.lists(st.sampled_from("abcdefgh"), max_size=5)), max_size=25
)


def history(mails: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Return the mails with the time of each."""
    return [(sum(gap for gap, _ in mails[: n + 1]), values) for n, (_, values) in enumerate(mails)]


@given(MAILS)
def test_the_number_is_that_of_the_window_that_ends_now(mails: list[tuple[int, list[str]]]) -> None:
    distinct, count, before = database(), database(), []
    for n, (at, values) in enumerate(history(mails)):
        before.append((at, values))
        within = [value for then, some in before if then + WINDOW > at for value in some]
        assert leaves(distinct, counts(DISTINCT, at, values)) == len(set(within))
        assert leaves(count, counts(COUNT, at, values, f"m{n}")) == len(within)


@given(MAILS)
def test_beyond_its_rows_a_tally_is_never_below_the_true_number_and_stays_small(
    mails: list[tuple[int, list[str]]],
) -> None:
    connection, before = database(), []
    for at, values in history(mails):
        before.append((at, values))
        within = {value for then, some in before if then + WINDOW > at for value in some}
        most = sum(len(set(some)) for then, some in before if then + WINDOW + WINDOW // SLICES > at)
        assert len(within) <= leaves(connection, counts(DISTINCT, at, values), rows_max=3) <= most
        (rows,) = connection.execute("SELECT count(*) FROM counted").fetchone()
        assert rows <= 3 + SLICES + 1


def test_a_mail_counts_once_for_its_sender_and_once_for_each_domain(connection: sqlite3.Connection) -> None:
    found = mobiles("a", "b").findings
    mail = counts_of([DISTINCT, BY_DOMAIN], found, message_id="m", sender=LI, at=NOW)
    record(connection, mail.additions([WANG, "zhao@X.example", CHEN]))
    assert connection.execute("SELECT count(DISTINCT tally), count(*) FROM counted").fetchone() == (3, 6)


def test_the_number_of_each_recipient_is_that_of_his_own_tally(connection: sqlite3.Connection) -> None:
    mail = counts_of([DISTINCT, BY_DOMAIN], mobiles("a").findings, message_id="m", sender=LI, at=NOW)
    record(connection, counts_of([BY_DOMAIN], mobiles("b").findings, message_id="n", sender="", at=NOW)
           .additions([CHEN]))  # fmt: skip
    known = MailCounts(mail.sender, mail.at, mail.values, numbers(connection, mail.additions([WANG, CHEN])))
    assert known.totals(WANG) == {DISTINCT: 1, BY_DOMAIN: 1}
    assert known.totals(CHEN) == {DISTINCT: 1, BY_DOMAIN: 2}


def test_a_long_list_to_many_writes_few_rows_and_is_counted_in_full(connection: sqlite3.Connection) -> None:
    by_recipient = counter_of(Cumulative(distinct=3, by="recipient"))
    mail = counts_of([by_recipient], mobiles(*"abcdefgh").findings, message_id="m", sender=LI, at=NOW)
    added = mail.additions([f"r{n}@x.example" for n in range(5)])
    record(connection, added, rows_max=10)
    assert connection.execute("SELECT count(*) FROM counted").fetchone() == (5 * (2 + 1),)
    other = [msgspec.structs.replace(each, values={}) for each in added]
    assert set(numbers(connection, other).values()) == {8}


def test_counters_and_parties_have_tallies_of_their_own_however_an_address_is_written() -> None:
    assert tally_of(DISTINCT, LI, WANG) == tally_of(DISTINCT, LI.upper(), CHEN)
    others = [(COUNT, LI, WANG), (BY_DOMAIN, LI, WANG), (DISTINCT, "", WANG), (DISTINCT, "\udcff@x", WANG)]
    assert len({tally_of(*each) for each in [(DISTINCT, LI, WANG), *others]}) == 5


def test_no_address_and_no_plain_value_is_kept(connection: sqlite3.Connection) -> None:
    leaves(connection, counts(DISTINCT, 0, ["ab" * 16]))
    ((tally, value, number, _),) = connection.execute("SELECT * FROM counted")
    assert (len(tally), value, number) == (16, "MOBILE:" + "ab" * 16, 1)


def test_a_mail_without_a_value_leaves_no_row(connection: sqlite3.Connection) -> None:
    assert (leaves(connection, counts(DISTINCT, 0)), leaves(connection, counts(COUNT, 0))) == (0, 0)
    assert connection.execute("SELECT count(*) FROM counted").fetchone() == (0,)


def test_what_no_window_reaches_is_removed(connection: sqlite3.Connection) -> None:
    leaves(connection, counts(DISTINCT, 0, ["a"]))
    leaves(connection, counts(COUNT, 100, ["a"]))
    end = NOW.timestamp() + WINDOW
    assert cumulative.prune(connection, end)
    assert connection.execute("SELECT value FROM counted").fetchall() == [("m",)]
    assert not cumulative.prune(connection, end + 100)


def test_without_a_journal_only_the_mail_itself_counts() -> None:
    assert alone([Addition(b"t", {"a": 1, "m": 4}, WINDOW, 0.0)]) == {b"t": 5}
