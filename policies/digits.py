"""Where the digits of a whole text stand: as columns, because a text has thousands of numbers and few values.

A group is digits in a row; groups that only separators part form a run, in which one number may
stand, or several. Everything here is done for all groups of a text at once; a closer look
(`numbers`) is for the few that have the length and the beginning of something.
"""

import re

import msgspec
import numpy as np

from policies.code_points import CHINESE_DIGITS, Flags, Ints, are_digits, are_of, class_of
from policies.lazily import lazily

DIGITS_MIN = 7  # of a run: nothing that is looked for has fewer
# Between two digits of a number stand at most two separators, but not two spaces and more, which part
# columns; or a line break, which may be a soft one of quoted-printable (`=`) or stand in a quotation (`>`).
SEPARATORS = " -.·_/()（）+"
SEPARATOR = f"[{re.escape(SEPARATORS)}]"
GAP = rf"(?:{SEPARATOR}{{0,2}}|[ ][\-/.][ ]|[ \-]?=?\r?\n[ >]{{0,4}}\-?)"

_GAP = lazily(GAP)
_LONGEST_GAP = 9
_BREAK_WITHIN = 4  # code points of a gap among which its line break stands
_SHORT = 2  # code points of a gap that is judged without looking at its text
_BITS = 21  # of a code point
_NEWLINE, _SPACE, _DASH, _EQUALS = map(ord, "\n -=")
_PARTS, _BREAKS, _BEFORE_A_BREAK, _BEHIND_A_BREAK = (np.uint8(1 << bit) for bit in range(4))
_PART_IN_A_GAP = (  # what a character may be in a gap of one or two
    _PARTS * class_of(SEPARATORS)
    | _BREAKS * class_of("\n")
    | _BEFORE_A_BREAK * class_of(" -=\r")
    | _BEHIND_A_BREAK * class_of(" >-")
)
_IS_CHINESE_DIGIT = class_of(CHINESE_DIGITS)
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
    is_digit = are_digits(codes)
    starts, ends = _groups(is_digit)
    sizes = ends - starts
    gaps = _gaps(text, codes, starts, ends)
    soft = gaps == _SOFT_BREAK
    if soft.any():
        opens = np.flatnonzero(np.append(True, ~soft[:-1]))
        sizes = np.add.reduceat(sizes, opens)
        starts, ends, gaps = starts[opens], ends[~soft], gaps[~soft]
    return _in_runs(codes, codes[is_digit], starts, ends, sizes=sizes, gaps=gaps)


def find_chinese_digits(codes: Ints) -> Digits:
    """Return the groups of Chinese numerals of a text, which at most one space or dash may part."""
    is_digit = are_of(codes, _IS_CHINESE_DIGIT)
    starts, ends = _groups(is_digit)
    gaps = np.zeros(len(starts), np.int64)
    if len(starts):
        between = codes[ends[:-1]]
        narrow = (starts[1:] - ends[:-1] == 1) & ((between == _SPACE) | (between == _DASH))
        gaps[:-1] = np.where(narrow, between, 0)
    return _in_runs(codes, codes[is_digit], starts, ends, sizes=ends - starts, gaps=gaps)


def _groups(mask: Flags) -> tuple[Ints, Ints]:
    """Return where the rows of set flags begin and end; the last flag is never set."""
    edges = np.flatnonzero(mask[1:] != mask[:-1]) + 1
    if mask[0]:
        edges = np.append(0, edges)
    return edges[::2], edges[1::2]


def _gaps(text: str, codes: Ints, starts: Ints, ends: Ints) -> Ints:
    """Return a number for each gap behind a group, 0 for one that ends a run, as the last one does."""
    gaps = np.zeros(len(starts), np.int64)
    opens = ends[:-1]
    lengths = starts[1:] - opens
    first, second = codes[opens], codes[opens + 1]  # of a gap of one the second is the digit behind it
    left, right = are_of(first, _PART_IN_A_GAP), are_of(second, _PART_IN_A_GAP)
    one = (lengths == 1) & ((left & (_PARTS | _BREAKS)) != 0)
    two = (left & right & _PARTS) != 0
    two |= ((left & _BEFORE_A_BREAK) != 0) & (second == _NEWLINE)
    two |= (first == _NEWLINE) & ((right & _BEHIND_A_BREAK) != 0)
    two &= lengths == _SHORT
    wide = second.astype(np.int64) * two << _BITS
    gaps[:-1] = (first | wide) * (one | two)
    _judge_longer(text, codes, opens, lengths, gaps)
    return gaps


def _judge_longer(text: str, codes: Ints, opens: Ints, lengths: Ints, gaps: Ints) -> None:
    """Look at the text of the gaps that may have a line break in them, or a dash between spaces: they are few."""
    longer = np.flatnonzero((lengths > _SHORT) & (lengths <= _LONGEST_GAP))
    around = codes[opens[longer][:, None] + np.arange(_BREAK_WITHIN)]
    spaced = (lengths[longer] == 3) & (around[:, 0] == _SPACE) & (around[:, 2] == _SPACE)  # noqa: PLR2004
    known: dict[str, int] = {}
    for index in longer[spaced | (around == _NEWLINE).any(axis=1)].tolist():
        start = int(opens[index])
        gap = text[start : start + int(lengths[index])]
        if _GAP.fullmatch(gap):
            gaps[index] = -(1 + known.setdefault(gap, len(known)))
            if gap == "=\r\n":
                gaps[index] = _SOFT_BREAK


def _in_runs(codes: Ints, values: Ints, starts: Ints, ends: Ints, *, sizes: Ints, gaps: Ints) -> Digits:
    """Say of each group where its run begins and ends."""
    last = np.flatnonzero(gaps == 0)
    first = np.append(0, last[:-1] + 1)[: len(last)]
    lengths = last + 1 - first
    before = np.append(0, np.cumsum(sizes))
    is_long = before[last + 1] - before[first] >= DIGITS_MIN
    heads, tails = np.repeat(first, lengths), np.repeat(last + 1, lengths)
    in_long_runs = np.flatnonzero(np.repeat(is_long, lengths))
    return Digits(codes, values, starts, ends, sizes, gaps, before, heads, tails, in_long_runs)
