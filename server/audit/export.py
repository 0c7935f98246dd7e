"""The form in which the audit log leaves the console, for checking it anywhere.

A text of JSON lines: first `{"format","origin","public_key","checkpoint"}`, then one line
`{"sequence","entry"}` for each entry, `entry` being the very text that was hashed.
"""

import base64
from collections.abc import Iterable

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from server.audit.checkpoint import ORIGIN
from server.audit.store import Head

FORMAT = "ashseal-audit-export-1"


def render(head: Head | None, bodies: Iterable[tuple[int, bytes]], key: Ed25519PublicKey) -> bytes:
    """Return the export of a log with its newest signed head."""
    first = {
        "format": FORMAT,
        "origin": ORIGIN,
        "public_key": base64.b64encode(key.public_bytes_raw()).decode(),
        "checkpoint": head.note if head else "",
    }
    lines = [msgspec.json.encode(first)]
    lines += [
        msgspec.json.encode({"sequence": sequence, "entry": body.decode()}) for sequence, body in bodies
    ]
    return b"\n".join(lines) + b"\n"
