"""Transfer encodings (RFC 2045) of bodies that are to be written again: strict, and proved by reading back."""

import base64
import binascii
import re

_IDENTITY = frozenset({"", "7bit", "8bit", "binary"})
_COLUMNS = 76
_BLANKS = re.compile(rb"[ \t\r\n]+")


def is_identity(encoding: str) -> bool:
    """Say whether an encoding leaves octets as they are."""
    return encoding in _IDENTITY


def decoded(raw: bytes, encoding: str) -> bytes | None:
    """Return the octets of a body; None if it is damaged, or its encoding none that is written here."""
    if is_identity(encoding):
        return raw
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw)
    if encoding != "base64":
        return None
    try:
        return base64.b64decode(_BLANKS.sub(b"", raw), validate=True)
    except binascii.Error:
        return None


def encoded(octets: bytes, encoding: str, like: bytes) -> bytes | None:
    """Return the body of octets, ending in blank lines as the body `like` did; None if it cannot carry them."""
    if is_identity(encoding):
        return octets
    if encoding == "quoted-printable":
        raw = b"\r\n".join(_quoted(line) for line in octets.split(b"\r\n"))
    else:
        packed = base64.b64encode(octets)
        lines = [packed[at : at + _COLUMNS] for at in range(0, len(packed), _COLUMNS)]
        raw = b"\r\n".join(lines) + like[len(like.rstrip()) :]
    return raw if decoded(raw, encoding) == octets else None


def _quoted(line: bytes) -> bytes:
    return binascii.b2a_qp(line, istext=False).replace(b"=\n", b"=\r\n")
