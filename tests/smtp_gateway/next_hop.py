"""A next hop that keeps every octet it is told and answers as a test wants it to."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

FEATURES = ("PIPELINING", "SIZE 0", "8BITMIME", "SMTPUTF8", "DSN")


@dataclass
class Taken:
    """One message that was answered 250."""

    mail: bytes
    rcpt: list[bytes]
    content: bytes  # unstuffed


@dataclass
class NextHop:
    """Listens on a free loopback port.

    `answers` maps the beginning of a command line (or `.` for the end of data) to a reply; `hang_up`
    lists beginnings after which the connection is cut without a reply.
    """

    features: tuple[str, ...] = FEATURES
    answers: dict[bytes, bytes] = field(default_factory=dict)
    hang_up: set[bytes] = field(default_factory=set)
    taken: list[Taken] = field(default_factory=list)
    commands: list[bytes] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, limit=1 << 26)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for writer in list(self._writers):
            writer.close()
        await asyncio.sleep(0)

    async def wait_for(self, count: int, seconds: float = 10.0) -> list[Taken]:
        """Wait until `count` messages were taken."""
        async with asyncio.timeout(seconds):
            while len(self.taken) < count:
                await asyncio.sleep(0.01)
        return self.taken

    def contents_for(self, recipient: bytes) -> list[bytes]:
        """Return the contents of all messages for `recipient`."""
        return [one.content for one in self.taken if any(b"<" + recipient + b">" in to for to in one.rcpt)]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await self._converse(reader, writer)
        writer.close()
        self._writers.discard(writer)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(self._answer(b"banner") or b"220 next.example ESMTP\r\n")
        mail, rcpt = b"", []
        while True:
            line = (await reader.readuntil(b"\r\n"))[:-2]
            self.commands.append(line)
            verb = line[:4].upper()
            if any(line.startswith(cut) for cut in self.hang_up):
                return
            reply = self._answer(line) or self._usual(verb)
            if reply.startswith(b"2"):
                mail, rcpt = (line, []) if verb == b"MAIL" else (mail, rcpt)
                rcpt += [line] if verb == b"RCPT" else []
            writer.write(reply)
            if verb == b"DATA" and reply.startswith(b"3"):
                await self._message(reader, writer, mail, rcpt)
            if verb == b"QUIT" or writer.is_closing():
                return

    async def _message(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, mail: bytes, rcpt: list[bytes]
    ) -> None:
        content = await self._content(reader)
        reply = self._answer(b".") or b"250 2.0.0 queued as 4711\r\n"
        if b"." in self.hang_up:
            writer.close()
            return
        if reply.startswith(b"2"):
            self.taken.append(Taken(mail, rcpt, content))
        if b"reply" in self.hang_up:
            writer.close()
            return
        writer.write(reply)

    @staticmethod
    async def _content(reader: asyncio.StreamReader) -> bytes:
        lines = []
        while (line := await reader.readuntil(b"\r\n")) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def _answer(self, line: bytes) -> bytes:
        return next((reply for start, reply in self.answers.items() if line.startswith(start)), b"")

    def _usual(self, verb: bytes) -> bytes:
        if verb == b"EHLO":
            lines = ["next.example", *self.features]
            last = len(lines) - 1
            return b"".join(
                f"250{' ' if n == last else '-'}{one}\r\n".encode() for n, one in enumerate(lines)
            )
        return {b"DATA": b"354 go on\r\n", b"QUIT": b"221 2.0.0 bye\r\n"}.get(verb, b"250 2.0.0 Ok\r\n")
