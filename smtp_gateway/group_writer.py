"""One thread that writes to the journal, so that changes of several messages share one fsync.

Changes are functions on the connection. All that wait when the thread comes round run in their
order inside one transaction, each in a savepoint of its own: one that fails is undone alone. Their
futures are set after the commit, so whoever waits for one knows that it is on the disk.
"""

import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

Change = Callable[[sqlite3.Connection], Any]

_GROUP_MAX = 200  # changes in one transaction
_LAZY_SECONDS = 0.05  # how long a change nobody waits for may wait for company


class GroupWriter:
    """Owns the connection; `submit` may be called from any thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._jobs: queue.SimpleQueue[tuple[Change, Future[Any], bool] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def submit(self, change: Change, *, lazy: bool = False) -> Future[Any]:
        """Have `change` committed; the future gives its result or raises what it raised.

        A `lazy` change causes no commit of its own for a moment; the next one takes it along.
        """
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()  # a change that was handed over is made
        self._jobs.put((change, future, lazy))
        return future

    def close(self) -> None:
        """Commit what waits, end the thread and close the connection."""
        self._jobs.put(None)
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        running = True
        while running:
            group, running = self._gather()
            if group:
                self._commit(group)

    def _gather(self) -> tuple[list[tuple[Change, Future[Any]]], bool]:
        """Wait for a job and take all others that are there; False after the last one."""
        group: list[tuple[Change, Future[Any]]] = []
        nobody_waits = True
        job = self._jobs.get()
        while job is not None:
            change, future, lazy = job
            group.append((change, future))
            nobody_waits = nobody_waits and lazy
            if len(group) >= _GROUP_MAX:
                return group, True
            try:
                job = self._jobs.get(timeout=_LAZY_SECONDS) if nobody_waits else self._jobs.get_nowait()
            except queue.Empty:
                return group, True
        return group, False

    def _commit(self, group: list[tuple[Change, Future[Any]]]) -> None:
        done: list[tuple[Future[Any], Any]] = []
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for change, future in group:
                self._one(change, future, done)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            for _, future in group:
                if not future.done():
                    future.set_exception(error)
            return
        for future, result in done:
            future.set_result(result)

    def _one(self, change: Change, future: Future[Any], done: list[tuple[Future[Any], Any]]) -> None:
        self._connection.execute("SAVEPOINT one")
        try:
            result = change(self._connection)
        except Exception as error:
            if not self._connection.in_transaction:
                raise sqlite3.OperationalError("the transaction was rolled back") from error
            self._connection.execute("ROLLBACK TO one")
            future.set_exception(error)
        else:
            done.append((future, result))
        self._connection.execute("RELEASE one")
