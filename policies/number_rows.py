"""Which rows of groups of digits are worth a reading: chosen for all numbers of a text at once."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
import numpy as np

from policies import prefixes
from policies.code_points import Flags, Ints, are_of, class_of, where
from policies.digits import DIGITS_MIN, Digits

READ_MAX = 22  # digits of one reading, with a prefix of 0086
BEFORE_X = 17  # digits before a check character
SPREAD_MIN = 6  # groups of one digit each that are a value spaced out
GROUPS_MAX, GROUPING_MAX = 64, 5  # groups of a run that are all read; of a usual grouping
GROUPINGS = frozenset(
    {
        *((size,) for size in range(DIGITS_MIN, READ_MAX + 1)),
        *((2, size) for size in (11, 12)),
        (3, 4, 4), (3, 8), (7, 4), (5, 6), (4, 4, 3), (3, 3, 5), (2, 3, 4, 4), (2, 3, 8),
        (4, 7), (4, 8), (3, 4, 4), (4, 4, 4), (4, 3, 4), (2, 3, 7), (2, 2, 8),
        (6, 8, 3), (6, 8, 4), (6, 4, 4, 3), (6, 4, 4, 4), (6, 4, 2, 2, 4), (6, 4, 2, 2, 3), (6, 12), (6, 11),
        (4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (6, 13), (6, 10), (4, 6, 5), (6, 4, 4, 5),
        (3, 4, 4, 1), (3, 4, 5), (6, 10, 3), (6, 10, 2),
    }
)  # fmt: skip
_X_REACH = 4  # code points behind a number in which its X stands
_CHECK_X, _PARTS_X = class_of("Xx×"), class_of(" -._\r\n=")
_BEFORE_X = _CHECK_X | _PARTS_X
_SIZE_BITS, _SIZE_MAX = 5, 31  # of a group in the signature of a grouping
_READ_MIN = 5  # digits that with three letters before them are as long as the shortest value
_FEW = 200  # rows that are as quickly looked at one by one
_BLOCK = 1 << 14  # groups that are paired with all behind them at once
_READ = np.arange(READ_MAX)

Shape = tuple[int, str]  # how many characters a value has, and its first
_LENGTHS, _FIRSTS = 32, 128  # of the table of shapes
SPOKEN_OF, IN_ONE_PIECE, IN_GROUPS = range(3)  # how a number is met, and so which shapes it may have


class Wanted(msgspec.Struct, frozen=True):
    """Which readings are wanted.

    `shapes` is a table made by `shapes_of`. `labels_near` tells of many places at which of them something
    near may say what stands there, and `may_be_labelled` at which of a few it may say so of the very place;
    `label_of` is the answer for one. `possible` tells whether characters may be a value, given that, and
    `may_be` which of many rows of digits may be one without.
    """

    shapes: Flags
    labels_near: Callable[[Ints], Flags]
    label_of: Callable[[int], object]
    possible: Callable[[str, Any], bool]
    may_be_labelled: Callable[[Ints], Flags] = lambda starts: starts >= 0
    may_be: Callable[[Ints, Ints], Flags] = lambda _digits, lengths: lengths > 0

    def admits(self, value: str, start: int, way: int) -> bool:
        """Return whether the characters at `start` may be a value."""
        return self.possible(value, self.label_of(start) if way == SPOKEN_OF else None)


def shapes_of(spoken_of: Iterable[Shape], in_one_piece: Iterable[Shape], in_groups: Iterable[Shape]) -> Flags:
    """Return the wanted shapes as flags by how a number is met, length, and code point of the first character.

    Dates, times and identifiers of machines are numbers in groups too: where no label speaks of them,
    only what proves itself is worth a reading.
    """
    table = np.zeros((3, _LENGTHS, _FIRSTS), dtype=bool)
    for way, shapes in enumerate((spoken_of, in_one_piece, in_groups)):
        for length, first in shapes:
            table[way, length, ord(first)] = True
    return table


class Row(msgspec.Struct, frozen=True, gc=False):
    """So many groups from a first one on, their span, and how they are met.

    `is_spread` tells that they are single digits evenly spaced; `maybe_x` that an X may stand behind
    them, `maybe_letters` that letters may stand before.
    """

    first: int
    count: int
    start: int
    end: int
    way: int
    is_spread: bool = False
    maybe_x: bool = True
    maybe_letters: bool = True


class _Rows(msgspec.Struct, frozen=True):
    """Rows in columns; see `Row`."""

    firsts: Ints
    counts: Ints
    ways: Ints
    are_spread: Flags
    with_x: Flags
    with_letters: Flags


def rows(digits: Digits, wanted: Wanted) -> Iterator[Row]:
    """Yield the rows that have the length and the beginning of something."""
    groups = digits.in_long_runs
    if not len(groups):
        return
    heads = digits.long_run_heads()
    tails, starts = digits.tails[heads], digits.starts[heads]
    lengths = tails - heads
    in_one_piece = (lengths == 1) & (digits.ends[heads] - starts == digits.sizes[heads])
    ways = (IN_GROUPS - in_one_piece) * ~wanted.labels_near(starts)
    spread, begins = _of_spread(digits, heads, tails, ways)
    if spread is not None:
        yield from _chosen(digits, spread, wanted)
    usual_only = (tails - begins > GROUPS_MAX).repeat(lengths)
    ways = ways.repeat(lengths)
    if spread is not None:
        left = groups >= begins.repeat(lengths)
        groups, ways, usual_only = groups[left], ways[left], usual_only[left]
    for start in range(0, len(groups), _BLOCK):
        block = slice(start, start + _BLOCK)
        found = _of_groups(digits, groups[block], ways[block], usual_only[block], wanted.shapes)
        yield from _chosen(digits, found, wanted)


def _chosen(digits: Digits, found: _Rows, wanted: Wanted) -> Iterator[Row]:
    """Yield the rows that may be a value by their digits, or by what stands near."""
    first, count = found.firsts, found.counts
    if not len(first):
        return
    starts, ends = digits.starts[first], digits.ends[first + count - 1]
    kept = where(_may_be_values(digits, found, starts, wanted))
    columns = (first, count, starts, ends, found.ways, found.are_spread, found.with_x, found.with_letters)
    for row in zip(*(each[kept].tolist() for each in columns), strict=True):
        yield Row(*row)


def _may_be_values(digits: Digits, found: _Rows, starts: Ints, wanted: Wanted) -> Flags:
    before = digits.before[found.firsts]
    lengths = digits.before[found.firsts + found.counts] - before
    spoken_of = found.ways == SPOKEN_OF
    # Where no label speaks of the very place after all, a shape that can do without.
    kept = wanted.shapes[IN_ONE_PIECE].ravel().take(lengths * _FIRSTS + digits.codes[starts])
    kept |= found.with_x | ~spoken_of
    if len(starts) > _FEW:
        places = np.minimum(before[:, None] + _READ, len(digits.values) - 1)
        kept &= wanted.may_be(digits.values[places], lengths)
    kept |= found.with_letters
    others = where(spoken_of & ~kept)
    if len(others):
        kept[others] = wanted.may_be_labelled(starts[others])
    return kept


def _of_spread(digits: Digits, heads: Ints, tails: Ints, ways: Ints) -> tuple[_Rows | None, Ints]:
    """Return the rows of single digits at the beginning of runs, None for none, and where the rest of them begins."""
    many = where(tails - heads >= SPREAD_MIN)
    opens = many[digits.before[heads[many] + SPREAD_MIN] - digits.before[heads[many]] == SPREAD_MIN]
    if not len(opens):
        return None, heads
    begins = heads.copy()
    found: list[tuple[int, int, int]] = []
    for index, head, tail, way in zip(
        *(each.tolist() for each in (opens, heads[opens], tails[opens], ways[opens])), strict=True
    ):
        begins[index] = head
        for begin, end in _spread_out(digits, head, tail):
            if end - begin <= READ_MAX:
                found.append((begin, end - begin, way))
            begins[index] = end
    every = np.ones(len(found), dtype=bool)
    firsts, counts, met = np.array(found, np.int64).reshape(-1, 3).T
    return _Rows(firsts, counts, met, every, every, every), begins


def _spread_out(digits: Digits, head: int, tail: int) -> Iterator[tuple[int, int]]:
    """Yield the rows of single digits evenly spaced, one behind the other, with which a run begins."""
    before = digits.before[head : tail + 1].tolist()
    # Where the next group is longer than one digit, and where the next gap is another one.
    longer = [*where(digits.sizes[head:tail] > 1).tolist(), tail - head]
    gaps = digits.gaps[head:tail]
    changes = [*(where(gaps[1:] != gaps[:-1]) + 2).tolist(), tail - head]
    begin = 0
    while tail - head - begin >= SPREAD_MIN and before[begin + SPREAD_MIN] - before[begin] == SPREAD_MIN:
        change = changes[bisect_right(changes, begin + 1, hi=len(changes) - 1)]
        end = min(change, longer[bisect_right(longer, begin, hi=len(longer) - 1)])
        yield head + begin, head + end
        begin = end


def _of_groups(digits: Digits, groups: Ints, ways: Ints, usual_only: Flags, shapes: Flags) -> _Rows:
    """Return rows of whole groups, fewer groups first; of very many groups only those grouped as values usually are.

    Each of a hundred thousand groups could begin a reading of up to twenty of them.
    """
    pair, count = _pairs(digits, groups, usual_only)
    group, starts = groups[pair], digits.starts[groups]
    tables = ways[pair] * _LENGTHS
    total = digits.before[group + count] - digits.before[group]
    shapes = shapes.ravel()
    fits = shapes.take((tables + total) * _FIRSTS + digits.codes[starts][pair])
    has_letters = np.zeros(len(pair), dtype=bool)
    may_have = where(prefixes.may_stand(digits.codes, starts)[pair])
    if len(may_have):
        letters, first, spread = prefixes.before(digits.codes, starts[pair[may_have]])
        size = total[may_have]
        fit = (letters > 0) & shapes.take((tables[may_have] + size + letters) * _FIRSTS + first)
        has_letters[may_have] = fit | (spread & (size >= DIGITS_MIN))
        fits |= has_letters
    has_x = total == BEFORE_X
    if np.count_nonzero(has_x):
        has_x[has_x] = _are_before_x(digits.codes, digits.ends[group[has_x] + (count[has_x] - 1)])
        fits |= has_x
    limited = fits & usual_only[pair]
    if np.count_nonzero(limited):
        fits[limited] = _are_usual(digits.sizes, group[limited], count[limited])
    chosen = where(fits)
    chosen = chosen[count[chosen].argsort(kind="stable")]
    none = np.zeros(len(chosen), dtype=bool)
    met = ways[pair[chosen]]
    return _Rows(group[chosen], count[chosen], met, none, has_x[chosen], has_letters[chosen])


def _pairs(digits: Digits, groups: Ints, usual_only: Flags) -> tuple[Ints, Ints]:
    """Return every group, by its index, with every number of groups from it on that may be read together."""
    before, tails = digits.before, digits.tails[groups]
    read = before[groups]
    least = before.searchsorted(read + _READ_MIN)
    most = before.searchsorted(read + (READ_MAX + 1)) - 1
    if np.count_nonzero(usual_only):
        tails = np.where(usual_only, np.minimum(tails, groups + GROUPING_MAX), tails)
    lengths = np.maximum(np.minimum(most, tails) - least + 1, 0)
    pair = np.arange(len(groups)).repeat(lengths)
    # How many groups the first reading of each has, less how many pairs stand before it.
    begin = least - groups - (lengths.cumsum() - lengths)
    return pair, np.arange(len(pair)) + begin[pair]


def _are_before_x(codes: Ints, ends: Ints) -> Flags:
    """Return which groups have an X behind them, or something that may stand between them and it."""
    may_be = are_of(codes[ends], _BEFORE_X)
    if not np.count_nonzero(may_be):
        return may_be
    behind = [codes[ends + place] for place in range(_X_REACH)]
    found = are_of(behind[-1], _CHECK_X)
    for points in reversed(behind[:-1]):
        found = are_of(points, _CHECK_X) | (are_of(points, _PARTS_X) & found)
    return found


def _are_usual(sizes: Ints, groups: Ints, counts: Ints) -> Flags:
    """Return which rows are a usual grouping; of more than a few groups none is usual."""
    signature = np.zeros(len(groups), np.int64)
    for place in range(GROUPING_MAX):
        size = sizes[np.minimum(groups + place, len(sizes) - 1)]
        signature |= np.where(place < counts, np.minimum(size, _SIZE_MAX), 0) << _SIZE_BITS * place
    nearest = _USUAL[np.minimum(np.searchsorted(_USUAL, signature), len(_USUAL) - 1)]
    return np.asarray((nearest == signature) & (counts <= GROUPING_MAX))


_USUAL = np.array(
    sorted(
        sum(size << _SIZE_BITS * place for place, size in enumerate(grouping))
        for grouping in GROUPINGS
        if len(grouping) <= GROUPING_MAX
    ),
    np.int64,
)
