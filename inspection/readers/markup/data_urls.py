"""Files that stand in a text as `data:` URLs (RFC 2397), opened as the files they are."""

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from inspection.segment import Place, Segment, step
from inspection.walker import Hint, Walk

_BASE64 = r"[A-Za-z0-9+/=_%\s-]*"  # line ends may stand in it, and percent codes for plus and equal signs
_URL = re.compile(
    r"data:(?P<type>[\w.+-]{1,80}/[\w.+-]{1,80})?(?P<parameters>(?:;[\w-]{1,40}=[^;,\s\"'<>]{1,100}){0,4})"
    rf"(?:;\s*base64\s*,(?P<packed>{_BASE64})|,(?P<plain>[^\s\"'<>)\\]*))",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"charset=\"?([\w.-]+)", re.IGNORECASE)
_SMALLEST = 6  # octets in which a value may stand
_COUNT_MAX = 1000


def segments(text: str, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what is in the files; one that does not decode is refused."""
    if "data:" not in text and "DATA:" not in text:
        return
    seen: set[str] = set()
    for number, match in enumerate(_URL.finditer(text)):
        if match[0] in seen:
            continue
        seen.add(match[0])
        if number > _COUNT_MAX:
            walk.refuse("limit:members")
            return
        data = _decoded(match, walk)
        if len(data) >= _SMALLEST:
            walk.spend(len(data))
            charset = _CHARSET.search(match["parameters"] or "")
            hint = Hint(charset[1] if charset else "", match["type"] or "")
            yield from walk.descend(data, step(place, "embedded", str(number)), hint)


def _decoded(match: re.Match[str], walk: Walk) -> bytes:
    if match["packed"] is None:
        return unquote_to_bytes(match["plain"])
    packed = b"".join(unquote_to_bytes(match["packed"]).split()).rstrip(b"=")
    packed = packed.translate(bytes.maketrans(b"-_", b"+/"))  # RFC 4648, 5
    try:
        return base64.b64decode(packed + b"=" * (-len(packed) % 4))
    except binascii.Error:
        walk.refuse("malformed:base64")
        return b""
