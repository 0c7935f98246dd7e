"""Which rows of groups of digits are worth a reading: chosen for all numbers of a text at once."""

from collections.abc import Callable, Iterable, Iterator

import msgspec
import numpy as np

from policies import prefixes
from policies.code_points import Flags, Ints, are_of, class_of
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
_SIZE_BITS, _SIZE_MAX = 5, 31  # of a group in the signature of a grouping
_READ_MIN = 5  # digits that with three letters before them are as long as the shortest value
_FEW = 48  # rows that are as quickly looked at one by one
_BLOCK = 1 << 14  # groups that are paired with all behind them at once

Shape = tuple[int, str]  # how many characters a value has, and its first
_LENGTHS, _FIRSTS = 32, 128  # of the table of shapes
SPOKEN_OF, IN_ONE_PIECE, IN_GROUPS = range(3)  # how a number is met, and so which shapes it may have


class Wanted(msgspec.Struct, frozen=True):
    """Which readings are wanted.

    `shapes` is a table made by `shapes_of`. `labels_near` tells of many places at which of them something
    near may say what stands there, `is_labelled` of one place whether something does; `possible` whether
    characters may be a value, given that or without.
    """

    shapes: Flags
    labels_near: Callable[[Ints], Flags]
    is_labelled: Callable[[int], bool]
    possible: Callable[[str, bool], bool]
    may_be: Callable[[Ints, Ints, Ints], Flags] = lambda _digits, lengths, _starts: lengths > 0

    def admits(self, value: str, start: int, way: int) -> bool:
        """Return whether the characters at `start` may be a value."""
        return self.possible(value, False) or (
            way == SPOKEN_OF and self.is_labelled(start) and self.possible(value, True)
        )


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
    heads = groups[digits.heads[groups] == groups]
    tails = digits.tails[heads]
    in_one_piece = (tails - heads == 1) & (digits.ends[heads] - digits.starts[heads] == digits.sizes[heads])
    near = wanted.labels_near(digits.starts[heads])
    ways = np.where(near, SPOKEN_OF, np.where(in_one_piece, IN_ONE_PIECE, IN_GROUPS))
    spread, begins = _of_spread(digits, heads, tails, ways)
    if spread is not None:
        yield from _chosen(digits, spread, wanted)
    lengths = tails - heads
    ways, usual_only = np.repeat(ways, lengths), np.repeat(tails - begins > GROUPS_MAX, lengths)
    if spread is not None:
        left = groups >= np.repeat(begins, lengths)
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
    columns = [first, count, starts, ends, found.ways, found.are_spread, found.with_x, found.with_letters]
    if len(first) > _FEW:
        before = digits.before[first]
        places = np.minimum(before[:, None] + np.arange(READ_MAX), len(digits.values) - 1)
        kept = wanted.may_be(digits.values[places], digits.before[first + count] - before, starts)
        kept |= found.with_letters
        columns = [each[kept] for each in columns]
    for row in zip(*(each.tolist() for each in columns), strict=True):
        yield Row(*row)


def _of_spread(digits: Digits, heads: Ints, tails: Ints, ways: Ints) -> tuple[_Rows | None, Ints]:
    """Return the rows of single digits at the beginning of runs, None for none, and where the rest of them begins."""
    before = digits.before
    last = np.minimum(heads + SPREAD_MIN, tails)
    opens = np.flatnonzero((last - heads == SPREAD_MIN) & (before[last] - before[heads] == SPREAD_MIN))
    if not len(opens):
        return None, heads
    begins = heads.copy()
    # Where the next group is longer than one digit, and where the next gap is another one.
    longer = np.append(np.flatnonzero(digits.sizes > 1), len(digits.sizes))
    changes = np.append(np.flatnonzero(np.diff(digits.gaps)) + 1, len(digits.sizes))
    found: list[tuple[int, int, int]] = []
    for index in opens.tolist():
        begin, tail, way = int(heads[index]), int(tails[index]), int(ways[index])
        while tail - begin >= SPREAD_MIN and before[begin + SPREAD_MIN] - before[begin] == SPREAD_MIN:
            change = int(changes[np.searchsorted(changes, begin, "right")])
            end = min(tail, change + 1, int(longer[np.searchsorted(longer, begin, "right")]))
            if end - begin <= READ_MAX:
                found.append((begin, end - begin, way))
            begin = end
        begins[index] = begin
    every = np.ones(len(found), dtype=bool)
    firsts, counts, met = np.array(found, np.int64).reshape(-1, 3).T
    return _Rows(firsts, counts, met, every, every, every), begins


def _of_groups(digits: Digits, groups: Ints, ways: Ints, usual_only: Flags, shapes: Flags) -> _Rows:
    """Return rows of whole groups, fewer groups first; of very many groups only those grouped as values usually are.

    Each of a hundred thousand groups could begin a reading of up to twenty of them.
    """
    pair, count = _pairs(digits, groups, usual_only)
    group, way = groups[pair], ways[pair]
    total = digits.before[group + count] - digits.before[group]
    fits = shapes[way, total, digits.codes[digits.starts[group]]]
    has_letters = np.zeros(len(pair), dtype=bool)
    may_have = np.flatnonzero(prefixes.may_stand(digits.codes, digits.starts[groups])[pair])
    if len(may_have):
        letters, first, spread = prefixes.before(digits.codes, digits.starts[group[may_have]])
        size = total[may_have]
        has_letters[may_have] = ((letters > 0) & shapes[way[may_have], size + letters, first]) | (
            spread & (size >= DIGITS_MIN)
        )
        fits |= has_letters
    has_x = total == BEFORE_X
    if has_x.any():
        has_x[has_x] = _are_before_x(digits.codes, digits.ends[group[has_x] + (count[has_x] - 1)])
        fits |= has_x
    limited = fits & usual_only[pair]
    if limited.any():
        fits[limited] = _are_usual(digits.sizes, group[limited], count[limited])
    chosen = np.flatnonzero(fits)
    chosen = chosen[np.argsort(count[chosen], kind="stable")]
    none = np.zeros(len(chosen), dtype=bool)
    return _Rows(group[chosen], count[chosen], way[chosen], none, has_x[chosen], has_letters[chosen])


def _pairs(digits: Digits, groups: Ints, usual_only: Flags) -> tuple[Ints, Ints]:
    """Return every group, by its index, with every number of groups from it on that may be read together."""
    before = digits.before
    least = np.searchsorted(before, before[groups] + _READ_MIN)
    most = np.searchsorted(before, before[groups] + READ_MAX, "right") - 1
    tails = digits.tails[groups]
    most = np.minimum(most, np.where(usual_only, np.minimum(tails, groups + GROUPING_MAX), tails))
    lengths = np.maximum(most - least + 1, 0)
    pair = np.repeat(np.arange(len(groups)), lengths)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return pair, within + (least - groups)[pair]


def _are_before_x(codes: Ints, ends: Ints) -> Flags:
    """Return which groups have an X behind them, or something that may stand between them and it."""
    behind = [codes[ends + place] for place in range(_X_REACH)]
    found = are_of(behind[-1], _CHECK_X)
    for points in reversed(behind[:-1]):
        found = are_of(points, _CHECK_X) | (are_of(points, _PARTS_X) & found)
    return np.asarray(found)


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
