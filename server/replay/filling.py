"""Keeps the feature files up to date with what the console holds: today that is incidents alone.

The file of a day is a function of that day's incidents. It is written anew when their number changed,
so that filling can be stopped, repeated, and run at the same time by two, and a row never stands twice.
"""

import datetime as dt
from collections.abc import Callable, Iterator

import msgspec
from sqlalchemy import Connection, select

from server.database import Database
from server.incidents.store import INCIDENT, count_by_day, since
from server.replay.from_incident import rows_of
from server.replay.rows import Row, Shape
from server.replay.store import FeatureStore
from wire.incident import Incident

NAME = "incidents"  # then how many: `rows-incidents-17.parquet`
_decoder = msgspec.json.Decoder(Incident)


def fill(
    database: Database,
    store: FeatureStore,
    first: dt.datetime,
    progress: Callable[[float], None] = lambda _share: None,
) -> int:
    """Bring the files from a day on up to date; return how many days were written.

    Raises:
        OSError: the folder is full or not writable.
        sqlalchemy.exc.SQLAlchemyError: the database cannot be read.
    """
    midnight = first.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    written = 0
    store.sweep()
    with database.read() as connection:
        held = count_by_day(connection, midnight)
        for done, (day, number) in enumerate(sorted(held.items())):
            name = f"{NAME}-{number}"
            if not store.has(day, name):
                store.put(day, name, list(_rows_of_day(connection, day)))
                written += 1
            store.drop_below(day, NAME, number)  # also what a killed filling left
            progress((done + 1) / len(held))
    return written


def _rows_of_day(connection: Connection, day: str) -> Iterator[tuple[Row, Shape]]:
    start = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)
    that_day = (since(start), ~since(start + dt.timedelta(days=1)))
    chosen = select(INCIDENT.c.body).where(*that_day).order_by(INCIDENT.c.id)
    for body in connection.execution_options(yield_per=1000).execute(chosen).scalars():
        yield from rows_of(_decoder.decode(body))
