"""Encrypted Word documents ([MS-DOC] 2.2.6): RC4 over three streams, in blocks of 512 octets.

XOR obfuscation, which Word 95 and its filters wrote, is recognised and not undone.
"""

import struct
from collections.abc import Iterator

from inspection.readers.compound import ole_rc4
from inspection.readers.compound.ole_compound import Storage
from inspection.segment import Place, Segment
from inspection.walker import Walk

_CLEAR = 0x44  # octets of the file information block that are not encrypted
_FLAGS, _KEY = 10, 14  # where its flags are, and the size of the encryption header
_ENCRYPTED, _OBFUSCATED = 0x0100, 0x8000
_BLOCK = 512


def unlock(storage: Storage, main: str, table: str, place: Place, walk: Walk) -> Iterator[Segment]:
    """Note an encrypted document; if a password opens it, put its streams in the clear into `storage.plain`.

    Yields the properties that are encrypted with it.
    """
    stream, described = storage.take(main), storage.take(table)
    flags, size = struct.unpack_from("<H", stream, _FLAGS)[0], struct.unpack_from("<I", stream, _KEY)[0]
    if flags & _OBFUSCATED:
        walk.found_encrypted(place, "doc", "weak")
        return
    decrypt = ole_rc4.unlock(described[:size], place, "doc", walk)
    if decrypt is None:
        return
    head = bytearray(stream[:_CLEAR])
    struct.pack_into("<H", head, _FLAGS, flags & ~_ENCRYPTED)
    storage.plain = {name: decrypt(storage.take(name), _BLOCK, 0) for name in (table, "Data")}
    storage.plain[main] = bytes(head) + decrypt(stream, _BLOCK, 0)[_CLEAR:]
    yield from ole_rc4.properties(storage, decrypt, place, walk)
