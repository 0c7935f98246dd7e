"""CMS EnvelopedData (RFC 5652, 6), written as a stream: AES-256-CBC, definite lengths.

    ContentInfo ── OID envelopedData
     └ [0] EnvelopedData ── version, RecipientInfos
        └ EncryptedContentInfo ── OID data, aes256-CBC with its IV
           └ [0] encryptedContent   ← everything before this is the head, nothing comes after it

The size of the plain content is known before it is read (it is a spooled file), so every length is
known too, and memory does not grow with the message. CBC carries no proof of integrity: what goes
in must be signed already (`smtp_gateway.sealing.signed`).
"""

import os
from collections.abc import Callable
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from smtp_gateway.sealing import der
from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.recipient_info import KeyTransport, recipient_info, version_for

ENVELOPED_DATA: Final = "1.2.840.113549.1.7.3"
DATA: Final = "1.2.840.113549.1.7.1"
AES256_CBC: Final = "2.16.840.1.101.3.4.1.42"
BLOCK: Final = 16  # octets of one AES block


class EnvelopedWriter:
    """Encrypts exactly `content_length` octets for the holder of one certificate.

    One message holds one recipient: RecipientInfos name issuer and serial of everybody who can
    read it, which would tell a visible recipient about a hidden one.
    """

    def __init__(
        self,
        sink: Callable[[bytes], object],
        certificate: x509.Certificate,
        content_length: int,
        transport: KeyTransport = "rsa-v1.5",
    ) -> None:
        key, iv = os.urandom(32), os.urandom(BLOCK)
        self._sink = sink
        self._left = content_length
        self._padding = _padding(content_length)
        self._encryptor = Cipher(AES256(key), CBC(iv)).encryptor()
        sink(_head(certificate, recipient_info(certificate, key, transport), iv, content_length))

    def write(self, data: bytes) -> None:
        """Encrypt more of the content."""
        self._left -= len(data)
        self._sink(self._encryptor.update(data))

    def finish(self) -> None:
        """Write the last, padded block (RFC 5652, 6.3).

        Raises:
            SealingFailed: the content was longer or shorter than announced.
        """
        if self._left:
            raise SealingFailed(f"the message changed while it was sealed ({self._left} octets off)")
        self._sink(self._encryptor.update(self._padding))
        self._sink(self._encryptor.finalize())


def _padding(length: int) -> bytes:
    count = BLOCK - length % BLOCK
    return bytes((count,)) * count


def _head(certificate: x509.Certificate, recipient: bytes, iv: bytes, content_length: int) -> bytes:
    """Return all octets before the encrypted content, innermost length first."""
    sealed_length = content_length + len(_padding(content_length))
    inner = der.oid(DATA) + der.algorithm(AES256_CBC, der.octet_string(iv)) + der.head(0x80, sealed_length)
    before = der.integer(version_for(certificate)) + der.set_of(recipient)
    head = _open(der.SEQUENCE, inner, sealed_length)
    head = _open(der.SEQUENCE, before + head, sealed_length)
    head = _open(0xA0, head, sealed_length)
    return _open(der.SEQUENCE, der.oid(ENVELOPED_DATA) + head, sealed_length)


def _open(tag: int, head: bytes, following: int) -> bytes:
    """Put `head` into a value with this tag that `following` more octets will complete."""
    return der.head(tag, len(head) + following) + head
