"""Tables of the fleet: enrolment tokens, devices, and what each device last said of itself."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from server.database import METADATA, Instant
from server.fleet.types import Component, Device, DeviceState

TOKEN = Table(
    "fleet_token",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("component", String(16), nullable=False),
    Column("device", String(128), nullable=False),
    Column("issued_by", String(64), nullable=False),
    Column("expires_at", Instant, nullable=False),
)
DEVICE = Table(
    "fleet_device",
    METADATA,
    Column("name", String(128), primary_key=True),
    Column("component", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("enrolled_at", Instant, nullable=False),
    Column("enrolled_by", String(64), nullable=False),
    Column("certificate_pem", Text, nullable=False),
    Column("certificate_expires_at", Instant, nullable=False),
    Column("key_id", String(64), nullable=False),
    Column("public_key", LargeBinary, nullable=False),  # raw Ed25519
)
HEALTH = Table(
    "fleet_health",
    METADATA,
    Column("device", String(128), primary_key=True),
    Column("version", String(128), nullable=False),
    Column("policy_version", BigInteger, nullable=False),
    Column("outbox_depth", BigInteger, nullable=False),
    Column("health", String(16), nullable=False),
    Column("detail", Text, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("alarmed", Text, nullable=False),
)


class SpentToken(msgspec.Struct, frozen=True):
    """What an enrolment token was good for."""

    component: Component
    device: str
    issued_by: str


class Health(msgspec.Struct, frozen=True):
    """What a device said of itself, and when we heard it."""

    device: str
    version: str
    policy_version: int
    outbox_depth: int
    health: str
    detail: str
    last_seen_at: datetime
    alarmed: str = ""  # troubles of which an alert was raised (`server.fleet.troubles`)


class Enrolled(msgspec.Struct, frozen=True):
    """What is stored of a device at enrolment."""

    name: str
    component: Component
    state: DeviceState
    enrolled_at: datetime
    enrolled_by: str
    certificate_pem: str
    certificate_expires_at: datetime
    key_id: str
    public_key: bytes


class KnownKey(msgspec.Struct, frozen=True):
    """The key of an active device."""

    key_id: str
    public_key: bytes
    component: Component


def add_token(connection: Connection, digest: str, token: SpentToken, expires_at: datetime) -> None:
    """Store a token in place of any older one for the same device."""
    connection.execute(delete(TOKEN).where(TOKEN.c.device == token.device))
    values = msgspec.structs.asdict(token) | {"digest": digest, "expires_at": expires_at}
    connection.execute(insert(TOKEN).values(**values))


def spend_token(connection: Connection, digest: str, now: datetime) -> SpentToken | None:
    """Delete a token and return what it was good for; None when it is unknown or too old."""
    gone = delete(TOKEN).where(TOKEN.c.digest == digest)
    row = connection.execute(gone.returning(*TOKEN.c)).one_or_none()
    if row is None or row.expires_at <= now:
        return None
    return SpentToken(row.component, row.device, row.issued_by)


def put_device(connection: Connection, enrolled: Enrolled) -> None:
    """Store a device in place of an older one of the same name."""
    connection.execute(delete(DEVICE).where(DEVICE.c.name == enrolled.name))
    values = msgspec.structs.asdict(enrolled) | {"state": enrolled.state.value}
    connection.execute(insert(DEVICE).values(**values))


def set_state(connection: Connection, name: str, state: DeviceState) -> bool:
    """Change the state of a device; False when there is none."""
    changed = update(DEVICE).where(DEVICE.c.name == name).values(state=state.value)
    return connection.execute(changed).rowcount == 1


def known_key(connection: Connection, name: str) -> KnownKey | None:
    """Return the key of an active device."""
    active = (DEVICE.c.name == name) & (DEVICE.c.state == DeviceState.ACTIVE.value)
    chosen = select(DEVICE.c.key_id, DEVICE.c.public_key, DEVICE.c.component).where(active)
    row = connection.execute(chosen).one_or_none()
    return None if row is None else KnownKey(row.key_id, row.public_key, row.component)


def health(connection: Connection, names: Iterable[str]) -> dict[str, Health]:
    """Return what some devices last said; one that said nothing yet is left out."""
    rows = connection.execute(select(HEALTH).where(HEALTH.c.device.in_(list(names))))
    return {row.device: Health(**row._mapping) for row in rows}  # noqa: SLF001 - SQLAlchemy's public name


def put_health(connection: Connection, heard: Iterable[Health]) -> None:
    """Store what devices last said, each in place of what it said before."""
    rows = [msgspec.structs.asdict(health) for health in heard]
    if rows:
        connection.execute(delete(HEALTH).where(HEALTH.c.device.in_([row["device"] for row in rows])))
        connection.execute(insert(HEALTH), rows)


def highest_policy(connection: Connection) -> int:
    """Return the highest policy version that an active device reported, 0 when none did."""
    joined = HEALTH.join(DEVICE, HEALTH.c.device == DEVICE.c.name)
    active = DEVICE.c.state == DeviceState.ACTIVE.value
    chosen = select(func.max(HEALTH.c.policy_version)).select_from(joined).where(active)
    return int(connection.execute(chosen).scalar_one() or 0)


def devices(connection: Connection, name: str = "") -> tuple[Device, ...]:
    """Return all devices by name, or the one of this name."""
    joined = DEVICE.outerjoin(HEALTH, HEALTH.c.device == DEVICE.c.name)
    chosen = select(DEVICE, HEALTH).select_from(joined).order_by(DEVICE.c.name)
    if name:
        chosen = chosen.where(DEVICE.c.name == name)
    return tuple(_device(row) for row in connection.execute(chosen))


def _device(row: Row[Any]) -> Device:
    return Device(
        name=row.name,
        component=row.component,
        state=DeviceState(row.state),
        enrolled_at=row.enrolled_at,
        enrolled_by=row.enrolled_by,
        certificate_expires_at=row.certificate_expires_at,
        key_id=row.key_id,
        version=row.version or "",
        policy_version=row.policy_version or 0,
        outbox_depth=row.outbox_depth or 0,
        health=row.health or "",
        detail=row.detail or "",
        last_seen_at=row.last_seen_at,
    )
