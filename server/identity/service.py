"""Rules of identity: who gets in, with what, for how long; who may change whom."""

from server.authz import Permission, Role
from server.errors import Forbidden
from server.identity.types import OneTimeToken, Person, Session, SetupOffer


def require(person: Person, permission: Permission) -> None:
    """Pass when `person` may do `permission`.

    Raises:
        Forbidden: they may not.
    """
    if not person.may(permission):
        raise Forbidden


class IdentityService:
    """Accounts and sessions. All methods block; call them from a thread."""

    def redeem_token(self, token: str, *, client: str) -> str:
        """Use up a one-time token and return the secret of a new session in stage SETUP.

        `client` is the caller's address, for lock-out and audit.

        Raises:
            Forbidden: unknown, used or expired token, or too many attempts from this client.
        """
        raise NotImplementedError

    def setup_offer(self, secret: str) -> SetupOffer:
        """Return the second factor to be set up in the SETUP session `secret`.

        Raises:
            NotLoggedIn: no such session in stage SETUP.
        """
        raise NotImplementedError

    def complete_setup(self, secret: str, password: str, code: str, *, client: str) -> str:
        """Store the own password and the confirmed second factor; return a new ACTIVE session's secret.

        The SETUP session ends. Password rule: 12 to 256 characters, not the name or e-mail, not one repeated.

        Raises:
            NotLoggedIn: no such session in stage SETUP.
            Invalid: the password breaks the rule, or `code` is not the one of the offered factor.
        """
        raise NotImplementedError

    def log_in(self, name: str, password: str, code: str, *, client: str) -> str:
        """Return the secret of a new ACTIVE session; all three must be right at once.

        Raises:
            Forbidden: wrong (never says what), locked, disabled, or not yet set up.
        """
        raise NotImplementedError

    def session(self, secret: str) -> Session | None:
        """Return the live session of `secret` and count this as activity; None when there is none."""
        raise NotImplementedError

    def log_out(self, secret: str) -> None:
        """End the session of `secret`; an unknown one is no error."""
        raise NotImplementedError

    def change_password(self, actor: Person, old: str, code: str, new: str, *, client: str) -> None:
        """Change one's own password; all other sessions of the person end.

        Raises:
            Forbidden: `old` or `code` is wrong.
            Invalid: `new` breaks the password rule.
        """
        raise NotImplementedError

    def people(self, actor: Person) -> tuple[Person, ...]:
        """Return all accounts by name. Needs PEOPLE_READ."""
        raise NotImplementedError

    def person(self, actor: Person, person_id: int) -> Person:
        """Return one account. Needs PEOPLE_READ.

        Raises:
            NotFound: no such account.
        """
        raise NotImplementedError

    def add_person(
        self, actor: Person, name: str, display_name: str, email: str, roles: frozenset[Role], reason: str
    ) -> OneTimeToken:
        """Create an account and its one-time token. Needs PEOPLE_MANAGE.

        Raises:
            Invalid: name, e-mail or reason is no good, or the roles exclude each other.
            Conflict: name or e-mail is taken.
        """
        raise NotImplementedError

    def new_token(self, actor: Person, person_id: int, reason: str) -> OneTimeToken:
        """Forget password and second factor, end all sessions, return a new one-time token.

        Needs PEOPLE_MANAGE; not for oneself.
        """
        raise NotImplementedError

    def set_roles(self, actor: Person, person_id: int, roles: frozenset[Role], reason: str) -> None:
        """Give `roles` in place of the old ones; the person's sessions end. Needs PEOPLE_MANAGE.

        Raises:
            Forbidden: one's own roles.
            Invalid: no reason, or the roles exclude each other.
        """
        raise NotImplementedError

    def disable(self, actor: Person, person_id: int, reason: str) -> None:
        """Disable an account and end its sessions. Needs PEOPLE_MANAGE; not for oneself."""
        raise NotImplementedError

    def enable(self, actor: Person, person_id: int, reason: str) -> None:
        """Enable a disabled account again and clear its lock-out. Needs PEOPLE_MANAGE; not for oneself."""
        raise NotImplementedError

    def unlock(self, actor: Person, person_id: int, reason: str) -> None:
        """Clear a lock-out before it runs out. Needs PEOPLE_MANAGE; not for oneself."""
        raise NotImplementedError

    def end_sessions(self, actor: Person, person_id: int, reason: str) -> int:
        """End all sessions of a person; return how many. Needs PEOPLE_MANAGE, or it is oneself."""
        raise NotImplementedError
