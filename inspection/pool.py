"""The parent's side of inspection: warm workers, the clock, and an answer whatever happens.

A worker that crashes, hangs or answers nonsense is killed and replaced; the file it had is
answered as `uninspectable`, never as empty. Workers are replaced after 200 files, so that
what one file left behind in memory does not live long, and end when nothing came for a minute.

Few files hold pictures, and what reads them costs much memory: a file in which an ordinary worker met a
picture is inspected once more, by a worker of a second kind that is started when first needed.
"""

import asyncio
import contextlib
import logging
import os
import stat
import time
from collections.abc import Callable
from types import TracebackType
from typing import Literal, Self, TypeVar

import msgspec

from inspection import channel, pool_channel, sandbox
from inspection.forks import Forks
from inspection.limits import Limits, for_size
from inspection.open_list import OpenList
from inspection.pool_slot import Slot
from inspection.worker_reply import Redaction
from policies.inspected import Inspection, InspectionVerdict
from policies.inspection_needs import Needs
from policies.model import Selection

_log = logging.getLogger("inspection.pool")
_KEY_SIZE = 32
_Answer = TypeVar("_Answer", Inspection, Redaction)
_NO_WORKER = (channel.ChannelClosed, OSError, msgspec.MsgspecError)
_UNINSPECTABLE = InspectionVerdict.UNINSPECTABLE
_PIXELS = frozenset({"image", "drawing"})  # of `Inspection.unread`


