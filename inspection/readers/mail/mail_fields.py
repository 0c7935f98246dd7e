"""Header fields as segments: each by its name, readable file names and split parameters beside it."""

import re
from collections.abc import Iterator

import msgspec

from inspection.readers.mail import mail_header, mail_transfer
from inspection.readers.text import plain_text
from inspection.segment import Place, Segment, step

_CONTENT_FIELDS = "content-"
_WHOLE_WORD = re.compile(rb"=\?[^?\s]{1,80}\?[bBqQ]\?[^?]*\?=")
_WORD_PIECE = re.compile(rb"=\?|\?=")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{16,}={0,2}")
_NAMES = frozenset({"name", "filename"})


def segments(header: mail_header.Header, place: Place) -> Iterator[Segment]:
    """Yield each field in its likeliest reading, and what its parameters say once they are decoded."""
    for field in header.fields:
        inner = step(place, "header", field.name)
        for number, reading in enumerate(mail_header.texts(field.raw)):
            yield Segment(inner, reading.text, reading.charset, "metadata", alternate=number > 0)
        yield from _damaged_words(field.raw, inner)
        if not field.name.startswith(_CONTENT_FIELDS):
            continue
        for name, value in mail_header.parameters(field.raw):
            if name in _NAMES:
                yield Segment(inner, value, origin="name")
            elif b"*" in field.raw and value not in mail_header.plain(field.raw):
                yield Segment(inner, value, origin="metadata", alternate=True)


def _damaged_words(raw: bytes, place: Place) -> Iterator[Segment]:
    """Yield what stands in base64 in an encoded word of which nothing else is left in order."""
    if not _WORD_PIECE.search(raw):
        return
    rest = _WHOLE_WORD.sub(b"", raw)
    for packed in _BASE64.findall(rest) if _WORD_PIECE.search(rest) else ():
        yield from _marked(
            plain_text.readings(mail_transfer.base64_decoded(packed).primary, place, origin="metadata")
        )


def _marked(segments: Iterator[Segment]) -> Iterator[Segment]:
    for segment in segments:
        yield msgspec.structs.replace(segment, alternate=True)


def stray(header: mail_header.Header, place: Place) -> Iterator[Segment]:
    """Yield the lines of a header that are no fields as text."""
    if header.stray:
        yield from plain_text.readings(header.stray, step(place, "stray", "header"))
