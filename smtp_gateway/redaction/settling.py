"""From decisions that say redact to masked copies that may leave, or to the stricter action.

1. Recipients whose decisions act on the same findings share one copy.
2. A worker says what is to be replaced where; the copy is the original with that, and nothing else, changed.
3. The copy is inspected and decided on like a mail that has just arrived. It leaves only if it could be read
   whole, and the policies in force let it pass, or want it sealed: then it leaves masked and sealed.
4. In every other case nothing of it leaves: the recipient's mail is held or refused, as the rule says.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Literal, Protocol

import msgspec

from inspection.worker_reply import Redaction
from policies.decision.decide import STRICTNESS, Decision
from policies.decision.redaction import is_acted_on
from policies.finding import Finding
from policies.inspected import Inspection, InspectionVerdict
from policies.model import Action, Selection
from smtp_gateway.cumulative import MailCounts
from smtp_gateway.redaction import copying, words
from smtp_gateway.redaction.copying import MaskedCopy
from smtp_gateway.spool import SpoolFile
from smtp_gateway.transaction import Refuse, plan

_CRASH = "worker-crash"
_LEAVING = (Action.PASS, Action.SEAL)


class Redactor(Protocol):
    """What redacts and inspects; `inspection.pool.Pool` does."""

    async def redact(self, fd: int, masks: tuple[Selection, ...]) -> Redaction:
        """Return the edits for the message open at `fd`; never raises for content."""

    async def inspect(self, fd: int, *, name: str, kind: Literal["message", "file"]) -> Inspection:
        """Return the inspection of the message open at `fd`; never raises for content."""


class WorkerCrashed(Exception):
    """A worker crashed over the mail: nothing is decided, the client tries again."""


class Original(msgspec.Struct, frozen=True):
    """The message as it came: its open descriptor, its size in octets, and what is in it."""

    descriptor: int
    size: int
    inspection: Inspection


class Settled(msgspec.Struct, frozen=True):
    """The decisions to act on, and the masked copies by the index of the recipient who gets them."""

    decisions: list[Decision]
    copies: dict[int, MaskedCopy]


Decide = Callable[[Inspection, Sequence[int]], Awaitable[tuple[list[Decision], MailCounts]]]


class Settling:
    """Settles one message. `create` opens the file of the n-th copy; its caller removes what is not needed.

    `decide` decides anew for recipients, by their indices, of a mail with that inspection.
    """

    def __init__(
        self, redactor: Redactor, original: Original, create: Callable[[int], SpoolFile], decide: Decide
    ) -> None:
        self._redactor = redactor
        self._original = original
        self._create = create
        self._decide = decide

    async def settle(self, decisions: Sequence[Decision]) -> Settled:
        """Return what comes of the decisions; those that do not redact stay as they are.

        Raises:
            WorkerCrashed: a worker crashed.
            StorageFull: the disk is full.
        """
        settled = Settled(list(decisions), {})
        if not decisions or isinstance(plan(decisions), Refuse):
            return settled  # nobody gets it
        for number, (masks, chosen) in enumerate(_groups(decisions).items()):
            await self._group(number, masks, chosen, settled)
        return settled

    async def _group(
        self, number: int, masks: tuple[Selection, ...], chosen: list[int], settled: Settled
    ) -> None:
        redaction = await self._redactor.redact(self._original.descriptor, masks)
        if redaction.reason == _CRASH:
            raise WorkerCrashed
        if redaction.reason or not redaction.edits:
            found = _acted_on(self._original.inspection, masks)
            why = redaction.reason or "part"
            for n in chosen:
                settled.decisions[n] = _unmasked(settled.decisions[n], why, found if why == "part" else ())
            return
        try:
            copy, decided = await self._copy(number, redaction, chosen)
        except ValueError:  # edits that do not fit: of a worker that is no longer ours
            for n in chosen:
                settled.decisions[n] = _unmasked(settled.decisions[n], "failed", ())
            return
        for n, decision in zip(chosen, decided, strict=True):
            settled.decisions[n], copy_of_one = _outcome(settled.decisions[n], decision, copy, masks)
            if copy_of_one is not None:
                settled.copies[n] = copy_of_one

    async def _copy(
        self, number: int, redaction: Redaction, chosen: Sequence[int]
    ) -> tuple[MaskedCopy, list[Decision]]:
        file = self._create(number)
        try:
            source = self._original
            await asyncio.to_thread(copying.write, source.descriptor, source.size, redaction.edits, file)
            inspection = await self._redactor.inspect(file.descriptor, name=file.path.name, kind="message")
        finally:
            file.close()
        if inspection.reason == _CRASH:
            raise WorkerCrashed
        decided, counts = await self._decide(inspection, chosen)
        copy = MaskedCopy(file.path.name, file.size, file.eight_bit, redaction.counts, inspection, counts)
        return copy, decided


def _groups(decisions: Sequence[Decision]) -> dict[tuple[Selection, ...], list[int]]:
    groups: dict[tuple[Selection, ...], list[int]] = {}
    for n, decision in enumerate(decisions):
        if decision.action is Action.REDACT:
            groups.setdefault(decision.masks, []).append(n)
    return groups


def _outcome(
    first: Decision, second: Decision, copy: MaskedCopy, masks: tuple[Selection, ...]
) -> tuple[Decision, MaskedCopy | None]:
    """Return the decision to act on, and the copy if it may leave; `second` is that on the copy."""
    found = _acted_on(copy.inspection, masks)
    if copy.inspection.verdict is InspectionVerdict.UNINSPECTABLE:
        return _stricter(_unmasked(first, "unread", ()), second), None
    if found or second.action is Action.REDACT:
        return _unmasked(first, "part", found), None
    if second.action not in _LEAVING:
        return _stricter(_unmasked(first, "rule", ()), second), None
    used = msgspec.structs.replace(first, approval=first.approval or second.approval)
    return used, msgspec.structs.replace(copy, seal=second.action is Action.SEAL)


def _stricter(unmasked: Decision, second: Decision) -> Decision:
    """Let the rule that stops the copy speak, unless its action is milder than what is due anyway."""
    if second.action not in (Action.HOLD, Action.REFUSE):
        return unmasked
    milder = STRICTNESS[second.action] < STRICTNESS[unmasked.action]
    return unmasked if milder else msgspec.structs.replace(second, matched=unmasked.matched)


def _unmasked(decision: Decision, why: str, found: Sequence[Finding]) -> Decision:
    zh, en = words.notice(why, decision.otherwise, found)
    return msgspec.structs.replace(
        decision,
        action=decision.otherwise,
        reason=words.reason(why, decision.otherwise),
        notice_zh=zh,
        notice_en=en,
    )


def _acted_on(inspection: Inspection, masks: tuple[Selection, ...]) -> tuple[Finding, ...]:
    return tuple(each for each in inspection.findings if is_acted_on(each, masks))
