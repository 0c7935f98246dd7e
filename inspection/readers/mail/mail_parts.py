"""Multipart bodies cut at their boundaries (RFC 2046), whatever the header says the boundary is."""

import re
from collections.abc import Iterator
from itertools import chain, pairwise

import msgspec

from inspection.content import Content

_DISCOVERED = re.compile(
    rb"(?:^|(?<=\r))--([^\r\n]{1,200}?)[ \t]*(?:\r?\n|\r)(?:[^\r\n]{1,998}(?:\r?\n|\r)){0,3}?"
    rb"content-(?:type|transfer-encoding|disposition)[ \t]*:",
    re.MULTILINE | re.IGNORECASE,
)
_FIRST_FIELD = re.compile(rb"(?i)content-(?:type|transfer-encoding)[ \t]*:")
_CONTENT_FIELD = re.compile(rb"\n[Cc][Oo][Nn][Tt][Ee][Nn][Tt](?i:-(?:type|transfer-encoding)[ \t]*:)")
_MAIL_FIELD = re.compile(
    rb"(?im)^(?:from|to|subject|date|received|message-id|mime-version|return-path)[ \t]*:"
)
_PART_FIELD = re.compile(_MAIL_FIELD.pattern + rb"|^content-transfer-encoding[ \t]*:", _MAIL_FIELD.flags)
_BLANK_LINE = re.compile(rb"(?<=\n)[ \t]*\r?\n")
_BLANKS = (b"\n\n", b"\n\r\n")
_LINE_ENDS = b"\r\n"
_SEARCHED = 1 << 20  # octets searched for a boundary that no header names


class Cut(msgspec.Struct, frozen=True):
    """Where the parts lie, and what stands before the first and after the last: half-open spans."""

    preamble: tuple[int, int]
    parts: tuple[tuple[int, int], ...]
    epilogue: tuple[int, int]


def cut(content: Content, start: int, end: int, boundary: str) -> Cut | None:
    """Cut a body at `boundary`; None if no line carries it."""
    line = b"--" + re.escape(boundary.encode("utf-8", "surrogateescape"))
    lines = list(_lines(content, start, end, line + rb"(--)?[ \t]*(?:\r?\n|\r|\Z)"))
    lines = lines or list(_lines(content, start, end, line + rb"(--)?[^\r\n]*(?:\r?\n|\r|\Z)"))
    if not lines:
        return None
    parts: list[tuple[int, int]] = []
    epilogue = (end, end)
    for number, (_, line_end, closing) in enumerate(lines):
        following = lines[number + 1][0] if number + 1 < len(lines) else end
        if closing:
            epilogue = (line_end, end)
            if number + 1 == len(lines):
                break
        parts.append((line_end, following))
    # Parts after a closing line are read as parts and once more as epilogue text.
    return Cut((start, lines[0][0]), tuple(parts), epilogue)


def discover(content: Content, start: int, end: int) -> list[str]:
    """Return boundaries that no header names but that are followed by a part's header."""
    if content.find(b"--", start, end) < 0:
        return []
    found = (match[1] for match in _DISCOVERED.finditer(content, start, min(end, start + _SEARCHED)))
    return [mark.decode("utf-8", "surrogateescape") for mark in dict.fromkeys(found)]


def messages_within(text: bytes, *, parts: bool = False) -> list[tuple[int, int]]:
    """Return the spans of whole messages that stand in a text, as mail systems quote what they return.

    A block of lines counts as a message's header if it names the type or the transfer encoding of a body
    and anything of mail; other messages read the same as text. With `parts` the header of a part counts too,
    if it names a transfer encoding: its boundary is lost.
    """
    header = _PART_FIELD if parts else _MAIL_FIELD
    starts: list[int] = []
    end = 0
    for found in chain(filter(None, [_FIRST_FIELD.match(text)]), _CONTENT_FIELD.finditer(text)):
        if found.start() < end:
            continue  # in the block that was looked at last: each is looked at once, whatever its length
        start = max(
            [
                end,
                *(
                    at + len(mark)
                    for mark in _BLANKS
                    if (at := text.rfind(mark, end, found.start() + 1)) >= 0
                ),
            ]
        )
        blank_line = _BLANK_LINE.search(text, found.end())
        end = blank_line.start() if blank_line else len(text)
        if header.search(text, start, end):
            starts.append(start)
    return list(pairwise([*starts, len(text)]))


def _lines(content: Content, start: int, end: int, pattern: bytes) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and whether it closes of each match that begins a line; a line may end in CR alone.

    Without an anchor in the pattern the search for its first letters is twenty times faster.
    """
    for match in re.compile(pattern).finditer(content, start, end):
        if match.start() == 0 or content[match.start() - 1] in _LINE_ENDS:
            yield match.start(), match.end(), match[1] is not None
