"""One place of a pool: its worker process, started, asked and ended by the pool, and what it was told at its start."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import IO

import msgspec

from inspection import channel, content, pool_channel, sandbox
from inspection.open_list import OpenList
from policies.house_terms import HouseTerm

_START_PATIENCE = 30.0  # seconds until a new worker must have fenced itself in
# What the first worker of this process compiled to search with: one unnamed file for all workers after it.
_COMPILED: list[int] = []


class Slot:
    """Room for one worker process at a time, of which the pool asks one file after another.

    `files` counts those of the worker that is there; `lists` and `terms` give what a worker has to know.
    """

    def __init__(
        self,
        setup: channel.Setup,
        lists: Callable[[], tuple[OpenList, ...]],
        terms: Callable[[], tuple[HouseTerm, ...]],
    ) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.link: socket.socket | None = None
        self.files = 0
        self._fences: tuple[str, ...] | None = None  # unknown until the worker's first word
        self._room = 0
        self.limits = setup.limits
        self._busy = False
        self._last_used = time.monotonic()
        self._setup = setup
        self._lists = lists
        self._terms = terms
        self._given: tuple[tuple[OpenList, ...], tuple[HouseTerm, ...]] = ((), ())

    def start(self) -> None:
        """Start a worker unless a live one is there that has the indexes and terms of this moment."""
        lists, terms = self._lists(), self._terms()
        if self.process is not None and self.process.poll() is None and self._given == (lists, terms):
            return
        self.kill()
        self._given = lists, terms
        self.link, theirs = socket.socketpair()
        with theirs:
            self.process = start_worker(theirs)
        self.link.setblocking(True)
        compiled = _COMPILED[0] if _COMPILED else None
        setup = msgspec.structs.replace(self._setup, lists=len(lists), terms=bool(terms))
        channel.send(self.link, setup, compiled)
        for each in lists:
            channel.send(self.link, each.file, each.fd)
        if terms:
            with _unnamed_file(msgspec.msgpack.encode(terms)) as file:
                channel.send(self.link, channel.TermsFile(), file.fileno())
        self.link.setblocking(False)
        self._last_used = time.monotonic()

    async def fences(self) -> tuple[str, ...]:
        """Return the names of the fences around the worker, once it is ready; none without a worker.

        Raises:
            TimeoutError: it takes too long.
            ChannelClosed: it ended.
        """
        if self._fences is None and self.link is not None:
            async with asyncio.timeout(_START_PATIENCE):
                frame = await pool_channel.receive(self.link)
            first_word = msgspec.msgpack.decode(frame, type=channel.Ready)
            self._fences = first_word.fences
            if first_word.compiled and not _COMPILED:
                with _unnamed_file(first_word.compiled) as file:
                    _COMPILED.append(os.dup(file.fileno()))
        return self._fences or ()

    def knows_terms(self) -> bool:
        """Say whether the last worker was given the terms of this moment."""
        return self._given[1] == self._terms()

    def take(self) -> None:
        """Begin a job: from here to its end the worker is busy, even while it still loads its code."""
        self._busy = True
        self.start()

    def send(self, job: channel.Job, fd: int) -> socket.socket:
        """Send a job; frames of jobs are far smaller than a socket's buffer, so this does not block."""
        if self.link is None:
            raise channel.ChannelClosed("no worker")
        self.files += 1
        mapped = job.size if job.size >= content.MAP_FROM else 0
        if self.process is not None and mapped != self._room:
            sandbox.give_room(self.process.pid, mapped)
            self._room = mapped
        channel.send(self.link, job, fd)
        return self.link

    def finished(self, *, kill: bool) -> None:
        """Note the end of a job; a worker that failed or served its number is killed."""
        self._busy = False
        self._last_used = time.monotonic()
        if kill:
            self.kill()

    def end_if_idle(self, seconds: float) -> None:
        """End the worker if it has had nothing to do for `seconds`."""
        if not self._busy and time.monotonic() - self._last_used > seconds:
            self.kill()

    def kill(self) -> None:
        """End the worker now, if there is one."""
        if self.link is not None:
            self.link.close()
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.process, self.link, self._fences, self.files, self._room = None, None, None, 0, 0


def start_worker(link: socket.socket, *mode: str) -> subprocess.Popen[bytes]:
    """Start a worker process on the other end of `link`; it inherits no other descriptor and no environment.

    Its standard error goes nowhere: a traceback may quote what was being read.
    """
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-m", "inspection.worker", *mode]
    # numpy would start threads, which would stand outside of the fences.
    environment = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"} if sys.platform != "win32" else None
    null = subprocess.DEVNULL
    return subprocess.Popen(
        command, stdin=link.fileno(), stdout=null, stderr=null, env=environment, close_fds=True
    )


def _unnamed_file(octets: bytes) -> IO[bytes]:
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - the caller closes it
    file.write(octets)
    return file
