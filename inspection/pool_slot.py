"""One place of a pool: its worker, started when needed and replaced when what it was told has changed."""

import asyncio
import socket
import time
from collections.abc import Callable

import msgspec

from inspection import channel, content, pool_channel, sandbox
from inspection.forks import Forked, Forks, unnamed_file
from inspection.limits import Limits, as_asked, with_pictures
from inspection.open_list import OpenList
from policies.inspection_needs import Needs

_START_PATIENCE = 30.0  # seconds until a worker must have fenced itself in


class Slot:
    """Room for one worker; `lists` and `needs` give what a worker must know at this moment."""

    def __init__(
        self,
        forks: Forks,
        setup: channel.Setup,
        lists: Callable[[], tuple[OpenList, ...]],
        needs: Callable[[], Needs],
    ) -> None:
        self.worker: Forked | None = None
        self.files = 0
        self.limits = setup.limits
        self.busy = False
        self._fences: tuple[str, ...] | None = None  # unknown until the worker's first word
        self._room = 0
        self._last_used = time.monotonic()
        self._forks = forks
        self._setup = setup
        self._lists = lists
        self._needs = needs
        self._given: tuple[tuple[OpenList, ...], Needs] = ((), Needs())

    async def begin(self) -> None:
        """Begin a job with a live worker that has the lists and needs of this moment.

        From here to `finished` the worker is busy.

        Raises:
            ChannelClosed, OSError, TimeoutError, msgspec.MsgspecError: none could be started.
        """
        self.busy = True
        given = self._lists(), self._needs()
        if self.worker is None or self._given != given or not self.worker.is_alive():
            self.kill()
            self._given = given
            self.limits = self._limits(given[1])
            self.worker = await self._forks.fork()
            self._tell(self.worker.link, *given)

    async def fences(self) -> tuple[str, ...]:
        """Return the names of the fences around the worker, once they stand; none without a worker.

        Raises:
            TimeoutError: it takes too long.
            ChannelClosed: it ended.
        """
        if self._fences is None and self.worker is not None:
            async with asyncio.timeout(_START_PATIENCE):
                frame = await pool_channel.receive(self.worker.link)
            self._fences = msgspec.msgpack.decode(frame, type=channel.Ready).fences
        return self._fences or ()

    def knows_terms(self) -> bool:
        """Say whether the last worker was given the terms of this moment."""
        return self._given[1].terms == self._needs().terms

    def send(self, job: channel.Job, fd: int) -> socket.socket:
        """Send a job and return the channel; a job is far smaller than the socket's buffer, so this does not block."""
        if self.worker is None:
            raise channel.ChannelClosed("no worker")
        self.files += 1
        mapped = job.size if job.size >= content.MAP_FROM else 0
        if mapped != self._room:
            sandbox.give_room(self.worker.pid, mapped)
            self._room = mapped
        channel.send(self.worker.link, job, fd)
        return self.worker.link

    def finished(self, *, kill: bool) -> None:
        """Note the end of a job; a worker that failed or served its number is killed."""
        self.busy = False
        self._last_used = time.monotonic()
        if kill or self.files >= self.limits.files_per_worker:
            self.kill()

    def end_if_idle(self, seconds: float) -> None:
        """End the worker if it has had nothing to do for `seconds`."""
        if not self.busy and time.monotonic() - self._last_used > seconds:
            self.kill()

    def kill(self) -> None:
        """End the worker now, if there is one."""
        if self.worker is not None:
            self.worker.kill()
        self.worker, self._fences, self.files, self._room = None, None, 0, 0

    def _limits(self, needs: Needs) -> Limits:
        limits = as_asked(self._setup.limits, needs.limits)
        return with_pictures(limits) if self._setup.pictures else limits

    def _tell(self, link: socket.socket, lists: tuple[OpenList, ...], needs: Needs) -> None:
        setup = msgspec.structs.replace(
            self._setup, limits=self.limits, lists=len(lists), terms=bool(needs.terms)
        )
        channel.send(link, setup)
        for each in lists:
            channel.send(link, each.file, each.fd)
        if needs.terms:
            with unnamed_file(msgspec.msgpack.encode(needs.terms)) as file:
                channel.send(link, channel.TermsFile(), file.fileno())
        link.setblocking(False)
