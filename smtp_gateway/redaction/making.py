"""The masked copies of one message in the spool: made while it is decided, removed when nothing needs them."""

from collections.abc import Callable, Sequence

from policies.decision.decide import Decision
from policies.inspected import Inspection
from policies.model import Action, Policy
from runtime.metrics import Metrics
from smtp_gateway.arrived import Arrived
from smtp_gateway.cumulative import MailCounts
from smtp_gateway.deciding import Decider, decide_each
from smtp_gateway.redaction.settling import Original, Redactor, Settled, Settling
from smtp_gateway.spool import Spool, SpoolFile


class MaskedCopies:
    """Makes the copies that the decisions on a message ask for; `remove` must follow, whatever happened."""

    def __init__(self, redactor: Redactor, decider: Decider, spool: Spool, metrics: Metrics) -> None:
        self._redactor = redactor
        self._decider = decider
        self._spool = spool
        self._metrics = metrics
        self._names: list[str] = []

    async def settle(
        self,
        message: Arrived,
        original: Original,
        decisions: Sequence[Decision],
        policies: tuple[Policy, ...],
    ) -> Settled:
        """Return the decisions to act on; where a copy may not leave, they have become stricter.

        Raises:
            WorkerCrashed, StorageFull: nothing is decided.
        """
        recipients = message.recipients()

        def create(number: int) -> SpoolFile:
            name = f"{message.id}.m{number}"
            self._names.append(name)
            return self._spool.create(name)

        async def decide(of_copy: Inspection, chosen: Sequence[int]) -> tuple[list[Decision], MailCounts]:
            counts = await self._decider.counts(message, of_copy, policies)
            approvals = self._decider.approvals(message)
            to = [recipients[n] for n in chosen]
            return decide_each(policies, of_copy, counts, to, approvals), counts

        settled = await Settling(self._redactor, original, create, decide).settle(decisions)
        for n, decision in enumerate(decisions):
            if decision.action is Action.REDACT:
                outcome = "masked" if n in settled.copies else "not-masked"
                self._metrics.count("ashseal_redactions_total", outcome=outcome)
        return settled

    def remove(self, needed: Callable[[str], bool]) -> None:
        """Remove the files that are not needed, by their names."""
        for name in self._names:
            if not needed(name):
                self._spool.remove(name)
