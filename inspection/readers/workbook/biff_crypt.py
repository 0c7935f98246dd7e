"""Encrypted workbooks ([MS-XLS] 2.2.10): XOR obfuscation and RC4 of the contents of records.

Headers of records and some whole records stay in the clear, yet each octet of the stream has its
place in the key stream.
"""

import struct
from collections.abc import Iterator

import numpy as np
from msoffcrypto.method.xor_obfuscation import DocumentXOR

from inspection.readers.compound import ole_rc4
from inspection.readers.compound.ole_rc4 import DEFAULT_PASSWORD
from inspection.readers.workbook.biff_records import BOF, headers
from inspection.segment import Place
from inspection.walker import Walk

_FILE_PASS, _NOTHING, _SHEET = 0x002F, 0x00E2, 0x0085  # FilePass, InterfaceEnd, BoundSheet8
_IN_CLEAR = frozenset({*BOF, _FILE_PASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138})  # UsrExcl … RRDHead
_POSITION = 4  # octets of a BoundSheet8 record that stay in the clear
_XOR, _BLOCK = 0, 1024
_XOR_PERIOD = 16


def decrypted(stream: bytes, start: int, end: int, place: Place, walk: Walk) -> bytes | None:
    """Return a workbook in the clear, None if no password opens it; the FilePass record is from `start` to `end`."""
    if int.from_bytes(stream[start : start + 2], "little") == _XOR:
        plain = _without_xor(stream, start, place, walk)
    else:
        decrypt = ole_rc4.unlock(stream[start + 2 : end], place, "xls", walk)
        plain = None if decrypt is None else _spliced(stream, decrypt(stream, _BLOCK, 0), walk)
    if plain is not None:
        struct.pack_into("<H", plain, start - 4, _NOTHING)
        return bytes(plain)
    return None


def _spliced(stream: bytes, plain: bytes, walk: Walk) -> bytearray:
    """Return the stream with the contents of its encrypted records from `plain`."""
    spliced = bytearray(stream)
    for start, end, _ in _encrypted(stream, walk):
        spliced[start:end] = plain[start:end]
    return spliced


def _encrypted(stream: bytes, walk: Walk) -> Iterator[tuple[int, int, int]]:
    """Yield where encrypted octets begin and end, and the size of their record."""
    for kind, start, end in headers(stream, walk):
        if kind not in _IN_CLEAR:
            yield start + (_POSITION if kind == _SHEET else 0), min(end, len(stream)), end - start


def _without_xor(stream: bytes, start: int, place: Place, walk: Walk) -> bytearray | None:
    """Undo XOR obfuscation by method 1 ([MS-OFFCRYPTO] 2.3.7.2); both its verifiers must agree."""

    def opened(password: str) -> bytearray | None:
        key, verifier = struct.unpack_from("<HH", stream, start + 2)
        letters = password.encode("latin-1").decode("latin-1")[:15]
        if DocumentXOR.create_xor_key_method1(letters) != key or not DocumentXOR.verifypw(letters, verifier):
            return None
        return _xored(stream, DocumentXOR.create_xor_array_method1(letters), walk)

    plain = walk.passwords.attempt(DEFAULT_PASSWORD, opened)
    return walk.unlock(place, "xls", "weak", opened) if plain is None else plain


def _xored(stream: bytes, array: list[int], walk: Walk) -> bytearray:
    """Rotate each octet and combine it with that of the array at its offset plus the size of its record."""
    plain, keys = bytearray(stream), np.array(array, np.uint8)
    for start, end, size in _encrypted(stream, walk):
        octets = np.frombuffer(stream[start:end], np.uint8)
        stored = octets ^ keys[(np.arange(start, end) + size) % _XOR_PERIOD]
        plain[start:end] = (stored >> 5 | stored << 3).astype(np.uint8).tobytes()
    return plain
