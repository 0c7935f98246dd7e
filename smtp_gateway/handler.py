"""The one interface between a listener and what happens to a message.

A listener (`listener_native`, `listener_aiosmtpd`) begins a message when its envelope is complete,
streams the octets into it, and asks for the reply at its end. Nothing holds a whole message.
"""

from typing import Protocol

from smtp_gateway.smtp.events import Envelope


class StorageFull(Exception):
    """The disk under the spool or the journal is full: 452 4.3.1, nothing was taken."""


class ClientLine(Protocol):
    """What a handler may ask about the client while it decides."""

    @property
    def gone(self) -> bool:
        """Whether the client has left without waiting for the reply."""


class Incoming(Protocol):
    """One message on its way in."""

    def write(self, octets: bytes) -> None:
        """Append octets in the normal form of `smtp.data_reader`; raises `StorageFull`."""

    def abandon(self) -> None:
        """Throw the message away; may be called at any time before `finish`."""

    async def finish(self, client: ClientLine) -> bytes:
        """Return the reply to the whole message (raw, with CR LF). It is never cancelled by the client."""

    def replied(self, *, read: bool) -> None:
        """Learn once, after `finish`, whether the client has surely read the reply."""


class Handler(Protocol):
    """What a listener needs."""

    def begin(self, envelope: Envelope) -> Incoming:
        """Open storage for a message; raises `StorageFull`."""
