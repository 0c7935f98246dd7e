"""One look at one file: opened safely, given to an inspection worker, judged by the policies.

The race between reading and writing is closed by the change time. A file whose change time lies
less than two ticks back is left alone for that long, so that a later write must show; after
reading, the version must be the one from before, else the file stays dirty and is read again.
"""
# Raw octet paths and open directories have no Path:
# ruff: noqa: PTH119

import asyncio
import os
import time
from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

from agent import triage
from agent.journal import Journal, Version
from agent.watchers.full_scan import version
from agent.wipe import aside
from agent.wipe.fingerprint import fingerprint
from agent.wipe.refusal import Refusal
from policies.inspected import Inspection
from runtime.incidents import line

SETTLE_SECONDS = 0.02  # two ticks of the coarsest kernel clock (100 Hz)

Outcome = Literal["not-ours", "gone", "nothing", "unchanged", "changing", "read"]


class Inspector(Protocol):
    """What is needed of `inspection.pool.Pool`."""

    async def inspect(self, fd: int, *, name: str, kind: Literal["message", "file"]) -> Inspection:
        """Inspect the regular file open at `fd`; content never makes it raise."""


class Look(NamedTuple):
    """What one look gave. `version` and what follows are there from outcome `unchanged` on."""

    outcome: Outcome
    root: bytes = b""
    version: Version | None = None
    status: os.stat_result | None = None
    inspection: Inspection | None = None
    fingerprint: str = ""


class Scanner:
    """Looks at files below `roots`, outside of `excluded`."""

    def __init__(
        self, roots: Sequence[bytes], excluded: Sequence[bytes], inspector: Inspector, key: bytes
    ) -> None:
        self.roots = tuple(roots)
        self.excluded = tuple(excluded)
        self._inspector = inspector
        self._key = key

    async def look(self, path: bytes, journal: Journal | None = None, policy: str = "") -> Look:
        """Look at `path`; with a `journal` a version that it knows under `policy` is not read again.

        Raises:
            OSError: the medium failed while reading.
        """
        root = triage.beneath(path, self.roots)
        if root is None or not triage.is_watched(path, self.roots, self.excluded):
            return Look("not-ours")
        try:
            descriptor = await asyncio.to_thread(open_safely, root, path)
        except Refusal:
            return Look("gone", root)
        try:
            return await self._read(path, root, descriptor, journal, policy)
        finally:
            os.close(descriptor)

    async def _read(
        self, path: bytes, root: bytes, descriptor: int, journal: Journal | None, policy: str
    ) -> Look:
        status = os.fstat(descriptor)
        before = version(status)
        if not triage.worth_reading(status.st_mode, status.st_size):
            return Look("nothing", root, before, status)
        if journal is not None and await asyncio.to_thread(journal.verdict, before, policy) is not None:
            return Look("unchanged", root, before, status)
        await asyncio.sleep(max(0.0, min(SETTLE_SECONDS, status.st_ctime + SETTLE_SECONDS - time.time())))
        with_content = await asyncio.to_thread(_reopen, descriptor)
        try:
            name = line(os.path.basename(path).decode("utf-8", "backslashreplace"))
            inspection = await self._inspector.inspect(with_content, name=name, kind="file")
            mark = await asyncio.to_thread(fingerprint, with_content, self._key)
            after = os.fstat(with_content)
        finally:
            os.close(with_content)
        if version(after) != before:
            return Look("changing", root, before, after)
        return Look("read", root, before, after, inspection, mark)


def open_safely(root: bytes, path: bytes) -> int:
    """Open `path` beneath `root` for its status only; no link is followed, no device woken.

    Raises:
        Refusal: it is not there, or the way to it is not what it seems.
    """
    inner = aside.relative(root, path)
    with aside.opened(aside.open_root(root)) as base, aside.opened(aside.open_parent(base, inner)) as parent:
        try:
            return os.open(os.path.basename(path), os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=parent)
        except OSError as error:
            raise Refusal(error.__class__.__name__) from None


def _reopen(descriptor: int) -> int:
    """Open for reading what a path descriptor stands for: the same inode, whatever its name is now."""
    return os.open(f"/proc/self/fd/{descriptor}", os.O_RDONLY | os.O_CLOEXEC)
