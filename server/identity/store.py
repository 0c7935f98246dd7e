"""Tables of identity: accounts, one-time tokens, sessions. Tokens and session secrets only as hashes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from server.authz import Role
from server.database import KEY_END, METADATA, Instant
from server.identity.types import Person, PersonState, Session, Stage

PERSON = Table(
    "identity_person",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("display_name", String(128), nullable=False),
    Column("email", String(254), nullable=False, unique=True),
    Column("roles", String(256), nullable=False),
    Column("state", String(16), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("last_login_at", Instant),
    Column("password_hash", String(256)),
    Column("totp_secret", LargeBinary),  # encrypted, see server.keys
    Column("totp_step", BigInteger, nullable=False, default=0),
    Column("failures", Integer, nullable=False, default=0),
    Column("locked_until", Instant),
)
TOKEN = Table(
    "identity_token",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("person_id", Integer, ForeignKey("identity_person.id"), nullable=False, index=True),
    Column("expires_at", Instant, nullable=False),
)
SESSION = Table(
    "identity_session",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("person_id", Integer, ForeignKey("identity_person.id"), nullable=False, index=True),
    Column("stage", String(16), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("offered_secret", LargeBinary),  # of the second factor being set up, encrypted
)


class Credentials(msgspec.Struct, frozen=True):
    """What log-in compares with. Never leaves this area."""

    person: Person
    password_hash: str | None
    totp_secret: bytes | None
    totp_step: int
    failures: int

    def __repr__(self) -> str:
        return f"Credentials({self.person.name!r}, …)"


def credentials(connection: Connection, *, name: str = "", person_id: int = 0) -> Credentials | None:
    """Return an account with what proves it, by its name or id."""
    match = PERSON.c.name == name if name else PERSON.c.id == min(person_id, KEY_END - 1)
    row = connection.execute(select(PERSON).where(match)).one_or_none()
    if row is None:
        return None
    return Credentials(_person(row), row.password_hash, row.totp_secret, row.totp_step, row.failures)


def people(connection: Connection) -> tuple[Person, ...]:
    """Return all accounts by name."""
    return tuple(_person(row) for row in connection.execute(select(PERSON).order_by(PERSON.c.name)))


def is_taken(connection: Connection, name: str, email: str) -> bool:
    """Whether an account has this name or this address."""
    same = (PERSON.c.name == name) | (PERSON.c.email == email)
    return connection.execute(select(PERSON.c.id).where(same).limit(1)).first() is not None


def add_person(connection: Connection, person: Person) -> int:
    """Store a new account (its `id` is not looked at) and return its id."""
    values: dict[str, Any] = msgspec.structs.asdict(person) | {"roles": _join(person.roles)}
    del values["id"]
    made = connection.execute(insert(PERSON).values(**values).returning(PERSON.c.id))
    return int(made.scalar_one())


def change(connection: Connection, person_id: int, **values: Any) -> None:  # noqa: ANN401 - column values
    """Set columns of an account; `roles` is given as a set of roles."""
    if "roles" in values:
        values["roles"] = _join(values["roles"])
    connection.execute(update(PERSON).where(PERSON.c.id == person_id).values(**values))


def spend_step(connection: Connection, person_id: int, step: int) -> bool:
    """Use up the second factor's time step; False when it or a later one was used already."""
    fresh = (PERSON.c.id == person_id) & (PERSON.c.totp_step < step)
    return connection.execute(update(PERSON).where(fresh).values(totp_step=step)).rowcount == 1


def add_token(connection: Connection, digest: str, person_id: int, expires_at: datetime) -> None:
    """Store a one-time token in place of any older one of the person."""
    connection.execute(delete(TOKEN).where(TOKEN.c.person_id == person_id))
    connection.execute(insert(TOKEN).values(digest=digest, person_id=person_id, expires_at=expires_at))


def spend_token(connection: Connection, digest: str, now: datetime) -> int | None:
    """Delete a token and return whose it was; None when it is unknown or too old."""
    row = connection.execute(
        delete(TOKEN).where(TOKEN.c.digest == digest).returning(TOKEN.c.person_id, TOKEN.c.expires_at)
    ).one_or_none()
    return row.person_id if row is not None and row.expires_at > now else None


def add_session(
    connection: Connection, digest: str, session: Session, offered_secret: bytes | None = None
) -> None:
    """Store a new session (its `id` is not looked at)."""
    connection.execute(
        insert(SESSION).values(
            digest=digest,
            person_id=session.person.id,
            stage=session.stage.value,
            started_at=session.started_at,
            last_seen_at=session.last_seen_at,
            ends_at=session.ends_at,
            offered_secret=offered_secret,
        )
    )


def session(connection: Connection, digest: str) -> tuple[Session, bytes | None] | None:
    """Return a session and the second factor it offers, whether or not it is still good."""
    joined = select(SESSION).where(SESSION.c.digest == digest)
    row = connection.execute(joined).one_or_none()
    found = credentials(connection, person_id=row.person_id) if row else None
    if row is None or found is None:
        return None
    times = (row.started_at, row.last_seen_at, row.ends_at)
    return Session(row.id, found.person, Stage(row.stage), *times), row.offered_secret


def touch_session(connection: Connection, session_id: int, now: datetime) -> None:
    """Count an activity."""
    connection.execute(update(SESSION).where(SESSION.c.id == session_id).values(last_seen_at=now))


def end_session(connection: Connection, digest: str) -> int | None:
    """Delete a session and return whose it was."""
    gone = delete(SESSION).where(SESSION.c.digest == digest).returning(SESSION.c.person_id)
    return connection.execute(gone).scalar_one_or_none()


def end_sessions(connection: Connection, person_id: int) -> int:
    """Delete all sessions of a person; return how many there were."""
    return connection.execute(delete(SESSION).where(SESSION.c.person_id == person_id)).rowcount


def sweep(connection: Connection, now: datetime) -> None:
    """Delete sessions and tokens whose time is over."""
    connection.execute(delete(SESSION).where(SESSION.c.ends_at <= now))
    connection.execute(delete(TOKEN).where(TOKEN.c.expires_at <= now))


def _join(roles: Iterable[Role]) -> str:
    return " ".join(sorted(roles))


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        display_name=row.display_name,
        email=row.email,
        roles=frozenset(Role(role) for role in row.roles.split()),
        state=PersonState(row.state),
        created_at=row.created_at,
        last_login_at=row.last_login_at,
        locked_until=row.locked_until,
    )
