"""Letters before a number that may belong to it: `E12345678`, `H 12345678`, `USA110010203401`."""

import numpy as np

from policies.code_points import Flags, Ints, are_alphanumeric, are_any, are_letters, capitals
from policies.lazily import lazily

_REACH = 10  # code points before a number in which its letters stand
_LETTERS_BEFORE = lazily(
    r"(?<![0-9A-Za-z])([A-Za-z]{1,3}|[A-Za-z](?:[ \-_][A-Za-z]){1,2})(?:[ \-_]|[ ]?=?\r?\n[ ]{0,4})?\Z"
)
_INDENT_MAX = 4
_SEPARATORS = " -_"
_NO_LETTERS = str.maketrans("", "", _SEPARATORS)
_SPACE, _EQUALS, _NEWLINE, _RETURN = map(ord, " =\n\r")


def prefix(text: str, start: int) -> tuple[str, int]:
    """Return the letters before a number in capitals, and where they begin; empty if there are none.

    >>> prefix("护照 e-12345678", 5)
    ('E', 3)
    """
    before = text[max(0, start - _REACH) : start]
    last = before.rstrip(" -_=\r\n")[-1:]
    letters = _LETTERS_BEFORE.search(before) if last.isascii() and last.isalpha() else None
    if letters is None:
        return "", start
    return letters[1].translate(_NO_LETTERS).upper(), start - len(letters[0])


def before(codes: Ints, starts: Ints) -> tuple[Ints, Ints, Flags]:
    """Return how many letters stand before each of many numbers, 0 for none, the first in capitals, and if spread.

    What `prefix` finds at these places, but that letters that are spread out (`E A 1 2 3`) are only told to be there.
    """
    last = _last_letters(codes, starts)
    one, gap = are_letters(codes[last]), codes[last - 1]
    third = codes[last - 2]
    two = one & are_letters(gap)
    count = one.astype(np.int64) + two + (two & are_letters(third))
    count[are_alphanumeric(codes[last - count])] = 0
    spread = one & _parts(gap) & are_letters(third) & ~are_alphanumeric(codes[last - 3])
    return count, np.where(count > 0, capitals(codes[last - count + 1]), 0), spread


def may_stand(codes: Ints, starts: Ints) -> Flags:
    """Return before which numbers letters may stand, at one glance."""
    last, further = codes[starts - 1], codes[starts - 2]
    return are_letters(last) | (_parts(last) & are_letters(further)) | _may_be_line(last, further)


def _last_letters(codes: Ints, starts: Ints) -> Ints:
    """Return where the last letter before each number would stand, behind one separator or a line break."""
    last = starts - 1
    one = codes[last]
    found = last - _parts(one)
    lines = np.flatnonzero(_may_be_line(one, codes[last - 1]))
    if len(lines):
        line = last[lines]
        for _ in range(_INDENT_MAX):
            line -= codes[line] == _SPACE
        is_break = codes[line] == _NEWLINE
        line -= 1
        line -= codes[line] == _RETURN
        line -= codes[line] == _EQUALS
        line -= codes[line] == _SPACE
        found[lines[is_break]] = line[is_break]
    return found


def _may_be_line(last: Ints, further: Ints) -> Flags:
    return (last == _NEWLINE) | ((last == _SPACE) & ((further == _SPACE) | (further == _NEWLINE)))


def _parts(codes: Ints) -> Flags:
    return are_any(codes, _SEPARATORS)
