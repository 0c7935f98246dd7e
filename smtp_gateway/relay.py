"""What happens to a message: the handler behind both listeners.

The order and the promises are those of `transaction`; this module does what they ask for. A
message is kept until its reply is decided; an exception anywhere is answered 451 by the dialogue
and leaves nothing behind but a file that is removed here.
"""

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from typing import Literal, Protocol

from inspection.worker_reply import Redaction
from policies.decision.decide import Decision
from policies.inspected import Inspection, InspectionVerdict
from policies.model import Policy, Selection
from runtime import log
from runtime.clock import Clock
from runtime.metrics import Metrics
from smtp_gateway import replies
from smtp_gateway.arrived import Arrived, read_facts
from smtp_gateway.deciding import Approvals, Decider, decide_each, nothing_approved
from smtp_gateway.desk import Desk
from smtp_gateway.duplicates import ContentDigest
from smtp_gateway.handler import ClientLine, Incoming, StorageFull
from smtp_gateway.journal import Journal, Outcome
from smtp_gateway.outgoing import NobodyToTell, Preparation
from smtp_gateway.received import TraceMark
from smtp_gateway.redaction.making import MaskedCopies
from smtp_gateway.redaction.settling import Original, WorkerCrashed
from smtp_gateway.sealer import NoConsoleKey
from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.smtp.events import Envelope
from smtp_gateway.spool import SpoolFile
from smtp_gateway.transaction import Commit, MessageState, PassOn, Refuse, Transaction
from smtp_gateway.upstream import Answer, NotWanted, Upstream
from smtp_gateway.upstream_connection import UpstreamAway

_log = log.get(__name__)
_NOBODY = replies.line(
    550, "5.7.1", "Client data from the null sender cannot be sealed; send it from a person's address"
)


class Inspector(Protocol):
    """What inspects; `inspection.pool.Pool` is one."""

    async def inspect(self, fd: int, *, name: str, kind: Literal["message", "file"]) -> Inspection:
        """Return the inspection of the file open at `fd`; never raises for content."""

    async def redact(self, fd: int, masks: tuple[Selection, ...]) -> Redaction:
        """Return the edits that mask the message open at `fd`; never raises for content."""


class PolicyView(Protocol):
    """The policies in force; `runtime.bundle_store.BundleStore` is one."""

    @property
    def version(self) -> int:
        """Version of the bundle in force, 0 before the first."""

    def policies(self) -> tuple[Policy, ...]:
        """Return the policies in force, empty when there are none."""


