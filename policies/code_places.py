"""Where a code of letters and digits may stand by its form: chosen for all digits of a text at once.

A vehicle number (VIN, GB 16735) ends with at least four digits, a unified social credit identifier
(USCI, GB 32100) has seven of them at its second place. What is chosen is read by `codes`.
"""

from collections.abc import Iterator

import numpy as np

from policies import codes
from policies.code_points import (
    Flags,
    Ints,
    are_alphanumeric,
    are_capitals,
    are_letters,
    are_of,
    class_of,
)
from policies.digits import Digits
from policies.lazily import lazily
from policies.prefilter import Hit, Trigger

_VIN, _USCI = 17, 18  # characters
_VIN_DIGITS, _USCI_DIGITS = 4, 7  # of them in a row, at the end and from the second place on
_ONE_CASE = lazily(r"[0-9A-HJ-NPR-Z]{17}|[0-9a-hj-npr-z]{17}")
_LAST_GROUP = range(6, 11)  # digits that may end a vehicle number in groups
_SPREAD_OUT = lazily(r"(?:[0-9A-HJ-NPR-Z] ){16}[0-9]")
_GROUPED_MAX = 25  # code points of a vehicle number in groups
_SPACE, _NEWLINE, _SOFT = map(ord, " \n=")


def find_codes(text: str, digits: Digits, chinese: Digits) -> list[Hit]:
    """Return the places at which a code may begin, or of a vehicle number in one piece or groups, the place itself."""
    if not len(digits.starts) and not len(chinese.starts):
        return []
    hits = [Hit(Trigger.VIN, start, end) for start, end in sorted(set(_vins(text, digits)))]
    hits += [Hit(Trigger.USCI, start, start) for start in _uscis(text, digits)]
    return hits + [
        Hit(Trigger.USCI, start, start) for start in chinese.starts[chinese.long_run_heads()].tolist()
    ]


def _vins(text: str, digits: Digits) -> Iterator[tuple[int, int]]:
    behind, before = digits.codes[digits.ends], digits.codes[digits.starts - 1]
    lengths = digits.ends - digits.starts
    ends_word = ~are_alphanumeric(behind)
    for end in digits.ends[ends_word & (lengths >= _VIN_DIGITS) & are_letters(before)].tolist():
        start = end - _VIN
        if start >= 0 and _ONE_CASE.fullmatch(text, start, end) and not text[start:end].isdecimal():
            yield start, end
    grouped = ends_word & (lengths >= _LAST_GROUP[0]) & (lengths <= _LAST_GROUP[-1])
    parted = (before == _SPACE) | (before == ord("-"))
    grouped &= are_capitals(before) | (parted & are_alphanumeric(digits.codes[digits.starts - 2]))
    for end in digits.ends[grouped].tolist():
        found = ends_vin_in_groups(text, end)
        if found:
            yield found
    for end in digits.ends[ends_word & _ends_spread(digits)].tolist():
        start = end - 2 * _VIN + 1
        if start >= 0 and _SPREAD_OUT.fullmatch(text, start, end):
            yield start, end


def ends_vin_in_groups(text: str, end: int) -> tuple[int, int] | None:
    """Return the span of the vehicle number in groups of which digits that end here are the last."""
    bare = text[max(0, end - _GROUPED_MAX) : end].replace(" ", "").replace("-", "")[-_VIN:]
    if not (bare.isupper() and bare.isalnum() and bare.isascii()):
        return None
    number = codes.reading_to(text, end, _VIN)
    return (number.start, end) if number else None


def _ends_spread(digits: Digits) -> Flags:
    """Return which groups are the last of four single digits with a space between each."""
    spaced = (digits.sizes == 1) & (digits.gaps == _SPACE)
    last = (digits.sizes == 1) & (digits.gaps == 0)
    for place in range(1, _VIN_DIGITS):
        last[place:] &= spaced[:-place]
        last[:place] = False
    return np.asarray(last)


def _uscis(text: str, digits: Digits) -> Iterator[int]:
    """Yield where an identifier in one piece begins, and the runs of digits that may begin one in groups."""
    lengths = digits.ends - digits.starts
    first = digits.codes[digits.starts - 1]
    starts = digits.starts - _is_registry(first)
    second = digits.codes[starts + 1]
    whole = (lengths >= _USCI_DIGITS) & _is_kind(second) & _begins_region(digits.codes[starts + 2])
    whole &= are_alphanumeric(digits.codes[starts + _USCI - 1])
    whole &= ~are_alphanumeric(digits.codes[starts + _USCI])
    for start in starts[whole].tolist():
        code = text[start : start + _USCI]
        if code.isascii() and code.isalnum():
            yield start
    heads = digits.in_long_runs
    heads = heads[(digits.heads[heads] == heads) | (digits.codes[digits.starts[heads] - 1] == _NEWLINE)]
    following = np.minimum(heads + 1, len(digits.starts) - 1)
    second = digits.codes[np.where(lengths[heads] > 1, digits.starts[heads] + 1, digits.starts[following])]
    grouped = _is_kind(second) | (second == _SOFT)
    whole = (lengths == digits.sizes)[heads] & (lengths[heads] > 2)  # noqa: PLR2004 - so that the region begins in it
    grouped &= ~whole | (_begins_region(digits.codes[digits.starts[heads] + 2]) & (lengths[heads] < _USCI))
    for start in digits.starts[heads[grouped]].tolist():
        if begins_usci(text, start):
            yield start


def begins_usci(text: str, start: int) -> bool:
    """Return whether digits that begin here may be those of an identifier in groups."""
    return not text[start : start + _USCI].isalnum() and bool(_IN_GROUPS.match(text, start))


_GAP = f"{codes.SEPARATOR}?"
_IN_GROUPS = lazily(
    rf"[1-9]{_GAP}[1239]{_GAP}[1-8](?:{_GAP}[0-9]){{5}}(?:{_GAP}[0-9A-Za-z]){{10}}(?![0-9A-Za-z])"
)
_REGISTRIES, _KINDS, _REGIONS = class_of("ANYany"), class_of("1239"), class_of("12345678")


def _is_registry(points: Ints) -> Flags:
    """Whether a letter before the digits may be the registration authority of a USCI."""
    return are_of(points, _REGISTRIES)


def _is_kind(points: Ints) -> Flags:
    """Whether a digit may be the kind of organisation of a USCI."""
    return are_of(points, _KINDS)


def _begins_region(points: Ints) -> Flags:
    """Whether a digit may be the first of a province (GB/T 2260)."""
    return are_of(points, _REGIONS)
