"""What is sent to a printer: ESC/P of dot-matrix printers (EPSON, LQ with GBK fonts), PCL 5, and jobs framed by PJL.

Commands stand in the text, also within a number of which some digits are bold: without them the text is what is
printed. Pixels are refused, as is PCL XL, whose strings are yielded. A job in another language is that language.
"""

import re
from collections.abc import Callable, Iterator

from inspection.content import Content
from inspection.readers.text import plain_text, unknown
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_DOT_MATRIX = b"\x1b@"
_PJL = re.compile(rb"\A\x1b%-12345X(?:@PJL[^\n]*\n)*(?:\x1b%-12345X)?")
_LANGUAGE = re.compile(rb"@PJL\s+ENTER\s+LANGUAGE\s*=\s*(\w+)")
_PCL = re.compile(rb"\x1b(?:([!-/][`-~]?)((?:[-+.0-9]*[`-~])*[-+.0-9]*[@-^])|[0-~])")
_PCL_SIZE = re.compile(rb"([0-9]+)([WVX])\Z")
_PCL_TEXT, _PCL_MOVES, _PCL_PIXELS = b"&p", (b"*p", b"&a"), b"*b"
_PCL_SIZED = {b"X": (_PCL_TEXT,), b"V": (_PCL_PIXELS,)}  # of other commands these letters say a number
# ESC/P by its first letter: octets of parameters behind it (ESC/P Reference Manual, 1997).
_ONE = b"!-/+3AIJNQRSUWaceijklpqrstwx "
_TWO = b"$\\?"
_LISTS = b"BD"  # tabs, to a NUL octet
_COLUMNS = b"KLYZ"
_KANJI = {ord("!"): 1, ord("-"): 1, ord("W"): 1, ord("k"): 1, ord("x"): 1, ord("S"): 2, ord("T"): 2}
_FS = 0x1C
_DENSE, _DENSEST = 32, 64  # kinds of bit images with three and six octets a column
_Skip = tuple[int, bytes, bool]  # where the text goes on, what stands for the command, whether it was pixels


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield a job as what its language is, or the text as it is printed, then with its commands."""
    data = bytes(content)
    head = _PJL.match(data)
    body = data[head.end() :] if head else data
    told = _LANGUAGE.search(head[0]) if head else None
    language = told[1].upper() if told else b"PCL"
    if language == b"PCLXL":
        walk.refuse("unsupported:pcl-xl")
        yield from unknown.strings(body, place)
    elif body.startswith((b"%!PS", b"%PDF-")) or language in {b"POSTSCRIPT", b"PDF"}:
        yield from walk.descend(body, step(place, "embedded", language.decode().lower()))
    else:
        yield from plain_text.readings(_printed(body, walk), place)
    for segment in plain_text.readings(data if language == b"PCL" else head[0] if head else b"", place):
        yield Segment(place, segment.text, segment.charset, "metadata", alternate=True)


def _printed(data: bytes, walk: Walk) -> bytes:
    """Return the text without commands; pixels among them are refused."""
    skip: Callable[[bytes, int], _Skip] = _dot_matrix if data.startswith(_DOT_MATRIX) else _pcl
    pieces: list[bytes] = []
    position = pixels = 0
    for mark in re.finditer(rb"[\x1b\x1c]", data):
        if mark.start() < position:
            continue
        end, instead, drawn = skip(data, mark.start())
        pieces += (data[position : mark.start()], instead)
        position, pixels = max(end, mark.start() + 1), pixels + drawn
    if pixels:
        walk.refuse("unsupported:printer-pixels")
    return b"".join([*pieces, data[position:]])


def _pcl(data: bytes, start: int) -> _Skip:
    command = _PCL.match(data, start)
    if command is None:
        return start + 1, b"", False
    kind, rest = command[1] or b"", command[2] or b""
    size = _PCL_SIZE.search(rest)
    if size and kind not in _PCL_SIZED.get(size[2], (kind,)):
        size = None
    end = command.end() + (int(size[1][-9:]) if size else 0)
    if kind == _PCL_TEXT:
        return end, data[command.end() : end], False
    return end, b" " if kind in _PCL_MOVES else b"", kind == _PCL_PIXELS and size is not None


def _dot_matrix(data: bytes, start: int) -> _Skip:
    code = data[start + 1] if start + 1 < len(data) else 0
    behind = start + 2
    if data[start] == _FS:
        return behind + _KANJI.get(code, 0), b"", False
    if code in _LISTS:
        end = data.find(b"\0", behind)
        return (end + 1 if end >= 0 else behind), b"", False
    if code in _COLUMNS:
        return behind + 2 + _size(data, behind), b" ", True
    if code == ord("*"):
        kind = data[behind] if behind < len(data) else 0
        octets = 6 if kind >= _DENSEST else 3 if kind >= _DENSE else 1
        return behind + 3 + octets * _size(data, behind + 1), b" ", True
    if code == ord("("):
        return behind + 3 + _size(data, behind + 1), b"", False
    if code == ord("."):
        end = data.find(b"\x1b", behind)
        return (end if end >= 0 else len(data)), b" ", True
    gap = b" " if code in _TWO else b""
    return behind + (2 if code in _TWO else 1 if code in _ONE else 0), gap, False


def _size(data: bytes, position: int) -> int:
    return int.from_bytes(data[position : position + 2], "little")
