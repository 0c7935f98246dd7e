"""Runs of text in a binary structure of an office file that is not taken apart field by field.

Style names, authors, form fields, alternate texts and whatever a damaged or older version left
behind are stored in UTF-16 or in 8-bit text; both are looked for. Other than `unknown.strings`, this knows
Chinese characters in UTF-16 at either alignment, and passes over octets that are no text in any charset.
"""

import re
from collections.abc import Iterator

from inspection.readers.text import text_run_arrays
from inspection.readers.text.text_run_arrays import NAME_MAX, NARROW
from inspection.segment import Place, Segment

_WINDOW, _SEAM = 1 << 18, 1024  # octets searched at a time, and again from the one before
_CHARSETS = ("gb18030", "utf-16-le")
_SMALL = 1024  # octets of a window in which expressions are as fast
_STRETCH = re.compile(rb"[\t\r\n -~\xa1-\xfe][\t\r\n -~\xa1-\xfe]{5,}")  # in which there may be a run
_WIDE = re.compile("[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffee]{3,}")
_BLANK_BEGINS = bytes(16)  # unused sectors are full of them
_BLANK = re.compile(_BLANK_BEGINS + rb"\0*")
_PRINTABLE = bytes(range(0x20, 0x7F))
_CONTROLS = re.compile("[\0-\x08\x0b-\x1f]+")


def both(data: bytes, place: Place) -> Iterator[Segment]:
    """Yield 8-bit runs of six characters (four Chinese ones) and UTF-16 runs of three or more, as second readings."""
    found = [_runs(window) for window in _windows(data)]
    for number, charset in enumerate(_CHARSETS):
        for runs in found:
            yield from _segment(runs[number], charset, place)


def narrow(data: bytes, place: Place) -> Iterator[Segment]:
    """Yield 8-bit runs of six characters or more, each a line."""
    for window in _windows(data):
        yield from _segment(_runs(window)[0], _CHARSETS[0], place)


def _segment(runs: bytes, charset: str, place: Place) -> Iterator[Segment]:
    if runs:
        yield Segment(place, runs.decode(charset, "replace"), charset, "metadata", alternate=True)


def _windows(data: bytes) -> Iterator[bytes]:
    data = _BLANK.sub(b"\0\0", data) if _BLANK_BEGINS in data else data
    for start in range(0, len(data), _WINDOW):
        yield data[max(start - _SEAM, 0) : start + _WINDOW]


def _runs(window: bytes) -> tuple[bytes, bytes]:
    """Return the 8-bit runs, and those in UTF-16 at both alignments, each a line."""
    if len(window) > _SMALL:
        return text_run_arrays.runs(window)
    narrow = [run for stretch in _STRETCH.findall(window) for run in NARROW.findall(stretch)]
    wide = [run for offset in (0, 1) for run in _WIDE.findall(window[offset:].decode("utf-16-le", "replace"))]
    told = "\n".join(run for run in wide if not _is_narrow_text(run))
    return b"\n".join(narrow), told.encode("utf-16-le")


def _is_narrow_text(run: str) -> bool:
    """Say whether these are pairs of ASCII characters, or ASCII in UTF-16 at the other alignment.

    Either is shown as what it is by another run.
    """
    raw = run.encode("utf-16-le", "surrogatepass")
    low, high = raw[::2], raw[1::2]
    pairs = 0 not in high and not low.translate(None, _PRINTABLE)
    return (pairs and len(run) > NAME_MAX) or 2 * low.count(0) > len(run)


def plain(text: str) -> str:
    """Return `text` with its control characters as line ends."""
    return _CONTROLS.sub("\n", text)


def printable(name: str) -> str:
    """Return the name of a stream without the control character that most of them begin with."""
    return _CONTROLS.sub("", name)
