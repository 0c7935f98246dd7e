"""Which rows of digits may be a number of some type by their digits alone: told for all rows of a text at once.

Most numbers of a business mail are none: they fail a check digit, or begin like nothing. A detector's
`possible` says the same of one value, and whatever it lets pass passes here too. What is told by a prefix is
asked of the detectors, so that there is one list of segments, area codes, provinces and networks.
"""

from collections.abc import Callable
from functools import cache

import numpy as np

from policies.code_points import CHINESE_DIGITS, Flags, Ints, are_of, class_of
from policies.detectors import landline, mobile, resident_id
from policies.detectors.bank_card import ISSUER_RANGES
from policies.number_rows import READ_MAX

_DAYS = np.array((0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, *(0,) * 87))  # of a month of two digits
_WEIGHTS = np.array((7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))
_CHECK_OF = np.array((1, 0, -1, 9, 8, 7, 6, 5, 4, 3, 2))  # by the sum of MOD 11-2; -1 is the X
_DOUBLED = np.array((0, 2, 4, 6, 8, 1, 3, 5, 7, 9))
# MOD 11,10: what a product becomes with the next digit.
_PRODUCTS = np.array([[((each + digit) % 10 or 10) * 2 % 11 for digit in range(10)] for each in range(11)])
_COUNTRY = 86
_FPR = 9  # the first digit of a permanent resident's card, which has its province one place later
_ZERO = ord("0")
# `号码）  ：  E` and three digits: what `name_wording.DOCUMENT_VALUE` lets stand between.
_BEHIND_A_LABEL = np.arange(12)[:, None]
_IS_DIGIT = class_of("0123456789" + CHINESE_DIGITS)


def may_be_documents(codes: Ints, ends: Ints) -> Flags:
    """Return behind which labels a number may stand of which the first digits are in one piece."""
    digits = are_of(codes[ends + _BEHIND_A_LABEL], _IS_DIGIT)
    return np.asarray((digits[:-2] & digits[1:-1] & digits[2:]).any(axis=0))


def may_be(values: Ints, lengths: Ints) -> Flags:
    """Return which rows of digits may be a value without a label, or with an X behind them.

    `values` are the code points of the first 22 digits of each row, `lengths` how many of them belong to it.
    """
    digits = values.astype(np.int64) - _ZERO
    found = np.zeros(len(lengths), dtype=bool)
    for has_length, may_be_one in _TYPES:
        rows = np.flatnonzero(has_length[lengths])
        if len(rows):
            found[rows] |= may_be_one(digits[rows], lengths[rows])
    return found


def _number(digits: Ints, start: int, end: int) -> Ints:
    """Return what the digits from one place to another say as a number."""
    return digits[:, start:end] @ 10 ** np.arange(end - start - 1, -1, -1)


def _by_prefix(size: int, is_so: Callable[[str], bool]) -> Flags:
    """Return a table of all prefixes of so many digits."""
    return np.array([is_so(f"{prefix:0{size}}") for prefix in range(10**size)])


# Made when the first text with many numbers comes: most mails have few, and a start has no time for them.
@cache
def _provinces() -> Flags:
    return _by_prefix(2, lambda prefix: prefix in resident_id.PROVINCES)


@cache
def _segments() -> Flags:
    return _by_prefix(3, lambda prefix: mobile.possible(prefix + "0" * 8))


@cache
def _areas() -> Flags:
    return _by_prefix(3, lambda prefix: landline.possible("0" + prefix + "0" * 7))


@cache
def _issued() -> Flags:
    """Return by length and the first four digits which numbers belong to a network of cards."""
    table = np.zeros((READ_MAX + 1, 10_000), dtype=bool)
    for first, last, lengths in ISSUER_RANGES:
        for length in lengths:
            table[length, int(first[:4].ljust(4, "0")) : int(last[:4].ljust(4, "9")) + 1] = True
    return table


def _is_resident(digits: Ints, lengths: Ints) -> Flags:
    """A resident's number or a permanent resident's; seventeen digits may have an X behind them."""
    check = _CHECK_OF[(digits[:, :17] @ _WEIGHTS) % 11]
    holds = np.where(lengths == len(_WEIGHTS), check < 0, check == digits[:, 17])
    region = np.where(digits[:, 0] == _FPR, _number(digits, 1, 3), _number(digits, 0, 2))
    return holds & _provinces()[region] & _is_day(_number(digits, 10, 12), _number(digits, 12, 14))


def _is_old_resident(digits: Ints, _: Ints) -> Flags:
    return _provinces()[_number(digits, 0, 2)] & _is_day(_number(digits, 8, 10), _number(digits, 10, 12))


def _is_day(month: Ints, day: Ints) -> Flags:
    """A day of some year: which years have a 29th of February the detector knows."""
    return (day > 0) & (day <= _DAYS[month])


def _is_card(digits: Ints, lengths: Ints) -> Flags:
    """A card number: its network's first digits and length, and Luhn."""
    places = lengths[:, None] - 1 - np.arange(READ_MAX)  # from the last digit on
    backwards = np.take_along_axis(digits, np.maximum(places, 0), 1) * (places >= 0)
    total = backwards[:, ::2].sum(axis=1) + _DOUBLED[backwards[:, 1::2]].sum(axis=1)
    return _issued()[lengths, _number(digits, 0, 4)] & (total % 10 == 0)


def _is_mobile(digits: Ints, lengths: Ints) -> Flags:
    first = lengths - 11
    segment = np.take_along_axis(digits, first[:, None] + np.arange(3), 1)
    return _segments()[_number(segment, 0, 3)]


def _is_landline(digits: Ints, _: Ints) -> Flags:
    """A number with its area code, with or without the prefix of the country."""
    return (
        ((digits[:, 0] == 0) & _areas()[_number(digits, 1, 4)])
        | ((_number(digits, 0, 2) == _COUNTRY) & _is_area_behind(digits, 2))
        | ((_number(digits, 0, 4) == _COUNTRY) & _is_area_behind(digits, 4))
    )


def _is_area_behind(digits: Ints, prefix: int) -> Flags:
    """Behind the prefix of the country the zero of an area code may be left out."""
    with_zero, without = _number(digits, prefix + 1, prefix + 4), _number(digits, prefix, prefix + 3)
    return _areas()[np.where(digits[:, prefix] == 0, with_zero, without)]


def _is_bank_code(digits: Ints, _: Ints) -> Flags:
    """A bank code by ISO 7064 MOD 11,10."""
    product = np.full(len(digits), 10)
    for place in range(11):
        product = _PRODUCTS[product, digits[:, place]]
    return (product + digits[:, 11]) % 10 == 1


def _lengths_of(*lengths: int) -> Flags:
    return np.isin(np.arange(READ_MAX + 1), lengths)


_TYPES: tuple[tuple[Flags, Callable[[Ints, Ints], Flags]], ...] = (
    (_lengths_of(17, 18), _is_resident),
    (_lengths_of(15), _is_old_resident),
    (_lengths_of(15, 16, 17, 18, 19), _is_card),
    (_lengths_of(11, 13, 15), _is_mobile),
    (_lengths_of(11, 12, 13, 14, 15, 16), _is_landline),
    (_lengths_of(12), _is_bank_code),
)
