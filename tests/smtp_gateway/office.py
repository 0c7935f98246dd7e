"""A desk whose console key and certificates the test holds, and what it reads of the copies made there."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from policies.decision.counters import counter_of
from policies.decision.decide import Decision
from policies.inspected import Inspection
from policies.model import Cumulative
from runtime.clock import HeldClock
from smtp_gateway.arrived import Arrived
from smtp_gateway.cumulative import counts_of
from smtp_gateway.desk import Desk
from smtp_gateway.journal import Copy, Outcome
from smtp_gateway.key_directory import KeyDirectory
from smtp_gateway.notices import NoticeSettings
from smtp_gateway.outgoing import Preparation
from smtp_gateway.sealer import Sealer
from smtp_gateway.sealing.context import SealingContext
from smtp_gateway.sealing.identity import SigningIdentity
from smtp_gateway.spool import Spool
from smtp_gateway.transaction import Commit, plan
from tests.smtp_gateway.arrivals import CLEAN, NOW
from tests.smtp_gateway.rig import TestKeystore
from tests.smtp_gateway.sealing.people import People
from wire import sealed_box
from wire.escrow import EscrowedPassword, context

BY_RECIPIENT = counter_of(Cumulative(distinct=50, by="recipient"))


class Office:
    """One gateway's desk below `directory`."""

    def __init__(self, directory: Path, identity: SigningIdentity) -> None:
        self.keystore = TestKeystore(directory / "state")
        self.keystore.console = X25519PrivateKey.generate()
        self.spool = Spool(directory / "state")
        (directory / "certificates").mkdir()
        self.people = People(directory / "certificates", directory)
        sealing = SealingContext(KeyDirectory(self.people.directory), identity, clock=HeldClock(NOW))
        notices = NoticeSettings("ashseal@bank.example", "https://console.example", clock=HeldClock(NOW))
        self.desk = Desk(self.spool, Sealer(sealing, self.keystore), notices, "gateway.example")

    def prepare(self, message: Arrived, *decisions: Decision, inspection: Inspection = CLEAN) -> Preparation:
        counts = counts_of(
            [BY_RECIPIENT], inspection.findings, message_id=message.id, sender=message.sender, at=NOW
        )
        return Preparation(self.desk, message, inspection, decisions, 7, counts=counts)

    async def commit(self, message: Arrived, *decisions: Decision, inspection: Inspection = CLEAN) -> Outcome:
        made = plan(decisions)
        assert isinstance(made, Commit)
        return await self.prepare(message, *decisions, inspection=inspection).commit(made)

    def read(self, copy: Copy) -> EmailMessage:
        """Return the content of a copy, which is there as long as the letter says."""
        raw = self.spool.path(copy.letter.file).read_bytes()
        assert len(raw) == copy.letter.size
        parsed = message_from_bytes(raw, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    def words(self, copy: Copy) -> str:
        """Return the plain text of a notice."""
        body = self.read(copy).get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def password(self, event: EscrowedPassword) -> str:
        """Open an escrowed password as the console does for its sender."""
        assert self.keystore.console is not None
        bound = context(event.id, event.sender)
        return sealed_box.open_box(event.sealed, self.keystore.console, bound).decode()
