"""The form in which a register is stored and sent: MessagePack, six octets a fingerprint, without the key.

Whoever reads one verifies its signature first; the checks here keep a damaged or foreign one from
being mistaken for a register that matches nothing.
"""

from typing import Annotated

import msgspec
import numpy as np
from msgspec import Meta

from policies.fingerprint.header import RegisterInvalid
from policies.fingerprint.register import WHOLE, Postings, Register, Registered
from policies.fingerprint.winnow import GRAM, WINDOW, Winnower

VERSION = 1  # goes up when the same text would give other fingerprints


class _Stored(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    scheme: str
    key_id: str
    bits: Annotated[int, Meta(ge=1, le=WHOLE)]  # of a fingerprint; an edge form cuts them
    entries: tuple[Registered, ...]
    hashes: bytes  # uint32, little-endian, ascending
    documents: bytes  # uint16, little-endian: for each of `hashes` the place in `entries`


class _Version(msgspec.Struct, frozen=True):
    version: int


_SCHEME = f"winnow-{GRAM}-{WINDOW}"
_decoder = msgspec.msgpack.Decoder(_Stored)
_version = msgspec.msgpack.Decoder(_Version)


def dump(register: Register) -> bytes:
    """Return the stored form of a register: the same documents and key give the same octets."""
    hashes, documents = register.postings
    return msgspec.msgpack.encode(
        _Stored(
            VERSION, _SCHEME, register.key_id, register.bits, register.documents,
            hashes.astype("<u4").tobytes(), documents.astype("<u2").tobytes(),
        )
    )  # fmt: skip


def load(data: bytes, key: bytes) -> Register:
    """Return the register that was stored.

    Raises:
        RegisterInvalid: of another version, built with another key, or damaged.
        ValueError: the key is too short.
    """
    stored = _decoded(data)
    winnower = Winnower(key)
    if stored.key_id != winnower.key_id:
        raise RegisterInvalid(
            f"the register was built with key {stored.key_id}, this is key {winnower.key_id}; "
            "fetch the key that belongs to it, or build the register again"
        )
    postings = Postings(np.frombuffer(stored.hashes, "<u4"), np.frombuffer(stored.documents, "<u2"))
    if not _is_consistent(postings, len(stored.entries)):
        raise RegisterInvalid("the register is damaged: its fingerprints are not in order; fetch it again")
    return Register(winnower, stored.entries, postings, stored.bits)


def _decoded(data: bytes) -> _Stored:
    try:
        version = _version.decode(data).version
        if version == VERSION:
            stored = _decoder.decode(data)
            if stored.scheme == _SCHEME and _fits(stored):
                return stored
    except msgspec.DecodeError as error:
        raise RegisterInvalid(f"no register of documents: {error}; fetch it again") from None
    if version != VERSION:
        raise RegisterInvalid(
            f"the register has version {version}, this program reads {VERSION}; build it again with this version"
        )
    raise RegisterInvalid("the register is damaged: its parts do not fit together; fetch it again")


def _fits(stored: _Stored) -> bool:
    return len(stored.hashes) == 2 * len(stored.documents) and len(stored.documents) % 2 == 0


def _is_consistent(postings: Postings, documents: int) -> bool:
    hashes, numbers = postings
    order = hashes.astype(np.uint64) << np.uint64(16) | numbers
    return bool(np.all(order[1:] > order[:-1])) and not (numbers.size and numbers.max() >= documents)
