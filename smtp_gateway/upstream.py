"""The next hop (RFC 5321): hands letters over from the spool and keeps a few connections open.

MAIL and RCPT go out in one write, the message follows in blocks of 256 KiB with dots stuffed on
the way, and the last dot is sent only if it is still wanted at that very moment: before it
nothing was taken, after it the next hop may have. A kept connection that turns out to be closed
is replaced without anybody noticing, as long as nothing was said on it.
"""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from smtp_gateway import letter as letters
from smtp_gateway import replies
from smtp_gateway.letter import Letter
from smtp_gateway.settings import UpstreamTable
from smtp_gateway.smtp.data_reader import DotStuffer
from smtp_gateway.smtp.xforward import NAMES
from smtp_gateway.upstream_connection import UpstreamAway, UpstreamConnection, connect

_BLOCK = 256 * 1024  # octets


class Answer(msgspec.Struct, frozen=True):
    """What the next hop said: one reply a recipient, and the one to the message ('' if not asked)."""

    recipients: tuple[bytes, ...]
    final: bytes

    @property
    def taken(self) -> bool:
        """Whether it has taken the message for the accepted recipients."""
        return self.final.startswith(b"2")


class NotWanted(Exception):
    """The caller changed its mind before the last dot; the next hop has taken nothing."""


def always(_replies: tuple[bytes, ...] = ()) -> bool:
    """Go on, whatever was said."""
    return True


