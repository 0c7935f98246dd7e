"""Which header fields of the original anybody on the way may see, and which only the recipient.

The visible ones are named one by one: whatever else a mail program wrote (X- fields with client
numbers, routing notes) stays inside the seal. Bcc is nowhere: a hidden recipient stays hidden.
The sender's DKIM-Signature is gone too: it cannot fit the sealed body, and the last hop signs anew.
"""

from typing import Final

from smtp_gateway.sealing.header_fields import Field, Header

HIDDEN_SUBJECT: Final = b"[...]"  # RFC 9788, 3.2.1

_VISIBLE: Final = (
    *("from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "references", "in-reply-to"),
    *("resent-from", "resent-sender", "resent-to", "resent-cc", "resent-date", "resent-message-id"),
    *("auto-submitted", "importance", "priority", "x-priority", "disposition-notification-to"),
)
_TRACE: Final = ("received", "return-path")
_NOWHERE: Final = frozenset(
    (
        "",  # lines that are no fields
        *("bcc", "resent-bcc", "dkim-signature", "domainkey-signature", "mime-version", "hp-outer"),
        *("arc-seal", "arc-message-signature", "arc-authentication-results", "authentication-results"),
        *_TRACE,
    )
)


def trace_fields(header: Header) -> tuple[Field, ...]:
    """Return the Received fields; relays count them to break loops."""
    return header.named("received")


def visible_fields(header: Header, subject: bytes | None) -> tuple[Field, ...]:
    """Return the fields that stand outside the seal; `subject` (octets) replaces the original's."""
    fields = header.named(*_VISIBLE)
    if subject is None:
        return fields
    return tuple(_hidden(field, subject) if field.name == "subject" else field for field in fields)


def protected_fields(header: Header) -> tuple[Field, ...]:
    """Return the fields that go inside the seal: all but trace, signatures, Bcc and Content-*."""
    kept = header.without(_NOWHERE)
    return tuple(field for field in kept if not field.name.startswith("content-"))


def _hidden(field: Field, subject: bytes) -> Field:
    return Field(field.name, b"Subject: " + subject + b"\r\n")
