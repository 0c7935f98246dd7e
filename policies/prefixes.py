"""Letters before a number that may belong to it: `E12345678`, `H 12345678`, `USA110010203401`."""

from string import ascii_letters

import numpy as np

from policies.code_points import (
    Flags,
    Ints,
    are_alphanumeric,
    are_letters,
    are_of,
    capitals,
    class_of,
    where,
)
from policies.lazily import lazily

_REACH = 12  # code points before a number in which its letters stand
_LETTERS_BEFORE = lazily(
    r"(?<![0-9A-Za-z])([A-Za-z]{1,3}|[A-Za-z](?:[ \-_.·•][A-Za-z]){1,2})(?:[ \-_.·•]|[ ]?=?\r?\n[ >]{0,4})?\Z"
)
_INDENT_MAX = 4
_SEPARATORS = " -_.·•"
_NO_PREFIX = "NO"  # `No.1234567`
_NO_LETTERS = str.maketrans("", "", _SEPARATORS)
_SPACE, _EQUALS, _NEWLINE, _RETURN = map(ord, " =\n\r")


def prefix(text: str, start: int) -> tuple[str, int]:
    """Return the letters before a number in capitals, and where they begin; empty if there are none.

    >>> prefix("护照 e-12345678", 5)
    ('E', 3)
    """
    before = text[max(0, start - _REACH) : start]
    last = before.rstrip(_SEPARATORS + "=\r\n>")[-1:]
    letters = _LETTERS_BEFORE.search(before) if last.isascii() and last.isalpha() else None
    value = letters[1].translate(_NO_LETTERS).upper() if letters else _NO_PREFIX
    if letters is None or value == _NO_PREFIX:
        return "", start
    return value, start - len(letters[0])


def before(codes: Ints, starts: Ints) -> tuple[Ints, Ints, Flags]:
    """Return how many letters stand before each of many numbers, 0 for none, the first in capitals, and if spread.

    What `prefix` finds at these places, but that letters that are spread out (`E A 1 2 3`) are only told to be there.
    """
    last = _last_letters(codes, starts)
    one = are_letters(codes[last])
    if not np.count_nonzero(one):
        return np.zeros(len(starts), np.int64), np.zeros(len(starts), np.int64), one
    gap, third = codes[last - 1], codes[last - 2]
    two = one & are_letters(gap)
    count = one.astype(np.int64) + two + (two & are_letters(third))
    count[are_alphanumeric(codes[last - count])] = 0
    spread = one & are_of(gap, _PARTS) & are_letters(third) & ~are_alphanumeric(codes[last - 3])
    return count, np.where(count > 0, capitals(codes[last - count + 1]), 0), spread


def may_stand(codes: Ints, starts: Ints) -> Flags:
    """Return before which numbers letters may stand, at one glance."""
    further, last = are_of(codes[starts + _TWO_BEFORE], _KINDS)
    return _MAY_STAND.take(further * _KINDS_MAX + last)


def _last_letters(codes: Ints, starts: Ints) -> Ints:
    """Return where the last letter before each number would stand, behind one separator or a line break."""
    last = starts - 1
    one = codes[last]
    found = last - are_of(one, _PARTS)
    lines = where(_may_be_line(one, codes[last - 1]))
    if len(lines):
        line = last[lines]
        for _ in range(_INDENT_MAX):
            line -= are_of(codes[line], _INDENT)
        is_break = codes[line] == _NEWLINE
        line -= 1
        line -= codes[line] == _RETURN
        line -= codes[line] == _EQUALS
        line -= codes[line] == _SPACE
        found[lines[is_break]] = line[is_break]
    return found


def _may_be_line(last: Ints, further: Ints) -> Flags:
    return (last == _NEWLINE) | (are_of(last, _INDENT) & (are_of(further, _INDENT) | (further == _NEWLINE)))


_TWO_BEFORE = np.array([[-2], [-1]])
_PARTS, _INDENT = class_of(_SEPARATORS), class_of(" >")
# What the two characters before a number may be: others, letters, separators, among them the space, a line break.
_LETTER, _DASH, _BLANK, _BREAK = range(1, 5)
_KINDS_MAX = 5
_KINDS = np.zeros(len(_PARTS), np.uint8)
_KINDS[_PARTS] = _DASH
_KINDS[[ord(each) for each in ascii_letters]] = _LETTER
_KINDS[_INDENT] = _BLANK
_KINDS[_NEWLINE] = _BREAK
_MAY_STAND = np.zeros((_KINDS_MAX, _KINDS_MAX), dtype=bool)
_MAY_STAND[:, [_LETTER, _BREAK]] = True
_MAY_STAND[_LETTER, [_DASH, _BLANK]] = True
_MAY_STAND[[_BLANK, _BREAK], _BLANK] = True
