import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from server.authz import Role
from server.errors import Conflict, Forbidden, Invalid
from server.policy.types import Draft, DraftState
from tests.killed import exit_code
from tests.server.policy import victim
from tests.server.support import POLICY, Rig, document, make_rig, someone

LI = someone("li", Role.SECURITY_ADMIN, person_id=1)
WANG = someone("wang", Role.SECURITY_ADMIN, person_id=2)
CHANGED = POLICY.replace("severity: high", "severity: low")
REASON = "fewer alarms at night"


@pytest.fixture(autouse=True)
def published(rig: Rig) -> None:
    rig.console.policy.publish_first([document()], "local-operator", "setting up")


def edited(rig: Rig, text: str = CHANGED, name: str = "small") -> Draft:
    draft = rig.console.policy.create_draft(LI)
    return rig.console.policy.save_document(LI, draft.id, name, text)


def submitted(rig: Rig) -> Draft:
    return rig.console.policy.submit(LI, edited(rig).id, REASON)


def test_a_second_person_approves_and_a_new_version_is_in_force(rig: Rig) -> None:
    policy, draft = rig.console.policy, submitted(rig)
    made = policy.approve(WANG, draft.id, "agreed")
    assert (made.version, made.author, made.approver, made.reason) == (2, "li", "wang", REASON)
    assert policy.current(WANG).documents == (document(CHANGED),)
    done = policy.draft(LI, draft.id)
    assert (done.state, done.version, done.decided_by, done.comment) == (
        DraftState.PUBLISHED,
        2,
        "wang",
        "agreed",
    )
    actions = rig.audit_actions()
    assert f"li policy.submitted draft {draft.id} done" in actions
    assert f"wang policy.published draft {draft.id} done" in actions


def test_the_author_cannot_decide_on_the_own_draft(rig: Rig) -> None:
    draft = submitted(rig)
    with pytest.raises(Forbidden):
        rig.console.policy.approve(LI, draft.id)
    with pytest.raises(Forbidden):
        rig.console.policy.reject(LI, draft.id, "changed my mind")
    assert rig.console.policy.newest() == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMIN}))
def test_nobody_else_writes_or_approves(rig: Rig, role: Role) -> None:
    other, policy, draft = someone("other", role, person_id=3), rig.console.policy, submitted(rig)
    calls: list[Callable[[], object]] = [
        lambda: policy.create_draft(other),
        lambda: policy.save_document(other, draft.id, "small", CHANGED),
        lambda: policy.remove_document(other, draft.id, "small"),
        lambda: policy.submit(other, draft.id, REASON),
        lambda: policy.rebase(other, draft.id),
        lambda: policy.withdraw(other, draft.id),
        lambda: policy.approve(other, draft.id),
        lambda: policy.reject(other, draft.id, REASON),
        lambda: policy.roll_back(other, 1, REASON),
    ]
    for call in calls:
        with pytest.raises(Forbidden):
            call()


def test_only_the_author_changes_a_draft(rig: Rig) -> None:
    draft = edited(rig)
    calls: list[Callable[[], object]] = [
        lambda: rig.console.policy.save_document(WANG, draft.id, "small", POLICY),
        lambda: rig.console.policy.submit(WANG, draft.id, REASON),
        lambda: rig.console.policy.withdraw(WANG, draft.id),
    ]
    for call in calls:
        with pytest.raises(Forbidden):
            call()


def test_what_was_submitted_is_frozen(rig: Rig) -> None:
    draft = submitted(rig)
    with pytest.raises(Conflict):
        rig.console.policy.save_document(LI, draft.id, "small", POLICY)
    with pytest.raises(Conflict):
        rig.console.policy.remove_document(LI, draft.id, "small")
    with pytest.raises(Conflict):
        rig.console.policy.submit(LI, draft.id, REASON)


def test_a_draft_is_not_approved_twice_or_unsubmitted(rig: Rig) -> None:
    with pytest.raises(Conflict):
        rig.console.policy.approve(WANG, edited(rig).id)
    draft = submitted(rig)
    rig.console.policy.approve(WANG, draft.id)
    with pytest.raises(Conflict):
        rig.console.policy.approve(WANG, draft.id)


@pytest.mark.parametrize("reason", ["", "  ", "ab", "x" * 1001])
def test_a_change_needs_a_reason(rig: Rig, reason: str) -> None:
    with pytest.raises(Invalid, match="reason"):
        rig.console.policy.submit(LI, edited(rig).id, reason)


def test_a_faulty_text_is_kept_but_not_submitted(rig: Rig) -> None:
    draft = edited(rig, "schema: 1\nname: [")
    assert rig.console.policy.draft(LI, draft.id).text_of("small").startswith("schema: 1")
    assert not rig.console.policy.check(LI, draft.id).ok
    with pytest.raises(Invalid):
        rig.console.policy.submit(LI, draft.id, REASON)


