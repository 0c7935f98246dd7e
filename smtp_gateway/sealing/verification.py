"""The check after sealing: what was written must be what the recipient can open.

A gateway that sends an empty or broken container loses mail that it answered 250 for. So each
result is read again, by another way than it was written: the PDF through qpdf with and without the
password, the CMS by walking its DER in the finished mail.
"""

import binascii
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cryptography import x509
from pikepdf import PasswordError, Pdf, PdfError

from smtp_gateway.sealing import der
from smtp_gateway.sealing.cms import BLOCK, DATA, ENVELOPED_DATA
from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.header_fields import read_header
from smtp_gateway.sealing.protected_pdf import Embedded
from smtp_gateway.sealing.recipient_info import issuer_and_serial

_CHUNK: Final = 76 * 4096  # characters; a multiple of 4 once line ends are gone
_HEAD_MAX: Final = 1 << 16  # octets of DER before the encrypted content
_REVISION: Final = 6


def check_pdf(path: Path, password: str, expected: Embedded) -> None:
    """Check that the PDF opens with the password only and holds what was put into it.

    Raises:
        SealingFailed: it does not.
    """
    try:
        with Pdf.open(path):
            raise SealingFailed("the PDF opens without its password")
    except PasswordError:
        pass
    except PdfError as error:
        raise SealingFailed(f"the PDF cannot be read: {error}") from None
    try:
        with Pdf.open(path, password=password) as pdf:
            held = Embedded(len(pdf.pages), len(pdf.attachments))
            revision = int(pdf.encryption.R)
    except (PdfError, PasswordError) as error:
        raise SealingFailed(f"the PDF does not open with its password: {error}") from None
    if held != expected or not held.pages or revision != _REVISION:
        raise SealingFailed("the PDF does not hold what was sealed")


def check_smime(path: Path, certificate: x509.Certificate) -> None:
    """Check that the mail is one whole EnvelopedData with content, for this certificate.

    Raises:
        SealingFailed: it is not.
    """
    head, total = _decoded(path)
    try:
        content = _encrypted_content(head, total, certificate)
    except (der.DerInvalid, IndexError) as error:
        raise SealingFailed(f"the sealed message is not CMS: {error}") from None
    length = content.end - content.start
    if content.end != total or length < BLOCK or length % BLOCK:
        raise SealingFailed("the sealed message is cut off")


def _encrypted_content(head: bytes, total: int, certificate: x509.Certificate) -> der.Element:
    """Follow the one way down to the encrypted content; all but it must be in `head`."""
    outer = der.read(head)
    kind = der.read(head, outer.start)
    wrapped = der.read(head, kind.end)
    enveloped = der.read(head, wrapped.start)
    version = der.read(head, enveloped.start)
    recipients = der.read(head, version.end)
    encrypted = der.read(head, recipients.end)
    inner_kind = der.read(head, encrypted.start)
    method = der.read(head, inner_kind.end)
    content = der.read(head, method.end)
    ends = {outer.end, wrapped.end, enveloped.end, encrypted.end, content.end}
    if ends != {total}:
        raise der.DerInvalid("the lengths do not agree")
    if head[outer.start : kind.end] != der.oid(ENVELOPED_DATA) or head[
        encrypted.start : inner_kind.end
    ] != der.oid(DATA):
        raise der.DerInvalid("not EnvelopedData")
    if issuer_and_serial(certificate) not in head[recipients.start : recipients.end]:
        raise der.DerInvalid("not for this recipient")
    return content


def _decoded(path: Path) -> tuple[bytes, int]:
    """Return the first octets of the Base64 body and how many there are in all."""
    head, total = b"", 0
    try:
        for block in _base64_blocks(path):
            decoded = binascii.a2b_base64(block, strict_mode=True)
            head += decoded[: _HEAD_MAX - len(head)]
            total += len(decoded)
    except binascii.Error as error:
        raise SealingFailed(f"the sealed message is not Base64: {error}") from None
    return head, total


def _base64_blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(read_header(file).body_offset)
        left = b""
        while block := file.read(_CHUNK):
            text = left + block.replace(b"\r\n", b"").replace(b"\r", b"").replace(b"\n", b"")
            whole = len(text) // 4 * 4
            left = text[whole:]
            yield text[:whole]
        if left:
            yield left
