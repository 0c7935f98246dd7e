"""The life of a release: nobody decides on their own, each step has its author and reason, uses are noted."""

import signal
from pathlib import Path

import pytest

from server.audit.types import AuditFilter
from server.authz import Role
from server.errors import Conflict, Forbidden, Invalid, NotFound
from server.paging import PageRequest
from server.releases.types import ReleaseState
from tests.killed import exit_code
from tests.server.events import Device, mail_incident
from tests.server.releases import victim
from tests.server.releases.asking import LI, QIAN, REASON, SUN, WANG, ZHAO, approved, wanted
from tests.server.releases.used import used_for
from tests.server.support import Rig, make_rig, someone


def test_a_second_person_approves_what_a_sender_asks_for(rig: Rig) -> None:
    releases = rig.console.releases
    asked = releases.ask(LI, wanted())
    assert (asked.state, asked.asked_by, asked.wanted) == (ReleaseState.SUBMITTED, "li", wanted())
    done = releases.approve(WANG, asked.id, " agreed ")
    assert (done.state, done.decided_by, done.comment) == (ReleaseState.APPROVED, "wang", "agreed")


def test_each_step_is_in_the_audit_trail_with_all_that_was_asked_for(rig: Rig) -> None:
    releases = rig.console.releases
    releases.withdraw(ZHAO, approved(releases).id, "the audit was called off")
    releases.reject(WANG, releases.ask_for("front office", wanted()).id, "not this year")
    page = rig.console.audit.page(someone("auditor", Role.AUDIT_ADMIN), AuditFilter(), PageRequest(1, 10))
    told = [(row.actor, row.action, row.detail["asked-by"], row.detail.get("comment")) for row in page.rows]
    assert told[::-1] == [
        ("li", "release.ask", "li", None),
        ("wang", "release.approve", "li", "agreed"),
        ("zhao", "release.withdraw", "li", "the audit was called off"),
        ("local-operator", "release.ask", "front office", None),
        ("wang", "release.reject", "front office", "not this year"),
    ]
    for row in page.rows:
        assert row.detail["reason"] == REASON
        assert row.detail["recipients"] == "chen@audit.example, law.example"
        assert (row.detail["sender"], row.detail["categories"]) == ("li@bank.example", "identity property")
        assert row.detail["until"] == "2026-05-11T08:00:00.000000Z"


def test_only_a_reviewer_asks_for_others(rig: Rig) -> None:
    releases = rig.console.releases
    with pytest.raises(Forbidden, match="your own address only"):
        releases.ask(SUN, wanted())
    with pytest.raises(Forbidden):
        releases.ask(QIAN, wanted(sender=QIAN.email))
    assert releases.ask(WANG, wanted()).asked_by == "wang"


def test_nobody_decides_on_what_they_asked_for_nor_on_their_own_mail(rig: Rig) -> None:
    releases = rig.console.releases
    for_others, for_zhao = releases.ask(WANG, wanted()), releases.ask(WANG, wanted(sender=ZHAO.email))
    for person, release in ((WANG, for_others), (WANG, for_zhao), (ZHAO, for_zhao)):
        with pytest.raises(Forbidden, match="Nobody decides"):
            releases.approve(person, release.id)
        with pytest.raises(Forbidden, match="Nobody decides"):
            releases.reject(person, release.id, "not this year")
    for person in (LI, QIAN, someone("security", Role.SECURITY_ADMIN)):
        with pytest.raises(Forbidden):
            releases.approve(person, for_others.id)
    assert releases.approve(ZHAO, for_others.id).state is ReleaseState.APPROVED


@pytest.mark.parametrize("author", ["wang", " Wang@bank.example "])
def test_nobody_decides_on_what_a_command_asked_for_in_their_name(rig: Rig, author: str) -> None:
    releases = rig.console.releases
    asked = releases.ask_for(author, wanted())
    assert not releases.may_decide(WANG, asked)
    with pytest.raises(Forbidden, match="Nobody decides"):
        releases.approve(WANG, asked.id)
    assert releases.may_decide(ZHAO, asked)
    assert releases.approve(ZHAO, asked.id).state is ReleaseState.APPROVED


def test_a_rejection_and_a_withdrawal_need_words(rig: Rig) -> None:
    releases = rig.console.releases
    asked = releases.ask(LI, wanted())
    with pytest.raises(Invalid):
        releases.reject(WANG, asked.id, " ")
    with pytest.raises(Invalid):
        releases.withdraw(LI, asked.id, "")
    assert releases.release(LI, asked.id).state is ReleaseState.SUBMITTED


def test_what_is_decided_stays_so(rig: Rig) -> None:
    releases = rig.console.releases
    rejected = releases.reject(WANG, releases.ask(LI, wanted()).id, "not this year")
    with pytest.raises(Conflict):
        releases.approve(ZHAO, rejected.id)
    with pytest.raises(Conflict):
        releases.withdraw(LI, rejected.id, "no longer needed")
    late = releases.ask(LI, wanted())
    rig.clock.advance(8 * 86_400)
    with pytest.raises(Conflict, match="is over"):
        releases.approve(WANG, late.id)


def test_who_asked_the_sender_and_a_reviewer_withdraw(rig: Rig) -> None:
    releases = rig.console.releases
    by_officer = releases.ask(WANG, wanted())
    with pytest.raises(NotFound):
        releases.withdraw(SUN, by_officer.id, "none of mine")
    assert releases.withdraw(LI, by_officer.id, "no longer needed").withdrawn_by == "li"
    at_the_server = releases.withdraw_for("front office", approved(releases).id, "no longer needed")
    assert (at_the_server.state, at_the_server.withdrawn_by) == (ReleaseState.WITHDRAWN, "front office")


@pytest.mark.parametrize("said", ["", "7x", "²", "9" * 40, "-1"])
def test_what_names_no_release_is_no_use(both_rig: Rig, said: str) -> None:
    releases = both_rig.console.releases
    release = approved(releases)
    with both_rig.console.database.write() as connection:
        incidents = [mail_incident("a"), used_for(mail_incident("b"), said)]
        releases.take(connection, [*incidents, used_for(mail_incident("c"), str(release.id))])
    assert [use.incident_id for use in releases.uses(LI, release.id, PageRequest()).rows] == ["c"]


def test_the_use_comes_with_the_incident_once(rig: Rig) -> None:
    from tests.server.machines.test_intake import intake, one  # noqa: PLC0415 - that test's own helpers

    release = approved(rig.console.releases)
    Device().enrol(rig)
    event = one(used_for(mail_incident(), str(release.id)))
    for _ in range(2):
        assert intake(rig).store([event]) == [""]
    assert rig.console.releases.uses(LI, release.id, PageRequest()).total == 1


STATES = {
    ReleaseState.SUBMITTED: None,
    ReleaseState.APPROVED: ReleaseState.SUBMITTED,
    ReleaseState.REJECTED: ReleaseState.SUBMITTED,
    ReleaseState.WITHDRAWN: ReleaseState.SUBMITTED,
}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("state", list(ReleaseState))
def test_a_kill_leaves_the_state_before_or_the_state_after(
    tmp_path: Path, state: ReleaseState, when: str
) -> None:
    state_dir = tmp_path / "state"
    assert exit_code(victim.main, state_dir, state, when) == -signal.SIGKILL
    rig = make_rig(state_dir)
    found = [each.state for each in rig.console.releases.every()]
    before = STATES[state]
    assert found == ([state] if when == "after" else [before] if before else [])
    rig.console.releases.renew()
    rig.console.close()
