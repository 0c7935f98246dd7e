"""Numbers written one character to a box, as forms ask for them: `4 | 2 | 0 | 1 …`, a cell or a field for each.

Cells of a table and fields of a page stand apart, so that the text of a form shows no number at all.
"""

import re

_SHORTEST, _LONGEST = (
    16,
    19,
)  # characters of the numbers that a check character proves: cards, identity numbers
_EDGE = "[ \r]*[\t\n|│┃｜][ \r]*"
_RUN = re.compile(rf"[0-9](?<![0-9A-Za-z].)(?:{_EDGE}[0-9Xx](?![0-9A-Za-z])){{{_SHORTEST - 1},}}+")
_EDGES = re.compile("[ \r\t\n|│┃｜]+")
# Boxes are found as octets (ASCII or UTF-16) by one comparison, many times faster than by the expression.
_DIGIT, _BETWEEN = b"0123456789", b"\t\n|\x02\x03\x5c"  # with the lower octets of │, ┃ and ｜
_KINDS = bytes(49 if octet in _DIGIT else 48 if octet in _BETWEEN else 32 for octet in range(256))
_IGNORED = b" \r\0\x25\xff"  # with the upper octets of all these
_BOXES = b"10" * (_SHORTEST - 1)


def joined(text: str) -> str:
    r"""Return the lines with such numbers, each number as one; empty if there is none.

    >>> joined("证件\t4\t2\t0\t1\t0\t6\t1\t9\t9\t3\t0\t2\t2\t5\t2\t4\t2\t6\t男")
    '证件\t420106199302252426\t男'
    """
    octets = text.encode() if text.isascii() else text.encode("utf-16-le", "surrogatepass")
    if _BOXES not in octets.translate(_KINDS, _IGNORED):
        return ""
    return "\n".join(filter(None, (_line(text, found) for found in _RUN.finditer(text))))


def _line(text: str, found: re.Match[str]) -> str:
    number = _EDGES.sub("", found[0])
    if len(number) > _LONGEST:
        return ""
    start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
    return text[start : found.start()] + number + text[found.end() : end if end >= 0 else len(text)]
