"""Where the digits of a whole text stand: as columns, because a text has thousands of numbers and few values.

A group is digits in a row; groups that only separators part form a run, in which one number may
stand, or several. Everything here is done for all groups of a text at once; a closer look
(`numbers`) is for the few that have the length and the beginning of something.
"""

import re
from string import digits

import msgspec
import numpy as np

from policies.code_points import (
    ARABIC_OF_CHINESE,
    CHINESE_DIGITS,
    Flags,
    Ints,
    are_any,
    are_digits,
    are_of,
    class_of,
    where,
)
from policies.lazily import lazily

DIGITS_MIN = 7  # of a run: nothing that is looked for has fewer
# Between two digits of a number stand at most two separators, but not two spaces and more, which part
# columns; or a line break, which may be a soft one of quoted-printable (`=`) or stand in a quotation (`>`).
SEPARATORS = " -.·•_/()（）+"
SEPARATOR = f"[{re.escape(SEPARATORS)}]"
GAP = rf"(?:{SEPARATOR}{{0,2}}|[ ][\-/.][ ]|[ \-]?=?\r?\n[ >]{{0,4}}\-?)"

_GAP = lazily(GAP)
_LONGEST_GAP = 9
_WITHIN = np.arange(4)[:, None]  # code points of a gap among which its line break stands
_SHORT = 2  # code points of a gap that is judged without looking at its text
_BITS = 21  # of a code point
_NEWLINE, _SPACE, _EQUALS = map(ord, "\n =")
_PARTS, _BREAKS, _BEFORE_A_BREAK, _BEHIND_A_BREAK = (np.uint8(1 << bit) for bit in range(4))
_KINDS_BITS = 4
_PART_IN_A_GAP = (  # what a character may be in a gap of one or two
    _PARTS * class_of(SEPARATORS)
    | _BREAKS * class_of("\n")
    | _BEFORE_A_BREAK * class_of(" -=\r")
    | _BEHIND_A_BREAK * class_of(" >-")
)
_PARTS_NO_NUMERALS = class_of("()（）/+")  # `（一）13800138000`
_AROUND_A_NUMERAL = 24  # digits, more than one number has
IS_DIGIT = class_of(digits + CHINESE_DIGITS)  # Arabic, or a numeral that stands for one
_ARABIC = np.arange(1 << 16, dtype=np.uint16)
_ARABIC[[*ARABIC_OF_CHINESE]] = [*ARABIC_OF_CHINESE.values()]


def _joining() -> Flags:
    """Return, by the length of a gap and what its first two characters may be, whether it joins two groups."""
    kinds = np.arange(1 << _KINDS_BITS, dtype=np.uint8)
    first, second = kinds[:, None], kinds
    table = np.zeros((_SHORT + 2, len(kinds), len(kinds)), dtype=bool)
    table[1] = (first & (_PARTS | _BREAKS)) != 0
    table[2] = (
        ((first & second & _PARTS) != 0)
        | ((first & _BEFORE_A_BREAK != 0) & (second & _BREAKS != 0))
        | ((first & _BREAKS != 0) & (second & _BEHIND_A_BREAK != 0))
    )
    return table.ravel()


_JOINS = _joining()
_SOFT_BREAK = _EQUALS | _NEWLINE << _BITS  # as a gap, whether or not a carriage return stands in it


class Digits(msgspec.Struct, frozen=True):
    """The groups of digits of one text, in order; arrays of one entry a group.

    `starts` and `ends` are code points, `sizes` digits (a soft line break within a group is none),
    `before` how many digits stand in all groups before (one entry more than groups). `gaps` is a number
    for what joins a group to the next, the same for the same characters, 0 where a run ends. `heads` is
    the first group of the run, `tails` the first one behind it. `codes` are the framed code points of the
    text, `values` those of its digits alone;
    `in_long_runs` are the groups of runs with at least as many digits as anything that is looked for.
    """

    codes: Ints
    values: Ints
    starts: Ints
    ends: Ints
    sizes: Ints
    gaps: Ints
    before: Ints
    heads: Ints
    tails: Ints
    in_long_runs: Ints

    def long_run_heads(self) -> Ints:
        """Return the first group of each run that is long enough for something."""
        groups = self.in_long_runs
        if not len(groups):
            return groups
        return groups[self.heads[groups] == groups]


def find_digits(text: str, codes: Ints) -> Digits:
    """Return the groups of Arabic digits of a text, given with its framed code points."""
    places = where(are_digits(codes))
    starts, ends = _groups(places)
    return _joined(codes, codes[places], starts, ends, _gaps(text, codes, starts, ends))


