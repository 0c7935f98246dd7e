"""Where a code of letters and digits may stand by its form: chosen for all digits of a text at once.

A vehicle number (VIN, GB 16735) ends with at least four digits, a unified social credit identifier
(USCI, GB 32100) has seven of them at its second place. What is chosen is read by `codes`.
"""

from collections.abc import Iterator
from string import ascii_letters

import numpy as np

from policies import codes
from policies.code_points import (
    are_alphanumeric,
    are_capitals,
    are_letters,
    are_of,
    class_of,
    where,
)
from policies.digits import Digits
from policies.lazily import lazily
from policies.prefilter import Hit, Trigger

VIN, _USCI = 17, 18  # characters
VIN_DIGITS, USCI_DIGITS = 4, 7  # of them in a row, at the end and from the second place on
ONE_CASE = lazily(r"[0-9A-HJ-NPR-Z]{17}|[0-9a-hj-npr-z]{17}")
LAST_GROUP = range(6, 11)  # digits that may end a vehicle number in groups
_SPREAD_OUT = lazily(r"(?:[0-9A-HJ-NPR-Z] ){16}[0-9]")
_GROUPED_MAX = 25  # code points of a vehicle number in groups
_SPACE, _NEWLINE, _DASH = map(ord, " \n-")
_TWO_BEFORE = np.array([[-2], [-1]])
_AT_USCI = np.array(
    [[1], [2], [_USCI - 1], [_USCI]]
)  # its kind, its region, its last character, the one behind
_AT_REGION = np.array([[1], [2]])  # kind and region among the digits


def find_codes(text: str, digits: Digits, chinese: Digits) -> list[Hit]:
    """Return the places at which a code may begin, or of a vehicle number in one piece or groups, the place itself."""
    if not len(digits.starts) and not len(chinese.starts):
        return []
    hits = [Hit(Trigger.VIN, start, end) for start, end in sorted(set(_vins(text, digits)))]
    hits += [Hit(Trigger.USCI, start, start) for start in _uscis(text, digits)]
    return hits + [Hit(Trigger.USCI, start, start) for start in spoken_uscis(chinese)]


def _vins(text: str, digits: Digits) -> Iterator[tuple[int, int]]:
    lengths = digits.ends - digits.starts
    last = where(lengths >= VIN_DIGITS)
    last = last[~are_alphanumeric(digits.codes[digits.ends[last]])]
    further, before = digits.codes[digits.starts[last] + _TWO_BEFORE]
    for end in digits.ends[last[are_letters(before)]].tolist():
        start = end - VIN
        if start >= 0 and ONE_CASE.fullmatch(text, start, end) and not text[start:end].isdecimal():
            yield start, end
    parted = ((before == _SPACE) | (before == _DASH)) & are_alphanumeric(further)
    grouped = last[parted | are_capitals(before)]
    sizes = lengths[grouped]
    for end in digits.ends[grouped[(sizes >= LAST_GROUP[0]) & (sizes <= LAST_GROUP[-1])]].tolist():
        found = ends_vin_in_groups(text, end)
        if found:
            yield found
    for end in spread_ends(digits):
        start = end - 2 * VIN + 1
        if start >= 0 and _SPREAD_OUT.fullmatch(text, start, end):
            yield start, end


def ends_vin_in_groups(text: str, end: int) -> tuple[int, int] | None:
    """Return the span of the vehicle number in groups of which digits that end here are the last."""
    bare = text[max(0, end - _GROUPED_MAX) : end].replace(" ", "").replace("-", "")[-VIN:]
    if not (bare.isupper() and bare.isalnum() and bare.isascii()):
        return None
    number = codes.reading_to(text, end, VIN)
    return (number.start, end) if number else None


def spread_ends(digits: Digits) -> list[int]:
    """Return where four single digits end that a space parts, with no letter or digit behind the last."""
    single = digits.sizes == 1
    spaced = single & (digits.gaps == _SPACE)
    if np.count_nonzero(spaced) < VIN_DIGITS - 1:
        return []
    last = single & (digits.gaps == 0)
    for place in range(1, VIN_DIGITS):
        last[place:] &= spaced[:-place]
        last[:place] = False
    ends = digits.ends[last]
    found: list[int] = ends[~are_alphanumeric(digits.codes[ends])].tolist()
    return found


def _uscis(text: str, digits: Digits) -> Iterator[int]:
    """Yield where an identifier in one piece begins, and the runs of digits that may begin one in groups."""
    starts, codes_of_text = digits.starts, digits.codes
    whole = starts[digits.ends - starts >= USCI_DIGITS]
    whole = whole - are_of(codes_of_text[whole - 1], _REGISTRIES)
    kind, region, last, behind = codes_of_text[whole + _AT_USCI]
    fits = (
        are_of(kind, _KINDS) & are_of(region, _REGIONS) & are_alphanumeric(last) & ~are_alphanumeric(behind)
    )
    for start in whole[fits].tolist():
        code = text[start : start + _USCI]
        if code.isascii() and code.isalnum():
            yield start
    heads = digits.in_long_runs
    heads = heads[(digits.heads[heads] == heads) | (codes_of_text[starts[heads] - 1] == _NEWLINE)]
    place = digits.before[heads]  # of the first digit among all
    kind, region = digits.values[np.minimum(place + _AT_REGION, len(digits.values) - 1)]
    heads = heads[are_of(kind, _KINDS) & are_of(region, _REGIONS)]
    tails = digits.tails[heads]
    goes_on = are_of(codes_of_text[digits.ends[tails - 1]], _GOES_ON)
    goes_on |= digits.before[tails] - digits.before[heads] >= _USCI
    for start in starts[heads[goes_on]].tolist():
        if begins_usci(text, start):
            yield start


def spoken_uscis(chinese: Digits) -> list[int]:
    """Return where digits near Chinese numerals, and with some, begin like an identifier."""
    heads = chinese.long_run_heads()
    kind, region = chinese.values[np.minimum(chinese.before[heads] + _AT_REGION, len(chinese.values) - 1)]
    found: list[int] = chinese.starts[heads[are_of(kind, _KINDS) & are_of(region, _REGIONS)]].tolist()
    return found


def begins_usci(text: str, start: int) -> bool:
    """Return whether digits that begin here may be those of an identifier in groups."""
    return not text[start : start + _USCI].isalnum() and bool(_IN_GROUPS.match(text, start))


_GAP = f"{codes.SEPARATOR}?"
_IN_GROUPS = lazily(
    rf"[1-9]{_GAP}[1239]{_GAP}[1-8](?:{_GAP}[0-9]){{5}}(?:{_GAP}[0-9A-Za-z]){{10}}(?![0-9A-Za-z])"
)
_GOES_ON = class_of(ascii_letters + " -.·•_=\r\n")  # behind digits that are not all of an identifier
# What may be the registration authority of a USCI, the kind of organisation, the first of a province (GB/T 2260).
_REGISTRIES, _KINDS, _REGIONS = class_of("ANYany"), class_of("1239"), class_of("12345678")
