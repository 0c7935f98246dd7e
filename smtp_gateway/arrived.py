"""A message that has arrived whole: its envelope, its spool file and what its header says."""

from datetime import datetime
from pathlib import Path

import msgspec

from smtp_gateway.letter import Letter
from smtp_gateway.sealing.header_fields import Header, read_header
from smtp_gateway.sealing.text_decoding import decode_words, header_text
from smtp_gateway.smtp.address import Recipient
from smtp_gateway.smtp.events import Envelope

_FACT_MAX = 1000  # characters


class MailFacts(msgspec.Struct, frozen=True):
    """What its sender knows a mail by, and the servers it passed. Kept in memory, never logged."""

    message_id: str
    date: str
    subject: str  # decoded
    received: tuple[bytes, ...]


class Arrived(msgspec.Struct, frozen=True):
    """One message in the spool; `size` in octets, `at` in UTC."""

    id: str
    envelope: Envelope
    path: Path
    size: int
    eight_bit: bool
    digest: str  # hex SHA-256 of the whole content
    fingerprint: bytes
    prefix: bytes
    facts: MailFacts
    at: datetime

    @property
    def sender(self) -> str:
        """The envelope sender without source route, empty for the null sender."""
        return self.envelope.sender.address

    def recipients(self) -> tuple[str, ...]:
        """Return the envelope recipients without source routes."""
        return tuple(recipient.path.address for recipient in self.envelope.recipients)

    def letter(self, recipients: tuple[Recipient, ...]) -> Letter:
        """Return the letter that carries the original to `recipients`."""
        return Letter(
            self.envelope.sender,
            self.envelope.sender_parameters,
            recipients,
            self.prefix,
            self.path.name,
            self.size,
            self.eight_bit,
            self.envelope.xforward,
        )


def read_facts(path: Path) -> MailFacts:
    """Return the facts of the message in file `path`; blocks."""
    with path.open("rb") as file:
        header = read_header(file)
    return MailFacts(
        _value(header, "message-id")[:_FACT_MAX],
        _value(header, "date")[:_FACT_MAX],
        decode_words(_value(header, "subject"))[:_FACT_MAX],
        tuple(field.raw for field in header.named("received")),
    )


def _value(header: Header, name: str) -> str:
    for field in header.named(name):
        return header_text(field.raw.partition(b":")[2]).strip()
    return ""
