"""What `digits`, `number_rows` and `code_places` say of a long text in columns, for a short one place after place.

Columns have a price of their own, whatever the length: for a header field or a cell it would be ten
times that of looking. Both ways find the same.
"""

from collections.abc import Callable, Iterator
from itertools import accumulate

import numpy as np

from policies.code_places import (
    LAST_GROUP,
    ONE_CASE,
    USCI_DIGITS,
    VIN,
    VIN_DIGITS,
    begins_usci,
    ends_vin_in_groups,
    spoken_uscis,
    spread_ends,
)
from policies.digits import DIGITS_MIN, GAP, Digits
from policies.lazily import lazily
from policies.number_rows import (
    BEFORE_X,
    GROUPING_MAX,
    GROUPINGS,
    GROUPS_MAX,
    IN_GROUPS,
    IN_ONE_PIECE,
    READ_MAX,
    SPOKEN_OF,
    SPREAD_MIN,
    Row,
    Wanted,
)
from policies.prefilter import Hit, Trigger
from policies.prefixes import prefix

LONGEST = 2000  # code points; from here on columns are cheaper
FEW = 40  # groups of digits of which rows are as cheap one by one, however long the text is

_RUN = lazily(rf"[0-9](?:{GAP}[0-9])*+")
_GROUP = lazily(r"[0-9]+(?:=\r?\n[0-9]+)*+")
_MAY_HAVE_LETTERS = lazily(r"[A-Za-z][ \-_.·•]?\Z|\n[ >]*\Z|[ >]{2}\Z")  # before a number, at one glance
_LONG_GROUP = lazily("[0-9]{4,}")  # of which a code in one piece has one
_BEFORE_LAST_GROUP = lazily(r"(?:[A-Z]|[0-9A-Za-z][ \-])\Z")
_FOUR_SPREAD = lazily("[0-9] [0-9] [0-9] [0-9]")
_SPREAD_VIN = lazily(rf"(?:[0-9A-HJ-NPR-Z] ){{13}}(?:[0-9] ){{3}}[0-9](?![0-9A-Za-z]|{GAP}[0-9])")
_REGISTRIES = frozenset("ANYany")
_USCI = lazily(r"[0-9ANYany][1239][1-8][0-9A-Za-z]{15}(?![0-9A-Za-z])")


def find_digits(text: str) -> Digits:
    """Return the groups of Arabic digits in runs that are long enough."""
    spans: list[tuple[int, int]] = []
    sizes: list[int] = []
    heads: list[int] = []
    tails: list[int] = []
    for run in _RUN.finditer(text):
        if run.end() - run.start() >= DIGITS_MIN:
            groups = [match.span() for match in _GROUP.finditer(text, run.start(), run.end())]
            digits = [_size(text, start, end) for start, end in groups]
            if sum(digits) >= DIGITS_MIN:
                head = len(spans)
                spans += groups
                sizes += digits
                heads += [head] * len(groups)
                tails += [head + len(groups)] * len(groups)
    if not spans:
        return NO_DIGITS
    starts, ends = np.array(spans, np.int64).T
    counts = np.array(sizes, np.int64)
    before = np.array([0, *accumulate(sizes)], np.int64)
    none, every = np.zeros(len(sizes), np.int64), np.arange(len(sizes))
    head, tail = np.array((heads, tails), np.int64)
    return Digits(none, none, starts, ends, counts, none, before, head, tail, every)


def _size(text: str, start: int, end: int) -> int:
    """Return the digits of a group; a soft line break in it is none."""
    return end - start if text.find("=", start, end) < 0 else sum(map(str.isdecimal, text[start:end]))


_NONE = np.zeros(0, np.int64)
NO_DIGITS = Digits(_NONE, _NONE, _NONE, _NONE, _NONE, _NONE, np.zeros(1, np.int64), _NONE, _NONE, _NONE)


