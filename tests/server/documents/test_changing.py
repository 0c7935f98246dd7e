"""A second person decides on every change of the register of documents; until then it stays as it is."""

import signal
from pathlib import Path

import pytest

from server.audit.types import AuditFilter
from server.authz import Role
from server.documents import store
from server.documents.changing import DocumentChanges
from server.documents.types import Change, ChangeState
from server.errors import Conflict, Forbidden, Invalid, NotFound
from server.paging import PageRequest
from tests.killed import exit_code
from tests.server.documents import victim
from tests.server.documents.made import made
from tests.server.support import Rig, make_rig, someone

WHO = {"author": "legal department", "reason": "they stay in the house"}
WANG = someone("wang", Role.SECURITY_ADMIN, person_id=2)


@pytest.fixture
def documents(rig: Rig) -> DocumentChanges:
    return rig.console.documents


def asked(documents: DocumentChanges, *names: str, seed: int = 1, replace: bool = False) -> Change:
    change, _ = documents.ask_register(
        [made(name, seed=seed + n) for n, name in enumerate(names)], replace=replace, **WHO
    )
    assert change is not None
    return change


def names(documents: DocumentChanges) -> list[str]:
    return [row.name for row in documents.rows()]


def test_documents_are_registered_when_a_second_person_approves(both_rig: Rig) -> None:
    documents = both_rig.console.documents
    change = asked(documents, "a", "b")
    assert (names(documents), documents.waiting()) == ([], (change,))
    decided = documents.approve(WANG, change.id, " agreed ")
    assert (decided.state, decided.decided_by, decided.comment) == (ChangeState.APPROVED, "wang", "agreed")
    assert (names(documents), documents.waiting()) == (["a", "b"], ())
    assert {row.author for row in documents.rows()} == {"legal department"}


def test_the_old_form_is_met_until_the_new_one_is_approved(documents: DocumentChanges) -> None:
    documents.approve(WANG, asked(documents, "a").id)
    before = documents.octets("full")
    with pytest.raises(Conflict, match="Another file is registered as a; give --replace"):
        asked(documents, "a", seed=2)
    change = asked(documents, "a", seed=2, replace=True)
    withdrawal = documents.ask_withdraw(["a"], **WHO)
    assert documents.octets("full") == before
    documents.approve(WANG, change.id)
    assert documents.octets("full") != before
    documents.approve(WANG, withdrawal.id)
    assert names(documents) == []


def test_what_is_registered_already_needs_no_change(documents: DocumentChanges) -> None:
    documents.approve(WANG, asked(documents, "a").id)
    change, changed = documents.ask_register([made("a")], **WHO)
    assert (change, changed.unchanged, documents.waiting()) == (None, ("a",), ())


def test_a_rejection_changes_nothing_and_what_was_kept_is_dropped(
    rig: Rig, documents: DocumentChanges
) -> None:
    change = asked(documents, "a")
    with pytest.raises(Invalid):
        documents.reject(WANG, change.id, " ")
    with rig.console.database.read() as connection:
        _, kept = store.change(connection, change.id) or (None, b"")
    one = made("a")
    assert kept
    assert one.grams[:8] not in kept
    assert documents.reject(WANG, change.id, "not this one").state is ChangeState.REJECTED
    with rig.console.database.read() as connection:
        assert (store.change(connection, change.id) or (None, b"x"))[1] == b""
    assert names(documents) == []
    with pytest.raises(Conflict, match="decided on already"):
        documents.approve(WANG, change.id)


def test_what_no_longer_fits_is_not_done_and_goes_on_waiting(documents: DocumentChanges) -> None:
    first, second = asked(documents, "a"), asked(documents, "a", seed=2)
    documents.approve(WANG, first.id)
    twice = [documents.ask_withdraw(["a"], **WHO) for _ in range(2)]
    with pytest.raises(Conflict, match="Another file is registered"):
        documents.approve(WANG, second.id)
    documents.approve(WANG, twice[0].id)
    with pytest.raises(Conflict, match="no registered document a"):
        documents.approve(WANG, twice[1].id)
    assert [change.id for change in documents.waiting()] == [second.id, twice[1].id]


def test_only_another_security_administrator_decides(documents: DocumentChanges) -> None:
    change = asked(documents, "a")
    for role in (Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.REVIEWER, Role.EMPLOYEE):
        with pytest.raises(Forbidden):
            documents.approve(someone("zhao", role), change.id)
    own, _ = documents.ask_register([made("b", seed=2)], author="Wang@bank.example", reason="mine")
    assert own is not None
    for decide in (documents.approve, documents.reject):
        with pytest.raises(Forbidden, match="Nobody decides on their own"):
            decide(WANG, own.id, "I say so")
    with pytest.raises(NotFound):
        documents.approve(WANG, 2**40)
    assert names(documents) == []


def test_who_asked_and_who_approved_are_in_the_audit_trail(rig: Rig, documents: DocumentChanges) -> None:
    documents.approve(WANG, asked(documents, "a").id, "agreed")
    documents.reject(WANG, documents.ask_withdraw(["a"], **WHO).id, "still in use")
    auditor = someone("auditor", Role.AUDIT_ADMIN)
    page = rig.console.audit.page(auditor, AuditFilter(), PageRequest(1, 20))
    told = [(row.actor, row.action, row.detail["author"]) for row in reversed(page.rows)]
    assert told == [
        ("local-operator", "document.ask", "legal department"),
        ("wang", "document.approve", "legal department"),
        ("wang", "document.register", "legal department"),
        ("local-operator", "document.ask", "legal department"),
        ("wang", "document.reject", "legal department"),
    ]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("state", list(ChangeState))
def test_a_kill_leaves_a_change_waiting_or_decided(tmp_path: Path, state: ChangeState, when: str) -> None:
    state_dir = tmp_path / "state"
    assert exit_code(victim.main, state_dir, state, when) == -signal.SIGKILL
    rig = make_rig(state_dir)
    waits = [change.state for change in rig.console.documents.waiting()]
    first = state is ChangeState.WAITING
    assert waits == ([ChangeState.WAITING] if first == (when == "after") else [])
    rig.console.close()
