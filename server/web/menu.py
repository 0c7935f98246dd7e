"""The menu: a person sees what their roles may do, and nothing else (row R12)."""

from typing import NamedTuple

from server.authz import Permission
from server.identity.types import Person
from server.web.marks import N_


class Entry(NamedTuple):
    """One line of the menu: its path, the message id of its title, its icon, and who sees it."""

    path: str
    title: str
    icon: str
    any_of: frozenset[Permission]


OVERVIEW = frozenset({Permission.INCIDENTS_READ, Permission.FLEET_READ, Permission.POLICY_READ})

ENTRIES: tuple[Entry, ...] = (
    Entry("/", N_("Overview"), "layout-dashboard", OVERVIEW),
    Entry("/incidents", N_("Incidents"), "mail-exclamation", frozenset({Permission.INCIDENTS_READ})),
    Entry("/records", N_("Destruction records"), "flame", frozenset({Permission.RECORDS_READ})),
    Entry("/policies", N_("Policies"), "file-certificate", frozenset({Permission.POLICY_READ})),
    Entry("/documents", N_("Registered documents"), "copy", frozenset({Permission.POLICY_READ})),
    Entry("/devices", N_("Devices"), "devices", frozenset({Permission.FLEET_READ})),
    Entry("/people", N_("People"), "users", frozenset({Permission.PEOPLE_READ})),
    Entry("/alerts", N_("Alerts"), "send", frozenset({Permission.ALERTS_READ})),
    Entry("/audit", N_("Audit trail"), "list-check", frozenset({Permission.AUDIT_READ})),
    Entry("/secrets", N_("My mail passwords"), "key", frozenset({Permission.ESCROW_OPEN_OWN})),
    Entry(
        "/releases",
        N_("Releases"),
        "rubber-stamp",
        frozenset({Permission.RELEASE_ASK, Permission.RELEASE_READ}),
    ),
)


def menu_for(person: Person) -> tuple[Entry, ...]:
    """Return the entries whose pages this person may open."""
    return tuple(entry for entry in ENTRIES if any(person.may(needed) for needed in entry.any_of))


def home_of(person: Person) -> str:
    """Return the path a person lands on after log-in: their first entry, else their account."""
    entries = menu_for(person)
    return entries[0].path if entries else "/account"


def is_current(entry: Entry, path: str) -> bool:
    """Whether `path` belongs to the part of the console that `entry` opens."""
    return path == entry.path or (entry.path != "/" and path.startswith(entry.path + "/"))