def test_own_tests_must_hold(rig: Rig) -> None:
    with pytest.raises(Invalid):
        rig.console.policy.submit(
            LI, edited(rig, POLICY.replace("expect: seal", "expect: refuse")).id, REASON
        )


def test_a_draft_that_changes_nothing_is_refused(rig: Rig) -> None:
    with pytest.raises(Invalid, match="nothing"):
        rig.console.policy.submit(LI, edited(rig, POLICY).id, REASON)


@pytest.mark.parametrize("name", ["", "Upper", "a/b", "../x", "-x", "x" * 65])
def test_document_names_are_bounded(rig: Rig, name: str) -> None:
    with pytest.raises(Invalid):
        edited(rig, name=name)


def test_documents_come_and_go_but_one_stays(rig: Rig) -> None:
    policy = rig.console.policy
    draft = edited(rig, POLICY.replace("name: small", "name: second"), "second")
    assert [one.name for one in draft.documents] == ["second", "small"]
    assert [one.name for one in policy.remove_document(LI, draft.id, "small").documents] == ["second"]
    with pytest.raises(Conflict):
        policy.remove_document(LI, draft.id, "second")


def test_a_draft_on_an_old_version_is_put_on_top_of_the_new_one_first(rig: Rig) -> None:
    policy, late = rig.console.policy, submitted(rig)
    early = edited(rig, POLICY.replace("name: small", "name: second"), "second")
    policy.approve(WANG, policy.submit(LI, early.id, REASON).id)
    with pytest.raises(Conflict):
        policy.approve(WANG, late.id)
    stale = edited(rig)
    policy.publish_first([document(), document(name="third")], "demo", "meanwhile")
    with pytest.raises(Conflict):
        policy.submit(LI, stale.id, REASON)
    rebased = policy.rebase(LI, stale.id)
    assert rebased.base_version == policy.newest()
    assert [one.name for one in rebased.documents] == ["small", "third"]
    assert rebased.text_of("small") == CHANGED
    policy.submit(LI, stale.id, REASON)


def test_rejected_and_withdrawn_drafts_are_done(rig: Rig) -> None:
    policy = rig.console.policy
    rejected = policy.reject(WANG, submitted(rig).id, "too lax")
    assert (rejected.state, rejected.comment, rejected.decided_by) == (DraftState.REJECTED, "too lax", "wang")
    withdrawn = policy.withdraw(LI, submitted(rig).id)
    assert withdrawn.state is DraftState.WITHDRAWN
    for draft in (rejected, withdrawn):
        with pytest.raises(Conflict):
            policy.approve(WANG, draft.id)
    assert policy.withdraw(LI, edited(rig).id).state is DraftState.WITHDRAWN


def test_going_back_is_a_new_version_and_needs_a_second_person(rig: Rig) -> None:
    policy = rig.console.policy
    policy.approve(WANG, submitted(rig).id)
    draft = policy.roll_back(LI, 1, "too many seals")
    assert (draft.state, draft.restores) == (DraftState.SUBMITTED, 1)
    with pytest.raises(Forbidden):
        policy.approve(LI, draft.id)
    made = policy.approve(WANG, draft.id)
    assert (made.version, made.documents) == (3, (document(),))
    with pytest.raises(Invalid, match="nothing"):
        policy.roll_back(LI, 3, "already in force")


def test_the_difference_is_against_the_base(rig: Rig) -> None:
    changed = [(line.kind, line.text.strip()) for line in rig.console.policy.diff(LI, edited(rig).id)]
    assert ("removed", "severity: high") in changed
    assert ("added", "severity: low") in changed


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("state", [state for state in DraftState if state is not DraftState.EDITING])
def test_killed_at_each_state_a_draft_is_before_or_after_it_and_never_between(
    state: DraftState, when: str, tmp_path: Path
) -> None:
    make_rig(tmp_path / "s").console.close()
    assert exit_code(victim.main, tmp_path / "s", state, when) == -signal.SIGKILL
    rig = make_rig(tmp_path / "s")
    draft = rig.console.policy.draft(LI, 1)
    told = [action for action in rig.audit_actions() if f"policy.{state.value} " in action]
    assert (draft.state is state) == (when == "after")
    assert len(told) == (when == "after")
    published = draft.state is DraftState.PUBLISHED
    assert (rig.console.policy.newest(), draft.version) == ((2, 2) if published else (1, None))
    rig.console.close()


def test_approval_wakes_who_waits_only_after_the_entry_is_sealed(rig: Rig) -> None:
    seen: list[int] = []
    rig.console.policy.on_publish(lambda _: seen.append(rig.console.audit.seal()))
    rig.console.policy.approve(WANG, submitted(rig).id)
    assert seen == [0]