class Relay:
    """The gateway's handler; everything it needs is given to it."""

    def __init__(
        self,
        desk: Desk,
        journal: Journal,
        inspector: Inspector,
        policies: PolicyView,
        upstream: Upstream,
        *,
        mark: TraceMark,
        clock: Clock,
        metrics: Metrics,
        commit_deadline: float,
        committed: Callable[[], None],
        approvals: Approvals = nothing_approved,
    ) -> None:
        self.desk = desk
        self.journal = journal
        self.decider = Decider(journal, approvals)
        self.inspector = inspector
        self.policies = policies
        self.upstream = upstream
        self.mark = mark
        self.clock = clock
        self.metrics = metrics
        self.commit_deadline = commit_deadline
        self.committed = committed
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, envelope: Envelope) -> Incoming:
        """Open storage for a message.

        Raises:
            StorageFull: the disk under the spool is full.
        """
        message_id = secrets.token_hex(10)
        return _Message(self, envelope, message_id, self.desk.spool.create(message_id))

    def later(self, work: Coroutine[None, None, None]) -> None:
        """Do something that nobody waits for."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def idle(self) -> None:
        """Wait for what was left for later."""
        await asyncio.gather(*self._tasks, return_exceptions=True)


class _Message:
    """One message on its way through."""

    def __init__(self, relay: Relay, envelope: Envelope, message_id: str, file: SpoolFile) -> None:
        self._relay = relay
        self._envelope = envelope
        self._id = message_id
        self._file = file
        self._content = ContentDigest()
        self._transaction = Transaction()
        self._outcome: Outcome | None = None
        self._masked = MaskedCopies(relay.inspector, relay.decider, relay.desk.spool, relay.metrics)
        self._repeated = b""  # fingerprint of a message whose stored reply was given again

    def write(self, octets: bytes) -> None:
        self._content.update(octets)
        self._file.write(octets)

    def abandon(self) -> None:
        self._file.discard()

    async def finish(self, client: ClientLine) -> bytes:
        try:
            reply = await self._reply(client)
        finally:
            self._relay.decider.release(self._id)
            self._file.close()
            if not self._needs(self._id):
                self._file.discard()
            self._masked.remove(self._needs)
        self._relay.metrics.count("ashseal_mail_total", reply=str(replies.code_of(reply)))
        return reply

    def replied(self, *, read: bool) -> None:
        if self._outcome is not None:
            self._relay.later(self._relay.journal.replied(self._id, self._outcome, read=read))
        elif self._repeated and read:
            self._relay.later(self._relay.journal.forget(self._repeated))

    def _needs(self, name: str) -> bool:
        """Return whether a committed copy needs a file: the original, or a masked one."""
        copies = self._outcome.copies if self._outcome else ()
        return any(copy.letter.file == name for copy in copies)

    async def _reply(self, client: ClientLine) -> bytes:
        fingerprint = self._content.fingerprint(self._envelope)
        if stored := self._relay.journal.stored_reply(fingerprint):
            _log.info("reply-repeated", extra={"id": self._id})
            self._repeated = fingerprint
            return stored
        if not self._relay.policies.policies():
            return replies.NO_POLICY
        message = await self._arrived(fingerprint)
        if self._relay.mark.loops(message.facts.received):
            return replies.LOOP
        try:
            async with asyncio.timeout(self._relay.commit_deadline):
                inspection = await self._inspect()
        except TimeoutError:
            return replies.OUT_OF_TIME
        if inspection.reason == "worker-crash":
            return replies.INSPECTION_FAILED
        return await self._act(message, inspection, client)

    async def _arrived(self, fingerprint: bytes) -> Arrived:
        await self._relay.journal.advance(self._id, MessageState.RECEIVED)
        now = self._relay.clock.now()
        return Arrived(
            self._id,
            self._envelope,
            self._file.path,
            self._file.size,
            self._file.eight_bit,
            self._file.digest.hex(),
            fingerprint,
            self._relay.mark.field(self._envelope, self._id, now),
            await asyncio.to_thread(read_facts, self._file.path),
            now,
        )

    async def _inspect(self) -> Inspection:
        inspection = await self._relay.inspector.inspect(self._file.descriptor, name=self._id, kind="message")
        await self._advance(MessageState.INSPECTED)
        if inspection.verdict is InspectionVerdict.UNINSPECTABLE:
            _log.warning("uninspectable", extra={"id": self._id, "reason": inspection.reason})
        return inspection

    async def _act(self, message: Arrived, inspection: Inspection, client: ClientLine) -> bytes:
        policies, version = self._relay.policies.policies(), self._relay.policies.version
        counts = await self._relay.decider.counts(message, inspection, policies)
        approvals = self._relay.decider.approvals(message)
        decisions = decide_each(policies, inspection, counts, message.recipients(), approvals)
        try:
            async with asyncio.timeout(self._relay.commit_deadline):
                original = Original(self._file.descriptor, self._file.size, inspection)
                settled = await self._masked.settle(message, original, decisions, policies)
        except TimeoutError:
            return replies.OUT_OF_TIME
        except WorkerCrashed:
            return replies.INSPECTION_FAILED
        decisions = settled.decisions
        plan = self._transaction.decided(decisions)
        await self._relay.journal.advance(self._id, MessageState.DECIDED)
        preparation = Preparation(
            self._relay.desk, message, inspection, decisions, version, counts=counts, masked=settled.copies
        )
        _log.info("decided", extra={"id": self._id, "plan": type(plan).__name__, "rules": _rules(decisions)})
        match plan:
            case PassOn():
                return await self._pass_on(message, preparation, client)
            case Refuse(decision):
                return await self._settle(preparation, preparation.refusal(decision), client)
            case Commit():
                return await self._settle(preparation, preparation.commit(plan), client)

    async def _pass_on(self, message: Arrived, preparation: Preparation, client: ClientLine) -> bytes:
        everybody = message.envelope.recipients
        try:
            answer = await self._relay.upstream.deliver(
                message.letter(everybody),
                message.path,
                go_on=lambda said: all(reply.startswith(b"2") for reply in said),
                before_dot=lambda: not client.gone,
            )
        except NotWanted:
            _log.info("client-gone", extra={"id": self._id})
            return replies.INTERNAL_FAULT  # nobody is there to read it
        except UpstreamAway as away:
            _log.warning("upstream-away", extra={"id": self._id, "reason": str(away)})
            return away.reply or replies.UPSTREAM_AWAY
        if answer.taken:
            await self._delivered(preparation.passed(answer.final))
            return answer.final
        reply = _refusal_of_all(answer)
        if reply is None:  # it takes the mail for some only: the queue serves them and bounces the others
            plan = Commit(tuple(range(len(everybody))), (), (), ())
            return await self._settle(preparation, preparation.commit(plan), client)
        return reply

    async def _delivered(self, outcome: Outcome) -> None:
        """Write down what the next hop has taken; from here on its reply is ours, whatever happens."""
        try:
            self._transaction.move(MessageState.DELIVERED)
            await self._relay.journal.settle(self._id, MessageState.DELIVERED, outcome)
        except Exception as error:  # noqa: BLE001 (a 451 now would make the client send it twice)
            self._relay.decider.keep(self._id)
            _log.exception("delivered-but-not-noted", extra={"id": self._id, "kind": type(error).__name__})
        else:
            self._outcome = outcome

    async def _settle(
        self, preparation: Preparation, prepared: Coroutine[None, None, Outcome], client: ClientLine
    ) -> bytes:
        """Commit what was prepared and return its reply; on any failure nothing is left."""
        try:
            outcome = await prepared
            if client.gone:
                preparation.discard()
                return replies.INTERNAL_FAULT
            self._transaction.move(MessageState.COMMITTED)
            await self._relay.journal.settle(self._id, MessageState.COMMITTED, outcome)
        except BaseException as error:
            preparation.discard()
            if (reply := _unsealable(error)) is None:
                raise
            _log.warning("not-sealed", extra={"id": self._id, "reason": type(error).__name__})
            return reply
        self._outcome = outcome
        self._relay.committed()
        return outcome.reply

    async def _advance(self, state: MessageState) -> None:
        self._transaction.move(state)
        await self._relay.journal.advance(self._id, state)


def _refusal_of_all(answer: Answer) -> bytes | None:
    """Return the next hop's refusal if it holds for every recipient alike, None if they differ."""
    if answer.final:
        return answer.final
    first = answer.recipients[0]
    return first if all(reply[:1] == first[:1] != b"2" for reply in answer.recipients) else None


def _unsealable(error: BaseException) -> bytes | None:
    match error:
        case SealingFailed():
            return replies.CANNOT_SEAL
        case NoConsoleKey():
            return replies.NO_SEALING_KEY
        case NobodyToTell():
            return _NOBODY
        case StorageFull():
            return replies.STORAGE_FULL
    return None


def _rules(decisions: list[Decision]) -> list[str]:
    return sorted({decision.rule for decision in decisions if decision.rule})
