r"""Data within RTF: pictures, embedded objects, and packages, written in hexadecimal or behind `\bin`."""

import re
from collections.abc import Iterator

from inspection import sniff
from inspection.readers.compound import officeart, ole_native
from inspection.readers.text import text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_NO_DIGIT = re.compile(rb"[^0-9a-fA-F]+")


def read(kind: str, data: bytes, *, as_dib: bool, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what one piece of data holds; `kind` is the name of its destination."""
    walk.count_member()
    walk.spend(len(data))
    inner = step(place, kind, "")
    if kind == "object":
        yield from ole_native.read_embedded(data, inner, walk)
    elif kind == "picture":
        yield from officeart.read_picture(officeart.with_file_header(data) if as_dib else data, inner, walk)
    elif sniff.is_binary(data):
        yield from walk.descend(data, inner)
    else:
        yield from text_runs.both(data, inner)


def from_digits(text: bytes) -> bytes:
    """Return the octets that hexadecimal digits stand for; anything else between them is passed over."""
    digits = _NO_DIGIT.sub(b"", text)
    return bytes.fromhex(digits[: len(digits) & ~1].decode("ascii"))
