"""One decision for each recipient, with the numbers of the mails before this one where a policy asks for them.

Mails are decided side by side. What one of them would add is seen by all that are decided after it, before its
outcome is durable: so many mails at once cannot pass a limit that they would not have passed one by one.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import msgspec

from policies.decision.counters import counters_of
from policies.decision.decide import Decision, Subject, decide_all
from policies.decision.subject import Approval
from policies.inspected import Inspection
from policies.model import Policy
from smtp_gateway.arrived import Arrived
from smtp_gateway.cumulative import Addition, MailCounts, counts_of
from smtp_gateway.journal import Journal

_Additions = Mapping[bytes, Addition]  # by tally
Approvals = Callable[[str, datetime], tuple[Approval, ...]]  # what a sender was granted, at an instant


def nothing_approved(_sender: str, _now: datetime) -> tuple[Approval, ...]:
    """Return no approval, as where there is no register of releases."""
    return ()


class Decider:
    """Decides mails, and knows what those under way would add; used on the event loop."""

    def __init__(self, journal: Journal, approvals: Approvals = nothing_approved) -> None:
        self._journal = journal
        self._approvals = approvals
        self._under_way: dict[str, _Additions] = {}
        self._not_noted: dict[str, _Additions] = {}

    async def counts(
        self, message: Arrived, inspection: Inspection, policies: tuple[Policy, ...]
    ) -> MailCounts:
        """Return the numbers for a message; `release` it when its outcome is known.

        Asked again, for what masking has left of it, others go on seeing what the whole message would add.
        """
        counters = counters_of(policies)
        counts = counts_of(
            counters, inspection.findings, message_id=message.id, sender=message.sender, at=message.at
        )
        if not counters:
            return counts
        own = {each.tally: each for each in counts.additions(message.recipients())}
        self._forget(message.at.timestamp())
        others = [added for key, added in self._under_way.items() if key != message.id]
        earlier = (*self._not_noted.values(), *others)
        self._under_way.setdefault(message.id, own)
        asked = [_joined(each, earlier) for each in own.values()]
        return msgspec.structs.replace(counts, numbers=await self._journal.counted(asked))

    def approvals(self, message: Arrived) -> tuple[Approval, ...]:
        """Return what the sender of a message was granted beforehand."""
        return self._approvals(message.sender, message.at)

    def release(self, message_id: str) -> None:
        """Forget a message that was settled, or from which nothing left."""
        self._under_way.pop(message_id, None)

    def keep(self, message_id: str) -> None:
        """Go on counting a message that left and could not be written down, as long as its windows last."""
        if message_id in self._under_way:
            self._not_noted[message_id] = self._under_way.pop(message_id)

    def _forget(self, now: float) -> None:
        self._not_noted = {
            key: kept
            for key, kept in self._not_noted.items()
            if any(each.expires_at > now for each in kept.values())
        }


def decide_each(
    policies: tuple[Policy, ...],
    inspection: Inspection,
    counts: MailCounts,
    recipients: Iterable[str],
    approvals: tuple[Approval, ...] = (),
) -> list[Decision]:
    """Return one decision for each recipient, in their order, of the mail that `counts` are of.

    `approvals` are what its sender was granted; whom and what each covers is asked for each recipient.
    """
    return [
        decide_all(
            policies,
            Subject(
                channel="mail",
                inspection=inspection,
                now=counts.at,
                sender=counts.sender,
                recipient=recipient,
                totals=counts.totals(recipient),
                approvals=approvals,
            ),
        )
        for recipient in recipients
    ]


def _joined(own: Addition, earlier: Iterable[_Additions]) -> Addition:
    """Return an addition with those of other messages to the same tally."""
    values = dict(own.values)
    for additions in earlier:
        other = additions.get(own.tally)
        if other is not None and other.expires_at > own.at:
            values |= other.values
    return msgspec.structs.replace(own, values=values)
