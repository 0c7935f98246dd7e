"""Letters before a number that may belong to it: `E12345678`, `H 12345678`, `USA110010203401`."""

import re

import numpy as np

from policies.code_points import Flags, Ints, are_alphanumeric, are_letters, at, capitals

_REACH = 8  # code points before a number in which its letters stand
_LETTERS_BEFORE = re.compile(
    r"(?<![0-9A-Za-z])([A-Za-z]{1,3}|[A-Za-z](?:[ \-][A-Za-z]){1,2})(?:[ \-]|=?\r?\n[ ]{0,4})?\Z"
)
_LETTERS_MAX, _INDENT_MAX = 3, 4
_SPACE, _DASH, _EQUALS, _NEWLINE, _RETURN = map(ord, " -=\n\r")


def prefix(text: str, start: int) -> tuple[str, int]:
    """Return the letters before a number in capitals, and where they begin; empty if there are none.

    >>> prefix("护照 e-12345678", 5)
    ('E', 3)
    """
    before = text[max(0, start - _REACH) : start]
    last = before.rstrip(" -=\r\n")[-1:]
    letters = _LETTERS_BEFORE.search(before) if last.isascii() and last.isalpha() else None
    if letters is None:
        return "", start
    return letters[1].replace(" ", "").replace("-", "").upper(), start - len(letters[0])


def lengths(codes: Ints, starts: Ints) -> tuple[Ints, Ints]:
    """Return how many letters stand before each of many numbers, 0 for none, and the first of them as capital.

    What `prefix` finds at these places, but for letters that are spread out.
    """
    last = _last_letters(codes, starts)
    count = np.zeros(len(starts), np.int64)
    goes_on = are_letters(at(codes, last))
    for _ in range(_LETTERS_MAX):
        count += goes_on
        goes_on &= are_letters(at(codes, last - count))
    before = at(codes, last - count)
    count[goes_on | are_alphanumeric(before)] = 0
    return count, np.where(count > 0, capitals(at(codes, last - count + 1)), 0)


def are_spread(codes: Ints, starts: Ints) -> Flags:
    """Return before which numbers stand letters that are spread out: `E A 1 2 3`."""
    last = _last_letters(codes, starts)
    before = at(codes, last - 3)
    return (
        are_letters(at(codes, last))
        & _parts(at(codes, last - 1))
        & are_letters(at(codes, last - 2))
        & ~are_alphanumeric(before)
    )


def _last_letters(codes: Ints, starts: Ints) -> Ints:
    """Return where the last letter before each number would stand, behind one separator or a line break."""
    last = starts - 1
    one = at(codes, last)
    line = last.copy()
    for _ in range(_INDENT_MAX):
        line -= at(codes, line) == _SPACE
    is_break = at(codes, line) == _NEWLINE
    line -= 1
    line -= at(codes, line) == _RETURN
    line -= at(codes, line) == _EQUALS
    return np.where(is_break, line, last - _parts(one))


def _parts(codes: Ints) -> Flags:
    return (codes == _SPACE) | (codes == _DASH)
