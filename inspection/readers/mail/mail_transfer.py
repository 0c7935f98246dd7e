"""Transfer encodings (RFC 2045, uuencode): what a body says once decoded, in every doubtful way.

Each mail program repairs damage in its own way. Where the claim is plain and the body keeps to
it, there is one reading. Where there are two claims, an unknown one, or a body that does not
keep to its claim, all readings are inspected.
"""

import binascii
import re
from collections.abc import Iterator
from contextlib import suppress

import msgspec

from inspection import base64_digits

_IDENTITY = frozenset({"", "7bit", "8bit", "binary", "7-bit", "8-bit"})
_UU = frozenset({"x-uuencode", "uuencode", "x-uue", "uue"})
_BLANK = b" \t\r\n\v\f\0"
_BASE64_ONLY = re.compile(rb"[A-Za-z0-9+/]*={0,2}")
_JUNK = re.compile(rb"[^A-Za-z0-9+/=]+")
_BASE64_LINE = re.compile(rb"\s*[A-Za-z0-9+/]{16,}={0,2}\s*(?:\n|\Z)")  # what an unnamed encoding starts with
UU_BLOCK = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]*)\r?\n(.*?)(?:^end\b|\Z)", re.MULTILINE | re.DOTALL)
_SOFT_BROKEN = re.compile(rb"[^=\s]=[ \t]*\r?\n")  # a line of nothing but this is drawn with them
_FLOWED_BREAK = re.compile(rb"(?<!^--) \r?\n(?:>+ ?)?", re.MULTILINE)  # "-- " opens a signature
_SOFT_BREAK = re.compile(rb"=[ \t]*(?:\r?\n|\r)")  # blanks were added on the way (RFC 2045 6.7)


class Decoded(msgspec.Struct, frozen=True):
    """The likeliest reading, further ones, and whether the body broke its encoding's rules."""

    primary: bytes
    others: tuple[bytes, ...] = ()
    damaged: bool = False


def decode(body: bytes, claims: list[str]) -> Decoded:
    """Decode `body` by the transfer encodings that its header claims, none, one or several."""
    known = [claim for claim in dict.fromkeys(claims) if _is_known(claim)]
    if not known or (len(known) == 1 and known[0] in _IDENTITY):
        doubtful = _BASE64_LINE.match(body) or (not known and (claims or _SOFT_BROKEN.search(body)))
        return Decoded(body, tuple(_guesses(body)) if doubtful else ())
    results = [_decode_one(body, claim) for claim in known]
    others = [piece for result in results for piece in (result.primary, *result.others)][1:]
    damaged = any(result.damaged for result in results)
    if damaged or len(claims) > 1:
        others.append(body)
    return Decoded(results[0].primary, tuple(dict.fromkeys(others)), damaged and len(known) == 1)


def is_coded(claim: str) -> bool:
    """Say whether a claim names an encoding that changes what the octets look like."""
    return _is_known(claim) and claim not in _IDENTITY


def unflowed(text: bytes, *, delete_space: bool) -> bytes:
    """Join the lines that `format=flowed` broke at a blank (RFC 3676), quoted ones without their marks."""
    return _FLOWED_BREAK.sub(b"" if delete_space else b" ", text)


def _is_known(claim: str) -> bool:
    return claim in _IDENTITY or claim in _UU or claim in {"base64", "quoted-printable"}


def _decode_one(body: bytes, claim: str) -> Decoded:
    if claim == "base64":
        return base64_decoded(body)
    if claim == "quoted-printable":
        return Decoded(_quoted_printable(body))
    if claim in _UU:
        block = UU_BLOCK.search(body)
        return Decoded(uudecoded(block[2]) if block else uudecoded(body), damaged=block is None)
    return Decoded(body)


def _guesses(body: bytes) -> Iterator[bytes]:
    """Read a body whose claim nobody knows as each encoding it could be."""
    packed = body.translate(None, _BLANK)
    if packed and _BASE64_ONLY.fullmatch(packed):
        yield base64_decoded(body).primary
    if re.search(rb"=[0-9A-Fa-f]{2}", body) or _SOFT_BROKEN.search(body):
        yield _quoted_printable(body)


def _quoted_printable(body: bytes) -> bytes:
    """Decode quoted-printable; after a lone CR the library would drop the rest of the line."""
    return binascii.a2b_qp(_SOFT_BREAK.sub(b"", body))


def base64_decoded(body: bytes) -> Decoded:
    """Decode base64; a foreign character is dropped in one reading and counted as a digit in the other."""
    packed = body.translate(None, b" \t\r\n")
    if not packed.endswith(b"==="):  # which the library takes
        with suppress(binascii.Error):
            return Decoded(binascii.a2b_base64(packed, strict_mode=True))
    if _BASE64_ONLY.fullmatch(packed):
        return Decoded(base64_digits.decoded(packed.rstrip(b"=")), damaged=len(packed.rstrip(b"=")) % 4 == 1)
    runs = re.split(rb"=+", _JUNK.sub(b"", packed))
    dropped = b"".join(base64_digits.decoded(run) for run in runs)
    replaced = base64_digits.decoded(re.sub(rb"[^A-Za-z0-9+/]", b"A", packed))
    return Decoded(dropped, (replaced,), damaged=True)


def uudecoded(body: bytes) -> bytes:
    """Decode the lines of a uuencoded file.

    Raises:
        binascii.Error: a line has a character that no writer uses.
    """
    decoded: list[bytes] = []
    for line in body.splitlines():
        try:
            decoded.append(binascii.a2b_uu(line) if line.strip() else b"")
        except binascii.Error:  # a writer padded the line; its first octet says how much counts
            octets = (((line[0] - 32) & 63) * 4 + 5) // 3
            decoded.append(binascii.a2b_uu(line[:octets]))
    return b"".join(decoded)
