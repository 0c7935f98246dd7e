"""The second listener: a hardened subclass of `aiosmtpd.smtp.SMTP` behind the same handler interface.

aiosmtpd keeps the connection (its StreamReader with flow control); addresses, parameters, the state
of the transaction, the end of data and every reply come from our session core, because aiosmtpd
1.4.6 decodes encoded words in addresses, keeps recipients after a fault, answers faults 500, cuts
slow senders and holds whole messages in memory.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar, cast

from aiosmtpd.smtp import SMTP

from smtp_gateway import replies
from smtp_gateway.dialogue import Dialogue
from smtp_gateway.handler import Handler
from smtp_gateway.listener import Connections, ListenerOptions
from smtp_gateway.smtp.events import Peer
from smtp_gateway.smtp.session import Session

_BLOCK = 256 * 1024  # octets read at a time
_LINGER = 5.0  # seconds that a client has to close after our last octet

_T = TypeVar("_T")


class _Nothing:
    """aiosmtpd wants a handler; ours stands behind the dialogue."""


class HardenedSMTP(SMTP):
    """One connection."""

    def __init__(self, listener: "AiosmtpdListener") -> None:
        super().__init__(_Nothing(), hostname="localhost", loop=asyncio.get_running_loop())
        self._listener = listener
        self._dialogue: Dialogue | None = None
        self._ending = False

    def connection_lost(self, error: Exception | None) -> None:
        """Let a decision under way go on: aiosmtpd would cancel it, after a commit too."""
        self._handler_coroutine = cast("asyncio.Task[None]", _Uncancelled())
        super().connection_lost(error)
        if self._dialogue is not None:
            self._dialogue.lost()
        self._listener.connections.dismiss(self)

    def eof_received(self) -> bool:
        """Keep our side open: the reply to a message is still to come."""
        self._reader.feed_eof()
        return True

    def _timeout_cb(self) -> None:
        """Time limits are per read, in `_handle_client`."""

    async def _handle_client(self) -> None:
        """Serve the connection in place of aiosmtpd's command loop."""
        name = self._writer.get_extra_info("peername") or ("", 0)
        peer = Peer(str(name[0]), int(name[1]))
        if not self._listener.connections.admit(self):
            self._writer.write(replies.TOO_MANY_CONNECTIONS)
            self._writer.close()
            return
        session = Session(self._listener.options.session_for(peer), peer)
        self._dialogue = Dialogue(session, self._listener.handler, self._writer.write, self._close)
        self._dialogue.start()
        try:
            await self._converse(self._dialogue)
            await self._in_time(self._writer.wait_closed())
        except TimeoutError:  # it does not read what we wrote
            self.abort()
        except (OSError, asyncio.CancelledError):
            self._dialogue.lost()

    async def _converse(self, dialogue: Dialogue) -> None:
        """Feed what comes; never read on while a client that pipelines waits for a decision."""
        while not self._ending:
            octets = await self._read(dialogue)
            if octets is None:
                continue
            if not octets:
                dialogue.eof()
                while dialogue.deciding:
                    await dialogue.wait()
                self._writer.close()
                return
            dialogue.feed(octets)
            await self._in_time(self._writer.drain())
            while dialogue.deciding and dialogue.buffered > _BLOCK:
                await dialogue.wait()
        await self._linger(dialogue)

    async def _read(self, dialogue: Dialogue) -> bytes | None:
        """Return the next octets, b'' at the end, None after a silence; raises OSError when it broke."""
        try:
            return bytes(await self._in_time(self._reader.read(_BLOCK)))
        except TimeoutError:
            if self._reader.exception() is not None:  # the network's own time-out, not ours
                raise
            if not dialogue.deciding:
                dialogue.end(replies.IDLE)
            return None

    async def _linger(self, dialogue: Dialogue) -> None:
        """Wait for the client to close its side, which tells that it has read everything.

        Raises:
            TimeoutError: it does not.
        """
        async with asyncio.timeout(_LINGER):
            while await self._reader.read(_BLOCK):
                pass
        dialogue.eof()
        self._writer.close()

    async def _in_time(self, step: Coroutine[None, None, _T]) -> _T:
        """Wait for one step of the client; raises TimeoutError when it takes too long."""
        async with asyncio.timeout(self._listener.options.read_timeout):
            return await step

    def _close(self) -> None:
        if self._ending or self._writer.is_closing():
            return
        self._ending = True
        if self._reader.at_eof() or not self._writer.can_write_eof():
            self._writer.close()
            return
        try:
            self._writer.write_eof()
        except OSError:  # it has gone at this very moment
            self.abort()

    def end(self) -> None:
        """Say 421, after the reply to a message that is being decided."""
        if self._dialogue:
            self._dialogue.end(replies.SHUTTING_DOWN)

    async def decided(self) -> None:
        """Wait for the message that is being decided."""
        if self._dialogue:
            await self._dialogue.wait()

    def abort(self) -> None:
        """Break the connection off."""
        self._writer.transport.abort()


class _Uncancelled:
    """Stands in for the task that aiosmtpd cancels when a connection ends."""

    def cancel(self) -> None:
        """Do nothing."""


class AiosmtpdListener:
    """Listens on one address with aiosmtpd and hands each message to `handler`."""

    def __init__(self, options: ListenerOptions, handler: Handler) -> None:
        self.options = options
        self.handler = handler
        self._server: asyncio.Server | None = None
        self.connections = Connections(options.connections_max)

    async def start(self, host: str, port: int) -> tuple[str, int]:
        """Listen; return the address that was really taken (port 0 takes a free one).

        Raises:
            OSError: the port is taken or the address is not ours.
        """
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: HardenedSMTP(self), host, port, backlog=512)
        taken: Any = self._server.sockets[0].getsockname()
        return str(taken[0]), int(taken[1])

    async def stop(self) -> None:
        """Take no more connections, answer what is being decided, close the rest with 421."""
        if self._server is not None:
            self._server.close()
        await self.connections.end()
