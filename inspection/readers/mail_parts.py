"""Multipart bodies cut at their boundaries (RFC 2046), whatever the header says the boundary is."""

import re
from collections.abc import Iterator

import msgspec

from inspection.content import Content

_DISCOVERED = re.compile(
    rb"(?:^|(?<=\r))--([^\r\n]{1,200}?)[ \t]*(?:\r?\n|\r)(?:[^\r\n]{1,998}(?:\r?\n|\r)){0,3}?"
    rb"content-(?:type|transfer-encoding|disposition)[ \t]*:",
    re.MULTILINE | re.IGNORECASE,
)
_SEARCHED = 1 << 20  # octets searched for a boundary that no header names


class Cut(msgspec.Struct, frozen=True):
    """Where the parts lie, and what stands before the first and after the last: half-open spans."""

    preamble: tuple[int, int]
    parts: tuple[tuple[int, int], ...]
    epilogue: tuple[int, int]


def cut(content: Content, start: int, end: int, boundary: str) -> Cut | None:
    """Cut a body at `boundary`; None if no line carries it."""
    mark = re.escape(boundary.encode("utf-8", "surrogateescape"))
    line = rb"(?:^|(?<=\r))--" + mark  # a line may end in CR alone
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
    found = (match[1] for match in _DISCOVERED.finditer(content, start, min(end, start + _SEARCHED)))
    return [mark.decode("utf-8", "surrogateescape") for mark in dict.fromkeys(found)]


def _lines(content: Content, start: int, end: int, pattern: bytes) -> Iterator[tuple[int, int, bool]]:
    for match in re.compile(pattern, re.MULTILINE).finditer(content, start, end):
        yield match.start(), match.end(), match[1] is not None
