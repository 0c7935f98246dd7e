import pytest

from server.authz import Role
from server.errors import Forbidden, Invalid, NotFound
from server.paging import PageRequest
from server.policy.reading import TEXT_MAX
from server.policy.types import DraftState
from tests.server.support import POLICY, Rig, document, someone

LI = someone("li", Role.SECURITY_ADMIN)
READER = someone("reader", Role.REVIEWER)
OUTSIDERS = [someone("other", role) for role in (Role.SYSTEM_ADMIN, Role.EMPLOYEE)]


def test_nothing_is_in_force_before_the_first_publication(rig: Rig) -> None:
    with pytest.raises(NotFound):
        rig.console.policy.current(READER)


def test_versions_and_their_difference_can_be_read(rig: Rig) -> None:
    policy = rig.console.policy
    policy.publish_first([document()], "demo", "first")
    policy.publish_first([document(POLICY.replace("severity: high", "severity: low"))], "demo", "second")
    assert policy.current(READER).version == 2
    page = policy.versions(READER, PageRequest(1, 1))
    assert (page.rows[0].version, page.total) == (2, 2)
    kinds = [line.kind for line in policy.diff_versions(READER, 1, 2)]
    assert (kinds.count("removed"), kinds.count("added")) == (1, 1)


@pytest.mark.parametrize("outsider", OUTSIDERS, ids=lambda person: next(iter(person.roles)).value)
def test_others_do_not_read_policy(rig: Rig, outsider) -> None:  # type: ignore[no-untyped-def]
    policy = rig.console.policy
    policy.publish_first([document()], "demo", "first")
    draft = policy.create_draft(LI)
    for call in (
        lambda: policy.current(outsider),
        lambda: policy.versions(outsider, PageRequest()),
        lambda: policy.drafts(outsider, None, PageRequest()),
        lambda: policy.draft(outsider, draft.id),
        lambda: policy.check(outsider, draft.id),
        lambda: policy.check_text(outsider, "small", POLICY),
        lambda: policy.diff(outsider, draft.id),
    ):
        with pytest.raises(Forbidden):
            call()


def test_unknown_numbers_are_not_found(rig: Rig) -> None:
    policy = rig.console.policy
    for number in (-1, 0, 99, 2**90):
        with pytest.raises(NotFound):
            policy.version(READER, number)
        with pytest.raises(NotFound):
            policy.draft(READER, number)


def test_drafts_are_listed_by_state(rig: Rig) -> None:
    rig.console.policy.create_draft(LI)
    assert rig.console.policy.drafts(READER, DraftState.EDITING, PageRequest()).total == 1
    assert rig.console.policy.drafts(READER, DraftState.SUBMITTED, PageRequest()).total == 0


def test_a_text_can_be_tried_without_storing_it(rig: Rig) -> None:
    assert rig.console.policy.check_text(READER, "small", POLICY).ok
    assert not rig.console.policy.check_text(READER, "small", "rules: [").ok
    with pytest.raises(Invalid):
        rig.console.policy.check_text(READER, "small", "x" * (TEXT_MAX + 1))
