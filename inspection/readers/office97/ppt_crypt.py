"""Encrypted presentations ([MS-PPT] 2.3.7): RC4 over each persistent object and over parts of pictures."""

import struct
from collections.abc import Iterator

from inspection.readers.compound import ole_rc4
from inspection.readers.compound.ole_compound import Storage
from inspection.readers.compound.ole_rc4 import Decrypt
from inspection.segment import Place, Segment
from inspection.walker import Walk

_HEADER = 8  # octets of a record's header: version and instance, type, size of the data
_CURRENT_EDIT = 16  # where `Current User` says where the last edit is
_EDIT = struct.Struct("<16xII12xI")  # UserEditAtom 2.3.3: edit before, persist directory, encryption header
_TOKEN, _IN_CLEAR = 12, struct.pack("<I", 0xE391C05F)  # headerToken of `Current User`
_COUNT_SHIFT = 20  # of a PersistDirectoryEntry, 2.3.5
_EDITS_MAX = 1000
# Records of the stream `Pictures` ([MS-ODRAW] 2.2.23): instances with two identifiers, types with a long header.
_TWO_IDENTIFIERS = frozenset({0x217, 0x3D5, 0x46B, 0x543, 0x6E1, 0x6E3, 0x6E5, 0x7A9})
_METAFILES = frozenset({0xF01A, 0xF01B, 0xF01C})
_IDENTIFIER, _TAG, _METAFILE_HEADER = 16, 1, 34  # octets


def unlock(storage: Storage, main: str, user: str, place: Place, walk: Walk) -> Iterator[Segment]:
    """Note an encrypted presentation; if a password opens it, put its streams in the clear into `storage.plain`.

    Yields the properties that are encrypted with it.
    """
    stream, current = storage.take(main), storage.take(user)
    try:
        objects, session = _directory(stream, current)
        at = objects.pop(session)
        header = stream[at + _HEADER : at + _HEADER + _size(stream, at)]
    except (struct.error, KeyError):
        walk.found_encrypted(place, "ppt", "weak")
        return
    decrypt = ole_rc4.unlock(header, place, "ppt", walk)
    if decrypt is None:
        return
    plain = bytearray(stream)
    for block, start in objects.items():
        size = _size(decrypt(stream[start : start + _HEADER], 0, block), 0)
        end = min(start + _HEADER + size, len(stream))
        plain[start:end] = decrypt(stream[start:end], 0, block)
    storage.plain = {main: bytes(plain), user: current[:_TOKEN] + _IN_CLEAR + current[_TOKEN + 4 :]}
    storage.plain["Pictures"] = _pictures(storage.take("Pictures"), decrypt)
    yield from ole_rc4.properties(storage, decrypt, place, walk)


def _directory(stream: bytes, current: bytes) -> tuple[dict[int, int], int]:
    """Return offsets of objects by identifier, of the last edit that has one, and the identifier of the header's.

    Raises:
        struct.error: an offset leads out of the stream.
    """
    (edit,) = struct.unpack_from("<I", current, _CURRENT_EDIT)
    objects: dict[int, int] = {}
    session = -1
    for _ in range(_EDITS_MAX):
        edit, directory, header = _EDIT.unpack_from(stream, edit)
        session = header if session < 0 else session
        objects = _entries(stream, directory) | objects
        if not edit:
            break
    return objects, session


def _entries(stream: bytes, directory: int) -> dict[int, int]:
    position, objects = directory + _HEADER, dict[int, int]()
    end = position + _size(stream, directory)
    while position < end:
        (entry,) = struct.unpack_from("<I", stream, position)
        first, count = entry & (1 << _COUNT_SHIFT) - 1, entry >> _COUNT_SHIFT
        objects |= dict(enumerate(struct.unpack_from(f"<{count}I", stream, position + 4), first))
        position += 4 + 4 * count
    return objects


def _size(stream: bytes, record: int) -> int:
    return int(struct.unpack_from("<I", stream, record + 4)[0])


def _pictures(stream: bytes, decrypt: Decrypt) -> bytes:
    """Return the pictures in the clear: each field of a record is encrypted by itself with the first key."""
    pieces, position = [], 0
    while len(header := decrypt(stream[position : position + _HEADER], 0, 0)) == _HEADER:
        version, kind, size = struct.unpack("<HHI", header)
        count = 2 if version >> 4 in _TWO_IDENTIFIERS else 1
        fields = [_IDENTIFIER] * count + [_METAFILE_HEADER if kind in _METAFILES else _TAG]
        pieces.append(header)
        position += _HEADER
        for length in (*fields, max(size - sum(fields), 0)):
            pieces.append(decrypt(stream[position : position + length], 0, 0))
            position += length
    return b"".join(pieces)
