"""One connection to the next hop: commands out, replies in, each with its own time limit.

A reply is kept as the octets that came, so that it can be passed on byte for byte; only a line end
that is a bare LF, behind which a client would wait for ever, becomes CR LF.
"""

import asyncio
import contextlib
from collections.abc import Sequence

from smtp_gateway import replies

_REPLY_LINES_MAX = 200
_LINE_MAX = 8192  # octets; RFC 5321 §4.5.3.1.5 asks for 512


class UpstreamAway(Exception):
    """The next hop cannot be talked to; `reply` is what it said last, if anything."""

    def __init__(self, reason: str, reply: bytes = b"") -> None:
        super().__init__(reason)
        self.reply = reply


class UpstreamConnection:
    """An open dialogue. `features` are the extensions of its EHLO reply with their parameters."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.features: dict[str, str] = {}
        self.forwarded = False  # XFORWARD was said here

    @property
    def alive(self) -> bool:
        """Whether nothing speaks against using it: still open, and silent."""
        quiet = not self._reader.at_eof() and not getattr(self._reader, "_buffer", b"")
        return quiet and not self._writer.is_closing()

    async def greet(self, hostname: str, seconds: float) -> None:
        """Read the banner and say EHLO, HELO if that is refused.

        Raises:
            UpstreamAway: no 220, or no 250.
        """
        banner = await self.reply(seconds)
        if replies.code_of(banner) != 220:  # noqa: PLR2004 (RFC 5321)
            raise UpstreamAway("no greeting")
        hello = await self.ask(b"EHLO " + hostname.encode() + b"\r\n", seconds)
        if replies.code_of(hello) == 250:  # noqa: PLR2004
            self.features = _features(hello)
            return
        hello = await self.ask(b"HELO " + hostname.encode() + b"\r\n", seconds)
        if replies.code_of(hello) != 250:  # noqa: PLR2004
            raise UpstreamAway("no hello")

    async def ask(self, command: bytes, seconds: float) -> bytes:
        """Send one command and return its reply.

        Raises:
            UpstreamAway: closed or silent for `seconds`.
        """
        await self.send(command, seconds)
        return await self.reply(seconds)

    async def ask_all(self, commands: Sequence[bytes], seconds: float) -> list[bytes]:
        """Send several commands, at once where PIPELINING (RFC 2920) is offered; return the replies.

        Raises:
            UpstreamAway: closed or silent for `seconds`; why, if it has refused the first command.
        """
        at_once = "PIPELINING" in self.features
        said: list[bytes] = []
        try:
            if at_once:
                await self.send(b"".join(commands), seconds)
            for command in commands:
                if not at_once:
                    await self.send(command, seconds)
                said.append(await self.reply(seconds))
        except UpstreamAway as away:
            why = said[0] if said and replies.code_of(said[0]) >= 400 else b""  # noqa: PLR2004
            raise UpstreamAway(str(away), away.reply or why) from None
        return said

    async def send(self, octets: bytes, seconds: float) -> None:
        """Write, waiting while the next hop is slower than we are.

        Raises:
            UpstreamAway: closed or not reading for `seconds`.
        """
        try:
            self._writer.write(octets)
            async with asyncio.timeout(seconds):
                await self._writer.drain()
        except (OSError, TimeoutError) as error:
            raise UpstreamAway(type(error).__name__, self._last_words()) from None

    async def reply(self, seconds: float) -> bytes:
        """Return the next reply, all its lines.

        Raises:
            UpstreamAway: closed, silent for `seconds`, or not SMTP.
        """
        lines: list[bytes] = []
        try:
            async with asyncio.timeout(seconds):
                while len(lines) < _REPLY_LINES_MAX:
                    line = await self._reader.readuntil(b"\n")
                    lines.append(line if line.endswith(b"\r\n") else line[:-1] + b"\r\n")
                    if not line[:3].isdigit() or line[:3] != lines[0][:3] or len(line) > _LINE_MAX:
                        break
                    if line[3:4] != b"-":
                        return b"".join(lines)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            raise UpstreamAway(type(error).__name__) from None
        raise UpstreamAway("not an SMTP reply")

    def _last_words(self) -> bytes:
        """Return a reply that came while we were writing, such as a 421 before the hang-up."""
        waiting = bytes(getattr(self._reader, "_buffer", b""))
        end = waiting.rfind(b"\r\n")
        said = waiting[: end + 2] if end >= 0 else b""
        return said if replies.code_of(said) >= 400 else b""  # noqa: PLR2004

    async def quit(self) -> None:
        """Say QUIT and close; never raises."""
        with contextlib.suppress(UpstreamAway):
            await self.ask(b"QUIT\r\n", 2.0)
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()

    def abort(self) -> None:
        """Close at once, so that a message without its final dot is not taken."""
        self._writer.transport.abort()


async def connect(host: str, port: int, hostname: str, seconds: float) -> UpstreamConnection:
    """Open a connection and greet.

    Raises:
        UpstreamAway: nobody answers, or not as an SMTP server does.
    """
    try:
        async with asyncio.timeout(seconds):
            reader, writer = await asyncio.open_connection(host, port)
    except (OSError, TimeoutError) as error:
        raise UpstreamAway(type(error).__name__) from None
    connection = UpstreamConnection(reader, writer)
    try:
        await connection.greet(hostname, seconds)
    except BaseException:
        connection.abort()
        raise
    return connection


def _features(hello: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in hello.splitlines()[1:]:
        keyword, _, parameters = line[4:].decode("ascii", "replace").strip().partition(" ")
        found[keyword.upper()] = parameters
    return found
