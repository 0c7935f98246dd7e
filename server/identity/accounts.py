"""Keeping accounts: every change has a reason (row R13), nobody changes their own standing (row R12)."""

import re
from datetime import timedelta

from sqlalchemy import Connection

from server.authz import Permission, Role, conflicts
from server.errors import Conflict, Forbidden, Invalid, NotFound
from server.identity import store
from server.identity.desk import IdentityDesk, digest_of, new_secret
from server.identity.types import OneTimeToken, Person, PersonState
from server.reason import checked_reason

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_EMAIL = re.compile(r"[^\s@<>\"',;:\\()\[\]]{1,64}@[^\s@<>\"',;:\\()\[\]]{1,189}")
_DISPLAY_MAX = 128
_RESERVED = frozenset({"console", "local-operator", "unknown", "nobody"})


class Accounts(IdentityDesk):
    """Creating, changing and disabling accounts."""

    def people(self, actor: Person) -> tuple[Person, ...]:
        """Return all accounts by name. Needs PEOPLE_READ."""
        actor.require(Permission.PEOPLE_READ)
        return self.directory()

    def person(self, actor: Person, person_id: int) -> Person:
        """Return one account. Needs PEOPLE_READ.

        Raises:
            NotFound: no such account.
        """
        actor.require(Permission.PEOPLE_READ)
        with self._database.read() as connection:
            return _found(store.credentials(connection, person_id=person_id)).person

    def directory(self) -> tuple[Person, ...]:
        """Return all accounts by name, for other areas."""
        with self._database.read() as connection:
            return store.people(connection)

    def add_person(  # noqa: PLR0917 - a person's record, in the order of the form
        self,
        actor: Person,
        name: str,
        display_name: str,
        email: str,
        roles: frozenset[Role],
        reason: str,
    ) -> OneTimeToken:
        """Create an account and its one-time token. Needs PEOPLE_MANAGE.

        Raises:
            Invalid: name, e-mail or reason is no good, or the roles exclude each other.
            Conflict: name or e-mail is taken.
        """
        actor.require(Permission.PEOPLE_MANAGE)
        person = Person(
            id=0,
            name=_checked_name(name),
            display_name=display_name.strip()[:_DISPLAY_MAX] or name,
            email=_checked_email(email),
            roles=_checked_roles(roles),
            state=PersonState.INVITED,
            created_at=self._clock.now(),
        )
        detail = {"reason": checked_reason(reason), "email": person.email, "roles": _joined(roles)}
        with self._database.write() as connection:
            if store.is_taken(connection, person.name, person.email):
                raise Conflict("账号名或邮箱已被使用。", "The account name or the e-mail address is taken.")
            person_id = store.add_person(connection, person)
            token = self._issue(connection, person_id, person.name)
            self._audit.record(connection, actor.name, "people.add", person.name, detail=detail)
        self._audit.seal()
        return token

    def new_token(self, actor: Person, person_id: int, reason: str) -> OneTimeToken:
        """Forget password and second factor, end all sessions, return a new one-time token.

        Needs PEOPLE_MANAGE; not for oneself.
        """
        with self._database.write() as connection:
            person = self._other(connection, actor, person_id)
            if person.state is PersonState.DISABLED:
                raise Conflict("账号已停用，请先启用。", "The account is disabled; enable it first.")
            cleared = {"password_hash": None, "totp_secret": None, "failures": 0, "locked_until": None}
            store.change(connection, person_id, state=PersonState.INVITED.value, **cleared)
            store.end_sessions(connection, person_id)
            token = self._issue(connection, person_id, person.name)
            self._note_change(connection, actor, "people.token", person, reason)
        self._audit.seal()
        return token

    def set_roles(self, actor: Person, person_id: int, roles: frozenset[Role], reason: str) -> None:
        """Give `roles` in place of the old ones; the person's sessions end. Needs PEOPLE_MANAGE.

        Raises:
            Forbidden: one's own roles.
            Invalid: no reason, or the roles exclude each other.
        """
        wanted = _checked_roles(roles)
        with self._database.write() as connection:
            person = self._other(connection, actor, person_id)
            store.change(connection, person_id, roles=wanted)
            store.end_sessions(connection, person_id)
            change = {"before": _joined(person.roles), "after": _joined(wanted)}
            self._note_change(connection, actor, "people.roles", person, reason, change=change)
        self._audit.seal()

    def disable(self, actor: Person, person_id: int, reason: str) -> None:
        """Disable an account and end its sessions. Needs PEOPLE_MANAGE; not for oneself."""
        with self._database.write() as connection:
            person = self._other(connection, actor, person_id)
            store.change(connection, person_id, state=PersonState.DISABLED.value)
            store.end_sessions(connection, person_id)
            self._note_change(connection, actor, "people.disable", person, reason)
        self._audit.seal()

    def enable(self, actor: Person, person_id: int, reason: str) -> None:
        """Enable a disabled account again and clear its lock-out. Needs PEOPLE_MANAGE; not for oneself."""
        with self._database.write() as connection:
            person = self._other(connection, actor, person_id)
            held = _found(store.credentials(connection, person_id=person_id))
            state = PersonState.ACTIVE if held.password_hash and held.totp_secret else PersonState.INVITED
            store.change(connection, person_id, state=state.value, failures=0, locked_until=None)
            self._note_change(connection, actor, "people.enable", person, reason)
        self._audit.seal()

    def unlock(self, actor: Person, person_id: int, reason: str) -> None:
        """Clear a lock-out before it runs out. Needs PEOPLE_MANAGE; not for oneself."""
        with self._database.write() as connection:
            person = self._other(connection, actor, person_id)
            store.change(connection, person_id, failures=0, locked_until=None)
            self._note_change(connection, actor, "people.unlock", person, reason)

    def end_sessions(self, actor: Person, person_id: int, reason: str) -> int:
        """End all sessions of a person; return how many. Needs PEOPLE_MANAGE, or it is oneself."""
        if actor.id != person_id:
            actor.require(Permission.PEOPLE_MANAGE)
        with self._database.write() as connection:
            person = _found(store.credentials(connection, person_id=person_id)).person
            number = store.end_sessions(connection, person_id)
            self._note_change(connection, actor, "people.end-sessions", person, reason)
        return number

    def _other(self, connection: Connection, actor: Person, person_id: int) -> Person:
        """Return the account to be changed, which must be another's."""
        actor.require(Permission.PEOPLE_MANAGE)
        if actor.id == person_id:
            raise Forbidden("不能更改自己的账号。", "You cannot change your own account.")
        return _found(store.credentials(connection, person_id=person_id)).person

    def _issue(self, connection: Connection, person_id: int, name: str) -> OneTimeToken:
        token = new_secret()
        expires = self._clock.now() + timedelta(seconds=self._settings.token)
        store.add_token(connection, digest_of(token), person_id, expires)
        return OneTimeToken(name, token, f"{self._public_url}/first-login?token={token}", expires)

    def _note_change(
        self,
        connection: Connection,
        actor: Person,
        action: str,
        person: Person,
        reason: str,
        *,
        change: dict[str, str] | None = None,
    ) -> None:
        detail = {"reason": checked_reason(reason)} | (change or {})
        self._audit.record(connection, actor.name, action, person.name, detail=detail)


def _found(held: store.Credentials | None) -> store.Credentials:
    if held is None:
        raise NotFound("没有此账号。", "There is no such account.")
    return held


def _checked_name(name: str) -> str:
    found = name.strip().lower()
    if not _NAME.fullmatch(found) or found in _RESERVED:
        raise Invalid(
            "账号名为 2 至 64 个小写字母、数字、点、下划线或连字符。",
            "An account name has 2 to 64 small letters, digits, dots, underscores or hyphens.",
        )
    return found


def _checked_email(email: str) -> str:
    found = email.strip().lower()
    if not _EMAIL.fullmatch(found):
        raise Invalid("邮箱地址不正确。", "This is no e-mail address.")
    return found


def _checked_roles(roles: frozenset[Role]) -> frozenset[Role]:
    excluded = conflicts(roles)
    if not roles or excluded:
        pairs = "; ".join(f"{first} / {second}" for first, second in excluded) or "-"
        raise Invalid(
            f"至少需要一个角色，且不得同时授予互斥角色：{pairs}",
            f"At least one role is needed, and one person cannot hold these together: {pairs}",
        )
    return roles


def _joined(roles: frozenset[Role]) -> str:
    return " ".join(sorted(roles))
