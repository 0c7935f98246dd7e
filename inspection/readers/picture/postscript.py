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

_STRING = re.compile(r"\(((?:\\.|[^\\()])*+)\)")
_ESCAPE = re.compile(r"\\([0-7]{1,3}|.)")


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the program, and after each window of it the strings in it, line by line."""
    walk.unread.add("drawing")
    for segment in plain_text.read(content, place, walk):
        yield segment
        if not segment.alternate and "(" in segment.text:
            shown = "\n".join(filter(None, map(_joined, segment.text.splitlines())))
            yield msgspec.structs.replace(segment, text=shown, alternate=True)


def _joined(line: str) -> str:
    return "".join(_ESCAPE.sub(_character, text) if "\\" in text else text for text in _STRING.findall(line))


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 8) & 0xFF) if match[1][0] in "01234567" else match[1]
