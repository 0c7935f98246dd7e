"""A gateway without its processes: a real listener, spool, journal, queue and upstream on one loop.

What inspection would find is chosen by the test; what happens to a recipient is chosen by his
address (`seal@…`, `hold@…`, `refuse@…`, `split@…`, anybody else passes).
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from inspection.worker_reply import Redaction
from policies.inspected import Inspection, InspectionVerdict
from policies.language.parser import parse
from policies.model import Policy, Selection
from runtime.clock import Clock
from runtime.keystore import Keystore
from runtime.metrics import Metrics
from runtime.outbox import Outbox
from smtp_gateway.clients import AllowedClients
from smtp_gateway.desk import Desk
from smtp_gateway.journal import Journal
from smtp_gateway.key_directory import KeyDirectory
from smtp_gateway.listener import Listener, ListenerOptions
from smtp_gateway.listener_aiosmtpd import AiosmtpdListener
from smtp_gateway.listener_native import NativeListener
from smtp_gateway.notices import NoticeSettings
from smtp_gateway.queue import DeliveryQueue
from smtp_gateway.received import TraceMark
from smtp_gateway.relay import Relay
from smtp_gateway.sealer import Sealer
from smtp_gateway.sealing.context import SealingContext
from smtp_gateway.sealing.identity import SigningIdentity
from smtp_gateway.settings import Queue, UpstreamTable
from smtp_gateway.smtp.options import SessionOptions
from smtp_gateway.spool import Spool
from smtp_gateway.upstream import Upstream
from tests.smtp_gateway.next_hop import NextHop
from tests.smtp_gateway.talk import Talk

_RULES = (
    ("seal-it", "then: seal", "sealed", "seal*"),
    ("hold-it", "then: hold", "held", "hold*"),
    ("refuse-it", "then: refuse", "Do not send this", "refuse*"),
    ("split-it", "then: refuse, split: true", "Not to this one", "split*"),
    ("seen", "then: seal, mode: observe", "only seen", "observe*"),
)
POLICY = (
    "schema: 1\nname: by-address\ntitle: {zh: 按地址, en: By address}\nmode: enforce\nrules:\n"
    + "".join(
        f'  - {{name: {name}, {then}, reason: {reason}, scope: {{recipients: "{to}"}},'
        " notice: {zh: 说明, en: Words}}\n"
        for name, then, reason, to in _RULES
    )
    + "tests:\n  - {name: hello, texts: [hello], expect: pass}\n"
)
CLEAN = Inspection(InspectionVerdict.INSPECTED, "", "message", 0, 0.0)
MAIL = b"From: li@bank.example\r\nSubject: report\r\nMessage-ID: <1@bank.example>\r\n\r\nNothing here.\r\n"


class FixedInspector:
    """Answers what it was told to; `faults` are raised first, one a call, and `answers` given first."""

    def __init__(self) -> None:
        self.answer = CLEAN
        self.answers: list[Inspection] = []
        self.redaction = Redaction()
        self.seconds_of_a_copy = 0.0
        self.faults: list[BaseException] = []
        self.seconds = 0.0
        self.calls = 0

    async def inspect(self, fd: int, *, name: str, kind: Literal["message", "file"]) -> Inspection:
        assert kind == "message"
        self.calls += 1
        await asyncio.sleep(self.seconds_of_a_copy if ".m" in name else self.seconds)
        if self.faults:
            raise self.faults.pop(0)
        return self.answers.pop(0) if self.answers else self.answer

    async def redact(self, fd: int, masks: tuple[Selection, ...]) -> Redaction:
        assert masks
        return self.redaction


@dataclass
class FixedPolicies:
    """Policies that are simply there."""

    texts: Sequence[str] = (POLICY,)
    version: int = 7

    def policies(self) -> tuple[Policy, ...]:
        return tuple(parse(text) for text in self.texts)


class TestKeystore(Keystore):
    """A keystore whose console key is a test's own."""

    __test__ = False
    console: X25519PrivateKey | None = None

    def sealing_key(self) -> X25519PublicKey | None:
        return self.console.public_key() if self.console else None


