"""Compressed RTF ([MS-OXRTFCP]), the form in which Outlook keeps the body of a message.

A run of tokens over a window of 4,096 octets that begins with words frequent in RTF. One control
octet announces eight tokens: a literal, or a reference back into the window of 2 to 17 octets.
"""

import struct
import zlib

import msgspec

_HEADER = struct.Struct("<IIII")  # size behind this field, raw size, kind, checksum: 2.1.3.1
_SIZES = 12  # octets of the header that its first size counts
_COMPRESSED, _UNCOMPRESSED = 0x75465A4C, 0x414C454D  # "LZFu", "MELA"
_WINDOW = 4096
_PRESET = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)  # 2.1.2.1
_SIZE_OF_REFERENCE = 2
_TOKENS = 8


class Unpacked(msgspec.Struct, frozen=True):
    """What was unpacked, the octets that belong to no token, and whether size and checksum were right."""

    rtf: bytes
    rest: bytes = b""
    damaged: bool = False


def unpack(packed: bytes) -> Unpacked:
    """Unpack a stream as far as it goes; it never grows more than ninefold.

    Bytes that are no such stream are given back as `rest`, marked damaged.
    """
    if len(packed) < _HEADER.size:
        return Unpacked(b"", packed, damaged=bool(packed))
    size, raw_size, kind, checksum = _HEADER.unpack_from(packed)
    body, rest = packed[_HEADER.size : size + 4], packed[max(size + 4, _HEADER.size) :]
    if kind == _UNCOMPRESSED:
        raw = packed[_HEADER.size :]
        told = raw_size - _SIZES if raw_size == size else raw_size  # some writers give one size twice
        return Unpacked(raw[:told], raw[told:], damaged=len(raw) < told)
    if kind != _COMPRESSED:
        return Unpacked(b"", packed, damaged=True)
    rtf, end = _tokens(body)
    damaged = len(rtf) != raw_size or _checksum(body) != checksum or len(packed) < size + 4
    return Unpacked(rtf, body[end:] + rest, damaged)


def _checksum(body: bytes) -> int:
    """CRC-32 without the inversions before and after (2.1.3.2)."""
    return zlib.crc32(body, 0xFFFFFFFF) ^ 0xFFFFFFFF


def _tokens(body: bytes) -> tuple[bytes, int]:
    """Return what the tokens stand for and where the last one ends."""
    window = bytearray(_PRESET)
    position = 0
    while position < len(body):
        control = body[position]
        position += 1
        if not control:  # eight literals
            window += body[position : position + _TOKENS]
            position += _TOKENS
            continue
        for bit in range(_TOKENS):
            if not control >> bit & 1:
                window += body[position : position + 1]
                position += 1
                continue
            token = int.from_bytes(body[position : position + _SIZE_OF_REFERENCE], "big")
            position += _SIZE_OF_REFERENCE
            distance = (len(window) - (token >> 4)) % _WINDOW
            if not distance or position > len(body):  # a reference to where it would be written is the end
                return bytes(window[len(_PRESET) :]), min(position, len(body))
            _copy(window, distance, (token & 0xF) + 2)
    return bytes(window[len(_PRESET) :]), min(position, len(body))


def _copy(window: bytearray, distance: int, length: int) -> None:
    """Append `length` octets from `distance` back; they may overlap with what is being written."""
    start = len(window) - distance
    if start < 0:  # before the preset words: nothing was written there yet
        window += bytes(min(-start, length))
        length -= min(-start, length)
        start = 0
    piece = window[start : start + length]
    window += (piece * (length // max(len(piece), 1) + 1))[:length]
