"""Filters of PDF streams (ISO 32000-1 7.4): what was packed is unpacked, within budget and ratio."""

import binascii
import re
import zlib

from inspection.errors import Unreadable
from inspection.walker import Walk

_PIECE = 1 << 20
_BASE85 = bytes(range(0x21, 0x76))
_BASE85_VALUES = bytes(max(octet - 0x21, 0) for octet in range(256))
_PARAMETER = re.compile(rb"/(Predictor|Columns|Colors|BitsPerComponent|EarlyChange)\s+(\d{1,6})\b")
_TABLES = re.compile(rb"/(?:XRef|Image)\b")  # no text stands in them
_LZW_CLEAR, _LZW_END, _LZW_WIDTH_MAX = 256, 257, 12
_PNG_PREDICTORS = 10  # and above, 7.4.4.4


def unfiltered(name: bytes, data: bytes, dictionary: bytes, walk: Walk) -> bytes:
    """Return what a filter of this name has packed; `dictionary` may hold its parameters.

    Raises:
        Unreadable: `malformed:pdf`, `limit:ratio`, or a filter or predictor that is not known here.
        ValueError: the data is not of this filter.
        BudgetSpent: the walk's output is used up.
    """
    if name in (b"FlateDecode", b"Fl"):
        return _differences_resolved(_inflated(data, walk), dictionary)
    if name in (b"LZWDecode", b"LZW"):
        return _differences_resolved(
            _from_lzw(data, _parameters(dictionary).get(b"EarlyChange", 1), walk), dictionary
        )
    if name in (b"ASCII85Decode", b"A85"):
        packed = data.translate(None, b" \t\r\n\f\0").removeprefix(b"<~")
        return _from_base85(packed.partition(b"~")[0])
    if name in (b"ASCIIHexDecode", b"AHx"):
        digits = data.translate(None, b" \t\r\n\f\0").partition(b">")[0]
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    if name in (b"RunLengthDecode", b"RL"):
        return _run_lengths(data, walk)
    if name == b"Crypt" and b"/Identity" in dictionary:
        return data
    raise Unreadable("unsupported:pdf-filter")


def _parameters(dictionary: bytes) -> dict[bytes, int]:
    return {name: int(number) for name, number in _PARAMETER.findall(dictionary)}


def _differences_resolved(data: bytes, dictionary: bytes) -> bytes:
    """Undo what made rows of octets into differences before they were packed."""
    if b"Predictor" not in dictionary:
        return data
    told = _parameters(dictionary)
    predictor = told.get(b"Predictor", 1)
    if predictor == 1 or _TABLES.search(dictionary):
        return data
    if predictor < _PNG_PREDICTORS:
        raise Unreadable("unsupported:pdf-predictor")
    bits = told.get(b"Colors", 1) * told.get(b"BitsPerComponent", 8)
    width, step = (told.get(b"Columns", 1) * bits + 7) // 8, max(bits // 8, 1)
    rows: list[bytes] = []
    above = bytes(width)
    for start in range(0, len(data), width + 1):
        above = _row(data[start], data[start + 1 : start + 1 + width], above, step)
        rows.append(above)
    return b"".join(rows)


def _row(kind: int, row: bytes, above: bytes, step: int) -> bytes:
    """Undo one filter of PNG (PNG 3rd edition, 9)."""
    if kind == 0:
        return row
    if kind == 2:  # noqa: PLR2004  # Up
        return bytes((octet + over) & 0xFF for octet, over in zip(row, above, strict=False))
    found = bytearray(row)
    for at, octet in enumerate(row):
        left, over = (found[at - step] if at >= step else 0), above[at]
        corner = above[at - step] if at >= step else 0
        found[at] = (octet + _predicted(kind, left, over, corner)) & 0xFF
    return bytes(found)


