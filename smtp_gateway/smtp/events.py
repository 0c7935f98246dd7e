"""What the session core asks its edge to do, one action at a time, and the envelope it builds."""

import msgspec

from smtp_gateway.smtp.address import MailPath, Parameter, Recipient


class Peer(msgspec.Struct, frozen=True):
    """The client at the other end of the connection."""

    address: str
    port: int


class Envelope(msgspec.Struct, frozen=True):
    """One mail transaction as the client declared it, verbatim."""

    peer: Peer
    hello: str
    extended: bool  # EHLO, not HELO
    sender: MailPath
    sender_parameters: tuple[Parameter, ...]
    recipients: tuple[Recipient, ...]
    xforward: tuple[tuple[str, bytes], ...] = ()

    @property
    def utf8(self) -> bool:
        """Whether the transaction declared SMTPUTF8."""
        return any(parameter.name == "SMTPUTF8" for parameter in self.sender_parameters)


class Send(msgspec.Struct, frozen=True):
    """Write these octets to the client; `final` marks the answer to a whole message."""

    octets: bytes
    final: bool = False


class Open(msgspec.Struct, frozen=True):
    """Open storage for a message, then call `opened` or `not_opened` before the next action."""

    envelope: Envelope


class Write(msgspec.Struct, frozen=True):
    """Append these octets of the message; call `body_failed` when they could not be kept."""

    octets: bytes


class Finish(msgspec.Struct, frozen=True):
    """The message is complete: decide on it and call `answered` with the reply."""


class Abandon(msgspec.Struct, frozen=True):
    """Throw the open message away."""


class Close(msgspec.Struct, frozen=True):
    """Close the connection once what was written has gone out."""


Action = Send | Open | Write | Finish | Abandon | Close
