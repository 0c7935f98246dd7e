"""Encrypted 7z archives: AES-256 with a key by SHA-256, undone by rewriting the archive without it.

libarchive reads 7z and knows no encryption. So the packed streams are decrypted, and the directory is
written anew with the same folders but for their coder of encryption.
"""

import hashlib
import lzma
import zlib
from functools import cache

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.readers.archive import seven_zip_header
from inspection.readers.archive.libarchive_entries import Archive
from inspection.readers.archive.seven_zip_header import START, Coder, Folder, Streams
from inspection.segment import Place
from inspection.walker import Walk

_AES, _COPY, _LZMA, _LZMA2 = b"\x06\xf1\x07\x01", b"\x00", b"\x03\x01\x01", b"\x21"
_PLAIN_KEY = 0x3F  # the power that stands for no derivation at all
_CHUNK = 1 << 16  # rounds at a time
_BLOCK = 16
_DICTIONARY_MIN = 4096
_DIRECTORY_MAX = 16 << 20  # octets


def unlock(content: Content, start: int, place: Place, walk: Walk) -> bytes | None:
    """Return the archive that begins at `start` without its encryption, and note that it had one.

    None if it has none, if no password opens it, or if its folders are of a kind not known here.
    """
    *_, offset, size, _ = START.unpack(content[start : start + START.size])
    at = start + START.size + offset
    directory = bytes(content[at : at + size])
    try:
        if not _is_encrypted(content, start, directory):
            return None
    except (Unreadable, IndexError, StopIteration, ValueError, lzma.LZMAError):
        return None
    plain = walk.passwords.first(lambda password: _opened(content, start, directory, password, walk))
    if plain is not None:
        walk.spend(len(plain))
        walk.found_unlocked(place, "7z", "strong")
    return plain


def _is_encrypted(content: Content, start: int, directory: bytes) -> bool:
    streams = seven_zip_header.parse(directory)
    if _AES not in _methods(streams) and directory[0] == seven_zip_header.PACKED_HEADER:
        streams = seven_zip_header.parse(_directory(content, start, streams, _Keys("", 0)))
    return _AES in _methods(streams)


def _methods(streams: Streams) -> set[bytes]:
    return {coder.method for folder in streams.folders for coder in folder.coders}


def _opened(content: Content, start: int, directory: bytes, password: str, walk: Walk) -> bytes | None:
    """Return the archive rewritten; wrong checksums show that the password was wrong."""
    keys = _Keys(password, walk.limits.key_rounds)
    if directory[0] == seven_zip_header.PACKED_HEADER:
        directory = _directory(content, start, seven_zip_header.parse(directory), keys)
    streams = seven_zip_header.parse(directory)
    if sum(streams.sizes) > walk.room:
        raise Unreadable("limit:held")
    pieces = []
    for number, folder in enumerate(streams.folders):
        piece = _packed(content, start, streams, number)
        pieces.append(_without_aes(folder, piece, keys))
    plain = _archive(pieces, streams.folders, directory[streams.rest :])
    _check(plain, walk)
    return plain


def _check(plain: bytes, walk: Walk) -> None:
    """Unpack the first members, whose checksums tell whether the password was right.

    Raises:
        Unreadable: it was not.
    """
    given = 0
    with Archive(plain, "7z") as archive:
        for _ in archive:
            for piece in archive.data():
                given += len(piece)
                if given > walk.limits.strings:
                    return


def _packed(content: Content, start: int, streams: Streams, number: int) -> bytes:
    at = start + START.size + streams.position + sum(streams.sizes[:number])
    return bytes(content[at : at + streams.sizes[number]])


class _Keys:
    """Keys of one password, each derived once."""

    def __init__(self, password: str, rounds_max: int) -> None:
        self._password = password.encode("utf-16-le")
        self._rounds_max = rounds_max
        self.derived = cache(self._derived)

    def _derived(self, power: int, salt: bytes) -> bytes:
        if power == _PLAIN_KEY:
            return (salt + self._password).ljust(32, b"\0")[:32]
        rounds = 1 << power
        if rounds > self._rounds_max:
            raise Unreadable("limit:key_rounds")
        once = np.frombuffer(salt + self._password, np.uint8)
        digest = hashlib.sha256()
        for first in range(0, rounds, _CHUNK):
            counters = (
                np.arange(first, min(first + _CHUNK, rounds), dtype="<u8").view(np.uint8).reshape(-1, 8)
            )
            digest.update(np.hstack((np.broadcast_to(once, (len(counters), len(once))), counters)).tobytes())
        return digest.digest()


