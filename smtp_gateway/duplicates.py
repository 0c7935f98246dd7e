"""Knowing a message again that a client sends once more because it never read our reply (RFC 1047).

The fingerprint covers client, sender, sorted recipients and the content below the trace fields that
servers put on top at each attempt.
"""

import hashlib
import re
from typing import Final

from smtp_gateway.smtp.events import Envelope

_TRACE: Final = re.compile(rb"(?:received|return-path|delivered-to|x-original-to)[ \t]*:", re.IGNORECASE)
_HEAD_MAX: Final = 64 * 1024  # octets of trace fields that are left out


class ContentDigest:
    """SHA-256 of a message without the trace fields at its top; fed block by block."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._head: bytearray | None = bytearray()

    def update(self, octets: bytes) -> None:
        """Take the next octets."""
        if self._head is None:
            self._digest.update(octets)
            return
        self._head += octets
        end = _trace_end(self._head[:_HEAD_MAX])  # looks at no more, so that blocks may be cut anywhere
        if end is not None or len(self._head) >= _HEAD_MAX:
            self._start(end or 0)

    def fingerprint(self, envelope: Envelope) -> bytes:
        """Return the fingerprint of the whole message under its envelope."""
        if self._head is not None:
            self._start(0)
        recipients = sorted(recipient.path.raw for recipient in envelope.recipients)
        parts = [envelope.peer.address.encode(), envelope.sender.raw, *recipients]
        named = hashlib.sha256(b"".join(b"%d:%s" % (len(part), part) for part in parts))
        named.update(self._digest.digest())
        return named.digest()

    def _start(self, skip: int) -> None:
        self._digest.update(memoryview(self._head or b"")[skip:])
        self._head = None


def _trace_end(head: bytearray) -> int | None:
    """Return where the first line begins that is no trace field, None when it has not come yet."""
    at = 0
    while (end := head.find(b"\n", at)) >= 0:
        line = bytes(head[at : end + 1])
        if not (_TRACE.match(line) or (at and line[:1] in b" \t")):
            return at
        at = end + 1
    return None
