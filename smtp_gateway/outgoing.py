"""Turns a plan into what is committed: copies in the spool, notices, incident, escrowed passwords.

Files are written and brought to the disk first; the journal's transaction afterwards makes them
count. Until then nothing was promised, and what a failure leaves is removed.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import msgspec

from policies.decision.decide import Decision
from policies.inspected import Inspection
from runtime import log
from runtime.incidents import line
from smtp_gateway import dsn, replies
from smtp_gateway.arrived import Arrived
from smtp_gateway.cumulative import Addition, MailCounts
from smtp_gateway.desk import Desk
from smtp_gateway.journal import Copy, Outcome
from smtp_gateway.letter import Letter
from smtp_gateway.notices import (
    Language,
    NoticeMail,
    escrow_notice,
    held_notice,
    language_of_message,
    masked_notice,
    refusal_notice,
)
from smtp_gateway.redaction.copying import MaskedCopy
from smtp_gateway.reporting import incident
from smtp_gateway.smtp.address import Recipient
from smtp_gateway.transaction import Commit
from wire.event_batch import Event

NO_COPIES: Mapping[int, MaskedCopy] = {}
ESCROW_DAYS = 14  # how long a password can be collected
_KEPT_BACK = ("held", "refused")

_log = log.get(__name__)


class NobodyToTell(Exception):
    """A container's password could not be handed to anybody: the mail has the null sender."""


