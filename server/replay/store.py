"""The feature files: Parquet below the console's data folder, one folder a month, written by DuckDB.

    features/2026-05/rows-2026-05-04-<name>.parquet
    features/2026-05/shapes-<name>.parquet

A shape is stored once a month. A file appears whole or not at all: it is written beside its name, brought to
the disk and renamed; the shapes of a batch come before its rows. A killed writer leaves a file that ends
in `.new`, which nobody reads and `sweep` removes.
"""

import contextlib
import datetime as dt
import os
import secrets
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import msgspec

from runtime.atomic_file import LEFTOVER_SUFFIX, sync_directory
from server.replay import sql
from server.replay.rows import Row, Shape
from server.replay.schema import COLUMNS, KEY, VERSION, Kind

FOLDER = "features"
_PRIVATE = 0o600
_LEFT_SECONDS = 3600.0


class FeatureFileInvalid(Exception):
    """A feature file is damaged, foreign or of a version that is not read here; the text names it."""


class FeatureStore:
    """The feature files of one folder. Blocking; one writer at a time, any number of readers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, batch: Iterable[tuple[Row, Shape]]) -> int:
        """Store rows with their shapes; return how many rows that were.

        Raises:
            OSError: the folder is full or not writable; whole days of the batch may be stored then.
        """
        by_day: dict[str, list[tuple[Row, Shape]]] = defaultdict(list)
        for row, shape in batch:
            by_day[row.at[:10]].append((row, shape))
        with connect() as connection:
            for day, found in by_day.items():
                self._put(connection, day, secrets.token_hex(8), found)
        return sum(map(len, by_day.values()))

    def put(self, day: str, name: str, batch: Sequence[tuple[Row, Shape]]) -> None:
        """Store rows of one day (ISO date) under a name, in place of what had that name before.

        Raises:
            OSError: the folder is full or not writable.
        """
        with connect() as connection:
            self._put(connection, day, name, batch)

    def has(self, day: str, name: str) -> bool:
        """Return whether rows of a day were stored under a name."""
        return self._rows(day, name).exists()

    def drop_below(self, day: str, prefix: str, number: int) -> None:
        """Remove the rows that were stored for a day under `prefix-N` with a smaller N."""
        for path in (self.folder / day[:7]).glob(f"rows-{day}-{prefix}-*.parquet"):
            if int(path.stem.rpartition("-")[2]) < number:
                path.unlink(missing_ok=True)

    def files(self, kind: Kind, since: dt.date) -> list[Path]:
        """Return the files of a kind that hold what is of a day or later, oldest first."""
        first = f"rows-{since.isoformat()}" if kind == "rows" else ""
        found = self.folder.glob(f"????-??/{kind}-*.parquet")
        return sorted(
            path for path in found if path.parent.name >= since.isoformat()[:7] and path.name >= first
        )

    def _rows(self, day: str, name: str) -> Path:
        return self.folder / day[:7] / f"rows-{day}-{name}.parquet"

    def sweep(self) -> int:
        """Remove what writers left that were killed an hour ago or earlier; return how many files that were."""
        limit = time.time() - _LEFT_SECONDS
        found = self.folder.glob(f"????-??/.*{LEFTOVER_SUFFIX}")
        leftovers = [path for path in found if path.stat().st_mtime < limit]
        for leftover in leftovers:
            leftover.unlink(missing_ok=True)
        return len(leftovers)

    def _put(
        self,
        connection: duckdb.DuckDBPyConnection,
        day: str,
        name: str,
        batch: Sequence[tuple[Row, Shape]],
    ) -> None:
        month = self.folder / day[:7]
        month.mkdir(mode=0o700, parents=True, exist_ok=True)
        known = _known_shapes(connection, month)
        shapes = {shape.shape: shape for _, shape in batch if shape.shape not in known}
        if shapes:
            path = month / f"shapes-{secrets.token_hex(8)}.parquet"
            write_file(connection, path, "shapes", shapes.values())
        write_file(connection, self._rows(day, name), "rows", [row for row, _ in batch])


def _known_shapes(connection: duckdb.DuckDBPyConnection, month: Path) -> set[int]:
    """Return the numbers of the shapes that a month's files hold; one that cannot be read holds none."""
    known: set[int] = set()
    for path in month.glob("shapes-*.parquet"):
        with contextlib.suppress(FeatureFileInvalid):
            check(connection, path, "shapes")
            known |= {number for (number,) in connection.read_parquet(str(path)).select("shape").fetchall()}
    return known


def check(connection: duckdb.DuckDBPyConnection, path: Path, kind: Kind) -> None:
    """Check that a file is one of ours, whole, and of a version that is read here.

    Raises:
        FeatureFileInvalid: the text names the file and says what to do.
    """
    try:
        found = connection.execute(
            "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = ?", [str(path), KEY]
        ).fetchone()
        columns = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    except duckdb.Error:
        raise FeatureFileInvalid(f"{path}: damaged, or no Parquet file; move it away") from None
    if found is None:
        raise FeatureFileInvalid(f"{path}: not written by this console; move it away")
    if found[0] != str(VERSION):
        raise FeatureFileInvalid(
            f"{path}: features of version {found[0]}, read here is {VERSION}; "
            "use a console of that version, or move the file away"
        )
    if [name for name, *_ in columns] != list(COLUMNS[kind]):
        raise FeatureFileInvalid(f"{path}: its columns are not those of version {VERSION}; move it away")


def check_whole(connection: duckdb.DuckDBPyConnection, path: Path, kind: Kind) -> None:
    """Read every value of a file whose frame `check` has found in order.

    Raises:
        FeatureFileInvalid: it is damaged within; the text names it.
    """
    check(connection, path, kind)
    try:
        connection.execute("SELECT max(hash(COLUMNS(*))) FROM read_parquet(?)", [str(path)])
    except duckdb.Error:
        raise FeatureFileInvalid(f"{path}: damaged within; move it away") from None


def connect(threads: int = 0) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB that writes nothing but what it is told to, and loads nothing; 0 threads takes all cores."""
    nothing_else: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": "",
    }
    connection = duckdb.connect(":memory:", config=nothing_else)
    if threads:
        connection.execute(f"SET threads = {int(threads)}")
    connection.execute("SET enable_progress_bar = false")
    return connection


def write_file(
    connection: duckdb.DuckDBPyConnection, path: Path, kind: Kind, values: Iterable[msgspec.Struct]
) -> None:
    """Write one file through JSON lines, which DuckDB reads fast and with the types of the schema."""
    staged = path.with_name(f".{path.name}.{secrets.token_hex(4)}{LEFTOVER_SUFFIX}")
    options = f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{KEY}: '{VERSION}'}}"
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=LEFTOVER_SUFFIX, prefix=".") as lines:
            lines.write(msgspec.json.Encoder().encode_lines(list(values)))
            lines.flush()
            source = connection.read_json(lines.name, columns=COLUMNS[kind], format="newline_delimited")
            source.create_view("source", replace=True)
            connection.execute(f"COPY source TO {sql_text(staged)} ({options})")
        _to_disk(staged)
        staged.replace(path)
    except duckdb.IOException as error:
        raise OSError(f"{path}: {str(error).splitlines()[0]}") from None
    finally:
        staged.unlink(missing_ok=True)
    sync_directory(path.parent)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fchmod(descriptor, _PRIVATE)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sql_text(path: Path) -> str:
    """Return a path as a text constant of SQL."""
    return sql.text(str(path)).sql("duckdb")
