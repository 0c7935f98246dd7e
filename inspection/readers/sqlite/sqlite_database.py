"""SQLite databases: all tables by the library, and by their pages what no query returns.

The library works on a copy in memory and is allowed to read tables only: no view, trigger or extension
of the file runs. Its quick check tells damage that would make rows vanish.
"""

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing

from inspection.content import Content
from inspection.readers.archive.archive_member import name_of
from inspection.readers.sqlite import sqlite_leftovers, sqlite_rows
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_VERSIONS = slice(18, 20)  # write and read version in the header: 2 wants a log file beside the database
_ROLLBACK = b"\1\1"
_LEAST_LENGTH = 1 << 20  # octets of a value, so that the schema's own statements fit
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA})
# What the check says of rows that their table's own rules forbid; the pages are whole.
_RULES = ("CHECK constraint", "NULL value", "NUMERIC value", "TEXT value", "non-")
_SCHEMA = "SELECT type, name, sql, rootpage FROM sqlite_master"
_KINDS = frozenset({"table", "index", "view", "trigger"})  # the library passes over what is of none


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield schema, rows of all tables, and what lies in free space; of a damaged file every page by itself."""
    failure = ""
    if len(content) > walk.room:
        failure = "limit:held"
    else:
        try:
            with walk.holding(len(content)):
                failure = yield from _tables(content, place, walk)
        except (sqlite3.Error, UnicodeError):
            failure = "malformed:sqlite"
    if failure:
        walk.refuse(failure)
    yield from sqlite_leftovers.of_database(content, place, walk, every_page=bool(failure))


def _tables(content: Content, place: Place, walk: Walk) -> Generator[Segment, None, str]:
    """Yield schema and rows; return `malformed:sqlite` if the check found damage."""
    with closing(_opened(content)) as database:
        found = [str(said) for (said,) in database.execute("PRAGMA quick_check(20)")]
        schema = database.execute(_SCHEMA).fetchall()
        yield Segment(step(place, "schema", ""), "\n".join(str(row[2]) for row in schema if row[2]))
        for kind, name, _, root in schema:
            walk.count_member()
            if kind == "table" and root:  # virtual tables keep their rows in ordinary ones
                inner = step(place, "table", name)
                yield Segment(inner, name, origin="name")
                yield from _rows(database, name, inner, walk)
    damaged = any(said != "ok" and not said.startswith(_RULES) for said in found)
    damaged = damaged or any(kind not in _KINDS for kind, *_ in schema)
    return "malformed:sqlite" if damaged else ""


def _opened(content: Content) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    octets = bytearray(content)
    octets[_VERSIONS] = _ROLLBACK
    database.deserialize(octets)
    # A generated column may ask for any amount; no value that was stored is longer than the file.
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(len(octets), _LEAST_LENGTH))
    database.text_factory = name_of
    database.execute("PRAGMA trusted_schema=OFF")
    database.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
    )
    return database


def _rows(database: sqlite3.Connection, name: str, place: Place, walk: Walk) -> Iterator[Segment]:
    quoted = name.replace('"', '""')
    cursor = database.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608  # quoted, and reading is all that is allowed
    names = [column[0] for column in cursor.description]
    yield from sqlite_rows.lines(names, cursor, place, walk)
