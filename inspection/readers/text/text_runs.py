"""Runs of text in a binary structure of an office file that is not taken apart field by field.

Style names, authors, form fields, alternate texts and whatever a damaged or older version left
behind are stored in UTF-16 or in 8-bit text; both are looked for. Other than `unknown.strings`, this knows
Chinese characters in UTF-16 at either alignment, and passes over octets that are no text in any charset.
"""

import re
from collections.abc import Iterator

from inspection.segment import Place, Segment

_WINDOW, _SEAM = 1 << 18, 1024  # octets searched at a time, and again from the one before
_NARROW = re.compile(
    rb"(?:[\t\r\n -~]|[\xa1-\xf7][\xa1-\xfe]){6,}|(?:[\xb0-\xf7][\xa1-\xfe]){4,}"
)  # ASCII, GB 2312
_WIDE = re.compile("[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffee]{3,}")
_BLANK = re.compile(rb"\0{16,}")  # unused sectors are full of them
_PRINTABLE = bytes(range(0x20, 0x7F))
_NAME_MAX = 3  # characters of a name, which may look like pairs of ASCII by chance
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f]+")


def both(data: bytes, place: Place) -> Iterator[Segment]:
    """Yield 8-bit runs of six characters (four Chinese ones) and UTF-16 runs of three or more, as second readings."""
    yield from narrow(data, place)
    for window in _windows(data):
        wide = "\n".join(run for run in _wide_runs(window) if not _is_narrow_text(run))
        if wide:
            yield Segment(place, wide, "utf-16-le", "metadata", alternate=True)


def narrow(data: bytes, place: Place) -> Iterator[Segment]:
    """Yield 8-bit runs of six characters or more, each a line."""
    for window in _windows(data):
        text = b"\n".join(_NARROW.findall(window))
        if text:
            yield Segment(place, text.decode("gb18030", "replace"), "gb18030", "metadata", alternate=True)


def _windows(data: bytes) -> Iterator[bytes]:
    data = _BLANK.sub(b"\0\0", data)
    for start in range(0, len(data), _WINDOW):
        yield data[max(start - _SEAM, 0) : start + _WINDOW]


def _wide_runs(data: bytes) -> Iterator[str]:
    for offset in (0, 1):
        yield from _WIDE.findall(data[offset:].decode("utf-16-le", "replace"))


def _is_narrow_text(run: str) -> bool:
    """Say whether these are pairs of ASCII characters, or ASCII in UTF-16 at the other alignment.

    Either is shown as what it is by another run.
    """
    raw = run.encode("utf-16-le", "surrogatepass")
    low, high = raw[::2], raw[1::2]
    pairs = 0 not in high and not low.translate(None, _PRINTABLE)
    return (pairs and len(run) > _NAME_MAX) or 2 * low.count(0) > len(run)


def plain(text: str) -> str:
    """Return `text` with its control characters as line ends."""
    return _CONTROLS.sub("\n", text)


def printable(name: str) -> str:
    """Return the name of a stream without the control character that most of them begin with."""
    return _CONTROLS.sub("", name)
