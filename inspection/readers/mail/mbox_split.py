"""Where the messages of an mbox lie (RFC 4155 and its older relatives).

A message begins with a line `From `, and there the relatives part: whether such a line in a text
gets a `>`, or a length in the header says where the body ends. The length is a claim of a sender and
is not asked. A `From ` line counts if a header field or the date of delivery says that it is one: a
text that is cut by chance is read in two pieces, but no message hides behind another.
"""

import re
from collections.abc import Iterator

from inspection.content import Content

_SEPARATOR = re.compile(
    rb"\nFrom (?:[^\r\n]{0,200}\d\d:\d\d[^\r\n]{0,60}|[^\r\n]{0,998}(?=\r?\n(?:>From |[!-9;-~]{1,76}[ \t]*:)))\r?\n"
)
_FIRST = re.compile(rb"From [^\r\n]*\r?\n")
_QUOTED = re.compile(rb"\n>(?=>*From )")  # by a line end many times faster than by a beginning
_QUOTED_FIRST = re.compile(rb">>*From ")


def messages(content: Content) -> Iterator[tuple[int, int, int]]:
    """Yield of each message where its `From ` line starts, where its header starts, and where it ends.

    What stands before the first such line is a message without one.
    """
    first = _FIRST.match(content)
    start, header = 0, first.end() if first else 0
    for found in _SEPARATOR.finditer(content):
        if found.start() + 1 > start:
            yield start, header, found.start() + 1
        start, header = found.start() + 1, found.end()
    if start < len(content):
        yield start, header, len(content)


def unquoted(message: bytes) -> bytes:
    """Take one `>` from each line that was quoted when the message was appended."""
    if b">From " not in message:
        return message
    return _QUOTED.sub(b"\n", message[1:] if _QUOTED_FIRST.match(message) else message)
