"""Encrypted members of ZIP archives: which password opens them, and their octets.

WinZip AES tells a wrong password by two octets and has a code over the whole. ZipCrypto (APPNOTE 6)
tells by one octet: there the checksum of the unpacked member is the proof, of a large one that its
first part can be unpacked. ZipCrypto is left to libarchive, which knows it for the usual methods.
"""

import zlib
from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.passwords import encodings
from inspection.readers.archive import zip_aes, zip_methods
from inspection.readers.archive.zip_methods import Packed
from inspection.segment import Place
from inspection.walker import Walk

AES_METHOD = 99


def strength_of(method: int) -> str:
    """Return `strong` for WinZip AES, `weak` for ZipCrypto, which is broken with known plain text."""
    return "strong" if method == AES_METHOD else "weak"


def unlock(content: Content, packed: Packed, check: int, place: Place, walk: Walk) -> Packed | None:
    """Note an encrypted member with the checksum `check`; return it with the password that opens it, if any."""

    def opened(password: str) -> Packed | None:
        tried = (msgspec.structs.replace(packed, password=octets) for octets in encodings(password))
        return next((each for each in tried if _opens(content, each, check, walk)), None)

    return walk.unlock(place, "zip", strength_of(packed.method), opened)


def unpack(content: Content, packed: Packed, walk: Walk) -> Iterator[bytes]:
    """Yield the octets of a member that `packed.password` opens.

    Raises:
        Unreadable: as `zip_methods.unpack`, and `limit:held`.
    """
    if packed.method != AES_METHOD:
        return zip_methods.unpack(content, packed, walk)
    plain, inner = zip_aes.decrypted(content, packed, walk)
    return zip_methods.unpack(plain, inner, walk)


def is_whole(packed: Packed, check: int, given: int, computed: int) -> bool:
    """Say whether size and checksum are right; AE-2 stores no checksum, it has been checked while decrypting."""
    unchecked = packed.method == AES_METHOD and check == 0
    return given == packed.size and (unchecked or computed == check)


def _opens(content: Content, packed: Packed, check: int, walk: Walk) -> bool:
    if packed.method == AES_METHOD:
        return zip_aes.keys(content, packed) is not None
    given = computed = 0
    try:
        for piece in zip_methods.unpack(content, packed, walk):
            given, computed = given + len(piece), zlib.crc32(piece, computed)
            if given > walk.limits.strings:
                return True
    except Unreadable:
        return False
    return is_whole(packed, check, given, computed)
