"""Which rows of groups of digits are worth a reading: chosen for all numbers of a text at once."""

from collections.abc import Callable, Iterable, Iterator

import msgspec
import numpy as np

from policies import prefixes
from policies.code_points import Flags, Ints, are_of, at, class_of
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
_SIZE_BITS = 5  # of a group in the signature of a grouping

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


class _Runs(msgspec.Struct, frozen=True):
    """The groups of the runs that are long enough, and of each how it is met and where its run ends.

    `begins` is where the reading of groups begins in the run, behind what is spread out.
    """

    groups: Ints
    ways: Ints
    begins: Ints
    tails: Ints


def rows(digits: Digits, wanted: Wanted) -> Iterator[Row]:
    """Yield the rows that have the length and the beginning of something."""
    groups = digits.in_long_runs
    if not len(groups):
        return
    heads, tails = digits.heads[groups], digits.tails[groups]
    in_one_piece = (tails - heads == 1) & (
        digits.ends[groups] - digits.starts[groups] == digits.sizes[groups]
    )
    near = wanted.labels_near(digits.starts[heads])
    runs = _Runs(
        groups, np.where(near, SPOKEN_OF, np.where(in_one_piece, IN_ONE_PIECE, IN_GROUPS)), heads, tails
    )
    yield from _of_spread(digits, runs)
    yield from _of_groups(digits, runs, wanted.shapes)


def _of_spread(digits: Digits, runs: _Runs) -> Iterator[Row]:
    """Yield the rows of single digits at the beginning of runs, and move what `begins` behind them."""
    is_single = digits.sizes == 1
    singles = np.append(0, np.cumsum(is_single))
    last = np.minimum(runs.groups + SPREAD_MIN, runs.tails)
    opens = (runs.groups == runs.begins) & (singles[last] - singles[runs.groups] == SPREAD_MIN)
    if not opens.any():
        return
    # Where the next group is longer than one digit, and where the next gap is another one.
    longer = np.append(np.flatnonzero(~is_single), len(is_single))
    changes = np.append(np.flatnonzero(np.diff(digits.gaps)) + 1, len(is_single))
    for index in np.flatnonzero(opens).tolist():
        first, tail, way = int(runs.groups[index]), int(runs.tails[index]), int(runs.ways[index])
        begin = first
        while tail - begin >= SPREAD_MIN and singles[begin + SPREAD_MIN] - singles[begin] == SPREAD_MIN:
            change = int(changes[np.searchsorted(changes, begin, "right")])
            end = min(tail, change + 1, int(longer[np.searchsorted(longer, begin, "right")]))
            if end - begin <= READ_MAX:
                span = int(digits.starts[begin]), int(digits.ends[end - 1])
                yield Row(begin, end - begin, *span, way, is_spread=True)
            begin = end
        runs.begins[index : index + tail - first] = begin


def _of_groups(digits: Digits, runs: _Runs, shapes: Flags) -> Iterator[Row]:
    """Yield rows of whole groups; of very many groups only those that are grouped as values usually are.

    Each of a hundred thousand groups could begin a reading of up to twenty of them.
    """
    usual_only = runs.tails - runs.begins > GROUPS_MAX
    left = np.flatnonzero(runs.groups >= runs.begins)
    beginning = _beginnings(digits, runs.groups[left])
    for count in range(1, READ_MAX + 1):
        inside = runs.groups[left] + count <= runs.tails[left]
        if count > GROUPING_MAX:
            inside &= ~usual_only[left]
        total = (
            digits.before[np.where(inside, runs.groups[left] + count, 0)] - digits.before[runs.groups[left]]
        )
        inside &= total <= READ_MAX
        left, total, beginning = left[inside], total[inside], [each[inside] for each in beginning]
        if not len(left):
            return
        first, letters, first_letter, spread_letters = beginning
        group, way = runs.groups[left], runs.ways[left]
        last = group + (count - 1)
        has_letters = (letters > 0) & shapes[way, total + letters, first_letter]
        has_letters |= spread_letters & (total >= DIGITS_MIN)
        fits = shapes[way, total, first] | has_letters
        has_x = total == BEFORE_X
        if has_x.any():
            has_x[has_x] = _are_before_x(digits.codes, digits.ends[last[has_x]])
            fits |= has_x
        limited = fits & usual_only[left]
        if limited.any():
            fits[limited] = _are_usual(digits.sizes, group[limited], count)
        if not fits.any():
            continue
        chosen = (group, digits.starts[group], digits.ends[last], way, has_x, has_letters)
        for head, start, end, met, x, letter in zip(*(each[fits].tolist() for each in chosen), strict=True):
            yield Row(head, count, start, end, met, maybe_x=x, maybe_letters=letter)


def _beginnings(digits: Digits, groups: Ints) -> list[Ints]:
    """Of each group the first digit, how many letters stand before it, the first one, and whether they are spread."""
    starts = digits.starts[groups]
    letters, first_letters = prefixes.lengths(digits.codes, starts)
    return [digits.codes[starts], letters, first_letters, prefixes.are_spread(digits.codes, starts)]


def _are_before_x(codes: Ints, ends: Ints) -> Flags:
    """Return which groups have an X behind them, or something that may stand between them and it."""
    behind = [at(codes, ends + place) for place in range(_X_REACH)]
    found = are_of(behind[-1], _CHECK_X)
    for points in reversed(behind[:-1]):
        found = are_of(points, _CHECK_X) | (are_of(points, _PARTS_X) & found)
    return np.asarray(found)


def _are_usual(sizes: Ints, groups: Ints, count: int) -> Flags:
    """Return which groups begin a usual grouping of so many; of more than a few groups none is usual."""
    if count > GROUPING_MAX:
        return np.zeros(len(groups), dtype=bool)
    signature = np.zeros(len(groups), np.int64)
    for place in range(count):
        signature |= np.minimum(sizes[groups + place], (1 << _SIZE_BITS) - 1) << _SIZE_BITS * place
    return np.isin(signature, _USUAL[count])


def _signatures(count: int) -> Ints:
    """Return the usual groupings of so many groups, each as one number."""
    usual = (grouping for grouping in GROUPINGS if len(grouping) == count)
    return np.array(
        [sum(size << _SIZE_BITS * place for place, size in enumerate(grouping)) for grouping in usual],
        np.int64,
    )


_USUAL = [_signatures(count) for count in range(GROUPING_MAX + 1)]
