"""Encrypted office packages ([MS-OFFCRYPTO] 2.3.4): standard and agile encryption of OOXML.

What is encrypted is a ZIP archive: its signature at the start proves the password.
"""

import base64
import io
import struct
from collections.abc import Callable, Iterator

from lxml import etree
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from msoffcrypto.method.ecma376_standard import ECMA376Standard

from inspection.errors import Unreadable
from inspection.readers.compound.ole_compound import Storage
from inspection.readers.compound.ole_rc4 import DEFAULT_PASSWORD
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_AGILE = (4, 4)  # 2.3.4.10
_STANDARD_MINOR = 2  # AES of ECMA-376 standard encryption, 2.3.4.5
_STANDARD = struct.Struct("<8xI8xIII4xI")  # size of the header; in it cipher, hash, key size, provider
_SIZE, _BLOCK, _SEGMENT = 8, 16, 4096  # octets: of the size that stands first, of AES, of agile encryption
_ENCRYPTED_KEY = "{http://schemas.microsoft.com/office/2006/keyEncryptor/password}encryptedKey"
_KEY_DATA = "{http://schemas.microsoft.com/office/2006/encryption}keyData"
_SIGNATURE = b"PK"

_Decrypt = Callable[[bytes], bytes]  # size and ciphertext → package
_Keyed = Callable[[str], _Decrypt]  # what a password makes of the ciphertext


def read_package(storage: Storage, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what the package holds if a password opens it; note that it is encrypted.

    Raises:
        Unreadable: the package does not say how it is encrypted.
    """
    package = storage.take("EncryptedPackage")
    storage.taken["EncryptedPackage"] = b""
    info = storage.take("EncryptionInfo")
    if len(info) < 4:  # noqa: PLR2004  # two numbers of its version
        raise Unreadable("malformed:ole")
    version = struct.unpack_from("<HH", info)
    strong = version == _AGILE or version[1] == _STANDARD_MINOR
    octets = package[: len(package) - (len(package) - _SIZE) % _BLOCK]

    def opened(password: str) -> bytes | None:
        decrypt = (_agile if version == _AGILE else _standard)(info, walk)(password)
        begins = decrypt(octets[: _SIZE + _SEGMENT]).startswith(_SIGNATURE)
        return decrypt(octets) if begins else None

    plain = walk.passwords.attempt(DEFAULT_PASSWORD, opened)
    if plain is None:
        plain = walk.unlock(place, "office", "strong" if strong else "weak", opened)
    if plain is not None:
        walk.spend(len(plain))
        with walk.holding(len(plain)):
            yield from walk.descend(plain, step(place, "decrypted", "office"))


def _agile(info: bytes, walk: Walk) -> _Keyed:
    """Read an agile descriptor (2.3.4.10).

    Raises:
        Unreadable: `limit:key_rounds`; anything else where the descriptor is malformed.
    """
    root = etree.fromstring(info[8:], etree.XMLParser(resolve_entities=False, no_network=True))
    key, data = next(root.iter(_ENCRYPTED_KEY)).attrib, next(root.iter(_KEY_DATA)).attrib
    rounds = int(key["spinCount"])
    if rounds > walk.limits.key_rounds:
        raise Unreadable("limit:key_rounds")
    salt, encrypted, salt_of_data = map(
        base64.b64decode, (key["saltValue"], key["encryptedKeyValue"], data["saltValue"])
    )

    def keyed(password: str) -> _Decrypt:
        secret = ECMA376Agile.makekey_from_password(
            password, salt, key["hashAlgorithm"], encrypted, rounds, int(key["keyBits"])
        )
        return lambda octets: bytes(
            ECMA376Agile.decrypt(secret, salt_of_data, data["hashAlgorithm"], io.BytesIO(octets))
        )

    return keyed


def _standard(info: bytes, _walk: Walk) -> _Keyed:
    """Read a standard descriptor (2.3.4.5), whose key takes 50,000 rounds.

    Raises:
        struct.error: it is cut off.
    """
    size, cipher, digest, bits, provider = _STANDARD.unpack_from(info)
    salt_size, salt = struct.unpack_from("<I16s", info, 12 + size)

    def keyed(password: str) -> _Decrypt:
        secret = ECMA376Standard.makekey_from_password(
            password, cipher, digest, provider, bits, salt_size, salt
        )
        return lambda octets: bytes(ECMA376Standard.decrypt(secret, io.BytesIO(octets)))

    return keyed
