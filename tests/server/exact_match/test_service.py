"""Possible matches are confirmed as their incident arrives; of the values nothing stays."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from policies.exact_match.proof import seal
from server.alerts.types import AlertRow
from server.authz import Role
from server.exact_match.service import ConfirmationService
from server.exact_match.store import Question
from server.paging import PageRequest
from server.settings import ExactMatch
from tests.policies.exact_match.made import index_of
from tests.server.events import file_incident
from tests.server.support import Rig, someone
from wire.incident import Incident, IncidentFinding, ListMention

CONSOLE = X25519PrivateKey.generate()
CLIENT, STRANGER = "13800138000", "13700137000"
INDEXES = {"clients": index_of(["MOBILE"], [(CLIENT,)], least=1)}
YES, NO = {Question(0, "clients"): True}, {Question(0, "clients"): False}


def incident(incident_id: str, *values: str, key: X25519PrivateKey = CONSOLE) -> Incident:
    hashes = [f"{number:032x}" for number in range(len(values))]
    said = (ListMention("clients", ("MOBILE",), certain=False),)
    findings = tuple(
        IncidentFinding("MOBILE", "identity", "general", 0.9, "138****8000", one, (), said) for one in hashes
    )
    proof = seal(dict(zip(hashes, values, strict=True)), key.public_key())
    return file_incident(incident_id, findings=findings, finding_count=len(findings), proof=proof)


class Desk:
    """The service on a console without ports, at most three answers an hour."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        console = rig.console
        settings = ExactMatch(per_hour=3)
        self.service = ConfirmationService(
            CONSOLE, lambda: INDEXES, console.alerts, clock=rig.clock, settings=settings
        )

    def take(self, *incidents: Incident, device: str = "ws-1") -> list[dict[Question, bool]]:
        with self.rig.console.database.write() as connection:
            self.service.take(connection, device, incidents)
            return [dict(self.service.answers(connection, one.id)) for one in incidents]

    def alerts(self) -> list[AlertRow]:
        admin = someone("admin", Role.SYSTEM_ADMIN)
        return list(self.rig.console.alerts.page(admin, PageRequest()).rows)


@pytest.fixture
def desk(rig: Rig) -> Desk:
    return Desk(rig)


def test_a_client_is_confirmed_and_a_stranger_is_not(desk: Desk) -> None:
    assert desk.take(incident("a", CLIENT), incident("b", STRANGER)) == [YES, NO]
    assert desk.alerts() == []


def test_above_the_hourly_number_they_stay_possible_and_an_alert_is_raised(desk: Desk) -> None:
    (some,) = desk.take(incident("a", *[CLIENT] * 5))
    assert some == {Question(number, "clients"): True for number in range(3)}
    assert desk.take(incident("b", CLIENT), incident("c", CLIENT)) == [{}, {}]
    (alert,) = desk.alerts()
    assert (alert.subject, alert.severity, alert.count) == ("ws-1 possible matches", "high", 2)
    assert desk.take(incident("d", CLIENT), device="ws-2") == [YES]
    desk.rig.clock.advance(3601)
    assert desk.take(incident("e", CLIENT)) == [YES]


def test_a_proof_for_another_console_leaves_it_possible_and_takes_the_incident(desk: Desk) -> None:
    assert desk.take(incident("a", CLIENT, key=X25519PrivateKey.generate())) == [{}]
    assert desk.alerts() == []


def test_incidents_without_a_proof_are_none_of_its_business(desk: Desk) -> None:
    assert desk.take(file_incident("a")) == [{}]
