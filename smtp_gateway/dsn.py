"""Bounces: delivery status notifications (RFC 3464) for mail that could not be delivered.

Sent with the null sender, never about mail from the null sender, and not to those who asked with
NOTIFY (RFC 3461 §4.1) to be left alone. Of the mail only its header goes back.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime, make_msgid

import msgspec

from smtp_gateway.letter import Letter
from smtp_gateway.smtp.address import Recipient

_HEADER_MAX = 64 * 1024  # octets of the original header that go back
_STATUS = re.compile(rb"[0-9]{3}[ -]([245]\.[0-9]{1,3}\.[0-9]{1,3})(?=\s|\Z)")
_ENCODED = re.compile(rb"\+([0-9A-F]{2})")
_TEXT = (
    "您的邮件未能送达下列收件人，网关不会再尝试投递。\r\n"
    "Your mail could not be delivered to the recipients below. It will not be tried again.\r\n\r\n"
)


class Failure(msgspec.Struct, frozen=True):
    """A recipient who will not get the mail, and the reply that says why."""

    recipient: Recipient
    reply: bytes


def wanted(letter: Letter, failures: Sequence[Failure]) -> list[Failure]:
    """Return those failures of which the sender is to hear."""
    if not letter.sender.raw:
        return []
    return [failure for failure in failures if _wants(failure.recipient)]


def bounce(
    letter: Letter, failures: Sequence[Failure], header: bytes, *, sender: str, hostname: str, now: datetime
) -> bytes:
    """Return the notification (CRLF lines) for `failures`, which is not empty; `now` is aware.

    `header` is the original's header; `sender` is the address in From.
    """
    boundary = make_msgid(domain="boundary.invalid").strip("<>").replace("@", ".")
    domain = sender.rpartition("@")[2] or "localhost"
    lines = [f"  <{_shown(each.recipient.path.raw)}>: {_shown(each.reply)}" for each in failures]
    head = (
        f"From: Mail Delivery System <{sender}>\r\n"
        f"To: <{_shown(letter.sender.mailbox)}>\r\n"
        "Subject: Undelivered mail returned to sender\r\n"
        f"Date: {format_datetime(now)}\r\n"
        f"Message-ID: {make_msgid('ashseal', domain)}\r\n"
        "Auto-Submitted: auto-replied\r\n"
        "MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/report; report-type=delivery-status;\r\n boundary="{boundary}"\r\n\r\n'
    )
    text = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + _TEXT
    parts = (
        text.encode() + "\r\n".join(lines).encode() + b"\r\n",
        b"Content-Type: message/delivery-status\r\n\r\n" + _status(letter, failures, hostname),
        b"Content-Type: text/rfc822-headers\r\n\r\n" + header[:_HEADER_MAX],
    )
    mark = f"\r\n--{boundary}".encode()
    return head.encode() + b"".join(mark + b"\r\n" + part for part in parts) + mark + b"--\r\n"


def status_of(reply: bytes) -> str:
    """Return the enhanced status (RFC 3463) of a reply, `5.0.0` or `4.0.0` when it has none."""
    if found := _STATUS.match(reply):
        return found[1].decode()
    return "4.0.0" if reply.startswith(b"4") else "5.0.0"


def _status(letter: Letter, failures: Sequence[Failure], hostname: str) -> bytes:
    fields = [f"Reporting-MTA: dns; {hostname}"]
    fields += [
        f"Original-Envelope-Id: {_shown(_decoded(p.value))}"
        for p in letter.sender_parameters
        if p.name == "ENVID"
    ]
    for failure in failures:
        original = [_decoded(p.value) for p in failure.recipient.parameters if p.name == "ORCPT"]
        fields += ["", *(f"Original-Recipient: {_shown(value).replace(';', '; ', 1)}" for value in original)]
        fields.append(f"Final-Recipient: rfc822; {_shown(failure.recipient.path.mailbox)}")
        fields.append("Action: failed")
        # A temporary reply that outlived its time is a permanent failure (RFC 3463 §3.5: 4.4.7).
        fields.append(f"Status: 5{status_of(failure.reply)[1:]}")
        fields.append(f"Diagnostic-Code: smtp; {_shown(failure.reply)}")
    return "\r\n".join([*fields, ""]).encode()


def _wants(recipient: Recipient) -> bool:
    for parameter in recipient.parameters:
        if parameter.name == "NOTIFY":
            return b"FAILURE" in parameter.value.upper()
    return True


def _decoded(xtext: bytes) -> bytes:
    """Return what a client wrote as xtext (RFC 3461 §4); a report holds it decoded."""
    return _ENCODED.sub(lambda found: bytes([int(found[1], 16)]), xtext)


def _shown(raw: bytes) -> str:
    """Return octets from outside as one line of text."""
    text = raw.decode("utf-8", "replace").strip().replace("\r\n", " ")
    return "".join(char if char.isprintable() else "?" for char in text)[:900]
