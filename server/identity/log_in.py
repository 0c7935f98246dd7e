"""Getting in: one-time token → own password and second factor → sessions.

1. A one-time token opens a SETUP session, and is gone. That session can do one thing: choose a
   password and confirm a second factor. Then it ends and an ACTIVE one begins.
2. Log-in asks for name, password and code at once and never says which was wrong. Enough wrong
   attempts in a row lock the account for a while; too many from one address are refused unread.
3. Sessions live on the server and can be ended there. They end by idleness, by age, when roles
   change, when the password changes, and when the account is disabled.
"""

from datetime import timedelta

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection

from server.audit.types import Outcome
from server.errors import ConsoleError, Forbidden, Invalid, NotLoggedIn
from server.identity import passwords, second_factor, store
from server.identity.desk import IdentityDesk, digest_of, new_secret
from server.identity.types import Person, PersonState, Session, SetupOffer, Stage

TOUCH_SECONDS = 15.0  # activity is written down at most this often


class LogIn(IdentityDesk):
    """One-time tokens, log-in and sessions."""

    def redeem_token(self, token: str, *, client: str) -> str:
        """Use up a one-time token and return the secret of a new session in stage SETUP.

        `client` is the caller's address, for lock-out and audit.

        Raises:
            Forbidden: unknown, used or expired token, or too many attempts from this client.
        """
        self._admit(client)
        now, secret = self._clock.now(), new_secret()
        with self._database.write() as connection:
            person_id = store.spend_token(connection, digest_of(token), now)
            found = store.credentials(connection, person_id=person_id) if person_id else None
            usable = found is not None and found.person.state is PersonState.INVITED
            if found is not None and usable:
                ends = now + timedelta(seconds=self._settings.setup)
                offered = self._keys.protect(second_factor.new_secret().encode(), _context(found.person.id))
                session = Session(0, found.person, Stage.SETUP, now, now, ends)
                store.end_sessions(connection, found.person.id)
                store.add_session(connection, digest_of(secret), session, offered)
            name = found.person.name if found else "unknown"
            self._note(connection, name, "identity.token", client=client, done=usable)
        if not usable:
            self._throttle.count(client)
            raise Forbidden(
                "此一次性令牌无效、已使用或已过期。", "This one-time token is wrong, used or expired."
            )
        return secret

    def setup_offer(self, secret: str) -> SetupOffer:
        """Return the second factor to be set up in the SETUP session `secret`.

        Raises:
            NotLoggedIn: no such session in stage SETUP.
        """
        with self._database.read() as connection:
            session, totp = self._setup_session(connection, secret)
        return SetupOffer(session.person.name, second_factor.uri(totp, session.person.name), totp)

    def complete_setup(self, secret: str, password: str, code: str, *, client: str) -> str:
        """Store the own password and confirmed second factor; return a new ACTIVE session's secret.

        Raises:
            NotLoggedIn: no such session in stage SETUP.
            Invalid: the password breaks the rule, or `code` is not the one of the offered factor.
        """
        with self._database.read() as connection:
            session, totp = self._setup_session(connection, secret)
        person, now = session.person, self._clock.now()
        passwords.check_rule(password, (person.name, person.display_name, person.email.split("@")[0]))
        step = second_factor.accepted_step(totp, code, now, 0)
        if step is None:
            raise Invalid(
                "验证码不正确。请检查手机时间后重试。",
                "The code is not right. Check your telephone's clock and try again.",
            )
        hashed = passwords.hash_of(password)
        with self._database.write() as connection:
            self._setup_session(connection, secret)  # nobody finished it meanwhile
            store.change(
                connection,
                person.id,
                password_hash=hashed,
                totp_secret=self._keys.protect(totp.encode(), _context(person.id)),
                totp_step=step,
                state=PersonState.ACTIVE.value,
                failures=0,
                locked_until=None,
            )
            self._note(connection, person.name, "identity.set-up", client=client)
            return self._open_session(connection, person)

    def log_in(self, name: str, password: str, code: str, *, client: str) -> str:
        """Return the secret of a new ACTIVE session; all three must be right at once.

        Raises:
            Forbidden: wrong (never says what), locked, disabled, or not yet set up.
        """
        self._admit(client)
        with self._database.read() as connection:
            found = store.credentials(connection, name=name.strip().lower() or " ")
        step = self._proof(found, password, code)
        with self._database.write() as connection:
            person = self._settle(connection, found, step)
            shown, done = _shown(name, found), person is not None
            self._note(connection, shown, "identity.log-in", client=client, done=done)
            secret = self._open_session(connection, person) if person else ""
        if not secret:
            self._throttle.count(client)
            raise _wrong()
        return secret

    def change_password(self, actor: Person, old: str, code: str, new: str, *, client: str) -> None:
        """Change one's own password; all sessions of the person end, this one too.

        Raises:
            Forbidden: `old` or `code` is wrong.
            Invalid: `new` breaks the password rule.
        """
        self._admit(client)
        passwords.check_rule(new, (actor.name, actor.display_name, actor.email.split("@")[0]))
        with self._database.read() as connection:
            found = store.credentials(connection, person_id=actor.id)
        step = self._proof(found, old, code)
        hashed = passwords.hash_of(new)
        with self._database.write() as connection:
            person = self._settle(connection, found, step)
            if person:
                store.change(connection, person.id, password_hash=hashed)
                store.end_sessions(connection, person.id)
            self._note(connection, actor.name, "identity.password", client=client, done=person is not None)
        if person is None:
            self._throttle.count(client)
            raise _wrong()

    def session(self, secret: str) -> Session | None:
        """Return the live session of `secret` and count this as activity; None when there is none."""
        with self._database.read() as connection:
            found = store.session(connection, digest_of(secret))
        session = found[0] if found else None
        if session is None or not self._is_live(session):
            return None
        if (self._clock.now() - session.last_seen_at).total_seconds() > TOUCH_SECONDS:
            with self._database.write() as connection:
                store.touch_session(connection, session.id, self._clock.now())
        return session

    def log_out(self, secret: str) -> None:
        """End the session of `secret`; an unknown one is no error."""
        with self._database.write() as connection:
            person_id = store.end_session(connection, digest_of(secret))
            found = store.credentials(connection, person_id=person_id) if person_id else None
            if found:
                self._note(connection, found.person.name, "identity.log-out")

    def sweep(self) -> None:
        """Delete sessions and tokens whose time is over."""
        with self._database.write() as connection:
            store.sweep(connection, self._clock.now())

    def _admit(self, client: str) -> None:
        if not self._throttle.allows(client):
            raise Forbidden(
                "来自您所在地址的失败尝试过多，请稍后再试。",
                "Too many wrong attempts came from your address. Try again later.",
            )

    def _proof(self, found: store.Credentials | None, password: str, code: str) -> int | None:
        """Return the second factor's time step when password and code are both right."""
        right = passwords.matches(found.password_hash if found else None, password)
        if found is None or not right or found.totp_secret is None:
            return None
        totp = self._keys.reveal(found.totp_secret, _context(found.person.id)).decode()
        return second_factor.accepted_step(totp, code, self._clock.now(), found.totp_step)

    def _settle(
        self, connection: Connection, found: store.Credentials | None, step: int | None
    ) -> Person | None:
        """Count a wrong attempt, or use up the code; return who proved to be themselves."""
        current = store.credentials(connection, person_id=found.person.id) if found else None
        if found is None or current is None or current.person.state is not PersonState.ACTIVE:
            return None
        now, person = self._clock.now(), current.person
        if person.locked_until is not None and person.locked_until > now:
            return None
        unchanged = current.password_hash == found.password_hash
        if step is None or not unchanged or not store.spend_step(connection, person.id, step):
            self._count_failure(connection, person, current.failures + 1)
            return None
        store.change(connection, person.id, failures=0, locked_until=None)
        return person

    def _count_failure(self, connection: Connection, person: Person, failures: int) -> None:
        """Store the number of wrong attempts in a row; the last one allowed locks the account."""
        if failures < self._settings.attempts:
            store.change(connection, person.id, failures=failures)
            return
        until = self._clock.now() + timedelta(seconds=self._settings.lock)
        store.change(connection, person.id, failures=0, locked_until=until)
        self._note(connection, person.name, "identity.lock")

    def _open_session(self, connection: Connection, person: Person) -> str:
        now, secret = self._clock.now(), new_secret()
        ends = now + timedelta(seconds=self._settings.longest)
        if person.state is PersonState.INVITED:
            store.end_sessions(connection, person.id)  # the set-up session
        store.add_session(connection, digest_of(secret), Session(0, person, Stage.ACTIVE, now, now, ends))
        store.change(connection, person.id, last_login_at=now)
        return secret

    def _setup_session(self, connection: Connection, secret: str) -> tuple[Session, str]:
        """Return a SETUP session and the second factor it offers."""
        found = store.session(connection, digest_of(secret))
        if not (found and found[1] and found[0].stage is Stage.SETUP and self._is_live(found[0])):
            raise NotLoggedIn(
                "设置已超时。请向系统管理员索取新的一次性令牌。",
                "The set-up took too long. Ask a system administrator for a new one-time token.",
            )
        session, offered = found
        try:
            return session, self._keys.reveal(offered or b"", _context(session.person.id)).decode()
        except InvalidTag:
            raise ConsoleError("密钥不符。", "The stored second factor does not open.") from None

    def _is_live(self, session: Session) -> bool:
        now = self._clock.now()
        idle_end = session.last_seen_at + timedelta(seconds=self._settings.idle)
        return now < session.ends_at and now < idle_end and session.person.state is not PersonState.DISABLED

    def _note(
        self, connection: Connection, name: str, action: str, *, client: str = "", done: bool = True
    ) -> None:
        outcome: Outcome = "done" if done else "refused"
        self._audit.record(connection, name, action, name, outcome=outcome, client=client)


def _context(person_id: int) -> bytes:
    """Return what a person's stored second factor is bound to."""
    return b"totp %d" % person_id


def _shown(name: str, found: store.Credentials | None) -> str:
    """Return the account for the audit; what matches none may be a mistyped password and is left out."""
    return found.person.name if found else "unknown" if name else "nobody"


def _wrong() -> Forbidden:
    return Forbidden(
        "账号、密码或验证码不正确，或账号已被锁定。",
        "Name, password or code is wrong, or the account is locked.",
    )
