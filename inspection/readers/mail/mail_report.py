"""Reports of mail systems: nothing but groups of header fields, one group for each recipient.

Delivery status (RFC 3464), disposition (RFC 8098), feedback (RFC 5965), tracking (RFC 3886), and
the header of the message they speak of (RFC 3462).
"""

import re
from collections.abc import Iterator

from inspection.readers.mail import mail_fields, mail_header
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

TYPES = frozenset(
    {
        "message/delivery-status", "message/disposition-notification", "message/feedback-report",
        "message/tracking-status", "message/global-delivery-status", "message/global-headers",
        "message/global-disposition-notification", "text/rfc822-headers",
    }
)  # fmt: skip
_BLANK_LINES = re.compile(rb"(?:[ \t]*\r?\n)*")


def read(octets: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the fields of every group, and lines that are no fields."""
    position, number = 0, 0
    while position < len(octets):
        blank = _BLANK_LINES.match(octets, position)
        position = blank.end() if blank else position
        number += 1
        walk.count_member()
        inner = step(place, "group", str(number))
        header = mail_header.parse(octets, position, len(octets))
        yield from mail_fields.segments(header, inner)
        yield from mail_fields.stray(header, inner)
        position = header.body_start
