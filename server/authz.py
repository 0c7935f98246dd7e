"""Who may do what (rows R12 and R14): a static table, and the roles that exclude each other.

There is no super-user. System, security and audit administration are held by different people,
as GB/T 22239-2019 level 3 (安全管理中心) asks; a business reviewer is neither a system nor an audit
administrator. The table is data, so that a test can walk through every pair.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType


class Role(StrEnum):
    """What a person was given; several at once unless `CONFLICTS` forbids the pair."""

    SYSTEM_ADMIN = "system_admin"  # 系统管理员: people, devices
    SECURITY_ADMIN = "security_admin"  # 安全管理员: policies
    AUDIT_ADMIN = "audit_admin"  # 审计管理员: the audit trail
    REVIEWER = "reviewer"  # 业务复核: incidents, destruction records, releases
    EMPLOYEE = "employee"  # 员工: own escrowed passwords, releases of own mail


class Permission(StrEnum):
    """One thing that can be allowed."""

    PEOPLE_READ = "people.read"
    PEOPLE_MANAGE = "people.manage"
    FLEET_READ = "fleet.read"
    FLEET_MANAGE = "fleet.manage"
    POLICY_READ = "policy.read"
    POLICY_AUTHOR = "policy.author"
    POLICY_APPROVE = "policy.approve"
    INCIDENTS_READ = "incidents.read"
    INCIDENTS_WORK = "incidents.work"
    INCIDENTS_EXPORT = "incidents.export"
    RECORDS_READ = "records.read"
    AUDIT_READ = "audit.read"
    AUDIT_EXPORT = "audit.export"
    ALERTS_READ = "alerts.read"
    ESCROW_OPEN_OWN = "escrow.open-own"
    RELEASE_ASK = "release.ask"
    RELEASE_READ = "release.read"
    RELEASE_DECIDE = "release.decide"


_P = Permission

GRANTS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.SYSTEM_ADMIN: frozenset(
            {
                _P.PEOPLE_READ,
                _P.PEOPLE_MANAGE,
                _P.FLEET_READ,
                _P.FLEET_MANAGE,
                _P.ALERTS_READ,
                _P.ESCROW_OPEN_OWN,
            }
        ),
        Role.SECURITY_ADMIN: frozenset(
            {_P.FLEET_READ, _P.POLICY_READ, _P.POLICY_AUTHOR, _P.POLICY_APPROVE, _P.ESCROW_OPEN_OWN}
        ),
        Role.AUDIT_ADMIN: frozenset(
            {
                _P.PEOPLE_READ,
                _P.POLICY_READ,
                _P.FLEET_READ,
                _P.AUDIT_READ,
                _P.AUDIT_EXPORT,
                _P.RELEASE_READ,
                _P.ESCROW_OPEN_OWN,
            }
        ),
        Role.REVIEWER: frozenset(
            {
                _P.POLICY_READ,
                _P.INCIDENTS_READ,
                _P.INCIDENTS_WORK,
                _P.INCIDENTS_EXPORT,
                _P.RECORDS_READ,
                _P.ALERTS_READ,
                _P.RELEASE_ASK,
                _P.RELEASE_READ,
                _P.RELEASE_DECIDE,
                _P.ESCROW_OPEN_OWN,
            }
        ),
        Role.EMPLOYEE: frozenset({_P.RELEASE_ASK, _P.ESCROW_OPEN_OWN}),
    }
)

CONFLICTS: frozenset[frozenset[Role]] = frozenset(
    frozenset(pair)
    for pair in (
        (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
        (Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN),
        (Role.SECURITY_ADMIN, Role.AUDIT_ADMIN),
        (Role.SYSTEM_ADMIN, Role.REVIEWER),
        (Role.AUDIT_ADMIN, Role.REVIEWER),
    )
)


def conflicts(roles: Iterable[Role]) -> tuple[tuple[Role, Role], ...]:
    """Return the pairs among `roles` that one person must not hold together, in a fixed order."""
    pairs = combinations(sorted(set(roles)), 2)
    return tuple(pair for pair in pairs if frozenset(pair) in CONFLICTS)


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Return everything these roles allow together; nothing when they exclude each other."""
    held = frozenset(roles)
    if conflicts(held):
        return frozenset()
    return frozenset().union(*(GRANTS[role] for role in held))
