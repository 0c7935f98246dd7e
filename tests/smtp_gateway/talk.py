"""A client that says exactly what a test tells it to, octet by octet."""

import asyncio
from types import TracebackType
from typing import Self


class Talk:
    """One connection; an asynchronous context manager that has read the banner."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self.banner = b""

    async def __aenter__(self) -> Self:
        self.reader, self.writer = await asyncio.open_connection(*self._address)
        self.banner = await self.reply()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.writer.close()

    async def reply(self, seconds: float = 20.0) -> bytes:
        """Return the next reply, all its lines; b'' when the server has closed."""
        lines = []
        async with asyncio.timeout(seconds):
            while True:
                line = await self.reader.readline()
                lines.append(line)
                if line[3:4] != b"-":
                    return b"".join(lines)

    def send(self, octets: bytes) -> None:
        """Send raw octets."""
        self.writer.write(octets)

    async def say(self, line: bytes) -> bytes:
        """Send a command line and return its reply."""
        self.send(line + b"\r\n")
        return await self.reply()

    async def hello(self) -> bytes:
        """Say EHLO."""
        return await self.say(b"EHLO client.example")

    async def mail(self, content: bytes, *to: bytes, sender: bytes = b"li@bank.example") -> bytes:
        """Send a whole message with DATA and return the last reply; raises if a step before is refused."""
        await self.say(b"EHLO client.example")
        steps = [
            b"MAIL FROM:<" + sender + b">",
            *(b"RCPT TO:<" + one + b">" for one in to or (b"wang@x.example",)),
        ]
        for step in steps:
            reply = await self.say(step)
            if not reply.startswith(b"2"):
                return reply
        reply = await self.say(b"DATA")
        if not reply.startswith(b"3"):
            return reply
        self.send(content.replace(b"\r\n.", b"\r\n..") + b".\r\n")
        return await self.reply()

    def cut(self) -> None:
        """Break the connection off (RST)."""
        self.writer.transport.abort()
