from collections.abc import Callable
from itertools import combinations

import pytest

from server.authz import CONFLICTS, Role
from server.errors import Conflict, Forbidden, Invalid, NotFound
from server.identity.types import LOCAL_OPERATOR, PersonState
from tests.server.support import CLIENT, Rig, someone

PAIRS = [frozenset(pair) for pair in combinations(Role, 2)]
REASON = "a new colleague"


def add(
    rig: Rig, name: str = "li", email: str = "", roles: frozenset[Role] | None = None, reason: str = REASON
) -> int:
    chosen = frozenset({Role.EMPLOYEE}) if roles is None else roles
    identity = rig.console.identity
    identity.add_person(LOCAL_OPERATOR, name, name, email or f"{name}@bank.example", chosen, reason)
    return next(person.id for person in identity.directory() if person.name == name.strip().lower())


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "+".join(sorted(pair)))
def test_roles_that_exclude_each_other_are_refused_when_given_and_when_changed(
    rig: Rig, pair: frozenset[Role]
) -> None:
    person_id = add(rig, "zhao")
    if pair in CONFLICTS:
        with pytest.raises(Invalid):
            add(rig, roles=pair)
        with pytest.raises(Invalid):
            rig.console.identity.set_roles(LOCAL_OPERATOR, person_id, pair, REASON)
    else:
        add(rig, roles=pair)
        rig.console.identity.set_roles(LOCAL_OPERATOR, person_id, pair, REASON)
        assert rig.console.identity.person(LOCAL_OPERATOR, person_id).roles == pair


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM_ADMIN}))
def test_only_system_administrators_manage_people(rig: Rig, role: Role) -> None:
    person_id, other, identity = add(rig), someone("other", role), rig.console.identity
    calls: list[Callable[[], object]] = [
        lambda: identity.add_person(other, "x-1", "x", "x@bank.example", frozenset({Role.EMPLOYEE}), REASON),
        lambda: identity.new_token(other, person_id, REASON),
        lambda: identity.set_roles(other, person_id, frozenset({Role.EMPLOYEE}), REASON),
        lambda: identity.disable(other, person_id, REASON),
        lambda: identity.enable(other, person_id, REASON),
        lambda: identity.unlock(other, person_id, REASON),
        lambda: identity.end_sessions(other, person_id, REASON),
    ]
    for call in calls:
        with pytest.raises(Forbidden):
            call()


def test_nobody_changes_their_own_standing(rig: Rig) -> None:
    admin = rig.account("root-li", Role.SYSTEM_ADMIN).person
    identity = rig.console.identity
    calls: list[Callable[[], object]] = [
        lambda: identity.set_roles(admin, admin.id, frozenset({Role.AUDIT_ADMIN}), REASON),
        lambda: identity.new_token(admin, admin.id, REASON),
        lambda: identity.disable(admin, admin.id, REASON),
        lambda: identity.enable(admin, admin.id, REASON),
        lambda: identity.unlock(admin, admin.id, REASON),
    ]
    for call in calls:
        with pytest.raises(Forbidden):
            call()


@pytest.mark.parametrize(
    ("name", "email", "reason"),
    [
        ("x", "x@bank.example", REASON),
        ("has space", "x@bank.example", REASON),
        ("console", "x@bank.example", REASON),
        ("li", "no-address", REASON),
        ("li", "two@at@bank.example", REASON),
        ("li", "li@bank.example", "  "),
    ],
)
def test_bad_input_is_refused(rig: Rig, name: str, email: str, reason: str) -> None:
    with pytest.raises(Invalid):
        add(rig, name, email, reason=reason)
    assert rig.console.identity.directory() == ()


def test_everybody_needs_a_role(rig: Rig) -> None:
    with pytest.raises(Invalid):
        add(rig, roles=frozenset())


def test_name_and_address_belong_to_one_person(rig: Rig) -> None:
    add(rig, "li", "li@bank.example")
    for name, email in (("LI", "other@bank.example"), ("other", "Li@Bank.Example")):
        with pytest.raises(Conflict):
            add(rig, name, email)


def test_changed_roles_end_the_sessions_and_stand_in_the_audit_with_both_sides(rig: Rig) -> None:
    li = rig.account("li", Role.EMPLOYEE)
    rig.console.identity.set_roles(LOCAL_OPERATOR, li.person.id, frozenset({Role.REVIEWER}), "new desk")
    assert rig.console.identity.session(li.secret) is None
    assert "local-operator people.roles li done" in rig.audit_actions()


def test_a_new_token_ends_everything_the_person_had(rig: Rig) -> None:
    identity, li = rig.console.identity, rig.account("li", Role.EMPLOYEE)
    made = identity.new_token(LOCAL_OPERATOR, li.person.id, "lost telephone")
    assert made.token in made.login_url
    assert identity.session(li.secret) is None
    assert identity.person(LOCAL_OPERATOR, li.person.id).state is PersonState.INVITED
    assert identity.redeem_token(made.token, client=CLIENT)


def test_disabling_and_enabling(rig: Rig) -> None:
    identity, li = rig.console.identity, rig.account("li", Role.EMPLOYEE)
    identity.disable(LOCAL_OPERATOR, li.person.id, "on leave")
    with pytest.raises(Conflict):
        identity.new_token(LOCAL_OPERATOR, li.person.id, "on leave")
    identity.enable(LOCAL_OPERATOR, li.person.id, "is back")
    assert identity.person(LOCAL_OPERATOR, li.person.id).state is PersonState.ACTIVE
    never = add(rig, "zhao")
    identity.disable(LOCAL_OPERATOR, never, "never came")
    identity.enable(LOCAL_OPERATOR, never, "came after all")
    assert identity.person(LOCAL_OPERATOR, never).state is PersonState.INVITED


def test_sessions_can_be_ended_by_oneself_and_by_administrators(rig: Rig) -> None:
    identity, li = rig.console.identity, rig.account("li", Role.EMPLOYEE)
    assert identity.end_sessions(li.person, li.person.id, "lost laptop") == 1
    assert identity.session(li.secret) is None


def test_an_unknown_account_is_not_found(rig: Rig) -> None:
    for person_id in (-1, 999, 2**80):
        with pytest.raises(NotFound):
            rig.console.identity.person(LOCAL_OPERATOR, person_id)
