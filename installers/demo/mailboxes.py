"""Read at the far end what became of a mail: never ask the product itself."""

import io
import re
from email import message_from_bytes
from email.message import Message
from functools import lru_cache
from pathlib import Path

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs7 import pkcs7_decrypt_der

from installers.demo.places import Places
from installers.demo.samples.mails import MailSample

AES_256_REVISION = 6  # ISO 32000-2: the only PDF encryption that still stands


def find(places: Places, recipient: str, message_id: str) -> bytes | None:
    """Return the mail with this Message-ID from a recipient's mailbox."""
    wanted = re.compile(rb"^Message-ID:\s*" + re.escape(message_id.encode()), re.IGNORECASE | re.MULTILINE)
    for path in sorted((places.mailbox / recipient).glob("*.eml")):
        content = path.read_bytes()
        if wanted.search(content.partition(b"\r\n\r\n")[0]):
            return content
    return None


def find_reference(places: Places, recipient: str, message_id: str) -> bytes | None:
    """Return a notice in a mailbox that refers to this Message-ID."""
    for path in sorted((places.mailbox / recipient).glob("*.eml")):
        content = path.read_bytes()
        notice = message_from_bytes(content)
        if message_id in f"{notice['In-Reply-To']} {notice['References']}" and notice["Auto-Submitted"]:
            return content
    return None


def outcome(places: Places, sample: MailSample, arrived: bytes) -> tuple[str, str]:
    """Return the outcome that the bytes in the mailbox show, and a word on how it was seen."""
    if without_trace(arrived) == sample.content:
        return "passed", "identical but for the one Received field"
    message = message_from_bytes(arrived)
    if message.get_content_type() == "application/pkcs7-mime":
        return _smime_outcome(places, message)
    container = _pdf_container(message)
    if container is not None:
        return _pdf_outcome(container)
    return "redacted", "the mail arrived readable and changed"


def without_trace(arrived: bytes) -> bytes:
    """Return the mail without its first header field with all its folded lines."""
    end = re.search(rb"\r\n(?![ \t])", arrived)
    return arrived[end.end() :] if end else arrived


def _smime_outcome(places: Places, message: Message) -> tuple[str, str]:
    certificate = x509.load_pem_x509_certificate(places.partner_certificate.read_bytes())
    key = load_pem_private_key(places.partner_key.read_bytes(), None)
    body = message.get_payload(decode=True)
    if not isinstance(key, RSAPrivateKey) or not isinstance(body, bytes):
        return "redacted", "no S/MIME body"
    try:
        inner = pkcs7_decrypt_der(body, certificate, key, [])
    except ValueError as error:
        return "redacted", f"the partner cannot open it: {error}"
    return ("sealed-smime", "opened with the partner's key") if inner else ("redacted", "empty inside")


def _pdf_container(message: Message) -> bytes | None:
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "application/pdf" and isinstance(payload, bytes):
            return payload
    return None


def _pdf_outcome(content: bytes) -> tuple[str, str]:
    if not is_locked(content):
        return "redacted", "the PDF opens without a password"
    return "sealed-pdf", "does not open without its password"


def is_locked(content: bytes) -> bool:
    """Tell whether a PDF refuses the empty password."""
    try:
        pikepdf.open(io.BytesIO(content)).close()
    except pikepdf.PasswordError:
        return True
    return False


def opens_with(content: bytes, password: str) -> bool:
    """Tell whether `password` opens the PDF and its encryption is AES-256."""
    try:
        with pikepdf.open(io.BytesIO(content), password=password) as document:
            return document.encryption.R == AES_256_REVISION
    except pikepdf.PasswordError:
        return False


def container_of(arrived: bytes) -> bytes | None:
    """Return the PDF that a mail carries."""
    return _pdf_container(message_from_bytes(arrived))


def mentions(places: Places, secret: str) -> list[Path]:
    """Return every mail in any mailbox that holds `secret` in plain or base64 text."""
    mails = places.mailbox.rglob("*.eml")
    return [path for path in mails if any(secret.encode() in text for text in _texts(path))]


@lru_cache(maxsize=256)
def _texts(path: Path) -> tuple[bytes, ...]:
    """Everything readable in a mail, which is whole once it bears its name and never changes."""
    content = path.read_bytes()
    parts = [part.get_payload(decode=True) for part in message_from_bytes(content).walk()]
    return (content, *(part for part in parts if isinstance(part, bytes)))