def find_chinese_digits(text: str, codes: Ints) -> Digits:
    """Return the groups of digits near Chinese numerals, which stand for Arabic digits, alone or among them.

    The `codes` are those of the text with Arabic digits for the numerals.
    """
    places = where(are_of(codes, IS_DIGIT))
    places = places[_are_near_numerals(codes[places])]
    arabic = codes.copy()
    arabic[places] = are_of(codes[places], _ARABIC)
    starts, ends = _groups(places)
    gaps = _gaps(text, codes, starts, ends)
    lengths = starts[1:] - ends[:-1]
    for place in range(3):
        gaps[:-1] *= ~((lengths > place) & are_of(codes[ends[:-1] + place], _PARTS_NO_NUMERALS))
    return _only_with_numerals(
        _joined(arabic, arabic[places], starts, ends, gaps), ~are_digits(codes[places])
    )


def _only_with_numerals(digits: Digits, are_numerals: Flags) -> Digits:
    """Return digits of which only runs with a numeral in them count as long."""
    numerals = np.zeros(len(are_numerals) + 1, np.int64)
    are_numerals.cumsum(out=numerals[1:])
    groups = digits.in_long_runs
    first, behind = digits.before[digits.heads[groups]], digits.before[digits.tails[groups]]
    spoken = groups[numerals[behind] > numerals[first]]
    return msgspec.structs.replace(digits, in_long_runs=spoken)


def _are_near_numerals(digits: Ints) -> Flags:
    """Return which of the digits of a text are not far from one that is a Chinese numeral."""
    numerals, size = where(~are_digits(digits)), len(digits)
    opens = np.bincount(np.maximum(numerals - _AROUND_A_NUMERAL, 0), minlength=size + 1)
    closes = np.bincount(np.minimum(numerals + _AROUND_A_NUMERAL, size), minlength=size + 1)
    return np.cumsum(opens - closes)[:-1] > 0


def _joined(codes: Ints, values: Ints, starts: Ints, ends: Ints, gaps: Ints) -> Digits:
    """Return groups as digits; those that only a soft line break parts are one."""
    sizes = ends - starts
    soft = gaps == _SOFT_BREAK
    if np.count_nonzero(soft):
        opens = np.flatnonzero(np.append(True, ~soft[:-1]))
        sizes = np.add.reduceat(sizes, opens)
        starts, ends, gaps = starts[opens], ends[~soft], gaps[~soft]
    return _in_runs(codes, values, starts, ends, sizes=sizes, gaps=gaps)


def _groups(places: Ints) -> tuple[Ints, Ints]:
    """Return where the rows of places that follow one another begin and end."""
    if not len(places):
        return places, places
    last = where(places[1:] - places[:-1] != 1)
    return places[np.concatenate(([0], last + 1))], places[np.concatenate((last, [-1]))] + 1


def _gaps(text: str, codes: Ints, starts: Ints, ends: Ints) -> Ints:
    """Return a number for each gap behind a group, 0 for one that ends a run, as the last one does."""
    gaps = np.zeros(len(starts), np.int64)
    opens = ends[:-1]
    lengths = starts[1:] - opens
    first, second = codes[opens], codes[opens + 1]  # of a gap of one the second is the digit behind it
    kinds = are_of(second, _PART_IN_A_GAP) + (are_of(first, _PART_IN_A_GAP) << _KINDS_BITS)
    joins = where(_JOINS.take(kinds + (np.minimum(lengths, _SHORT + 1) << 2 * _KINDS_BITS)))
    wide = second[joins].astype(np.int64) * (lengths[joins] == _SHORT) << _BITS
    gaps[joins] = first[joins] | wide
    _judge_longer(text, codes, opens, lengths, gaps)
    return gaps


def _judge_longer(text: str, codes: Ints, opens: Ints, lengths: Ints, gaps: Ints) -> None:
    """Look at the text of the gaps that may have a line break in them, or a dash between spaces: they are few."""
    longer = where((lengths > _SHORT) & (lengths <= _LONGEST_GAP))
    if not len(longer):
        return
    first, second, third, fourth = codes[opens[longer] + _WITHIN]
    may_join = (first == _NEWLINE) | (second == _NEWLINE) | (third == _NEWLINE) | (fourth == _NEWLINE)
    may_join |= (first == _SPACE) & are_any(second, "-/.") & (third == _SPACE)
    known: dict[str, int] = {}
    for index in longer[may_join].tolist():
        start = int(opens[index])
        gap = text[start : start + int(lengths[index])]
        if _GAP.fullmatch(gap):
            gaps[index] = -(1 + known.setdefault(gap, len(known)))
            if gap == "=\r\n":
                gaps[index] = _SOFT_BREAK


def _in_runs(codes: Ints, values: Ints, starts: Ints, ends: Ints, *, sizes: Ints, gaps: Ints) -> Digits:
    """Say of each group where its run begins and ends."""
    behind = where(gaps == 0) + 1
    first = behind.copy()
    first[1:], first[:1] = behind[:-1], 0
    before = np.zeros(len(sizes) + 1, np.int64)
    sizes.cumsum(out=before[1:])
    is_long = before[behind] - before[first] >= DIGITS_MIN
    lengths = behind - first
    heads, tails, in_long = first.repeat(lengths), behind.repeat(lengths), is_long.repeat(lengths)
    return Digits(codes, values, starts, ends, sizes, gaps, before, heads, tails, where(in_long))