class Preparation:
    """Prepares one message; `discard` removes its files when it is not committed after all."""

    def __init__(
        self,
        desk: Desk,
        message: Arrived,
        inspection: Inspection,
        decisions: Sequence[Decision],
        policy_version: int,
        *,
        counts: MailCounts,
        masked: Mapping[int, MaskedCopy] = NO_COPIES,
    ) -> None:
        self._desk = desk
        self._message = message
        self._inspection = inspection
        self._decisions = decisions
        self._policy_version = policy_version
        self._counts = counts
        self._masked = masked
        self._outcomes = ["passed"] * len(decisions)
        self._copies: list[Copy] = []
        self._events: list[Event] = []
        self._made: list[str] = []
        self._subject_found = any(
            step.kind == "header" and step.name.lower() == "subject"
            for finding in inspection.findings
            for step in finding.place
        )

    async def refusal(self, decision: Decision) -> Outcome:
        """Prepare the refusal of the whole message: its notice, its incident, the 550.

        Raises:
            StorageFull: nothing was kept.
        """
        self._outcomes = ["refused"] * len(self._decisions)
        if self._message.sender:
            lang = await self._language()
            zh, en = decision.notice_zh or decision.reason, decision.notice_en or decision.reason
            notice = refusal_notice(self._mail(), self._desk.notices, reason_zh=zh, reason_en=en, lang=lang)
            await self._add_notice(notice)
        return self._outcome(replies.refused(decision.reason, self._message.id))

    async def commit(self, plan: Commit) -> Outcome:
        """Prepare a message with several outcomes.

        Raises:
            StorageFull, SealingFailed, NoConsoleKey, NobodyToTell: nothing was kept.
        """
        for n in plan.sealed:
            await self._seal(n, self._message.path)
        if plan.redacted:
            await self._redact(plan.redacted)
        if plan.passed:
            self._add_original(plan.passed, held=False)
        if plan.held:
            await self._hold(plan.held)
        if plan.refused:
            await self._refuse_some(plan.refused)
        if plan.passed or plan.held:
            await asyncio.to_thread(self._desk.spool.sync, self._message.path.name)
        return self._outcome(replies.committed(self._message.id))

    def passed(self, reply: bytes) -> Outcome:
        """Return the outcome of a message that the next hop has taken with `reply`."""
        return self._outcome(reply)

    def discard(self) -> None:
        """Remove the files made here."""
        for name in self._made:
            self._desk.spool.remove(name)

    def _outcome(self, reply: bytes) -> Outcome:
        told = incident(
            self._message, self._inspection, self._decisions, self._outcomes, self._policy_version,
            masked=self._masked_counts(),
        )  # fmt: skip
        events = [*([told] if told else []), *self._events]
        return Outcome(self._message.fingerprint, reply, tuple(self._copies), tuple(events), self._counted())

    def _counted(self) -> tuple[Addition, ...]:
        """Return what is added to cumulative counts: only what leaves counts, passed, sealed or left by masking."""
        recipients = self._message.recipients()
        leaving = [n for n, outcome in enumerate(self._outcomes) if outcome not in _KEPT_BACK]
        whole = self._counts.additions(recipients[n] for n in leaving if n not in self._masked)
        rest = [self._masked[n].counts.additions((recipients[n],)) for n in leaving if n in self._masked]
        return (*whole, *(added for each in rest for added in each))

    def _masked_counts(self) -> dict[str, int]:
        """Return how many values of each type are masked in what leaves; each copy counts once."""
        left = {copy.name: copy for n, copy in self._masked.items() if self._outcomes[n] not in _KEPT_BACK}
        total: Counter[str] = Counter()
        for copy in left.values():
            total.update(copy.masked)
        return dict(total)

    async def _redact(self, chosen: tuple[int, ...]) -> None:
        """Add the masked copies, sealed where the policy wants that too, and tell the sender."""
        together: dict[str, list[int]] = {}
        for n in chosen:
            copy = self._masked[n]
            self._outcomes[n] = "redacted"
            if copy.seal:
                await self._seal(n, self._desk.spool.path(copy.name))
            else:
                together.setdefault(copy.name, []).append(n)
        for name, group in together.items():
            copy = self._masked[group[0]]
            await asyncio.to_thread(self._desk.spool.sync, name)
            letter = self._message.letter(tuple(self._message.envelope.recipients[n] for n in group))
            self._copies.append(
                self._copy(
                    msgspec.structs.replace(letter, file=name, size=copy.size, eight_bit=copy.eight_bit)
                )
            )
        if self._message.sender:
            await self._tell_masked(chosen)

    async def _tell_masked(self, chosen: tuple[int, ...]) -> None:
        decision = self._decisions[chosen[0]]
        zh, en = decision.notice_zh or decision.reason, decision.notice_en or decision.reason
        mail = self._mail(tuple(self._message.recipients()[n] for n in chosen))
        lang, counts = await self._language(), self._masked_counts()
        notice = masked_notice(mail, self._desk.notices, counts, reason_zh=zh, reason_en=en, lang=lang)
        await self._add_notice(notice)

    async def _seal(self, n: int, content: Path) -> None:
        recipient = self._message.envelope.recipients[n]
        name = self._new_file()
        sealed = await self._desk.sealer.seal(
            content,
            recipient.path.address,
            self._desk.spool.path(name),
            hide_subject=self._subject_found,
        )
        if sealed.warning:
            _log.warning("certificate-unusable", extra={"id": self._message.id, "reason": sealed.warning})
        self._outcomes[n] = f"sealed-{sealed.kind}"
        if sealed.password is not None:
            await self._escrow(recipient, sealed.password)
        size = await asyncio.to_thread(self._desk.spool.sync, name)
        letter = self._message.letter((recipient,))
        letter = msgspec.structs.replace(letter, file=name, size=size, eight_bit=False)  # base64 throughout
        self._copies.append(self._copy(letter))

    async def _escrow(self, recipient: Recipient, password: str) -> None:
        message = self._message
        if not message.sender:
            raise NobodyToTell
        escrow_id = f"{message.id}-{len(self._events)}"
        expires_at = message.at + timedelta(days=ESCROW_DAYS)
        address = line(recipient.path.address)
        self._events.append(
            self._desk.sealer.escrow(
                escrow_id,
                message.id,
                line(message.sender),
                address,
                password,
                now=message.at,
                expires_at=expires_at,
            )
        )
        mail = self._mail((recipient.path.address,))
        lang = await self._language()
        notice = escrow_notice(
            mail, self._desk.notices, escrow_id=escrow_id, expires_at=expires_at, lang=lang
        )
        await self._add_notice(notice)

    async def _hold(self, held: tuple[int, ...]) -> None:
        self._add_original(held, held=True)
        for n in held:
            self._outcomes[n] = "held"
        if not self._message.sender:
            return
        decision = self._decisions[held[0]]
        zh, en = decision.notice_zh or decision.reason, decision.notice_en or decision.reason
        mail = self._mail(tuple(self._message.recipients()[n] for n in held))
        lang = await self._language()
        await self._add_notice(held_notice(mail, self._desk.notices, reason_zh=zh, reason_en=en, lang=lang))

    async def _refuse_some(self, refused: tuple[int, ...]) -> None:
        failures = []
        for n in refused:
            self._outcomes[n] = "refused"
            reply = replies.refused(self._decisions[n].reason, self._message.id)
            failures.append(dsn.Failure(self._message.envelope.recipients[n], reply))
        letter = self._message.letter(tuple(failure.recipient for failure in failures))
        if told := dsn.wanted(letter, failures):
            await self._add_notice(await self._desk.bounce(letter, told, self._message.at))

    def _add_original(self, chosen: tuple[int, ...], *, held: bool) -> None:
        letter = self._message.letter(tuple(self._message.envelope.recipients[n] for n in chosen))
        self._copies.append(self._copy(letter, held=held))

    async def _add_notice(self, content: bytes) -> None:
        envelope = self._message.envelope
        letter = await self._desk.to_sender(
            envelope.sender, envelope.sender_parameters, self._new_file(), content
        )
        self._copies.append(self._copy(letter))

    def _copy(self, letter: Letter, *, held: bool = False) -> Copy:
        stamp = self._message.at.timestamp()
        key = f"{self._message.id}.{len(self._copies)}"
        return Copy(key, self._message.id, letter, held=held, created_at=stamp, due_at=stamp)

    def _new_file(self) -> str:
        name = f"{self._message.id}.{len(self._made)}"
        self._made.append(name)
        return name

    def _mail(self, recipients: tuple[str, ...] = ()) -> NoticeMail:
        facts = self._message.facts
        return NoticeMail(
            sender=self._message.sender,
            recipients=recipients or self._message.recipients(),
            incident_id=self._message.id,
            date=facts.date,
            message_id=facts.message_id,
            subject="" if self._subject_found else facts.subject,
        )

    async def _language(self) -> Language | None:
        return await asyncio.to_thread(language_of_message, self._message.path)
