"""Databases by the library itself, read from the disk as they lie there."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path


def database(path: Path, fill: Callable[[sqlite3.Connection], None], **pragmas: str) -> tuple[bytes, bytes]:
    """The octets of a database that `fill` filled, and those of its write-ahead log, if it has one."""
    with closing(sqlite3.connect(path)) as connection:
        for name, value in {"secure_delete": "OFF", **pragmas}.items():
            connection.execute(f"PRAGMA {name}={value}")
        fill(connection)
        connection.commit()
        log = Path(f"{path}-wal")
        return path.read_bytes(), log.read_bytes() if log.exists() else b""
