"""The parent's side of the fork server: where the workers of a pool come from."""

import asyncio
import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from typing import IO

import msgspec

from inspection import channel, pool_channel

_START_PATIENCE = 30.0  # seconds until the server must have loaded its code and forked
_END_PATIENCE = 2.0  # seconds that it has to let go of its workers
# What the first server of this process compiled to search with: one unnamed file for all servers after it.
_COMPILED: list[int] = []


class Forked:
    """A worker: its process, which is not this one's child, and the channel to it."""

    def __init__(self, pid: int, link: socket.socket) -> None:
        self.pid = pid
        self.link = link
        self._handle = os.pidfd_open(pid)

    def is_alive(self) -> bool:
        """Return whether the process has not ended."""
        return not self._ended(0)

    def kill(self) -> None:
        """End the process now and close the channel."""
        self.link.close()
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        self._ended(None)
        os.close(self._handle)

    def _ended(self, milliseconds: int | None) -> bool:
        poll = select.poll()
        poll.register(self._handle, select.POLLIN)
        return bool(poll.poll(milliseconds))


class Forks:
    """The fork server of a pool: `begin` starts it, `fork` asks it for a worker, `end` ends it.

    It is started anew when it has ended, and workers end with it.
    """

    def __init__(self) -> None:
        self._server: subprocess.Popen[bytes] | None = None
        self._link: socket.socket | None = None
        self._loaded = False
        self._turn = asyncio.Lock()
        self._last_used = time.monotonic()

    def begin(self) -> socket.socket:
        """Start the server unless it is there; it loads its code while the caller goes on. Return the channel."""
        self._last_used = time.monotonic()
        if self._server is not None and self._link is not None and self._server.poll() is None:
            return self._link
        self.end()
        self._link, theirs = socket.socketpair()
        with theirs:
            self._server = start(theirs, "inspection.fork_server")
        channel.send(self._link, channel.Begin(), _COMPILED[0] if _COMPILED else None)
        self._link.setblocking(False)
        return self._link

    async def fork(self) -> Forked:
        """Return a new worker, which waits to be told its `Setup`.

        Raises:
            ChannelClosed, OSError, msgspec.MsgspecError: the server has ended or answers nonsense.
            TimeoutError: it did not answer.
        """
        # To be left in the middle would mix up answers.
        forking = asyncio.create_task(self._fork())
        try:
            return await asyncio.shield(forking)
        except asyncio.CancelledError:
            forking.add_done_callback(_unwanted)
            raise

    def pids(self) -> list[int]:
        """Return the process id of the server, if there is one."""
        return [] if self._server is None else [self._server.pid]

    def end_if_idle(self, seconds: float) -> None:
        """End the server if nobody asked for anything for `seconds`; no worker of it may be wanted any more."""
        if not self._turn.locked() and time.monotonic() - self._last_used > seconds:
            self.end()

    def end(self) -> None:
        """End the server, and with it the workers that are left."""
        if self._link is not None:
            self._link.close()
        if self._server is not None:
            # In peace, because only it can let go of its dead workers.
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._server.wait(_END_PATIENCE if self._loaded else 0)
            self._server.kill()
            self._server.wait()
        self._server, self._link, self._loaded = None, None, False

    async def _fork(self) -> Forked:
        async with self._turn:
            try:
                async with asyncio.timeout(_START_PATIENCE):
                    return await self._ask(self.begin())
            except (channel.ChannelClosed, OSError, TimeoutError, msgspec.MsgspecError):
                self.end()
                raise

    async def _ask(self, link: socket.socket) -> Forked:
        if not self._loaded:
            loaded = msgspec.msgpack.decode(await pool_channel.receive(link), type=channel.Loaded)
            self._loaded = True
            if loaded.compiled and not _COMPILED:
                with unnamed_file(loaded.compiled) as file:
                    _COMPILED.append(os.dup(file.fileno()))
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                channel.send(link, channel.Fork(), theirs.fileno())
            answer = msgspec.msgpack.decode(await pool_channel.receive(link), type=channel.Forked)
            return Forked(answer.pid, ours)
        except BaseException:
            ours.close()
            raise


def _unwanted(forking: "asyncio.Task[Forked]") -> None:
    if not forking.cancelled() and forking.exception() is None:
        forking.result().kill()


def start(link: socket.socket, module: str) -> subprocess.Popen[bytes]:
    """Run a module with the other end of `link` as descriptor 0; it inherits no other descriptor and no environment.

    Its standard error goes nowhere: a traceback may quote what was being read.
    """
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-m", module]
    # numpy would start threads, which would stand outside of the fences.
    environment = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"} if sys.platform != "win32" else None
    null = subprocess.DEVNULL
    return subprocess.Popen(
        command, stdin=link.fileno(), stdout=null, stderr=null, env=environment, close_fds=True
    )


def unnamed_file(octets: bytes) -> IO[bytes]:
    """Return an open file without a name that holds `octets`; the caller closes it."""
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - the caller closes it
    file.write(octets)
    return file