def _decrypted(octets: bytes, properties: bytes, size: int, keys: _Keys) -> bytes:
    first, second = properties[0], properties[1]
    salt_size, vector_size = (first >> 7) + (second >> 4), (first >> 6 & 1) + (second & 15)
    salt = properties[2 : 2 + salt_size]
    vector = properties[2 + salt_size :][:vector_size].ljust(_BLOCK, b"\0")
    key = keys.derived(first & _PLAIN_KEY, salt)
    whole = octets[: len(octets) - len(octets) % _BLOCK]
    return Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor().update(whole)[:size]


def _directory(content: Content, start: int, streams: Streams, keys: _Keys) -> bytes:
    """Return a packed directory, unpacked.

    Raises:
        Unreadable: its checksum is wrong, so is the password then.
    """
    [folder] = streams.folders
    if max(folder.sizes) > _DIRECTORY_MAX:
        raise Unreadable("limit:held")
    octets = _packed(content, start, streams, 0)
    for number in _order(folder):
        octets = _decoded(folder.coders[number], octets, folder.sizes[number], keys)
    wrong = folder.check and zlib.crc32(octets) != int.from_bytes(folder.check, "little")
    if wrong or octets[:1] != bytes([seven_zip_header.HEADER]):
        raise Unreadable("malformed:7z")
    return octets


def _order(folder: Folder) -> list[int]:
    """Return the coders from the packed stream outwards: the input that takes no output comes first."""
    takers = {output: taker for taker, output in folder.pairs}
    bound = {taker for taker, _ in folder.pairs}
    order = [next(number for number in range(len(folder.coders)) if number not in bound)]
    while order[-1] in takers and len(order) < len(folder.coders):
        order.append(takers[order[-1]])
    return order


def _decoded(coder: Coder, octets: bytes, size: int, keys: _Keys) -> bytes:
    if coder.method == _AES:
        return _decrypted(octets, coder.properties, size, keys)
    if coder.method == _COPY:
        return octets[:size]
    dictionary = max(size, _DICTIONARY_MIN)  # no more than what it gives is ever referred to
    if coder.method == _LZMA:
        coded = coder.properties[0]
        chain = {"id": lzma.FILTER_LZMA1, "lc": coded % 9, "lp": coded // 9 % 5, "pb": coded // 45}
    elif coder.method == _LZMA2:
        chain = {"id": lzma.FILTER_LZMA2}
    else:
        raise Unreadable("unsupported:7z-method")
    chain["dict_size"] = dictionary
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[chain]).decompress(octets, size)


def _without_aes(folder: Folder, octets: bytes, keys: _Keys) -> bytes:
    """Decrypt the packed stream of a folder and take the coder out of it, if it has one."""
    at = next((number for number, coder in enumerate(folder.coders) if coder.method == _AES), None)
    if at is None:
        return octets
    if _order(folder)[0] != at:
        raise Unreadable("unsupported:7z-method")
    plain = _decrypted(octets, folder.coders[at].properties, folder.sizes[at], keys)
    if len(folder.coders) == 1:
        folder.coders[0] = Coder(_COPY, b"")
        return plain
    del folder.coders[at], folder.sizes[at]
    folder.pairs = [
        (taker - (taker > at), output - (output > at)) for taker, output in folder.pairs if output != at
    ]
    return plain


def _archive(pieces: list[bytes], folders: list[Folder], rest: bytes) -> bytes:
    streams = Streams(0, list(map(len, pieces)), folders, 0)
    directory = seven_zip_header.rebuilt(streams, rest)
    data = b"".join(pieces)
    numbers = START.pack(b"", 0, 0, len(data), len(directory), zlib.crc32(directory))[-20:]
    return (
        b"7z\xbc\xaf\x27\x1c\x00\x04" + zlib.crc32(numbers).to_bytes(4, "little") + numbers + data + directory
    )
