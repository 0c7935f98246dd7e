"""People, their sessions and how they get in, as other areas and pages see them."""

from datetime import UTC, datetime
from enum import StrEnum

import msgspec

from server.authz import Permission, Role, permissions_of
from server.errors import Forbidden


class PersonState(StrEnum):
    """Where an account stands. Locked accounts are active ones with `locked_until` in the future."""

    INVITED = "invited"  # has a one-time token, no password or second factor yet
    ACTIVE = "active"
    DISABLED = "disabled"


class Person(msgspec.Struct, frozen=True):
    """One account: one human being with one e-mail address (stored in lower case, unique)."""

    id: int
    name: str  # what is typed at log-in, lower case
    display_name: str
    email: str
    roles: frozenset[Role]
    state: PersonState
    created_at: datetime
    last_login_at: datetime | None = None
    locked_until: datetime | None = None

    def may(self, permission: Permission) -> bool:
        """Whether this person's roles allow `permission`; a disabled account is allowed nothing."""
        return self.state is PersonState.ACTIVE and permission in permissions_of(self.roles)

    def is_called(self, name: str) -> bool:
        """Whether a name, written by hand or told by a device, is one that this person goes by."""
        return name.strip().lower() in {self.name, self.email, self.display_name.lower()}

    def require(self, permission: Permission) -> None:
        """Pass when this person may.

        Raises:
            Forbidden: they may not.
        """
        if not self.may(permission):
            raise Forbidden


class Stage(StrEnum):
    """How far a session has come. Only ACTIVE sessions may do anything but finish the set-up."""

    SETUP = "setup"  # token redeemed: must choose a password and confirm a second factor
    ACTIVE = "active"


class Session(msgspec.Struct, frozen=True):
    """A server-side session; the browser holds only an opaque random value."""

    id: int
    person: Person
    stage: Stage
    started_at: datetime
    last_seen_at: datetime
    ends_at: datetime  # the latest end, whatever happens; idleness ends it earlier


class SetupOffer(msgspec.Struct, frozen=True):
    """What the set-up page shows: the second factor's secret, once as a URI for a QR code."""

    name: str
    totp_uri: str  # otpauth:// URI
    totp_secret: str  # base32, for typing

    def __repr__(self) -> str:
        return f"SetupOffer({self.name!r}, …)"


class OneTimeToken(msgspec.Struct, frozen=True):
    """The token that lets a new person in once; shown to whoever created it and never again."""

    name: str
    token: str
    login_url: str
    expires_at: datetime

    def __repr__(self) -> str:
        return f"OneTimeToken({self.name!r}, …)"


LOCAL_OPERATOR = Person(
    id=0,
    name="local-operator",
    display_name="local operator",
    email="",
    roles=frozenset({Role.SYSTEM_ADMIN}),
    state=PersonState.ACTIVE,
    created_at=datetime(2000, 1, 1, tzinfo=UTC),
)
"""Whoever runs commands in the console's own account on its machine; so named in the audit trail."""
