"""The portable backend: `watchdog`, for machines without fanotify and for agents that are not root.

It may lose events in a burst without saying so, so it is believed only as far as "something
happened here": after every burst, once it is quiet, a full scan is owed. The event filter leaves
out opening and reading, for our own scanning would feed the queue (unfiltered, watchdog 7.1 kept a
core busy on a silent tree). It cannot tell who wrote a file.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from agent import dirty, triage
from agent.watchers.base import Wake, WatcherFailed

BATCH_SECONDS = 0.05
BURST = 200  # entries without a pause between them, after which a full scan is owed
BURST_SECONDS = 30.0  # a burst that goes on for longer is scanned after in between
QUIET_SECONDS = 1.0  # a pause
# Created: also moved in from outside, or linked. Closed: written. Windows has no event for closing a
# file, so there a change counts and the scanner's own check of the version does the rest.
_FILTER: tuple[type[FileSystemEvent], ...] = (
    FileCreatedEvent,
    FileMovedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent if os.name == "posix" else FileModifiedEvent,
)


class DirectoryWatcher(FileSystemEventHandler):
    """Watches the trees of `roots` by watchdog; `wake` is called from a thread after each batch."""

    mode = "watchdog"

    def __init__(self, roots: Sequence[bytes], excluded: Sequence[bytes], journal: Path, wake: Wake) -> None:
        self._roots = tuple(roots)
        self._excluded = tuple(excluded)
        self._journal = journal
        self._wake = wake
        self._lock = threading.Lock()
        self._batch: dict[bytes, dirty.Dirty] = {}
        self._filled = threading.Event()
        self._stopping = False
        self._observer = Observer()
        self._writer = threading.Thread(target=self._write, daemon=True)

    def start(self) -> None:
        """Set the watches of all directories.

        Raises:
            WatcherFailed: a root is gone, or the system allows no more watches.
        """
        try:
            for root in self._roots:
                self._observer.schedule(self, os.fsdecode(root), recursive=True, event_filter=list(_FILTER))
            self._observer.start()
        except OSError as error:
            raise WatcherFailed(f"watchdog: {error.strerror}") from None
        self._writer.start()

    def alive(self) -> bool:
        """Tell whether the observer still runs."""
        return bool(self._observer.is_alive())

    def pids(self) -> list[int]:
        """Return no process: it runs in threads of the agent."""
        return []

    def stop(self) -> None:
        """End watching and write down what was seen."""
        self._observer.stop()
        if self._observer.is_alive():
            self._observer.join()
        self._stopping = True
        self._filled.set()
        if self._writer.is_alive():
            self._writer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take the place where something is now; called by watchdog for each event."""
        place = event.dest_path if isinstance(event, FileMovedEvent | DirMovedEvent) else event.src_path
        path = os.fsencode(place)
        if not path or not triage.is_watched(path, self._roots, self._excluded):
            return
        with self._lock:
            self._batch[path] = dirty.Dirty(path, tree=event.is_directory, seen_at=time.time())
        self._filled.set()

    def _write(self) -> None:
        """Move batches to the dirty list; after a burst, once it is quiet, owe a full scan."""
        connection = dirty.connect(self._journal)
        seen = 0
        began = time.monotonic()
        while not self._stopping or self._batch:
            quiet = not self._filled.wait(QUIET_SECONDS if seen else None)
            self._filled.clear()
            if not quiet and not self._stopping:
                time.sleep(BATCH_SECONDS)
            began = began if seen else time.monotonic()
            seen += self._flush(connection)
            if quiet or time.monotonic() - began > BURST_SECONDS:
                self._owe_scan(connection, seen)
                seen = 0
        connection.close()

    def _owe_scan(self, connection: sqlite3.Connection, seen: int) -> None:
        if seen >= BURST:
            dirty.set_unreconciled(connection, unreconciled=True)
            self._wake()

    def _flush(self, connection: sqlite3.Connection) -> int:
        with self._lock:
            batch, self._batch = self._batch, {}
        if batch:
            dirty.mark(connection, batch.values())
            self._wake()
        return len(batch)
