"""A text that we write ourselves, as multipart/alternative: plain, and the same as simple HTML."""

import secrets
from base64 import encodebytes

from smtp_gateway.sealing.base64_lines import crlf


def new_boundary() -> bytes:
    """Return a boundary that nobody can have written into a message beforehand."""
    return b"ashseal-" + secrets.token_hex(16).encode()


def alternative(plain: str, html: str) -> bytes:
    """Return the MIME entity, header first, CRLF throughout; texts are UTF-8 in Base64."""
    boundary = new_boundary()
    head = b'Content-Type: multipart/alternative; boundary="' + boundary + b'"\r\n\r\n'
    parts = (_part(boundary, b"plain", plain), _part(boundary, b"html", html))
    return head + b"".join(parts) + b"--" + boundary + b"--\r\n"


def _part(boundary: bytes, subtype: bytes, text: str) -> bytes:
    head = b"--" + boundary + b"\r\nContent-Type: text/" + subtype + b"; charset=utf-8\r\n"
    body = encodebytes(crlf(text.encode("utf-8", "replace")))
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + crlf(body)
