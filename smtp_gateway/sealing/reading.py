"""What a person reads of a message: sender, recipients, subject, text, attachments.

The text is chosen as a mail program would: of alternatives the plain one, unless it says much less
than the HTML one; inline texts that follow each other are joined. Everything else is an attachment.
"""

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from mmap import ACCESS_READ, MADV_DONTNEED, mmap
from pathlib import Path
from typing import Final

from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.header_fields import HEADER_MAX, read_header, without_bcc
from smtp_gateway.sealing.html_text import html_to_text
from smtp_gateway.sealing.mime_parts import Data, Part, read_parts
from smtp_gateway.sealing.text_decoding import decode_words, one_line, to_text

NAME_MAX: Final = 120  # characters of an attachment's name
_READABLE: Final = frozenset({"text/plain", "text/html"})
_STUB_RATIO: Final = 2  # a plain alternative this many times shorter is a stub
_FORBIDDEN: Final = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a message: a name that is safe on every system and unique in the message."""

    name: str
    media_type: str
    part: Part


@dataclass(frozen=True, slots=True)
class Reading:
    """A message opened for reading; `data` are its octets."""

    sender: str
    to: str
    cc: str
    date: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...]
    html_parts: tuple[Part, ...]
    data: Data

    def original(self) -> bytes:
        """Return the whole message; octet for octet, but without Bcc fields if it has any."""
        block = self.data[: min(len(self.data), HEADER_MAX)]
        header = read_header(BytesIO(block))
        if not header.named("bcc", "resent-bcc"):
            return bytes(self.data[:])
        return without_bcc(header) + self.data[header.body_offset :]

    def forget_pages(self) -> None:
        """Give the memory of a mapped message back; it is read from the file again when needed."""
        if isinstance(self.data, mmap):
            self.data.madvise(MADV_DONTNEED)


@contextmanager
def read_message(path: Path) -> Iterator[Reading]:
    """Open the message file for reading, through a memory map that is closed at the end.

    Raises:
        SealingFailed: the file is empty.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        if not file.seek(0, 2):
            raise SealingFailed("the message is empty")
        with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            yield reading_of(data)


def reading_of(data: Data) -> Reading:
    """Return what a person reads of the message with these octets."""
    header, parts = read_parts(data)
    bodies = [part for part in parts if _is_body(part)]
    rest = [part for part in parts if not _is_body(part)]
    names = ("From", "To", "Cc", "Date", "Subject")
    sender, to, cc, date, subject = (decode_words(str(header.get(name, ""))) for name in names)
    return Reading(
        sender,
        to,
        cc,
        date,
        subject,
        text=_text(bodies, data),
        attachments=tuple(_named(rest)),
        html_parts=tuple(part for part in bodies if part.media_type == "text/html"),
        data=data,
    )


def _is_body(part: Part) -> bool:
    return part.media_type in _READABLE and not part.is_attachment


def _text(bodies: list[Part], data: Data) -> str:
    texts: list[str] = []
    for alternative, group in groupby(bodies, key=lambda part: part.alternative):
        found = [(part.media_type, _readable(part, data)) for part in group]
        texts += [_best(found)] if alternative else [text for _, text in found]
    return "\n\n".join(text for text in texts if text.strip())


def _readable(part: Part, data: Data) -> str:
    text = to_text(part.content(data), part.charset)
    if part.media_type == "text/html":
        return html_to_text(text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _best(found: list[tuple[str, str]]) -> str:
    plain = "\n\n".join(text for kind, text in found if kind == "text/plain")
    html = "\n\n".join(text for kind, text in found if kind == "text/html")
    return html if len(html.strip()) > _STUB_RATIO * len(plain.strip()) else plain


def _named(parts: list[Part]) -> Iterator[Attachment]:
    taken: set[str] = set()
    for number, part in enumerate(parts, 1):
        name = _safe_name(part, number)
        stem, dot, suffix = name.rpartition(".")
        copy = 2
        while name.casefold() in taken:
            name = f"{stem} ({copy}).{suffix}" if dot else f"{suffix} ({copy})"
            copy += 1
        taken.add(name.casefold())
        yield Attachment(name, part.media_type, part)


def _safe_name(part: Part, number: int) -> str:
    name = one_line(part.filename).translate(_FORBIDDEN).strip(". ")
    if not name:
        name = f"attachment-{number}{_suffix(part.media_type)}"
    if len(name) <= NAME_MAX:
        return name
    stem, dot, suffix = name.rpartition(".")
    return (
        name[:NAME_MAX]
        if not dot or len(suffix) > NAME_MAX // 2
        else stem[: NAME_MAX - len(suffix) - 1] + dot + suffix
    )


def _suffix(media_type: str) -> str:
    return ".eml" if media_type == "message/rfc822" else mimetypes.guess_extension(media_type) or ".bin"
