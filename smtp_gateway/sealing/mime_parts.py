"""The parts of a message, found by span and decoded one at a time (RFC 2045, 2046).

For reading only: what is found here is shown in a container beside the original, it is never put
together to a message again. The message is looked at through a memory map, so that a large
attachment is in memory once, when it is asked for.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from email.policy import compat32
from mmap import mmap
from typing import Final

from smtp_gateway.sealing.text_decoding import decode_words, header_text

DEPTH_MAX: Final = 20  # multiparts inside each other; a deeper one is shown as one attachment
PARTS_MAX: Final = 1000

Data = bytes | mmap

_HEADER_END: Final = re.compile(rb"\r?\n\r?\n|(?<![^\n])\r?\n")
_HEADER_MAX: Final = 1 << 16  # octets of one part's header


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf: its header for reading, where its body lies (octets), and its place.

    `alternative` numbers the multipart/alternative it belongs to; 0 means none.
    """

    header: Message
    start: int
    end: int
    alternative: int

    @property
    def media_type(self) -> str:
        """Type and subtype, lower case; text/plain when nothing sensible is stated."""
        return self.header.get_content_type()

    @property
    def filename(self) -> str:
        """The file name as the sender wrote it, decoded; empty when there is none."""
        name = self.header.get_filename() or ""
        return decode_words(name)

    @property
    def charset(self) -> str:
        """The stated charset, or an empty string."""
        return str(self.header.get_param("charset", "") or "")

    @property
    def is_attachment(self) -> bool:
        """Whether the part is a file rather than something to be read in place."""
        return bool(self.filename) or self.header.get_content_disposition() == "attachment"

    def content(self, data: Data) -> bytes:
        """Return the decoded body; a broken transfer encoding gives the octets as they stand."""
        encoding = str(self.header.get("Content-Transfer-Encoding", "")).strip().lower()
        with memoryview(data) as whole, whole[self.start : self.end] as body:
            if encoding == "base64":
                return _base64(body)
            if encoding == "quoted-printable":
                return binascii.a2b_qp(body)
            return bytes(body)


def read_parts(data: Data) -> tuple[Message, list[Part]]:
    """Return the message's header for reading and its leaves in order."""
    parts: list[Part] = []
    top, body = _header(data, 0, len(data))
    alternatives = 0
    waiting = [(top, body, len(data), 0, 0)]
    while waiting:
        header, start, end, depth, alternative = waiting.pop()
        spans = list(_split(data, header, start, end)) if depth < DEPTH_MAX else []
        if not spans or len(parts) + len(waiting) + len(spans) > PARTS_MAX:
            parts.append(Part(header, start, end, alternative))
            continue
        if header.get_content_type() == "multipart/alternative" and not alternative:
            alternatives += 1
            alternative = alternatives
        for span in reversed(spans):
            inner, inner_start = _header(data, *span)
            waiting.append((inner, inner_start, span[1], depth + 1, alternative))
    return top, parts


def _header(data: Data, start: int, end: int) -> tuple[Message, int]:
    """Return the header of the entity in this span and where its body begins."""
    found = _HEADER_END.search(data, start, min(end, start + _HEADER_MAX) if start else end)
    body = found.end() if found else end
    text = header_text(bytes(data[start:body]))
    return HeaderParser(policy=compat32).parsestr(text, headersonly=True), body


def _split(data: Data, header: Message, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the span of each entity of a multipart; nothing when it is none or has no parts."""
    boundary = header.get_boundary()
    if header.get_content_maintype() != "multipart" or not boundary:
        return
    marker = re.escape(boundary.encode("utf-8", "surrogateescape"))
    delimiter = re.compile(rb"(?<![^\n])--" + marker + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    opened = None
    for found in delimiter.finditer(data, start, end):
        if opened is not None:
            yield opened, max(opened, _before_line_end(data, found.start()))
        opened = None if found[1] else found.end()
        if found[1]:
            return
    if opened is not None:  # cut off before the closing delimiter: what is there still counts
        yield opened, end


def _before_line_end(data: Data, offset: int) -> int:
    """Return the offset without the line end in front of it: that belongs to the delimiter."""
    if data[offset - 2 : offset] == b"\r\n":
        return offset - 2
    return offset - 1


def _base64(body: memoryview) -> bytes:
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        pass
    try:
        return binascii.a2b_base64(bytes(body) + b"===")
    except binascii.Error:
        return bytes(body)