@dataclass
class Rig:
    """Use as an asynchronous context manager; `hop` is the next hop, `address` where mail goes in."""

    state_dir: Path
    identity: SigningIdentity
    listener: Literal["native", "aiosmtpd"] = "native"
    hop: NextHop = field(default_factory=NextHop)
    options: SessionOptions = field(default_factory=lambda: SessionOptions("gateway.example"))
    clients: tuple[str, ...] = ("127.0.0.0/8",)
    queue_settings: Queue = field(default_factory=lambda: Queue(first_retry=0.05))
    read_timeout: float = 30.0
    connections_max: int = 50
    commit_deadline: float = 20.0
    clock: Clock = field(default_factory=Clock)
    inspector: FixedInspector = field(default_factory=FixedInspector)
    policies: FixedPolicies = field(default_factory=FixedPolicies)
    address: tuple[str, int] = ("", 0)

    async def __aenter__(self) -> Self:
        await self.hop.__aenter__()
        self.keystore = TestKeystore(self.state_dir)
        self.keystore.console = X25519PrivateKey.generate()
        database = self.state_dir / "gateway.db"
        self.outbox = Outbox(database)
        self.journal = Journal(database, self.outbox)
        self.spool = Spool(self.state_dir)
        self.upstream = Upstream(UpstreamTable(port=self.hop.port, connect_timeout=3.0), "gateway.example")
        sealing = SealingContext(KeyDirectory(self.state_dir / "certificates"), self.identity)
        notices = NoticeSettings("ashseal@bank.example", "https://console.example")
        self.desk = Desk(self.spool, Sealer(sealing, self.keystore), notices, "gateway.example")
        self.metrics = Metrics()
        self.queue = DeliveryQueue(
            self.journal,
            self.desk,
            self.upstream,
            settings=self.queue_settings,
            clock=self.clock,
            metrics=self.metrics,
        )
        self.relay = self._relay()
        self._stop = asyncio.Event()
        self._queue_task = asyncio.create_task(self.queue.run(self._stop))
        self.server = self._listener()
        self.address = await self.server.start("127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.server.stop()
        await self.relay.idle()
        self._stop.set()
        await self._queue_task
        await self.upstream.close()
        self.journal.close()
        self.outbox.close()
        await self.hop.__aexit__(kind, error, trace)

    def talk(self) -> Talk:
        """Return a client."""
        return Talk(self.address)

    async def send(self, content: bytes = MAIL, *to: bytes, sender: bytes = b"li@bank.example") -> bytes:
        """Send one message on a connection of its own; return the reply."""
        async with self.talk() as talk:
            reply = await talk.mail(content, *to, sender=sender)
            await talk.say(b"QUIT")
        return reply

    async def emptied(self, seconds: float = 10.0) -> None:
        """Wait until the queue has delivered everything."""
        async with asyncio.timeout(seconds):
            while await self.journal.files():
                await asyncio.sleep(0.01)

    async def swept(self, seconds: float = 10.0) -> None:
        """Wait until no file is left in the spool: one goes a moment after the journal's entry."""
        async with asyncio.timeout(seconds):
            while self.spool.names():
                await asyncio.sleep(0.01)

    def _relay(self) -> Relay:
        return Relay(
            self.desk,
            self.journal,
            self.inspector,
            self.policies,
            self.upstream,
            mark=TraceMark("one", "gateway.example", b"k" * 32),
            clock=self.clock,
            metrics=self.metrics,
            commit_deadline=self.commit_deadline,
            committed=self.queue.wake,
        )

    def _listener(self) -> Listener:
        options = ListenerOptions(
            self.options,
            AllowedClients(self.clients),
            connections_max=self.connections_max,
            read_timeout=self.read_timeout,
        )
        kind = NativeListener if self.listener == "native" else AiosmtpdListener
        return kind(options, self.relay)


def without_trace(content: bytes) -> bytes:
    """Return a message without its first field, which must be our `Received:`."""
    assert content.startswith(b"Received: from ")
    lines = content.splitlines(keepends=True)
    rest = next(n for n, line in enumerate(lines[1:], 1) if line[:1] not in b" \t")
    return b"".join(lines[rest:])
