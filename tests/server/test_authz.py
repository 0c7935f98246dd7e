from itertools import combinations

import pytest

from server.authz import CONFLICTS, GRANTS, Permission, Role, conflicts, permissions_of

ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
SETS = [frozenset(chosen) for size in range(len(Role) + 1) for chosen in combinations(Role, size)]

# Who may do what, written out once more: a change of the table must be made in both places.
EXPECTED = {
    Permission.PEOPLE_READ: {Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN},
    Permission.PEOPLE_MANAGE: {Role.SYSTEM_ADMIN},
    Permission.FLEET_READ: {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN},
    Permission.FLEET_MANAGE: {Role.SYSTEM_ADMIN},
    Permission.POLICY_READ: {Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.REVIEWER},
    Permission.POLICY_AUTHOR: {Role.SECURITY_ADMIN},
    Permission.POLICY_APPROVE: {Role.SECURITY_ADMIN},
    Permission.INCIDENTS_READ: {Role.REVIEWER},
    Permission.INCIDENTS_WORK: {Role.REVIEWER},
    Permission.INCIDENTS_EXPORT: {Role.REVIEWER},
    Permission.RECORDS_READ: {Role.REVIEWER},
    Permission.AUDIT_READ: {Role.AUDIT_ADMIN},
    Permission.AUDIT_EXPORT: {Role.AUDIT_ADMIN},
    Permission.ALERTS_READ: {Role.SYSTEM_ADMIN, Role.REVIEWER},
    Permission.ESCROW_OPEN_OWN: set(Role),
    Permission.RELEASE_ASK: {Role.REVIEWER, Role.EMPLOYEE},
    Permission.RELEASE_READ: {Role.REVIEWER, Role.AUDIT_ADMIN},
    Permission.RELEASE_DECIDE: {Role.REVIEWER},
}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_every_cell_of_the_table(role: Role, permission: Permission) -> None:
    assert (permission in GRANTS[role]) == (role in EXPECTED[permission])


@pytest.mark.parametrize("pair", list(combinations(ADMINISTRATORS, 2)))
def test_the_three_administrations_are_disjoint(pair: tuple[Role, Role]) -> None:
    assert frozenset(pair) in CONFLICTS
    assert permissions_of(pair) == frozenset()


@pytest.mark.parametrize("admin", [Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN])
def test_business_review_is_apart_from_system_and_audit(admin: Role) -> None:
    assert conflicts([admin, Role.REVIEWER])


@pytest.mark.parametrize("roles", SETS, ids=lambda roles: "+".join(sorted(roles)) or "none")
def test_no_set_of_roles_can_do_everything(roles: frozenset[Role]) -> None:
    held = permissions_of(roles)
    assert held < frozenset(Permission)
    assert not {Permission.PEOPLE_MANAGE, Permission.POLICY_APPROVE} <= held
    assert not {Permission.PEOPLE_MANAGE, Permission.AUDIT_READ} <= held
    assert not {Permission.POLICY_APPROVE, Permission.AUDIT_READ} <= held
    assert not {Permission.INCIDENTS_READ, Permission.PEOPLE_MANAGE} <= held


@pytest.mark.parametrize("roles", SETS, ids=lambda roles: "+".join(sorted(roles)) or "none")
def test_a_set_is_the_sum_of_its_roles_or_nothing(roles: frozenset[Role]) -> None:
    excluded = [pair for pair in CONFLICTS if pair <= roles]
    assert bool(conflicts(roles)) == bool(excluded)
    expected = frozenset().union(*(GRANTS[role] for role in roles)) if not excluded else frozenset()
    assert permissions_of(roles) == expected


def test_an_employee_can_only_collect_own_passwords_and_ask_for_releases() -> None:
    assert permissions_of([Role.EMPLOYEE]) == {Permission.ESCROW_OPEN_OWN, Permission.RELEASE_ASK}
