"""A file that the console built for its edges: a signed header, then a body at a fixed place.

    8 octets       what it is, such as `ASHEDM1` and a line feed
    4 octets       length of the envelope, little-endian
    the envelope   `wire.signature`, whose payload is the header; zeros up to `BODY_START`
    the body       as the header describes it, to the end of the file

The signature is verified before the header is parsed, and the digest of the body, which the header
holds, before the body is used. The body may then be mapped by whoever was given the open descriptor.
"""

import hashlib
import io
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Generic, Protocol, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from runtime.atomic_file import LEFTOVER_SUFFIX, sync_directory
from wire import canonical, instant
from wire.errors import WireError
from wire.signature import TrustedKeys, sign, verify

BODY_START = 1 << 16  # octets; a multiple of every page size, so that the body alone can be mapped
MAGIC_SIZE = 8
_LENGTH = 4
_ENVELOPE_AT = MAGIC_SIZE + _LENGTH


class Aged(Protocol):
    """What is asked of every header: `built_at` is an instant, `age_max` are seconds, `key_id` is "" without a key."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def built_at(self) -> str: ...  # noqa: D102
    @property
    def age_max(self) -> int: ...  # noqa: D102
    @property
    def salt(self) -> bytes: ...  # noqa: D102
    @property
    def key_id(self) -> str: ...  # noqa: D102
    @property
    def edge(self) -> bool: ...  # noqa: D102
    @property
    def body_size(self) -> int: ...  # noqa: D102
    @property
    def body_digest(self) -> str: ...  # noqa: D102


Head = TypeVar("Head", bound=Aged)


class _Version(msgspec.Struct, frozen=True):
    schema: int


@dataclass(frozen=True)
class Format(Generic[Head]):
    """One sort of signed file. `invalid` is raised with words that use `noun`, `title` and the remedies."""

    magic: bytes
    kind: str  # of the envelope
    noun: str  # "an index": only one of this console is taken
    title: str  # "exact-match index"
    remedy: str  # what to give instead of a file that is none
    header: type[Head]
    schema: int  # of the header and body that this program reads
    renewal: str  # what to do about a header that is none, or of another schema
    invalid: type[ValueError]


def write(
    path: Path, form: Format[Head], header: Head, body: Iterable[bytes], key: Ed25519PrivateKey
) -> Head:
    """Write a file in place of `path`, durably, for its owner alone; return the header with its digest.

    Raises:
        OSError: the directory is missing, full or not writable; an old file is untouched then.
        ValueError: the header does not fit into its place (`form.invalid`).
    """
    staged = path.with_name(f".{path.name}.{secrets.token_hex(8)}{LEFTOVER_SUFFIX}")
    descriptor = os.open(staged, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            signed = _fill(file, form, header, body, key)
            file.flush()
            os.fsync(file.fileno())
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)
    sync_directory(path.parent)
    return signed


def octets(form: Format[Head], header: Head, body: bytes, key: Ed25519PrivateKey) -> bytes:
    """Return the octets that `write` would put into a file.

    Raises:
        ValueError: the header does not fit into its place (`form.invalid`).
    """
    file = io.BytesIO()
    _fill(file, form, header, [body], key)
    return file.getvalue()


def read(file: BufferedReader, name: str, form: Format[Head], trusted: TrustedKeys) -> Head:
    """Return the header of an open file after signature and digest of the body were verified.

    The whole file is read: some 0.2 s for each 100 MB.

    Raises:
        ValueError: another sort of file, signed by a stranger, changed, cut off, or of another schema
            (`form.invalid`); `name` is how the file is called in the error.
        OSError: it cannot be read.
    """
    head = file.read(BODY_START)
    if not head.startswith(form.magic):
        raise form.invalid(f"{name}: no {form.title}; {form.remedy}")
    end = _ENVELOPE_AT + int.from_bytes(head[MAGIC_SIZE:_ENVELOPE_AT], "little")
    try:
        header = _decode(verify(head[_ENVELOPE_AT:end], form.kind, trusted), form)
    except (WireError, form.invalid) as error:
        raise form.invalid(f"{name}: {error}; only {form.noun} of this console is taken") from None
    size = os.fstat(file.fileno()).st_size - BODY_START
    if size != header.body_size:
        raise form.invalid(
            f"{name}: the body has {size} octets instead of {header.body_size}; fetch it again"
        )
    if hashlib.file_digest(file, "sha256").hexdigest() != header.body_digest:
        raise form.invalid(f"{name}: the body was changed after it was signed; fetch it again")
    return header


def _decode(payload: bytes, form: Format[Head]) -> Head:
    try:
        schema = msgspec.json.decode(payload, type=_Version).schema
        if schema == form.schema:
            return msgspec.json.decode(payload, type=form.header)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise form.invalid(f"no header of {form.noun}: {error}; {form.renewal}") from None
    raise form.invalid(
        f"the {form.title} has schema {schema}, this program reads {form.schema}; {form.renewal}"
    )


def expires(header: Aged) -> datetime:
    """Return the instant (aware UTC) at which what was built has reached its greatest age."""
    return instant.parse(header.built_at) + timedelta(seconds=header.age_max)


def is_older(header: Aged, in_force: str) -> bool:
    """Return whether it was built before the one of its name that was built at `in_force` ("" for none)."""
    return bool(in_force) and instant.parse(header.built_at) < instant.parse(in_force)


def _fill(
    file: BinaryIO, form: Format[Head], header: Head, body: Iterable[bytes], key: Ed25519PrivateKey
) -> Head:
    digest = hashlib.sha256()
    file.seek(BODY_START)
    for piece in body:
        digest.update(piece)
        file.write(piece)
    signed = msgspec.structs.replace(header, body_digest=digest.hexdigest())  # type: ignore[type-var]
    file.seek(0)
    file.write(_head(form, signed, key))
    return signed


def _head(form: Format[Head], header: Head, key: Ed25519PrivateKey) -> bytes:
    envelope = sign(form.kind, canonical.encode(header), key)
    head = form.magic + len(envelope).to_bytes(_LENGTH, "little") + envelope
    if len(head) > BODY_START:
        raise form.invalid("the header is too long; give columns shorter names")
    return head
