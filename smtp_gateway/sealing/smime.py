"""S/MIME 4.0 messages (RFC 8551) with protected header fields (RFC 9788).

    outer header                kept fields of the original, application/pkcs7-mime
     └ EnvelopedData            AES-256-CBC, one recipient
        └ multipart/signed      the domain key's detached signature
           └ payload            protected fields, HP-Outer, the original body, octet for octet

The original is never parsed and written again. Its body is copied as octets; its header fields are
moved as spans. A message that is not well formed, or whose body is encrypted already, goes in whole
as message/rfc822. One that its sender signed by S/MIME is encrypted as it is: the sender's own
signature protects it, and a second one around it would only hide the first.
"""

import hashlib
import re
from base64 import encodebytes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from smtp_gateway.key_directory import RecipientCertificate
from smtp_gateway.sealing.alternative import new_boundary
from smtp_gateway.sealing.base64_lines import Base64Lines, crlf
from smtp_gateway.sealing.cms import EnvelopedWriter
from smtp_gateway.sealing.header_fields import Field, Header, joined, read_header, with_parameter, without_bcc
from smtp_gateway.sealing.identity import SigningIdentity
from smtp_gateway.sealing.outer_header import HIDDEN_SUBJECT, protected_fields, trace_fields, visible_fields
from smtp_gateway.sealing.signed import sign_digest

_BLOCK: Final = 1 << 18  # octets read at once
_HP: Final = b'hp="cipher"'
_TYPE: Final = re.compile(r"[!#$%&'*+.^_`|~\w-]+/[!#$%&'*+.^_`|~\w-]+", re.ASCII)
_ONCE: Final = ("content-type", "content-transfer-encoding", "mime-version")
_ENVELOPE_HEADER: Final = (
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: application/pkcs7-mime; smime-type=enveloped-data;\r\n name="smime.p7m"\r\n'
    b"Content-Transfer-Encoding: base64\r\n"
    b'Content-Disposition: attachment; filename="smime.p7m"\r\n\r\n'
)
_SIGNATURE_HEADER: Final = (
    b'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\n'
    b"Content-Transfer-Encoding: base64\r\n"
    b'Content-Disposition: attachment; filename="smime.p7s"\r\n\r\n'
)


@dataclass(frozen=True, slots=True)
class _Content:
    """What gets encrypted: octets before, a stretch of the original file, octets after."""

    before: bytes
    offset: int
    length: int
    after: bytes

    @property
    def total(self) -> int:
        return len(self.before) + self.length + len(self.after)


def write_smime(
    message_path: Path,
    sink: Callable[[bytes], object],
    certificate: RecipientCertificate,
    identity: SigningIdentity,
    now: datetime,
    *,
    hide_subject: bool = False,
) -> None:
    """Hand the sealed message to `sink` in pieces; memory does not grow with the message.

    `hide_subject` replaces the outer Subject; the recipient's client shows the protected one.

    Raises:
        SealingFailed: the signing identity is not usable, or the file changed meanwhile.
        OSError: the original cannot be read.
    """
    with message_path.open("rb") as file:
        header = read_header(file)
        size = file.seek(0, 2)
        outer = visible_fields(header, HIDDEN_SUBJECT if hide_subject else None)
        if _is_signed_by_sender(header) and not hide_subject:
            content = _as_signed_by_sender(header, size)
        else:
            content = _signed(file, _payload(header, outer, size), identity, now)
        sink(joined(trace_fields(header) + outer) + _ENVELOPE_HEADER)
        lines = Base64Lines(sink)
        writer = EnvelopedWriter(lines.write, certificate.certificate, content.total, certificate.transport)
        for block in _blocks(file, content):
            writer.write(block)
        writer.finish()
        lines.finish()


def _as_signed_by_sender(header: Header, size: int) -> _Content:
    own = joined(field for field in header.fields if field.name.startswith("content-")) + b"\r\n"
    return _Content(own, header.body_offset, size - header.body_offset, b"")


def _payload(header: Header, outer: tuple[Field, ...], size: int) -> _Content:
    protected = joined(protected_fields(header)) + b"".join(b"HP-Outer: " + field.raw for field in outer)
    if _goes_in_whole(header):
        kind = b"Content-Type: message/rfc822; " + _HP + b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        original = without_bcc(header)
    else:
        kind, original = _own_type(header), b"\r\n"
    return _Content(protected + kind + original, header.body_offset, size - header.body_offset, b"")


def _own_type(header: Header) -> bytes:
    """Return the original's Content-* fields, Content-Type marked as RFC 9788, 2.1.1 asks."""
    own = [field for field in header.fields if field.name.startswith("content-")]
    if not header.named("content-type"):
        own.append(Field("content-type", b"Content-Type: text/plain\r\n"))
    return joined(with_parameter(field, _HP) if field.name == "content-type" else field for field in own)


def _goes_in_whole(header: Header) -> bool:
    parsed = header.parsed()
    kind = parsed.get_content_type()
    malformed = (
        not header.well_formed
        or any(len(header.named(name)) > 1 for name in _ONCE)
        or ("content-type" in parsed and not _TYPE.match(str(parsed["content-type"]).strip()))
        or (kind.startswith("multipart/") and not parsed.get_param("boundary"))
    )
    return malformed or kind in {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}


def _is_signed_by_sender(header: Header) -> bool:
    parsed = header.parsed()
    protocol = str(parsed.get_param("protocol", "")).lower()
    return (
        header.well_formed
        and all(len(header.named(name)) <= 1 for name in _ONCE)
        and parsed.get_content_type() == "multipart/signed"
        and protocol in {"application/pkcs7-signature", "application/x-pkcs7-signature"}
    )


def _signed(file: BinaryIO, payload: _Content, identity: SigningIdentity, now: datetime) -> _Content:
    certificate, key = identity.load()
    digest = hashlib.sha256()
    for block in _blocks(file, payload):
        digest.update(block)
    signature = crlf(encodebytes(sign_digest(digest.digest(), certificate, key, now)))
    boundary = new_boundary()
    before = (
        b'Content-Type: multipart/signed; protocol="application/pkcs7-signature";\r\n'
        b' micalg=sha-256; boundary="' + boundary + b'"\r\n\r\n--' + boundary + b"\r\n"
    )
    after = b"\r\n--" + boundary + b"\r\n" + _SIGNATURE_HEADER + signature
    end = b"\r\n--" + boundary + b"--\r\n"
    return _Content(before + payload.before, payload.offset, payload.length, after + end)


def _blocks(file: BinaryIO, content: _Content) -> Iterator[bytes]:
    yield content.before
    file.seek(content.offset)
    left = content.length
    while left and (block := file.read(min(_BLOCK, left))):
        left -= len(block)
        yield block
    yield content.after
