"""The little HTTP that the machines' port needs: bounded bodies in, one answer out."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

import msgspec

REASON_MAX = 1000
_RETRY_SECONDS = b"5"
DRAINED_MAX = 1024 * 1024  # octets over a limit that are read and thrown away

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True)
class Answer:
    """Status and JSON body of an answer."""

    status: int
    body: bytes


class Refused(Exception):
    """A request that is answered with a 4xx status and a reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def refusal(status: int, reason: str) -> Answer:
    """Return the answer `{"error": reason}`."""
    return Answer(status, msgspec.json.encode({"error": reason[:REASON_MAX]}))


async def read_body(scope: MutableMapping[str, Any], receive: Receive, limit: int) -> bytes:
    """Return the body of a request of at most `limit` octets.

    A little more is read and thrown away, so that whoever still sends it hears the answer; of what
    is larger than that nothing more is read.

    Raises:
        Refused: 413 too large, 400 the client went away.
    """
    declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    too_large = Refused(413, f"at most {limit} octets are read here")
    if int(declared) > limit + DRAINED_MAX:  # h11 lets digits pass only
        raise too_large
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "the request was cut off")
        piece: bytes = message.get("body", b"")
        size += len(piece)
        if size > limit + DRAINED_MAX:
            raise too_large
        if size <= limit:
            pieces.append(piece)
        if not message.get("more_body", False):
            break
    if size > limit:
        raise too_large
    return b"".join(pieces)


async def send_answer(send: Send, answer: Answer) -> None:
    """Send status, headers and body."""
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(answer.body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    if answer.status == 503:  # noqa: PLR2004 - RFC 9110 15.6.4
        headers.append((b"retry-after", _RETRY_SECONDS))
    if answer.status == 413:  # noqa: PLR2004 - the rest of the body is not read
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
