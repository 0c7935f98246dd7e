"""Tables of releases, of the mail that used them, and of the register that gateways get."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from policies.finding import Category
from server.database import METADATA, Instant
from server.releases.types import Release, ReleaseState, Use, Wanted

_REGISTER_LOCK = 0x52454C45  # "RELE"

RELEASE = Table(
    "releases_release",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("state", String(16), nullable=False, index=True),
    Column("sender", String(254), nullable=False, index=True),
    Column("recipients", Text, nullable=False),  # one a line
    Column("categories", Text, nullable=False),  # by blanks
    Column("purpose", String(128), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("asked_by", String(256), nullable=False),
    Column("asked_by_id", Integer, nullable=False, index=True),
    Column("asked_at", Instant, nullable=False),
    Column("decided_by", String(64), nullable=False, default=""),
    Column("decided_at", Instant),
    Column("comment", Text, nullable=False, default=""),
    Column("withdrawn_by", String(256), nullable=False, default=""),
    Column("withdrawn_at", Instant),
    Column("withdrawn_reason", Text, nullable=False, default=""),
)
USE = Table(
    "releases_use",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("release_id", Integer, nullable=False, index=True),
    Column("incident_id", String(128), nullable=False),
    Column("at", Instant, nullable=False),
    Column("recipient", String(1024), nullable=False),
    Column("outcome", String(128), nullable=False),
)
REGISTER = Table(
    "releases_register",
    METADATA,
    Column("issued_at", Instant, primary_key=True),
    Column("envelope", LargeBinary, nullable=False),
)
_WANTED = Wanted.__struct_fields__


def add(connection: Connection, release: Release) -> int:
    """Store a new release (its `id` is not looked at) and return its id."""
    values: dict[str, Any] = msgspec.structs.asdict(release)
    wanted: Wanted = values.pop("wanted")
    del values["id"]
    values |= msgspec.structs.asdict(wanted)
    values |= {
        "state": release.state.value,
        "recipients": "\n".join(wanted.recipients),
        "categories": " ".join(wanted.categories),
    }
    return int(connection.execute(insert(RELEASE).values(**values).returning(RELEASE.c.id)).scalar_one())


def one(connection: Connection, release_id: int) -> Release | None:
    """Return one release."""
    row = connection.execute(select(RELEASE).where(RELEASE.c.id == release_id)).one_or_none()
    return None if row is None else _release(row)


def page(
    connection: Connection, limit: int, offset: int, *, of: tuple[int, str] | None = None
) -> tuple[tuple[Release, ...], int]:
    """Return releases, those that wait first and then the newest, and how many there are in all.

    `of` narrows to what a person (account id, address) asked for or is the sender of.
    """
    where = [] if of is None else [(RELEASE.c.asked_by_id == of[0]) | (RELEASE.c.sender == of[1])]
    total = connection.execute(select(func.count()).select_from(RELEASE).where(*where)).scalar_one()
    order = ((RELEASE.c.state == ReleaseState.SUBMITTED.value).desc(), RELEASE.c.id.desc())
    rows = connection.execute(select(RELEASE).where(*where).order_by(*order).limit(limit).offset(offset))
    return tuple(_release(row) for row in rows), total


def change(
    connection: Connection,
    release_id: int,
    held: ReleaseState,
    **values: Any,  # noqa: ANN401 - column values
) -> bool:
    """Set columns of a release that is in state `held`; False when it is not (any more)."""
    same = (RELEASE.c.id == release_id) & (RELEASE.c.state == held.value)
    return connection.execute(update(RELEASE).where(same).values(**values)).rowcount == 1


def approved(connection: Connection, now: datetime) -> tuple[Release, ...]:
    """Return what was approved and is not over at `now`, oldest first."""
    where = (RELEASE.c.state == ReleaseState.APPROVED.value) & (RELEASE.c.until >= now)
    rows = connection.execute(select(RELEASE).where(where).order_by(RELEASE.c.id))
    return tuple(_release(row) for row in rows)


def waiting(connection: Connection, now: datetime) -> int:
    """Return how many wait for a decision and are not over at `now`."""
    where = (RELEASE.c.state == ReleaseState.SUBMITTED.value) & (RELEASE.c.until >= now)
    return int(connection.execute(select(func.count()).select_from(RELEASE).where(where)).scalar_one())


def add_uses(connection: Connection, used: Iterable[tuple[int, Use]]) -> None:
    """Store uses of releases, given by their ids."""
    rows = [{"release_id": number, **msgspec.structs.asdict(use)} for number, use in used]
    if rows:
        connection.execute(insert(USE), rows)


def uses(connection: Connection, release_id: int, limit: int, offset: int) -> tuple[tuple[Use, ...], int]:
    """Return the uses of a release, newest first, and how many there are in all."""
    where = USE.c.release_id == release_id
    total = connection.execute(select(func.count()).select_from(USE).where(where)).scalar_one()
    chosen = select(*(USE.c[name] for name in Use.__struct_fields__)).where(where)
    order = (USE.c.at.desc(), USE.c.id.desc())
    rows = connection.execute(chosen.order_by(*order).limit(limit).offset(offset))
    return tuple(Use(*row) for row in rows), total


def use_counts(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """Return how often each of these releases was used; one that was not is left out."""
    chosen = select(USE.c.release_id, func.count()).where(USE.c.release_id.in_(list(ids)))
    return {
        int(number): int(count) for number, count in connection.execute(chosen.group_by(USE.c.release_id))
    }


def lock_register(connection: Connection) -> None:
    """Let one transaction at a time build the register (SQLite: the write lock does it).

    Otherwise two approvals at once would each build it without the other's release.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _REGISTER_LOCK})


def issued_at(connection: Connection) -> datetime | None:
    """Return when the register was issued, None before the first one."""
    found: datetime | None = connection.execute(select(REGISTER.c.issued_at)).scalar_one_or_none()
    return found


def envelope(connection: Connection) -> bytes:
    """Return the signed register, empty before the first one."""
    return connection.execute(select(REGISTER.c.envelope)).scalar_one_or_none() or b""


def put_register(connection: Connection, at: datetime, signed: bytes) -> None:
    """Store the register in place of the one before."""
    connection.execute(delete(REGISTER))
    connection.execute(insert(REGISTER).values(issued_at=at, envelope=signed))


def _release(row: Row[Any]) -> Release:
    values: dict[str, Any] = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    values |= {
        "recipients": tuple(row.recipients.split("\n")),
        "categories": tuple(Category(name) for name in row.categories.split()),
    }
    wanted = Wanted(**{name: values.pop(name) for name in _WANTED})
    return Release(**values | {"state": ReleaseState(row.state), "wanted": wanted})
