"""The files of masked copies: there while something needs them, gone afterwards; counted by what came of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspection.worker_reply import Edit, Redaction
from policies.language.parser import parse
from policies.model import Action
from runtime.metrics import Metrics
from runtime.outbox import Outbox
from smtp_gateway.deciding import Decider, decide_each
from smtp_gateway.journal import Journal
from smtp_gateway.redaction.making import MaskedCopies
from smtp_gateway.redaction.settling import Original, Settled
from smtp_gateway.spool import Spool
from tests.smtp_gateway.arrivals import MAIL, WANG, arrive, mobiles
from tests.smtp_gateway.rig import FixedInspector

MASK = parse("""schema: 1
name: masks
title: {zh: 脱敏, en: Masked}
rules:
  - {name: mobiles, then: redact, reason: Masked, when: {entity: MOBILE}, notice: {zh: 字, en: x}}
  - {name: many, then: hold, reason: Many, notice: {zh: 字, en: x},
     when: {cumulative: {entity: MOBILE, distinct: 2, over: 1h}}}
""")
MASKED = Redaction((Edit(0, 4, b"Form"),), {"MOBILE": 1})


class Desk:
    """What masks, with an inspector that says what the test wants."""

    def __init__(self, directory: Path, journal: Journal) -> None:
        self.spool, self.metrics, self.inspector = Spool(directory / "state"), Metrics(), FixedInspector()
        self.decider = Decider(journal)
        self.copies = MaskedCopies(self.inspector, self.decider, self.spool, self.metrics)

    async def settle(self) -> Settled:
        """Settle a mail with one mobile number."""
        message, found = arrive(self.spool, WANG), mobiles("a")
        counts = await self.decider.counts(message, found, (MASK,))
        decisions = decide_each((MASK,), found, counts, [WANG])
        with message.path.open("rb") as file:
            return await self.copies.settle(
                message, Original(file.fileno(), len(MAIL), found), decisions, (MASK,)
            )

    def counted(self, outcome: str) -> float:
        return self.metrics.value("ashseal_redactions_total", outcome=outcome)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    outbox = Outbox(tmp_path / "gateway.db")
    journal = Journal(tmp_path / "gateway.db", outbox)
    yield Desk(tmp_path, journal)
    journal.close()
    outbox.close()


async def test_a_copy_stays_as_long_as_it_is_needed(desk: Desk) -> None:
    desk.inspector.redaction = MASKED
    settled = await desk.settle()
    assert settled.decisions[0].action is Action.REDACT
    assert settled.copies[0].name == "m1.m0"
    assert desk.spool.path("m1.m0").read_bytes() == MAIL.replace(b"From", b"Form", 1)
    assert all(not each.values for each in settled.copies[0].counts.additions([WANG]))
    desk.copies.remove(lambda name: name == "m1.m0")
    assert desk.spool.names() == {"m1", "m1.m0"}
    desk.copies.remove(lambda _name: False)
    assert desk.spool.names() == {"m1"}
    assert (desk.counted("masked"), desk.counted("not-masked")) == (1, 0)


@pytest.mark.parametrize("redaction", [Redaction(), MASKED])
async def test_what_cannot_be_masked_is_held_and_counted(desk: Desk, redaction: Redaction) -> None:
    desk.inspector.redaction, desk.inspector.answer = redaction, mobiles("a")  # it is still there
    settled = await desk.settle()
    assert (settled.decisions[0].action, settled.copies) == (Action.HOLD, {})
    assert (desk.counted("masked"), desk.counted("not-masked")) == (0, 1)
