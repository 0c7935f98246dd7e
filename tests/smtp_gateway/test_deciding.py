"""Decisions with the numbers of other mails: those before, and those decided at the same time."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from policies.decision.subject import Approval
from policies.finding import Category
from policies.language.parser import parse
from runtime.outbox import Outbox
from smtp_gateway.deciding import Decider, decide_each
from smtp_gateway.journal import Journal, Outcome
from smtp_gateway.spool import Spool
from smtp_gateway.transaction import MessageState
from tests.smtp_gateway.arrivals import CHEN, CLEAN, LI, NOW, WANG, arrive, mobiles
from tests.smtp_gateway.rig import POLICY

LIMIT = """
schema: 1
name: p
title: {zh: 字, en: words}
rules:
  - {name: by-domain, then: hold, reason: x, notice: {zh: 字, en: words},
     when: {cumulative: {distinct: 3, over: 1h, by: recipient-domain}}}
"""
COUNTING, PLAIN = (parse(LIMIT),), (parse(POLICY),)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    outbox = Outbox(tmp_path / "gateway.db")
    journal = Journal(tmp_path / "gateway.db", outbox)
    yield journal
    journal.close()
    outbox.close()


class Mails:
    """Mails to `WANG` that are decided but not settled yet."""

    def __init__(self, directory: Path, journal: Journal) -> None:
        self.spool = Spool(directory / "state")
        self.decider = Decider(journal)

    async def total(self, name: str, *hashes: str, hours: int = 0) -> int:
        """Decide the mail `name`; return its number."""
        message = arrive(self.spool, WANG, name=name)
        at = message.at.replace(hour=message.at.hour + hours)
        message = msgspec.structs.replace(message, at=at)
        counts = await self.decider.counts(message, mobiles(*hashes), COUNTING)
        return next(iter(counts.totals(WANG).values()))


@pytest.fixture
def mails(tmp_path: Path, journal: Journal) -> Mails:
    return Mails(tmp_path, journal)


async def test_each_recipient_is_decided_by_his_own_number(mails: Mails, journal: Journal) -> None:
    message = arrive(mails.spool, WANG, CHEN)
    first = await mails.decider.counts(message, mobiles("a", "b"), COUNTING)
    await journal.settle("m1", MessageState.DELIVERED, Outcome(b"1", b"", counted=first.additions([CHEN])))
    mails.decider.release("m1")
    again = await mails.decider.counts(message, mobiles("c"), COUNTING)
    decisions = decide_each(COUNTING, mobiles("c"), again, message.recipients())
    assert [decision.action for decision in decisions] == ["pass", "hold"]


RELEASED = """
schema: 1
name: p
title: {zh: 字, en: words}
rules:
  - {name: ask-first, then: hold, reason: x, notice: {zh: 字, en: words}, when: {entity: MOBILE, approved: false}}
"""


async def test_what_was_granted_to_a_sender_covers_the_recipients_it_names(
    tmp_path: Path, journal: Journal
) -> None:
    until = NOW.replace(hour=23)
    granted = Approval(id="7", sender=LI, recipients=(WANG,), categories=(Category.IDENTITY,), until=until)
    decider = Decider(journal, lambda sender, now: (granted,) if (sender, now) == (LI, NOW) else ())
    message = arrive(Spool(tmp_path / "state"), WANG, CHEN)
    counts = await decider.counts(message, mobiles("a"), ())
    policies, to = (parse(RELEASED),), message.recipients()
    decisions = decide_each(policies, mobiles("a"), counts, to, decider.approvals(message))
    assert [(each.action, each.approval) for each in decisions] == [("pass", "7"), ("hold", "")]
    assert [each.action for each in decide_each(policies, mobiles("a"), counts, to)] == ["hold", "hold"]


async def test_of_mails_at_the_same_time_the_later_one_sees_the_earlier_one(mails: Mails) -> None:
    assert await mails.total("m1", "a", "b") == 2
    assert await mails.total("m2", "b", "c") == 3
    mails.decider.release("m1")  # refused, say
    assert await mails.total("m3", "d") == 3


async def test_what_left_and_could_not_be_written_down_counts_for_its_window(mails: Mails) -> None:
    await mails.total("m1", "a", "b")
    mails.decider.keep("m1")
    mails.decider.release("m1")
    assert await mails.total("m2", "c") == 3
    mails.decider.release("m2")
    assert await mails.total("m3", "c", hours=1) == 1
    assert mails.decider._not_noted == {}


async def test_policies_without_a_counter_never_touch_the_table(mails: Mails, journal: Journal) -> None:
    statements: list[str] = []
    await journal._commit(lambda connection: connection.set_trace_callback(statements.append))
    message = arrive(mails.spool, WANG)
    counts = await mails.decider.counts(message, CLEAN, PLAIN)
    await journal.settle("m1", MessageState.DELIVERED, Outcome(b"1", b"", counted=counts.additions([WANG])))
    await journal.clean()
    assert any("INTO message" in statement for statement in statements)
    assert not any("counted" in statement for statement in statements)
    mails.decider.keep("m1")
    assert mails.decider._not_noted == {}


async def test_what_masking_left_has_its_own_number_and_others_still_see_the_whole(mails: Mails) -> None:
    message = arrive(mails.spool, WANG)
    whole = await mails.decider.counts(message, mobiles("a", "b"), COUNTING)
    left = await mails.decider.counts(message, mobiles("a"), COUNTING)
    assert [next(iter(each.totals(WANG).values())) for each in (whole, left)] == [2, 1]
    assert await mails.total("m2", "c") == 3