def rows(text: str, digits: Digits, wanted: Wanted, is_near: Callable[[int], bool]) -> Iterator[Row]:
    """Yield the rows that have the length and the beginning of something; `is_near` is `labels_near` of one place."""
    starts, ends, sizes = digits.starts.tolist(), digits.ends.tolist(), digits.sizes.tolist()
    for head in digits.long_run_heads().tolist():
        tail = int(digits.tails[head])
        in_one_piece = tail - head == 1 and ends[head] - starts[head] == sizes[head]
        way = SPOKEN_OF if is_near(starts[head]) else IN_ONE_PIECE if in_one_piece else IN_GROUPS
        begin = head
        while tail - begin >= SPREAD_MIN and set(sizes[begin : begin + SPREAD_MIN]) == {1}:
            end = _spread_end(text, starts, ends, begin, tail)
            if end - begin <= READ_MAX:
                yield Row(begin, end - begin, starts[begin], ends[end - 1], way, is_spread=True)
            begin = end
        most = GROUPING_MAX if tail - begin > GROUPS_MAX else READ_MAX
        for first in range(begin, tail):
            for count in _counts(text, starts[first], sizes[first : min(tail, first + most)], way, wanted):
                if most == READ_MAX or tuple(sizes[first : first + count]) in GROUPINGS:
                    yield Row(first, count, starts[first], ends[first + count - 1], way)


def _spread_end(text: str, starts: list[int], ends: list[int], begin: int, tail: int) -> int:
    """Return the first group behind those of one digit each with the same gap between them."""
    gap = text[ends[begin] : starts[begin + 1]]
    end = begin + 1
    while end < tail and ends[end] - starts[end] == 1 and text[ends[end - 1] : starts[end]] == gap:
        end += 1
    return end


def _counts(text: str, start: int, sizes: list[int], way: int, wanted: Wanted) -> Iterator[int]:
    """Yield how many of these groups together have the length of something."""
    shapes, first = wanted.shapes[way], ord(text[start])
    letters = prefix(text, start)[0] if _MAY_HAVE_LETTERS.search(text, max(0, start - 3), start) else ""
    total = 0
    for count, size in enumerate(sizes, 1):
        total += size
        if total > READ_MAX:
            return
        if (
            shapes[total, first]
            or total == BEFORE_X
            or (letters and shapes[total + len(letters), ord(letters[0])])
        ):
            yield count


def find_codes(text: str, digits: Digits, chinese: Digits) -> list[Hit]:
    """Return the places at which a code may begin; see `code_places.find_codes`."""
    groups = [match.span() for match in _LONG_GROUP.finditer(text)]
    is_spread = _FOUR_SPREAD.search(text) is not None
    return _codes_among(text, digits, chinese, groups, is_spread=is_spread)


def find_few_codes(text: str, digits: Digits, chinese: Digits) -> list[Hit]:
    """Return the same of a long text with a few groups of digits, given all of them."""
    spans = zip(digits.starts.tolist(), digits.ends.tolist(), strict=True)
    groups = [(start, end) for start, end in spans if end - start >= VIN_DIGITS]
    return _codes_among(text, digits, chinese, groups, is_spread=bool(spread_ends(digits)))


def _codes_among(
    text: str, digits: Digits, chinese: Digits, groups: list[tuple[int, int]], *, is_spread: bool
) -> list[Hit]:
    vins = {vin for start, end in groups for vin in _vins(text, start, end)}
    if is_spread:
        vins.update(match.span() for match in _SPREAD_VIN.finditer(text))
    hits = [Hit(Trigger.VIN, start, end) for start, end in sorted(vins)]
    begins = (
        start - (text[start - 1 : start] in _REGISTRIES)
        for start, end in groups
        if end - start >= USCI_DIGITS
    )
    starts = {start for start in begins if _USCI.match(text, start)}
    long = digits.in_long_runs
    heads = zip(digits.starts[long].tolist(), (digits.heads[long] == long).tolist(), strict=True)
    starts.update(
        start
        for start, is_head in heads
        if (is_head or text[start - 1 : start] == "\n") and begins_usci(text, start)
    )
    starts.update(spoken_uscis(chinese))
    return hits + [Hit(Trigger.USCI, start, start) for start in sorted(starts)]


def _vins(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the vehicle number of which a group of digits is the end, in one piece or in groups."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if behind.isascii() and behind.isalnum():
        return
    first = end - VIN
    if before.isascii() and before.isalpha() and 0 <= first < start and ONE_CASE.fullmatch(text, first, end):
        yield first, end
    if end - start in LAST_GROUP and _BEFORE_LAST_GROUP.search(text, max(0, start - 2), start):
        found = ends_vin_in_groups(text, end)
        if found:
            yield found
