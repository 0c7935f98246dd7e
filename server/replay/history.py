"""Past mails and files as two tables of a DuckDB connection: `rows` and `shapes`, from feature files.

A file that cannot be read is left out and named; it costs nothing else.
"""

import datetime as dt
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
from sqlglot import exp

from server.replay import sql
from server.replay.compiler import render
from server.replay.schema import COLUMNS, Kind
from server.replay.store import FeatureFileInvalid, FeatureStore, check, check_whole, connect

ROWS = exp.to_table("rows")
SHAPES = exp.to_table("shapes")
_TICK = 0.2  # seconds between two looks at the progress


class History:
    """The features of a window of time, ready to be asked."""

    def __init__(self, store: FeatureStore, since: dt.datetime, *, threads: int = 0) -> None:
        self.skipped: list[str] = []  # why a file was left out
        self._since = since
        self._connection = connect(threads)
        self._files = {kind: store.files(kind, since.date()) for kind in COLUMNS}
        for kind in COLUMNS:
            self._leave_out(kind, check)
        self._define()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def rows(self) -> int:
        """Return how many rows there are."""
        [counted] = self.ask(exp.select(exp.alias_(exp.Count(this=exp.Star()), "rows")).from_(ROWS))
        return int(counted["rows"])

    def keep(
        self, name: str, query: exp.Expr, progress: Callable[[float], None] = lambda _share: None
    ) -> None:
        """Keep what a query gives as a table for further queries; see `ask`."""
        self.ask(exp.Create(this=exp.to_table(name), kind="TABLE", expression=query, replace=True), progress)

    def ask(
        self, query: exp.Expr, progress: Callable[[float], None] = lambda _share: None
    ) -> list[dict[str, Any]]:
        """Return what a query over `ROWS` and `SHAPES` gives; `progress` is told the share done (0.0 to 1.0).

        Raises:
            duckdb.Error: it cannot be answered, though every file can be read.
        """
        text = render(query, "duckdb")
        try:
            return self._run(text, progress)
        except duckdb.Error:
            before = len(self.skipped)
            for kind in COLUMNS:
                self._leave_out(kind, check_whole)
            if len(self.skipped) == before:
                raise
            self._define()
            return self._run(text, progress)

    def _run(self, text: str, progress: Callable[[float], None]) -> list[dict[str, Any]]:
        """Ask in a thread of its own, so that this one can look how far it is."""
        done = threading.Event()

        def watch() -> None:
            while not done.wait(_TICK):
                progress(max(0.0, self._connection.query_progress()) / 100)

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            cursor = self._connection.execute(text)
            names = [name for name, *_ in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        finally:
            done.set()
            watcher.join()

    def _leave_out(
        self, kind: Kind, fault_of: Callable[[duckdb.DuckDBPyConnection, Path, Kind], None]
    ) -> None:
        kept = []
        for path in self._files[kind]:
            try:
                fault_of(self._connection, path, kind)
            except FeatureFileInvalid as fault:
                self.skipped.append(str(fault))
            else:
                kept.append(path)
        self._files[kind] = kept

    def _define(self) -> None:
        since = self._since.astimezone(dt.UTC).replace(tzinfo=None).isoformat()
        recent = exp.GTE(this=sql.column("at"), expression=exp.cast(sql.text(since), "timestamp"))
        rows = _all_of("rows", self._files["rows"]).where(recent)
        shapes = _all_of("shapes", self._files["shapes"]).distinct("shape")
        for name, kind, made in (("rows", "VIEW", rows), ("shapes", "TABLE", shapes)):
            create = exp.Create(this=exp.to_table(name), kind=kind, expression=made, replace=True)
            self._connection.execute(render(create, "duckdb"))


def _all_of(kind: Kind, files: Iterable[Path]) -> exp.Select:
    """Return a query for all values of files; with no file it has the right columns and no rows."""
    named = [sql.text(str(path)) for path in files]
    if named:
        return exp.select("*").from_(
            exp.Anonymous(this="read_parquet", expressions=[exp.Array(expressions=named)])
        )
    empty = [
        exp.alias_(exp.cast(exp.null(), type_, dialect="duckdb"), name)
        for name, type_ in COLUMNS[kind].items()
    ]
    return exp.select("*").from_(exp.select(*empty).where(sql.false()).subquery("empty"))