def _predicted(kind: int, left: int, over: int, corner: int) -> int:
    if kind == 1:
        return left
    if kind == 3:  # noqa: PLR2004  # Average
        return (left + over) // 2
    if kind != 4:  # noqa: PLR2004  # Paeth
        raise Unreadable("malformed:pdf")
    guess = left + over - corner
    return min((left, over, corner), key=lambda each: abs(guess - each))


def _from_lzw(data: bytes, early: int, walk: Walk) -> bytes:
    """Decode LZW of variable width, most significant bit first (7.4.4)."""
    table: list[bytes] = []
    pieces: list[bytes] = []
    before, width, held, count = b"", 9, 0, 0
    for octet in data:
        held, count = (held << 8 | octet) & 0xFFFFF, count + 8
        if count < width:
            continue
        count -= width
        code = held >> count & (1 << width) - 1
        if code == _LZW_END:
            return b"".join(pieces)
        if code == _LZW_CLEAR:
            table, before, width = [bytes([value]) for value in range(256)] + [b"", b""], b"", 9
            continue
        piece = _lzw_entry(table, code, before)
        pieces.append(piece)
        walk.spend(len(piece))
        if before:
            table.append(before + piece[:1])
        before = piece
        width = min(max((len(table) + early).bit_length(), 9), _LZW_WIDTH_MAX)
    raise Unreadable("malformed:pdf")


def _lzw_entry(table: list[bytes], code: int, before: bytes) -> bytes:
    if code < len(table):
        return table[code]
    if code > len(table) or not before:
        raise Unreadable("malformed:pdf")
    return before + before[:1]


def _from_base85(packed: bytes) -> bytes:
    """Decode ASCII base-85 (ISO 32000-1 7.4.3): all groups at once, each in eight octets of one great number.

    The standard library decodes group by group in Python, which takes longer than all else in the file.
    """
    digits = packed.replace(b"z", b"!!!!!")
    padding = -len(digits) % 5
    if padding == 4 or digits.translate(None, _BASE85):  # noqa: PLR2004  # one digit is less than an octet
        raise ValueError("not base 85")
    digits = (digits + b"u" * padding).translate(_BASE85_VALUES)
    total, lanes = 0, bytearray(len(digits) // 5 * 8)
    for place in range(5):
        lanes[7::8] = digits[place::5]
        total = total * 85 + int.from_bytes(lanes, "big")
    groups = total.to_bytes(len(lanes), "big")
    if groups[3::8].strip(b"\0"):  # more than 32 bits
        raise ValueError("not base 85")
    data = bytearray(len(lanes) // 2)
    for place in range(4):
        data[place::4] = groups[4 + place :: 8]
    return bytes(data[: len(data) - padding])


def _inflated(data: bytes, walk: Walk) -> bytes:
    """Inflate a stream within ratio and budget; the checksum at its end must be there and be right."""
    inflate = zlib.decompressobj()
    pieces: list[bytes] = []
    given, pending = 0, data
    try:
        while pending and not inflate.eof:
            piece = inflate.decompress(pending, _PIECE)
            pending = inflate.unconsumed_tail
            given += len(piece)
            walk.spend(len(piece))
            if given > walk.limits.ratio_floor and given > len(data) * walk.limits.pdf_ratio:
                raise Unreadable("limit:ratio")
            pieces.append(piece)
    except zlib.error as error:
        raise Unreadable("malformed:pdf") from error
    if not inflate.eof:
        raise Unreadable("malformed:pdf")
    return b"".join(pieces)


def _run_lengths(data: bytes, walk: Walk) -> bytes:
    pieces: list[bytes] = []
    position = 0
    while position < len(data) and data[position] != 128:  # noqa: PLR2004  # end of data, ISO 32000-1 7.4.5
        length = data[position]
        if length < 128:  # noqa: PLR2004
            pieces.append(data[position + 1 : position + 2 + length])
            position += 2 + length
        else:
            pieces.append(data[position + 1 : position + 2] * (257 - length))
            position += 2
        walk.spend(len(pieces[-1]))
    return b"".join(pieces)