class Upstream:
    """The next hop named in the settings."""

    def __init__(self, settings: UpstreamTable, hostname: str) -> None:
        self._settings = settings
        self._hostname = hostname
        self._idle: list[tuple[float, UpstreamConnection]] = []
        self.features: dict[str, str] | None = None  # of its last EHLO reply

    async def deliver(
        self,
        letter: Letter,
        path: Path,
        *,
        go_on: Callable[[tuple[bytes, ...]], bool] = always,
        before_dot: Callable[[], bool] = always,
    ) -> Answer:
        """Offer a letter whose content is the file `path`.

        `go_on` is asked with the replies to RCPT whether the message is to be sent; `before_dot`
        at the last moment at which the next hop has taken nothing yet.

        Raises:
            UpstreamAway: not reachable or gone; nothing was taken, unless it left after the dot.
            NotWanted: `before_dot` said no.
        """
        connection = await self._take(letter)
        try:
            answer = await self._offer(connection, letter, path, go_on, before_dot)
        except BaseException:
            connection.abort()
            raise
        await self._give_back(connection, answer)
        return answer

    async def probe(self) -> None:
        """Learn what the next hop offers.

        Raises:
            UpstreamAway: it does not answer.
        """
        connection = await self._connect()
        await connection.quit()

    async def close(self) -> None:
        """Close the kept connections."""
        idle, self._idle = self._idle, []
        await asyncio.gather(*(connection.quit() for _, connection in idle))

    async def _take(self, letter: Letter) -> UpstreamConnection:
        """Return a connection on which MAIL may follow."""
        while self._idle:
            since, connection = self._idle.pop()
            fresh = time.monotonic() - since < self._settings.idle_seconds
            if fresh and connection.alive and not (connection.forwarded and not letter.xforward):
                try:
                    if replies.code_of(await connection.ask(b"RSET\r\n", 5.0)) == 250:  # noqa: PLR2004
                        return connection
                except UpstreamAway:
                    pass
            connection.abort()
        return await self._connect()

    async def _connect(self) -> UpstreamConnection:
        where, seconds = self._settings, self._settings.connect_timeout
        connection = await connect(where.host, where.port, self._hostname, seconds)
        self.features = connection.features
        return connection

    async def _give_back(self, connection: UpstreamConnection, answer: Answer) -> None:
        reusable = not answer.final.startswith(b"421") and connection.alive
        if reusable and len(self._idle) < self._settings.idle_connections:
            self._idle.append((time.monotonic(), connection))
        else:
            await connection.quit()

    async def _offer(
        self,
        connection: UpstreamConnection,
        letter: Letter,
        path: Path,
        go_on: Callable[[tuple[bytes, ...]], bool],
        before_dot: Callable[[], bool],
    ) -> Answer:
        if lacking := _lacking(letter, connection.features):
            return _same(letter, lacking)
        await self._forward(connection, letter)
        seconds = self._settings.command_timeout
        features = connection.features
        commands = [letters.mail_command(letter, features)]
        commands += [letters.recipient_command(recipient, features) for recipient in letter.recipients]
        mail, *given = await connection.ask_all(commands, seconds)
        if not mail.startswith(b"2"):
            return await self._reset(connection, _same(letter, mail))
        said = tuple(given)
        if not any(reply.startswith(b"2") for reply in said) or not go_on(said):
            return await self._reset(connection, Answer(said, b""))
        data = await connection.ask(b"DATA\r\n", seconds)
        if not data.startswith(b"3"):
            return await self._reset(connection, Answer(said, data))
        await self._stream(connection, letter, path, before_dot)
        return Answer(said, await connection.reply(self._settings.final_timeout))

    async def _reset(self, connection: UpstreamConnection, answer: Answer) -> Answer:
        """End a transaction that came to nothing; whether that works changes nothing about the answer."""
        try:
            await connection.ask(b"RSET\r\n", self._settings.command_timeout)
        except UpstreamAway:
            connection.abort()
        return answer

    async def _forward(self, connection: UpstreamConnection, letter: Letter) -> None:
        """Pass XFORWARD on where it is understood; a refusal of it changes nothing for the mail."""
        understood = connection.features.get("XFORWARD", "").upper().split()
        if not letter.xforward or not understood:
            return
        known = dict(letter.xforward)
        words = [
            f"{name}=".encode() + known.get(name, b"[UNAVAILABLE]") for name in NAMES if name in understood
        ]
        connection.forwarded = True
        await connection.ask(b"XFORWARD " + b" ".join(words) + b"\r\n", self._settings.command_timeout)

    async def _stream(
        self, connection: UpstreamConnection, letter: Letter, path: Path, before_dot: Callable[[], bool]
    ) -> None:
        stuffer, seconds = DotStuffer(), self._settings.block_timeout
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            waiting = stuffer.feed(letter.prefix)
            offset = 0
            while block := await _read(descriptor, offset, letter.size):
                await connection.send(waiting, seconds)
                waiting = stuffer.feed(block)
                offset += len(block)
            if offset != letter.size:
                raise OSError(f"the spool file has {offset} octets, expected {letter.size}")
        finally:
            os.close(descriptor)
        if not before_dot():
            raise NotWanted
        await connection.send(waiting + stuffer.finish(), seconds)


async def _read(descriptor: int, offset: int, size: int) -> bytes:
    """Read a block; in a thread when more than a block is to be read, which may not be in memory."""
    if size <= _BLOCK:
        return os.pread(descriptor, _BLOCK, offset)
    return await asyncio.to_thread(os.pread, descriptor, _BLOCK, offset)


def _same(letter: Letter, reply: bytes) -> Answer:
    """Return the answer that gives every recipient the same refusal."""
    return Answer(tuple(reply for _ in letter.recipients), reply)


def _lacking(letter: Letter, features: dict[str, str]) -> bytes:
    """Return why this next hop cannot take the letter at all, b'' if it can."""
    if letter.utf8 and "SMTPUTF8" not in features:
        return replies.UPSTREAM_LACKS_UTF8
    if letter.eight_bit and features and "8BITMIME" not in features:
        return replies.UPSTREAM_LACKS_8BIT
    limit = features.get("SIZE", "")
    total = letter.size + len(letter.prefix)
    if limit.isdigit() and 0 < int(limit) < total:
        return replies.too_large(int(limit))
    return b""
