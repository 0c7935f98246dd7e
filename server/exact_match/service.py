"""Possible matches of edges, confirmed as their incidents arrive; the answer stays at the console.

The values come sealed inside the incident. They are opened here, looked up in the full index and dropped: what is
stored is yes or no. No edge is ever told, so none can use the console to try out numbers; and because a person who
reads incidents might, answers are few for each device and hour. Above that an alert is raised, and what was asked
stays possible.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection

from policies.exact_match.index import Index
from policies.exact_match.proof import ProofInvalid, unseal
from runtime import log
from runtime.clock import Clock
from server.alerts.service import AlertService
from server.exact_match import store
from server.exact_match.confirming import answers, asked_of
from server.exact_match.store import Answers, Question
from server.settings import ExactMatch
from wire.incident import Incident

_HOUR = timedelta(hours=1)
_log = log.get(__name__)


class ConfirmationService:
    """Answers to possible matches. All methods block and work in a transaction of the caller."""

    def __init__(
        self,
        key: X25519PrivateKey,
        indexes: Callable[[], Mapping[str, Index]],
        alerts: AlertService,
        *,
        clock: Clock,
        settings: ExactMatch,
    ) -> None:
        self._key = key
        self._indexes = indexes
        self._alerts = alerts
        self._clock = clock
        self._per_hour = settings.per_hour

    def take(self, connection: Connection, device: str, incidents: Iterable[Incident]) -> None:
        """Confirm what a device thought possible, in the transaction that stores its incidents."""
        proved = [incident for incident in incidents if incident.proof]
        if not proved:
            return
        now = self._clock.now()
        left = self._per_hour - store.count_since(connection, device, now - _HOUR)
        beyond = 0
        for incident in proved:
            questions = asked_of(incident)
            beyond += len(questions[max(left, 0) :])
            told = self._answers(device, incident, questions[: max(left, 0)])
            store.add(connection, device, incident.id, told, now)
            left -= len(told)
        if beyond:
            what = f"{beyond} possible matches were not looked up: more than {self._per_hour} in an hour"
            self._alerts.warn(connection, f"{device} possible matches", "high", what)

    def answers(self, connection: Connection, incident_id: str) -> Answers:
        """Return what was confirmed of an incident, and what was not."""
        return store.of_incident(connection, incident_id)

    def _answers(
        self, device: str, incident: Incident, questions: tuple[Question, ...]
    ) -> dict[Question, bool]:
        if not questions:
            return {}
        try:
            values = unseal(incident.proof, self._key)
        except ProofInvalid:
            _log.warning("proof-not-opened", extra={"device": device, "incident": incident.id})
            return {}
        return answers(questions, incident, values, self._indexes())
