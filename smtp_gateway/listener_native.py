"""The default listener: an `asyncio.Protocol` around the session core.

A limit on connections, a limit on silence (per read, not per message: a slow steady sender is
never cut), and back-pressure both ways: reading stops while a client floods us with pipelined
commands during a decision; reading and answering stop while a client does not read.
"""

import asyncio
from typing import cast

from smtp_gateway import replies
from smtp_gateway.dialogue import Dialogue
from smtp_gateway.handler import Handler
from smtp_gateway.listener import Connections, ListenerOptions
from smtp_gateway.smtp.events import Peer
from smtp_gateway.smtp.session import Session

_PIPELINED_MAX = 256 * 1024  # octets held while a message is decided
_LINGER = 5.0  # seconds that a client has to close after our last octet


class _Connection(asyncio.Protocol):
    def __init__(self, listener: "NativeListener") -> None:
        self._listener = listener
        self._transport: asyncio.Transport | None = None
        self._dialogue: Dialogue | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._closing = False
        self._seen_eof = False
        self._full = False  # the client does not read what we wrote
        self._waiter: asyncio.Task[None] | None = None  # for the end of a decision during a flood

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        name = transport.get_extra_info("peername") or ("", 0)
        peer = Peer(str(name[0]), int(name[1]))
        if not self._listener.connections.admit(self):
            self._transport.write(replies.TOO_MANY_CONNECTIONS)
            self._transport.close()
            return
        session = Session(self._listener.options.session_for(peer), peer)
        self._dialogue = Dialogue(session, self._listener.handler, self._transport.write, self._close)
        self._dialogue.start()
        self._rearm()

    def data_received(self, data: bytes) -> None:
        if self._dialogue is None or self._closing:
            return
        self._rearm()
        self._dialogue.feed(data)
        if self._flooded(self._dialogue):
            self._throttle()

    def eof_received(self) -> bool:
        self._seen_eof = True
        if self._dialogue is None:
            return False
        self._dialogue.eof()
        return not self._closing  # keep our side open until the reply has gone out

    def connection_lost(self, _error: Exception | None) -> None:
        if self._timer:
            self._timer.cancel()
        if self._dialogue is not None:
            self._dialogue.lost()
        self._listener.connections.dismiss(self)

    def pause_writing(self) -> None:
        self._full = True
        if self._dialogue:
            self._dialogue.pause()
        self._throttle()

    def resume_writing(self) -> None:
        self._full = False
        if not self._closing:
            self._rearm()
        if self._dialogue:
            self._dialogue.resume()
        self._throttle()

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
        if self._transport:
            self._transport.abort()

    @staticmethod
    def _flooded(dialogue: Dialogue) -> bool:
        return dialogue.deciding and dialogue.buffered > _PIPELINED_MAX

    def _throttle(self) -> None:
        """Read no more while the client does not read itself, or has sent enough behind a message."""
        if self._transport is None or self._dialogue is None or self._transport.is_closing():
            return
        flooded = self._flooded(self._dialogue)
        if not self._full and not flooded:
            self._transport.resume_reading()
            return
        self._transport.pause_reading()
        if flooded and self._waiter is None:
            self._waiter = asyncio.get_running_loop().create_task(self._read_on(self._dialogue))

    async def _read_on(self, dialogue: Dialogue) -> None:
        while self._flooded(dialogue):
            await dialogue.wait()
        self._waiter = None
        self._throttle()

    def _close(self) -> None:
        """Close our side and let the client close its own, which tells that it has read everything."""
        if self._closing or self._transport is None:
            return
        self._closing = True
        if self._seen_eof or not self._transport.can_write_eof():
            self._transport.close()
            return
        try:
            self._transport.write_eof()
        except OSError:  # it has gone at this very moment
            self._transport.abort()
            return
        self._rearm(_LINGER)

    def _rearm(self, seconds: float = 0.0) -> None:
        if self._timer:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(seconds or self._listener.options.read_timeout, self._silent)

    def _silent(self) -> None:
        if self._transport is None:
            return
        if self._closing:
            self._transport.abort()
        elif self._dialogue and self._dialogue.deciding:
            self._rearm()
        elif self._dialogue:
            self._dialogue.end(replies.IDLE)
            if not self._closing:  # it could not even be told
                self._transport.abort()


class NativeListener:
    """Listens on one address and hands each message to `handler`."""

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
        self._server = await loop.create_server(lambda: _Connection(self), host, port, backlog=512)
        taken = self._server.sockets[0].getsockname()
        return str(taken[0]), int(taken[1])

    async def stop(self) -> None:
        """Take no more connections, answer what is being decided, close the rest with 421."""
        if self._server is not None:
            self._server.close()
        await self.connections.end()
