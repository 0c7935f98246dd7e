"""Notices: what the gateway writes to senders. What happened, why, and what to do next.

Each function returns a whole message (RFC 5322 octets, CRLF) that is sent with the null return path
(`ENVELOPE_SENDER`), so that nothing answers it. A notice quotes nothing of the mail but what its
sender can recognise it by, and never a password or a value that was found.
"""

from smtp_gateway.notices.language import language_of_message
from smtp_gateway.notices.notice import (
    ENVELOPE_SENDER,
    NoticeMail,
    NoticeNotAllowed,
    NoticeSettings,
)
from smtp_gateway.notices.texts import Language
from smtp_gateway.notices.writers import escrow_notice, held_notice, masked_notice, refusal_notice

__all__ = [
    "ENVELOPE_SENDER",
    "Language",
    "NoticeMail",
    "NoticeNotAllowed",
    "NoticeSettings",
    "escrow_notice",
    "held_notice",
    "language_of_message",
    "masked_notice",
    "refusal_notice",
]