class Pool:
    """`size` workers that answer `inspect`; use as an asynchronous context manager.

    `hash_key` keys the hashes of found values; without one a random key is used, and hashes of
    two pools cannot be compared. `lists` gives the exact-match indexes and the register of documents of the
    moment, built with that key or edge forms, the same objects until one changes, and `needs` what the
    policies in force ask for; a worker with others is replaced before its next file, and a file whose terms
    changed meanwhile is inspected again: what a new policy asks for was looked for in every answer given under
    it. At most `picture_workers` more read the text of pictures, each in up to 600 MB; with none, pictures
    stay unread and are named as such in `Inspection.unread`. `sandbox_state` names the fences around the
    workers, joined by "+", as soon as one has started.
    """

    def __init__(
        self,
        size: int = 1,
        limits: Limits | None = None,
        hash_key: bytes = b"",
        lists: Callable[[], tuple[OpenList, ...]] = tuple,
        needs: Callable[[], Needs] = Needs,
        *,
        picture_workers: int = 1,
    ) -> None:
        if size < 1:
            raise ValueError("a pool needs at least one worker")
        self.limits = limits or Limits()
        self._needs = needs
        self.sandbox_state = ""
        setup = channel.Setup(self.limits, hash_key or os.urandom(_KEY_SIZE))
        self._forks = Forks()
        self._slots = [Slot(self._forks, setup, lists, needs) for _ in range(size)]
        for_pictures = msgspec.structs.replace(setup, pictures=True)
        self._picture_slots = [Slot(self._forks, for_pictures, lists, needs) for _ in range(picture_workers)]
        self._free: asyncio.LifoQueue[Slot] = asyncio.LifoQueue()
        self._free_for_pictures: asyncio.LifoQueue[Slot] = asyncio.LifoQueue()
        self._sweeper: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Start the workers; if that fails, each file tries again."""
        for slot in reversed(self._slots):
            try:
                await slot.begin()
            except _NO_WORKER as error:
                _log.error("no-worker", extra={"problem": f"{type(error).__name__}: {error}"})
            finally:
                slot.finished(kill=False)
            self._free.put_nowait(slot)
        for slot in self._picture_slots:
            self._free_for_pictures.put_nowait(slot)
        self._sweeper = asyncio.create_task(self._sweep())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kill the workers."""
        if self._sweeper is not None:
            self._sweeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._sweeper
        for slot in self._all_slots():
            slot.kill()
        self._forks.end()

    def processes(self) -> list[int]:
        """Return the process ids of all processes of the pool: its workers, and what they were forked from."""
        return [*self.pids(), *self._forks.pids()]

    def pids(self) -> list[int]:
        """Return the process ids of the live workers."""
        return [slot.worker.pid for slot in self._all_slots() if slot.worker is not None]

    async def inspect(
        self, fd: int, *, name: str, kind: Literal["message", "file"], passwords: tuple[str, ...] = ()
    ) -> Inspection:
        """Inspect the regular file open at `fd`, from its first octet; the caller keeps the descriptor.

        A `message` is read as mail whatever it looks like; a `file` by its content, and `name` is
        searched for values too. `passwords` are tried on what is encrypted.

        Raises:
            ValueError: `fd` is no open regular file, or `kind` is neither word.
        """
        size = _size_of_regular(fd)
        if kind not in ("message", "file"):
            raise ValueError(f"kind {kind!r} is neither message nor file")
        readable = name.encode("utf-8", "backslashreplace").decode()
        started = time.monotonic()
        job = channel.Job(readable, kind, size, passwords)
        try:
            answer = _sized(await self._served(self._free, fd, job, Inspection), size)
        except _Unanswered as failure:
            return _uninspectable(failure.reason, size, started)
        if not self._reads_pictures() or _PIXELS.isdisjoint(answer.unread):
            return answer
        try:
            seen = _sized(await self._served(self._free_for_pictures, fd, job, Inspection), size)
        except _Unanswered as failure:
            return msgspec.structs.replace(answer, verdict=_UNINSPECTABLE, reason=failure.reason)
        if seen.verdict is not _UNINSPECTABLE:
            return seen
        # What took too long may not have come to what the first worker found behind the pictures.
        missed = tuple(finding for finding in answer.findings if finding not in seen.findings)
        return msgspec.structs.replace(
            seen, findings=seen.findings + missed, documents=seen.documents or answer.documents
        )

    async def redact(self, fd: int, masks: tuple[Selection, ...]) -> Redaction:
        """Return the edits that mask what `masks` select in the message open at `fd`.

        The mail they make must be inspected: what could not be masked is told by that alone.

        Raises:
            ValueError: `fd` is no open regular file.
        """
        job = channel.Job("", "message", _size_of_regular(fd), masks=masks)
        try:
            return await self._served(self._free, fd, job, Redaction)
        except _Unanswered as failure:
            return Redaction(reason=failure.reason)

    def _reads_pictures(self) -> bool:
        return bool(self._picture_slots) and self._needs().limits.pictures != 0

    def _all_slots(self) -> list[Slot]:
        return self._slots + self._picture_slots

    async def _served(
        self, free: asyncio.LifoQueue[Slot], fd: int, job: channel.Job, kind: type[_Answer]
    ) -> _Answer:
        """Have a job done by the next free worker of one kind.

        Raises:
            _Unanswered: the worker crashed or took too long.
        """
        slot = await free.get()
        try:
            return await self._ask_until_current(slot, fd, job, kind)
        except TimeoutError as error:
            raise _Unanswered("time-out") from error
        except _NO_WORKER as error:
            raise _Unanswered("worker-crash") from error
        finally:
            free.put_nowait(slot)

    async def _ask_until_current(self, slot: Slot, fd: int, job: channel.Job, kind: type[_Answer]) -> _Answer:
        """Put a job to workers until one has answered that knows the terms of the moment of its answer."""
        while True:
            answer = await self._ask(slot, fd, job, kind)
            if slot.knows_terms():
                return answer

    async def _ask(self, slot: Slot, fd: int, job: channel.Job, kind: type[_Answer]) -> _Answer:
        """Put one job to a worker; whatever ends it before its answer also ends the worker."""
        done = False
        try:
            await slot.begin()
            self._note_fences(await slot.fences())
            link = slot.send(job, fd)
            async with asyncio.timeout(for_size(slot.limits, job.size).seconds):
                frame = await pool_channel.receive(link)
            answer = msgspec.msgpack.decode(frame, type=kind)
            done = True
        finally:
            slot.finished(kill=not done)
        return answer

    def _note_fences(self, fences: tuple[str, ...]) -> None:
        state = "+".join(fences)
        missing = [fence for fence in sandbox.WANTED if fence not in fences]
        if missing and state != self.sandbox_state:
            _log.warning("sandbox-incomplete", extra={"missing": missing, "standing": list(fences)})
        self.sandbox_state = state

    async def _sweep(self) -> None:
        """End workers that had nothing to do for `Limits.idle_seconds`."""
        while True:
            await asyncio.sleep(self.limits.idle_seconds / 4)
            for slot in self._all_slots():
                slot.end_if_idle(self.limits.idle_seconds)
            if not self.pids():
                self._forks.end_if_idle(self.limits.idle_seconds)


class _Unanswered(Exception):
    """A worker gave no answer; `reason` says why, as `Inspection.reason` does."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _size_of_regular(fd: int) -> int:
    try:
        status = os.fstat(fd)
    except OSError as error:
        raise ValueError(f"descriptor {fd} is not open") from error
    if not stat.S_ISREG(status.st_mode):
        raise ValueError(f"descriptor {fd} is no regular file")
    return status.st_size


def _sized(answer: Inspection, size: int) -> Inspection:
    """Return an answer with the size that this process saw: of that the worker is not believed."""
    return msgspec.structs.replace(answer, size=size)


def _uninspectable(reason: str, size: int, started: float) -> Inspection:
    return Inspection(_UNINSPECTABLE, reason, "", size, time.monotonic() - started)
