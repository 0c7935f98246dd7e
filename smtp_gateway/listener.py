"""What both listeners share: their options and their interface."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from smtp_gateway import replies
from smtp_gateway.clients import AllowedClients
from smtp_gateway.smtp.events import Peer
from smtp_gateway.smtp.options import SessionOptions


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


class Listener(Protocol):
    """A listening SMTP server."""

    async def start(self, host: str, port: int) -> tuple[str, int]:
        """Listen and return the address taken; raises OSError when the port is taken."""

    async def stop(self) -> None:
        """Stop listening, answer what is being decided, close the rest."""
