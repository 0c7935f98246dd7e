"""The fanotify reader: a process of its own that does nothing but move events to the dirty list.

    python -I -m agent.watchers.fanotify_reader    (its job as one line of JSON on standard input)

It shares no interpreter with anything that computes, for a reader that is late cannot tell who
wrote a file any more. Events are resolved and looked up as they are read and written in batches of
at most `BATCH_ROWS` or `BATCH_SECONDS`. After each batch it writes one line to standard output:
`ready` at first, then `dirty`, or `overflow` when the kernel dropped events. It ends when its
standard input ends, so that it never outlives the agent.
"""
# Raw octet paths have no Path:
# ruff: noqa: PTH115

import contextlib
import json
import os
import select
import sqlite3
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from agent import dirty, triage
from agent.watchers import fanotify_abi
from agent.watchers.writer import Writers

BATCH_ROWS = 1000
BATCH_SECONDS = 0.05
_READ_SIZE = 1024 * 1024  # octets
_DELETED = b" (deleted)"


class Reader:
    """Reads one notification group for the file systems of `roots`."""

    def __init__(
        self, roots: Iterable[bytes], excluded: Iterable[bytes], connection: sqlite3.Connection
    ) -> None:
        self._roots = tuple(roots)
        self._excluded = tuple(excluded)
        self._connection = connection
        self._writers = Writers()
        self._mounts: dict[bytes, int] = {}
        self._batch: dict[bytes, dirty.Dirty] = {}
        self._places: dict[bytes, bytes | None] = {}
        self.group = fanotify_abi.open_group()
        for root in self._roots:
            fanotify_abi.mark_file_system(self.group, root)
            fsid = fanotify_abi.file_system_id(root)
            if fsid not in self._mounts:
                self._mounts[fsid] = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def read(self) -> bool:
        """Take over what the kernel has; return whether it dropped events before."""
        overflowed = False
        self._places.clear()  # a directory may be renamed between two reads
        with contextlib.suppress(BlockingIOError):
            for event in fanotify_abi.parse(os.read(self.group, _READ_SIZE)):
                if event.mask & fanotify_abi.Q_OVERFLOW:
                    overflowed = True
                else:
                    self._take(event)
        return overflowed

    @property
    def waiting(self) -> int:
        """How many entries are not written yet."""
        return len(self._batch)

    def flush(self) -> None:
        """Write the batch to the dirty list."""
        dirty.mark(self._connection, self._batch.values())
        self._batch.clear()

    def _take(self, event: fanotify_abi.Event) -> None:
        directory = self._directory(event)
        if directory is None or event.name in (b"", b"."):
            return
        path = directory.rstrip(b"/") + b"/" + event.name
        if not triage.is_watched(path, self._roots, self._excluded):
            return
        tree = bool(event.mask & fanotify_abi.ONDIR)
        writer = self._writers.get(event.pid)
        self._batch[path] = dirty.Dirty(path, tree, time.time(), writer)

    def _directory(self, event: fanotify_abi.Event) -> bytes | None:
        key = event.fsid + event.handle
        if key not in self._places:
            self._places[key] = self._resolve(event)
        return self._places[key]

    def _resolve(self, event: fanotify_abi.Event) -> bytes | None:
        mount = self._mounts.get(event.fsid)
        if mount is None:
            return None
        try:
            descriptor = fanotify_abi.open_handle(mount, event.handle)
        except OSError:
            return None  # the directory is gone, and all that was in it
        try:
            path = os.readlink(b"/proc/self/fd/%d" % descriptor)
        finally:
            os.close(descriptor)
        return None if path.endswith(_DELETED) else path


def run(reader: Reader, connection: sqlite3.Connection) -> None:
    """Serve until standard input ends; what was read is written before."""
    poll = select.poll()
    poll.register(reader.group, select.POLLIN)
    poll.register(sys.stdin, select.POLLIN | select.POLLHUP)
    _tell("ready")
    oldest = 0.0
    ending = False
    while not ending:
        ready = dict(poll.poll(None if not reader.waiting else 0))
        ending = sys.stdin.fileno() in ready
        if reader.group in ready:
            oldest = oldest if reader.waiting else time.monotonic()
            if reader.read():
                dirty.set_unreconciled(connection, unreconciled=True)
                _tell("overflow")
        late = reader.group not in ready or time.monotonic() - oldest > BATCH_SECONDS
        if reader.waiting and (late or ending or reader.waiting >= BATCH_ROWS):
            reader.flush()
            _tell("dirty")


def _tell(word: str) -> None:
    """Write one line to the agent; one that is too busy or gone finds the list anyway."""
    with contextlib.suppress(BlockingIOError, BrokenPipeError):
        os.write(sys.stdout.fileno(), word.encode() + b"\n")


def main() -> int:
    """Read the job from standard input and serve it; 3 when fanotify cannot be used here."""
    job = json.loads(sys.stdin.buffer.readline())
    roots = [os.fsencode(root) for root in job["roots"]]
    excluded = [os.fsencode(path) for path in job["excluded"]]
    connection = dirty.connect(Path(job["journal"]))
    try:
        reader = Reader(roots, excluded, connection)
    except (OSError, AttributeError) as error:  # AttributeError: a C library without the calls
        _tell(f"failed {error}")
        return 3
    os.set_blocking(sys.stdout.fileno(), False)
    run(reader, connection)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
