"""The keys of one gateway or agent: its own, and the public ones it was told to trust.

Everything lies below `STATE_DIR/keys`, readable by the owner alone. Own keys are made on first
use. What the console gave at enrolment is one file, written last and at once: the edge is
enrolled exactly when that file is there.

    device.key        Ed25519 (RFC 8032), PKCS #8 PEM: signs batches and records, TLS client key
    certificate.pem   the client certificate for it, as OpenSSL wants to read it
    fingerprint.key   32 octets: keys the fingerprints of files on this machine
    hash.key          32 octets: keys the hashes of found values until the console gives one
    enrolment.json    the console's answer (`wire.enrolment.EnrolReply`)
"""

import secrets
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from runtime import atomic_file
from runtime.errors import KeystoreError
from runtime.private_file import make_private_directory, read_private
from wire.enrolment import EnrolReply
from wire.signature import TrustedKeys, key_id

SYMMETRIC_KEY_SIZE = 32  # octets


class Keystore:
    """The keys below `state_dir`, which is made with mode 0700 when it is missing."""

    def __init__(self, state_dir: Path) -> None:
        self._directory = state_dir / "keys"
        make_private_directory(state_dir)
        make_private_directory(self._directory)
        self._enrolment = self._read_enrolment()

    @property
    def enrolled(self) -> bool:
        """Whether the console has given this edge a certificate."""
        return self._enrolment is not None

    def device_key(self) -> Ed25519PrivateKey:
        """Return this edge's own key, made on first use.

        Raises:
            KeystoreError: the file is damaged, of another kind, or others may read it.
        """
        path = self.device_key_file()
        try:
            key = load_pem_private_key(read_private(path), password=None)
        except ValueError:
            raise KeystoreError(f"{path}: not an unencrypted private key in PEM") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise KeystoreError(f"{path}: not an Ed25519 key")
        return key

    def device_key_file(self) -> Path:
        """Return the file of the device key, made on first use."""
        path = self._directory / "device.key"
        if not path.exists():
            key = Ed25519PrivateKey.generate()
            atomic_file.create(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return path

    def certificate_pem(self) -> str:
        """Return the client certificate in PEM, `""` before enrolment."""
        return self._enrolment.certificate_pem if self._enrolment else ""

    def certificate_expires(self) -> datetime | None:
        """Return when the client certificate ends (aware UTC), None before enrolment."""
        if not self._enrolment:
            return None
        return x509.load_pem_x509_certificate(self._enrolment.certificate_pem.encode()).not_valid_after_utc

    def certificate_file(self) -> Path:
        """Return the file of the client certificate.

        Raises:
            KeystoreError: not enrolled yet.
        """
        if not self._enrolment:
            raise KeystoreError("there is no client certificate before enrolment")
        path = self._directory / "certificate.pem"
        if not path.exists():
            atomic_file.write(path, self._enrolment.certificate_pem.encode())
        return path

    def authority_pem(self) -> str:
        """Return the certificate of the console's authority in PEM, `""` before enrolment."""
        return self._enrolment.authority_pem if self._enrolment else ""

    def bundle_keys(self) -> TrustedKeys:
        """Return the public keys that may sign policy bundles, by key id; none before enrolment."""
        return _bundle_keys(self._enrolment) if self._enrolment else {}

    def sealing_key(self) -> X25519PublicKey | None:
        """Return the console's key to which passwords are sealed, None before enrolment."""
        if self._enrolment is None or not self._enrolment.sealing_key:
            return None
        return X25519PublicKey.from_public_bytes(self._enrolment.sealing_key)

    def hash_key(self) -> bytes:
        """Return the key for the hashes of found values: the console's, else one of this machine's own."""
        if self._enrolment and self._enrolment.hash_key:
            return self._enrolment.hash_key
        return self._symmetric("hash.key")

    def fingerprint_key(self) -> bytes:
        """Return the key for fingerprints of files on this machine, 32 octets."""
        return self._symmetric("fingerprint.key")

    def store_enrolment(self, reply: EnrolReply) -> None:
        """Take over the console's answer durably; a kill at any point leaves it unused or complete.

        Raises:
            KeystoreError: the certificate is for another key, or a key in the answer is unfit.
        """
        self._check(reply)
        atomic_file.write(self._directory / "certificate.pem", reply.certificate_pem.encode())
        atomic_file.write(self._directory / "enrolment.json", msgspec.json.encode(reply))
        self._enrolment = reply

    def _check(self, reply: EnrolReply) -> None:
        try:
            certificate = x509.load_pem_x509_certificate(reply.certificate_pem.encode())
            x509.load_pem_x509_certificate(reply.authority_pem.encode())
            _bundle_keys(reply)
            if reply.sealing_key:
                X25519PublicKey.from_public_bytes(reply.sealing_key)
        except ValueError as error:
            raise KeystoreError(f"the console's enrolment answer does not fit: {error}") from None
        if certificate.public_key() != self.device_key().public_key():
            raise KeystoreError("the console's certificate is for another key than this machine's")

    def _read_enrolment(self) -> EnrolReply | None:
        path = self._directory / "enrolment.json"
        if not path.exists():
            return None
        try:
            return msgspec.json.decode(read_private(path), type=EnrolReply)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise KeystoreError(f"{path}: damaged; remove it and enrol this machine again") from None

    def _symmetric(self, name: str) -> bytes:
        path = self._directory / name
        if not path.exists():
            atomic_file.create(path, secrets.token_bytes(SYMMETRIC_KEY_SIZE))
        key = read_private(path)
        if len(key) != SYMMETRIC_KEY_SIZE:
            raise KeystoreError(f"{path}: {len(key)} octets, a key has {SYMMETRIC_KEY_SIZE}")
        return key


def _bundle_keys(reply: EnrolReply) -> dict[str, Ed25519PublicKey]:
    """Return the keys of an answer; a key under a name that is not its own is a ValueError."""
    keys = {name: Ed25519PublicKey.from_public_bytes(raw) for name, raw in reply.bundle_keys.items()}
    for name, key in keys.items():
        if key_id(key) != name:
            raise ValueError(f"bundle key {name} is another key")
    return keys
