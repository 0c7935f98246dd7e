"""RC4 encryption of binary office documents ([MS-OFFCRYPTO] 2.3.5, 2.3.6): which password opens them."""

import io
import logging
import struct
from collections.abc import Callable, Iterator

from cryptography.hazmat.backends import default_backend
from msoffcrypto.method.rc4 import DocumentRC4
from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI

from inspection.errors import Unreadable
from inspection.readers.compound import ole_properties
from inspection.readers.compound.ole_compound import Storage
from inspection.readers.text import text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105  # the programs try it by themselves, [MS-OFFCRYPTO] 2.4.2.3
_RC4 = (1, 1)
_CRYPTO_API = struct.Struct("<4xI16xI")  # size of the header; in it the size of the key
SUMMARIES = ("encryption", "EncryptedSummary")  # the stream in documents and workbooks, in presentations
_DESCRIPTOR = struct.Struct("<IIHBB4x")  # offset, size, block, size of the name, flags
_FORTY_BITS = 40  # the key size where the header says 0
default_backend()  # msoffcrypto asks for it with each cipher, and its first use loads a module
logging.getLogger("msoffcrypto").setLevel(logging.WARNING)  # below, it tells keys

# What is decrypted, the octets after which the key changes (0: it does not), the number of the first key.
Decrypt = Callable[[bytes, int, int], bytes]


def unlock(header: bytes, place: Place, form: str, walk: Walk) -> Decrypt | None:
    """Note a document whose encryption header is given; return what decrypts its streams, None without a password."""

    def opened(password: str) -> Decrypt | None:
        version = struct.unpack_from("<HH", header)
        return (_forty if version == _RC4 else _crypto_api)(header[4:], password)

    decrypt = walk.passwords.attempt(DEFAULT_PASSWORD, opened)
    return walk.unlock(place, form, "weak", opened) if decrypt is None else decrypt


def properties(storage: Storage, decrypt: Decrypt, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what stands in the encrypted summary stream (2.3.5.4), if the storage has one.

    Raises:
        Unreadable: the stream is malformed.
    """
    for name in SUMMARIES:
        stream = storage.take(name)
        if not stream:
            continue
        try:
            for title, data in _streams(stream, decrypt):
                yield from ole_properties.read(data, step(place, "stream", text_runs.printable(title)), walk)
        except (struct.error, UnicodeDecodeError) as error:
            raise Unreadable("malformed:ole") from error


def _streams(stream: bytes, decrypt: Decrypt) -> Iterator[tuple[str, bytes]]:
    start, size = struct.unpack_from("<II", stream)
    array = decrypt(stream[start : start + size], 0, 0)
    position = 4
    for _ in range(int.from_bytes(array[:4], "little")):
        offset, length, block, name_size, _flags = _DESCRIPTOR.unpack_from(array, position)
        position += _DESCRIPTOR.size
        title = array[position : position + 2 * name_size].decode("utf-16-le")
        position += 2 * name_size + 2  # a NUL ends it
        yield title, decrypt(stream[offset : offset + length], 0, block)


def _forty(header: bytes, password: str) -> Decrypt | None:
    """Read the header of 40-bit RC4 (2.3.6.1)."""
    salt, verifier, digest = struct.unpack_from("<16s16s16s", header)
    if not DocumentRC4.verifypw(password, salt, verifier, digest):
        return None

    def decrypt(data: bytes, block: int, _first: int) -> bytes:
        return bytes(DocumentRC4.decrypt(password, salt, io.BytesIO(data), block or len(data)).read())

    return decrypt


def _crypto_api(header: bytes, password: str) -> Decrypt | None:
    """Read the header of CryptoAPI RC4 (2.3.5.1)."""
    size, bits = _CRYPTO_API.unpack_from(header)
    salt, verifier, digest = struct.unpack_from("<4x16s16s4x20s", header, 8 + size)
    bits = bits or _FORTY_BITS
    if not DocumentRC4CryptoAPI.verifypw(password, salt, bits, verifier, digest):
        return None

    def decrypt(data: bytes, block: int, first: int) -> bytes:
        source = io.BytesIO(data)
        return bytes(
            DocumentRC4CryptoAPI.decrypt(password, salt, bits, source, block or len(data), first).read()
        )

    return decrypt
