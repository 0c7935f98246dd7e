"""PostScript and EPS (PostScript Language Reference, 3rd edition): the program, and the strings that it shows.

Writers move single letters, so that a number may stand in several strings; those of a line are given joined.
What is drawn is seen by nobody here and is named as unread.
"""

import re
from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.readers.text import plain_text
from inspection.segment import Place, Segment
from inspection.walker import Walk

_STRING = re.compile(r"\(((?:\\.|[^\\()])*+)\)|(?<!<)<([0-9A-Fa-f\s]+)>")
_CONTINUED = re.compile(r"\\\r?\n")
_ESCAPE = re.compile(r"\\([0-7]{1,3}|.)")


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the program, and after each window of it the strings in it, line by line."""
    walk.unread.add("drawing")
    for segment in plain_text.read(content, place, walk):
        yield segment
        if not segment.alternate and ("(" in segment.text or "<" in segment.text):
            lines = _CONTINUED.sub("", segment.text).splitlines()
            shown = "\n".join(filter(None, map(_joined, lines)))
            yield msgspec.structs.replace(segment, text=shown, alternate=True)


def _joined(line: str) -> str:
    return "".join(map(_string, _STRING.finditer(line)))


def _string(found: re.Match[str]) -> str:
    if found[2] is not None:
        digits = "".join(found[2].split())
        return bytes.fromhex(digits + "0" * (len(digits) % 2)).decode("latin-1")
    return _ESCAPE.sub(_character, found[1]) if "\\" in found[1] else found[1]


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 8) & 0xFF) if match[1][0] in "01234567" else match[1]
