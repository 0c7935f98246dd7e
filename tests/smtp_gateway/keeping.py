"""A handler that keeps what a listener does to it, and waits or fails where a test wants it to."""

import asyncio
from dataclasses import dataclass, field

from smtp_gateway.handler import ClientLine, Incoming
from smtp_gateway.smtp.events import Envelope

REPLY = b"250-2.0.0 two\r\n250 2.0.0 lines\r\n"


@dataclass
class Kept:
    """One message: the calls in their order, and its content."""

    handler: "KeepingHandler"
    envelope: Envelope
    calls: list[str] = field(default_factory=list)
    content: bytes = b""
    gone: bool | None = None  # what the client was said to be at the end of the decision

    def write(self, octets: bytes) -> None:
        self.calls += [] if self.calls[-1:] == ["write"] else ["write"]
        self.content += octets
        self.handler.fail("write")

    def abandon(self) -> None:
        self.calls.append("abandon")

    async def finish(self, client: ClientLine) -> bytes:
        self.calls.append("finish")
        self.handler.deciding += 1
        await self.handler.gate.wait()
        self.gone = client.gone
        self.handler.fail("finish")
        self.calls.append("decided")
        return self.handler.reply

    def replied(self, *, read: bool) -> None:
        self.calls.append("read" if read else "unread")


@dataclass
class KeepingHandler:
    """Keeps `messages`; `faults` maps the name of a call to what it raises; a closed `gate` delays decisions."""

    messages: list[Kept] = field(default_factory=list)
    faults: dict[str, Exception] = field(default_factory=dict)
    reply: bytes = REPLY
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    deciding: int = 0  # decisions begun

    def __post_init__(self) -> None:
        self.gate.set()

    def begin(self, envelope: Envelope) -> Incoming:
        self.fail("begin")
        self.messages.append(Kept(self, envelope))
        return self.messages[-1]

    def fail(self, call: str) -> None:
        if call in self.faults:
            raise self.faults[call]

    @property
    def calls(self) -> list[list[str]]:
        """The calls of each message."""
        return [message.calls for message in self.messages]
