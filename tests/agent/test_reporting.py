"""The incident of a leftover: attributed, masked, and with what happens next."""

from pathlib import Path

import msgspec
import pytest

from agent import reporting
from agent.parts import Parts
from policies.decision.decide import Decision
from policies.model import Action, Mode, Severity
from tests.agent.builders import make_file, make_inspection, make_leftover
from wire.event_batch import decode_event, encode_event
from wire.incident import FileSubject

DESTROY = Decision(
    action=Action.DESTROY,
    would=Action.DESTROY,
    rule="client-data-left-behind",
    severity=Severity.HIGH,
    reason="x" * 3000,
)


def test_it_fits_the_wire_and_tells_who_and_where(parts: Parts, tmp_path: Path) -> None:
    leftover = make_leftover(parts, make_file(tmp_path))
    made = reporting.incident_of(leftover, DESTROY, make_inspection("RESIDENT_ID"))
    assert decode_event(encode_event(made)) == made
    assert made.id == f"i-{leftover.id}"
    assert isinstance(made.subject, FileSubject)
    assert (made.subject.person, made.subject.attribution) == ("Wang Li", "proven")
    assert made.subject.path.endswith("/clients.txt")
    assert (made.outcome, made.severity, made.finding_count) == ("prompted", "high", 1)
    assert [finding.masked for finding in made.findings] == ["110105********002X"]


def test_what_proves_a_possible_match_goes_with_it(parts: Parts, tmp_path: Path) -> None:
    inspection = msgspec.structs.replace(make_inspection("MOBILE"), proof=b"sealed")
    leftover = make_leftover(parts, make_file(tmp_path))
    assert reporting.incident_of(leftover, DESTROY, inspection).proof == b"sealed"


@pytest.mark.parametrize(
    ("deadline", "action", "would", "outcome"),
    [
        ("2026-03-02T10:00:00.000000Z", Action.DESTROY, Action.DESTROY, "prompted"),
        ("", Action.DESTROY, Action.DESTROY, "kept"),  # nobody can be named
        ("", Action.KEEP, Action.DESTROY, "would-destroy"),  # the rule only observes
        ("", Action.KEEP, Action.KEEP, "kept"),
    ],
)
def test_the_outcome_says_what_becomes_of_it(
    parts: Parts, tmp_path: Path, *, deadline: str, action: Action, would: Action, outcome: str
) -> None:
    leftover = make_leftover(parts, make_file(tmp_path), deadline=deadline)
    mode = Mode.OBSERVE if action is not would else Mode.ENFORCE
    decision = Decision(action=action, would=would, rule="r", mode=mode)
    assert reporting.outcome(leftover, decision) == outcome
