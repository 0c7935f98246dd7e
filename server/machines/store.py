"""Table of event ids that were taken: what makes an event arrive exactly once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Column, Connection, LargeBinary, String, Table, insert, select

from server.database import METADATA, Instant

_CHUNK = 500  # ids in one question

EVENT = Table(
    "machines_event",
    METADATA,
    Column("id", String(128), primary_key=True),
    Column("device", String(128), nullable=False),
    Column("digest", LargeBinary, nullable=False),  # SHA-256 of the event as sent
    Column("received_at", Instant, nullable=False),
)


class Taken(msgspec.Struct, frozen=True):
    """Whose an id is, and for which content."""

    device: str
    digest: bytes


def taken(connection: Connection, ids: Sequence[str]) -> dict[str, Taken]:
    """Return which of `ids` were taken before."""
    found: dict[str, Taken] = {}
    for start in range(0, len(ids), _CHUNK):
        chosen = select(EVENT.c.id, EVENT.c.device, EVENT.c.digest)
        rows = connection.execute(chosen.where(EVENT.c.id.in_(ids[start : start + _CHUNK])))
        found |= {row.id: Taken(row.device, row.digest) for row in rows}
    return found


def add(connection: Connection, events: Iterable[tuple[str, Taken]], received_at: datetime) -> None:
    """Mark ids as taken."""
    rows = [
        {"id": event_id, "device": one.device, "digest": one.digest, "received_at": received_at}
        for event_id, one in events
    ]
    if rows:
        connection.execute(insert(EVENT), rows)
