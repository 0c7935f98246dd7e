"""What both listeners share: their options and their interface."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Protocol

import msgspec

from smtp_gateway import replies
from smtp_gateway.clients import AllowedClients
from smtp_gateway.smtp.events import Peer
from smtp_gateway.smtp.options import SessionOptions

_PARTING = 2.0  # seconds that clients have to close after a 421


class ListenerOptions:
    """Limits of a listener and of each of its sessions; durations in seconds."""

    def __init__(
        self,
        session: SessionOptions,
        clients: AllowedClients,
        *,
        connections_max: int = 500,
        read_timeout: float = 300.0,
        utf8: Callable[[], bool] = lambda: True,
    ) -> None:
        self._session = session
        self._clients = clients
        self.connections_max = connections_max
        self.read_timeout = read_timeout
        self._utf8 = utf8

    def session_for(self, peer: Peer) -> SessionOptions:
        """Return the options for one client; a stranger gets a session that refuses all mail."""
        if self._clients.serves(peer.address):
            return msgspec.structs.replace(self._session, utf8=self._utf8())
        return msgspec.structs.replace(self._session, refusal=replies.stranger(peer.address))


class Connection(Protocol):
    """One connection of a listener."""

    def end(self) -> None:
        """Say 421, after the reply to a message that is being decided."""

    async def decided(self) -> None:
        """Wait for the message that is being decided."""

    def abort(self) -> None:
        """Break the connection off."""


class Connections:
    """The open connections of one listener, counted, and ended together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: set[Connection] = set()
        self._changed = asyncio.Event()

    def admit(self, connection: Connection) -> bool:
        """Count a connection in; False when there are too many."""
        if len(self._open) >= self._most:
            return False
        self._open.add(connection)
        return True

    def dismiss(self, connection: Connection) -> None:
        """Count a connection out."""
        self._open.discard(connection)
        self._changed.set()

    async def end(self) -> None:
        """Answer what is being decided, say 421 to all, and break off who stays for too long."""
        waiting = list(self._open)
        for connection in waiting:
            connection.end()
        await asyncio.gather(*(connection.decided() for connection in waiting))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PARTING):
                await self._gone()
        for connection in list(self._open):
            connection.abort()
        await asyncio.sleep(0)  # lets the loop close what was broken off

    async def _gone(self) -> None:
        while self._open:
            self._changed.clear()
            await self._changed.wait()


class Listener(Protocol):
    """A listening SMTP server."""

    async def start(self, host: str, port: int) -> tuple[str, int]:
        """Listen and return the address taken; raises OSError when the port is taken."""

    async def stop(self) -> None:
        """Stop listening, answer what is being decided, close the rest."""
