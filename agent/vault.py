"""The vault: files that must be kept lie here sealed, nowhere in the open (row R5).

A vault file is a line of JSON (the header) and then sealed pieces, each with its length before it
(four octets, big endian). The first piece tells path, size and owner; the others are the content,
`CHUNK` octets each. Pieces are AES-256-GCM with a key of their own per file; the nonce counts the
pieces and marks the last one, so that none can be dropped, moved or added; the header is
authenticated with each. The key travels in the header in a `wire.sealed_box`: to the console's key
when this machine is enrolled, so that nobody opens the vault at the machine alone, else to a key
of this machine.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from runtime import atomic_file
from runtime.keystore import Keystore
from runtime.private_file import make_private_directory, read_private
from wire import sealed_box
from wire.errors import SignatureInvalid

CHUNK = 1024 * 1024  # octets
_HEADER_MAX = 64 * 1024  # octets
_PIECE_MAX = CHUNK + 16  # octets: a chunk and its tag
_SUFFIX = ".vault"


class VaultDamaged(Exception):
    """A vault file does not open: wrong key, or not what was sealed."""


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is readable of a vaulted file without any key."""

    schema: int
    id: str
    sealed_at: str
    sealed_to: Literal["console", "machine"]
    wrapped_key: bytes


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What only the holder of the key reads about it."""

    path: bytes
    size: int  # octets
    person: str
    account: str


class Vault:
    """The sealed files in `directory`, sealed with keys of `keystore`."""

    def __init__(self, directory: Path, keystore: Keystore, keys: Path) -> None:
        self._directory = directory
        self._keystore = keystore
        self._own_key = keys / "vault.key"
        make_private_directory(directory)

    def seal(self, descriptor: int, vault_id: str, label: Label, sealed_at: str) -> None:
        """Seal the open file as `vault_id`, durably, and read it back; a copy of that id is replaced.

        Raises:
            OSError: the vault's disk is full or failed.
            VaultDamaged: what was read back is not what was sealed.
        """
        key = secrets.token_bytes(32)
        header = self._header(vault_id, sealed_at, key)
        staged = self._directory / f".{vault_id}{atomic_file.LEFTOVER_SUFFIX}"
        staged.unlink(missing_ok=True)
        try:
            with staged.open("xb") as file:
                os.fchmod(file.fileno(), 0o600)
                _write(file, header, key, label, descriptor)
                file.flush()
                os.fsync(file.fileno())
            _compare(staged, key, descriptor)
            staged.replace(self._file(vault_id))
        finally:
            staged.unlink(missing_ok=True)
        atomic_file.sync_directory(self._directory)

    def headers(self) -> list[Header]:
        """Return the headers of all vaulted files; one that cannot be read is left out."""
        found = []
        for path in sorted(self._directory.glob(f"*{_SUFFIX}")):
            with path.open("rb") as file:
                try:
                    found.append(_read_header(file)[0])
                except VaultDamaged:
                    continue
        return found

    def label(self, vault_id: str, key: X25519PrivateKey | None = None) -> Label:
        """Return the label of a vaulted file, opened with `key` or this machine's own.

        Raises:
            VaultDamaged: there is no such file, or it does not open with this key.
        """
        with self._open(vault_id) as file:
            return _label(next(self._pieces(file, key)))

    def restore(self, vault_id: str, target: Path, key: X25519PrivateKey | None = None) -> Label:
        """Write a vaulted file to the new file `target` with mode 0600; the vault keeps its copy.

        Raises:
            VaultDamaged: there is no such file, or it does not open with this key.
            FileExistsError: `target` is there already.
            OSError: it cannot be written; nothing is left behind then.
        """
        with self._open(vault_id) as file:
            pieces = self._pieces(file, key)
            label = _label(next(pieces))
            with target.open("xb") as plain:
                try:
                    os.fchmod(plain.fileno(), 0o600)
                    plain.writelines(pieces)
                    plain.flush()
                    os.fsync(plain.fileno())
                except (VaultDamaged, OSError):
                    target.unlink()
                    raise
        return label

    def _open(self, vault_id: str) -> BinaryIO:
        try:
            return self._file(vault_id).open("rb")
        except FileNotFoundError:
            raise VaultDamaged(f"the vault holds no {vault_id}") from None

    def _file(self, vault_id: str) -> Path:
        if not vault_id or "/" in vault_id or vault_id.startswith("."):
            raise VaultDamaged(f"{vault_id!r} is no id of a vaulted file")
        return self._directory / f"{vault_id}{_SUFFIX}"

    def _pieces(self, file: BinaryIO, key: X25519PrivateKey | None) -> Iterator[bytes]:
        header, raw = _read_header(file)
        try:
            unwrapped = sealed_box.open_box(header.wrapped_key, key or self._key(), _context(header.id))
        except SignatureInvalid:
            hint = (
                "the console's key is needed" if header.sealed_to == "console" else "it is not this machine's"
            )
            raise VaultDamaged(f"{header.id} does not open with this key; {hint}") from None
        return _opened(file, unwrapped, raw)

    def _header(self, vault_id: str, sealed_at: str, key: bytes) -> bytes:
        console = self._keystore.sealing_key()
        recipient = console or self._key().public_key()
        wrapped = sealed_box.seal(key, recipient, _context(vault_id))
        header = Header(1, vault_id, sealed_at, "console" if console else "machine", wrapped)
        return msgspec.json.encode(header) + b"\n"

    def _key(self) -> X25519PrivateKey:
        if not self._own_key.exists():
            atomic_file.create(self._own_key, X25519PrivateKey.generate().private_bytes_raw())
        return X25519PrivateKey.from_private_bytes(read_private(self._own_key))


def _context(vault_id: str) -> bytes:
    return f"vault {vault_id}".encode()


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _write(file: BinaryIO, header: bytes, key: bytes, label: Label, descriptor: int) -> None:
    cipher = AESGCM(key)
    file.write(header)
    number, piece = 0, msgspec.json.encode(label)
    offset = 0
    while True:
        following = os.pread(descriptor, CHUNK, offset)
        sealed = cipher.encrypt(_nonce(number, last=not following), piece, header)
        file.write(len(sealed).to_bytes(4, "big") + sealed)
        if not following:
            return
        number, piece, offset = number + 1, following, offset + len(following)


def _opened(file: BinaryIO, key: bytes, header: bytes) -> Iterator[bytes]:
    """Yield the plain pieces; an end that was not sealed as the end is an error."""
    cipher, number = AESGCM(key), 0
    prefix = file.read(4)
    while prefix:
        size = int.from_bytes(prefix, "big")
        sealed = file.read(size) if size <= _PIECE_MAX else b""
        prefix = file.read(4)
        try:
            yield cipher.decrypt(_nonce(number, last=not prefix), sealed, header)
        except (InvalidTag, ValueError):
            raise VaultDamaged("the vaulted file was changed or cut short") from None
        number += 1
    if number == 0:
        raise VaultDamaged("the vaulted file was cut short")


def _compare(staged: Path, key: bytes, descriptor: int) -> None:
    with staged.open("rb") as file:
        pieces = _opened(file, key, _read_header(file)[1])
        next(pieces)
        offset = 0
        for piece in pieces:
            if os.pread(descriptor, len(piece), offset) != piece:
                raise VaultDamaged("the file changed while it was sealed")
            offset += len(piece)
    if offset != os.fstat(descriptor).st_size:
        raise VaultDamaged("the file changed while it was sealed")


def _read_header(file: BinaryIO) -> tuple[Header, bytes]:
    raw = file.readline(_HEADER_MAX)
    try:
        return msgspec.json.decode(raw, type=Header), raw
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise VaultDamaged("not a vaulted file") from None


def _label(piece: bytes) -> Label:
    return msgspec.json.decode(piece, type=Label)
