"""A next hop that follows a script: what it waits for, what it says then, octet by octet."""

import asyncio
import contextlib
from collections.abc import Sequence
from types import TracebackType
from typing import Self

HELLO = b"220 next.example\r\n"
EHLO = (b"EHLO ", b"250-next.example\r\n250-PIPELINING\r\n250 8BITMIME\r\n")
OK = b"250 2.0.0 Ok\r\n"


class Scripted:
    """Each step is (what a line begins with, what is said then); other lines are passed over.

    Behind the last step the connection is closed, or kept open and silent when it `stays`; when it is
    `deaf` it is not even read. Whoever connects again finds the same script.
    """

    def __init__(
        self, *steps: tuple[bytes, bytes], banner: bytes = HELLO, stays: bool = False, deaf: bool = False
    ) -> None:
        self._steps: Sequence[tuple[bytes, bytes]] = steps
        self._banner, self._stays, self._deaf = banner, stays, deaf
        self._tasks: set[asyncio.Task[None]] = set()
        self.heard: list[bytes] = []  # all lines
        self.early: list[bytes] = []  # what had come already when a step was answered
        self.connections = 0
        self.closed = asyncio.Event()  # by the other side, or by us
        self.port = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self._follow(reader, writer)
        finally:
            self.closed.set()
            self._tasks.discard(task)
            writer.close()

    async def _follow(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(self._banner)
        for awaited, said in self._steps:
            while not (line := await reader.readuntil(b"\r\n")).startswith(awaited):
                self.heard.append(line)
            self.heard.append(line)
            self.early.append(bytes(reader._buffer))  # type: ignore[attr-defined]
            for octet in said:
                writer.write(bytes([octet]))
                await writer.drain()
        if self._deaf:
            await asyncio.Event().wait()
        if self._stays:
            while await reader.read(1 << 16):
                pass
