"""What the platform and the settings know of people, as evidence."""

from agent.attribution import attribute
from agent.dirty import UNSET_UID, Writer
from agent.people import People
from agent.platform.base import Session
from tests.agent.builders import FakePlatform

WANG = Session("7", "wang", 1000, active=True, display=True)
TTY = Session("8", "wang", 1000, active=True, display=False, terminal="pts/3")
LEFT = Session("9", "wang", 1000, active=False, display=True)


def people(*sessions: Session, shared: frozenset[str] = frozenset()) -> People:
    return People(FakePlatform(*sessions), {"wang": "王丽"}, shared, "branch-steward")


def test_a_writer_becomes_evidence() -> None:
    known = people(WANG)
    evidence = known.evidence(0, Writer(5, 1, 0, UNSET_UID, "7"))
    assert (evidence.login_uid, evidence.process_uid, evidence.session_account) == (None, 0, "wang")
    found = attribute(evidence, known.accounts(evidence), known.steward)
    assert (found.person, found.method) == ("王丽", "session")


def test_without_a_writer_owner_and_sessions_remain() -> None:
    known = people(WANG)
    evidence = known.evidence(1000, None)
    assert (evidence.process_uid, evidence.active_accounts) == (None, ("wang",))
    assert known.accounts(evidence).names == {1000: "wang"}


def test_a_claim_names_who_uses_a_shared_account() -> None:
    known = people(shared=frozenset({"public"}))
    evidence = known.evidence(1001, None)
    assert attribute(evidence, known.accounts(evidence), known.steward).person == "branch-steward"
    known.claims["public"] = "Zhao Min"
    assert attribute(evidence, known.accounts(evidence), known.steward).person == "Zhao Min"


def test_an_account_is_asked_where_it_can_see_it() -> None:
    assert people(LEFT, TTY, WANG).session_of("wang") == WANG
    assert people(LEFT, TTY).session_of("wang") == TTY
    assert people(LEFT).session_of("wang") == LEFT
    assert people(WANG).session_of("li") is None
