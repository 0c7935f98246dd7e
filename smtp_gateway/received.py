"""The one field that we put in front of a mail (RFC 5321 §4.4), and how we know our own again.

    Received: from client.example ([192.0.2.1])
        by gateway.example (Ashseal INSTANCE MAC)
        with ESMTP id ID; Tue, 24 Nov 2026 04:00:00 +0000

The MAC (HMAC-SHA-256 over instance and id, under a key that never leaves this gateway) tells a mail
that really was here from one that only says so. A mail that was here, or passed 50 servers, loops.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from smtp_gateway.smtp.events import Envelope

HOPS_MAX = 50  # as Postfix' hopcount_limit
_MAC_DIGITS = 32
_OWN = re.compile(rb"\(Ashseal ([!-'*-~]{1,128}) ([0-9a-f]{32})\)\s+with \S+ id ([0-9A-Za-z._-]{1,64});")
_UNSAFE = re.compile(r"[^!-'*-:<-~]")


class TraceMark:
    """Writes and recognises this gateway's `Received:` fields."""

    def __init__(self, instance: str, hostname: str, key: bytes) -> None:
        self._instance = _UNSAFE.sub("_", instance)[:128] or "ashseal"
        self._hostname = hostname
        self._key = key

    def field(self, envelope: Envelope, message_id: str, now: datetime) -> bytes:
        """Return the field for one message, CRLF and folding included; `now` is aware."""
        address = envelope.peer.address
        literal = f"IPv6:{address}" if ":" in address else address
        hello = _UNSAFE.sub("?", envelope.hello)[:255]
        protocol = ("UTF8SMTP" if envelope.utf8 else "ESMTP") if envelope.extended else "SMTP"
        lines = (
            f"Received: from {hello} ([{literal}])",
            f"\tby {self._hostname} (Ashseal {self._instance} {self._mac(message_id)})",
            f"\twith {protocol} id {message_id}; {format_datetime(now)}",
        )
        return "".join(f"{line}\r\n" for line in lines).encode("ascii", "replace")

    def loops(self, hops: Sequence[bytes]) -> bool:
        """Return whether a message with these `Received:` fields was here or passed too many servers."""
        return len(hops) >= HOPS_MAX or any(self._is_own(hop) for hop in hops)

    def _is_own(self, raw: bytes) -> bool:
        found = _OWN.search(raw)
        if found is None or found[1].decode() != self._instance:
            return False
        return hmac.compare_digest(found[2].decode(), self._mac(found[3].decode()))

    def _mac(self, message_id: str) -> str:
        text = f"ashseal-received {self._instance} {message_id}".encode()
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()[:_MAC_DIGITS]
