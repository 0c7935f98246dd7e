"""The file of an exact-match index: a signed header, then the body at a fixed place.

    8 octets       `ASHEDM1` and a line feed
    4 octets       length of the envelope, little-endian
    the envelope   `wire.signature`, whose payload is the header; zeros up to `BODY_START`
    the body       as the header describes it (`policies.exact_match.header`), to the end of the file

The signature is verified before the header is parsed, and the digest of the body, which the header
holds, before the body is used. The body may then be mapped by whoever was given the open descriptor.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from io import BufferedReader
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from policies.exact_match.header import Header, IndexInvalid, decode
from runtime.atomic_file import LEFTOVER_SUFFIX, sync_directory
from wire import canonical, instant
from wire.errors import WireError
from wire.signature import TrustedKeys, sign, verify

KIND = "exact-match-index"
MAGIC = b"ASHEDM1\n"
BODY_START = 1 << 16  # octets; a multiple of every page size, so that the body alone can be mapped
_LENGTH = 4
_ENVELOPE_AT = len(MAGIC) + _LENGTH


def write(path: Path, header: Header, body: Iterable[bytes], key: Ed25519PrivateKey) -> Header:
    """Write an index in place of `path`, durably, for its owner alone; return the header with its digest.

    Raises:
        OSError: the directory is missing, full or not writable; an old file is untouched then.
        IndexInvalid: the header does not fit into its place.
    """
    staged = path.with_name(f".{path.name}.{secrets.token_hex(8)}{LEFTOVER_SUFFIX}")
    descriptor = os.open(staged, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            digest = hashlib.sha256()
            file.seek(BODY_START)
            for piece in body:
                digest.update(piece)
                file.write(piece)
            signed = msgspec.structs.replace(header, body_digest=digest.hexdigest())
            file.seek(0)
            file.write(_head(signed, key))
            file.flush()
            os.fsync(file.fileno())
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)
    sync_directory(path.parent)
    return signed


def read(file: BufferedReader, name: str, trusted: TrustedKeys) -> Header:
    """Return the header of an open index file after signature and digest of the body were verified.

    The whole file is read: some 0.2 s for each 100 MB.

    Raises:
        IndexInvalid: no index, signed by a stranger, changed, cut off, or of another schema; `name` is
            how the file is called in the error.
        OSError: it cannot be read.
    """
    head = file.read(BODY_START)
    if not head.startswith(MAGIC):
        raise IndexInvalid(f"{name}: no exact-match index; give the file that `edm build` wrote")
    end = _ENVELOPE_AT + int.from_bytes(head[len(MAGIC) : _ENVELOPE_AT], "little")
    try:
        header = decode(verify(head[_ENVELOPE_AT:end], KIND, trusted))
    except (WireError, IndexInvalid) as error:
        raise IndexInvalid(f"{name}: {error}; only an index of this console is taken") from None
    size = os.fstat(file.fileno()).st_size - BODY_START
    if size != header.body_size:
        raise IndexInvalid(
            f"{name}: the body has {size} octets instead of {header.body_size}; fetch it again"
        )
    if hashlib.file_digest(file, "sha256").hexdigest() != header.body_digest:
        raise IndexInvalid(f"{name}: the body was changed after it was signed; fetch it again")
    return header


def expires(header: Header) -> datetime:
    """Return the instant (aware UTC) at which an index has reached its greatest age."""
    return instant.parse(header.built_at) + timedelta(seconds=header.age_max)


def check_successor(header: Header, in_force: str) -> None:
    """Check that an index is no older than the one of its name that was built at `in_force` ("" for none).

    Raises:
        IndexInvalid: it is older; somebody may want an old list back.
    """
    if in_force and instant.parse(header.built_at) < instant.parse(in_force):
        raise IndexInvalid(
            f"index {header.name} was built at {header.built_at}, one built at {in_force} was in force; "
            "build it again"
        )


def _head(header: Header, key: Ed25519PrivateKey) -> bytes:
    envelope = sign(KIND, canonical.encode(header), key)
    head = MAGIC + len(envelope).to_bytes(_LENGTH, "little") + envelope
    if len(head) > BODY_START:
        raise IndexInvalid("the header is too long; give columns shorter names")
    return head
