"""CNAPS: the bank code of the China National Advanced Payment System (联行号), 12 digits.

Three digits bank, four digits city, four digits branch, one check digit by ISO 7064 MOD 11,10. One
number in ten passes it by chance, so that without a label the bank must be a known one.

>>> validate(Candidate("102100099996", label=Topic.CNAPS)), validate(Candidate("102100099997"))
(0.97, 0.0)
"""

import re

from policies.detectors.base import DISPROVED, Candidate, of_number, shapes, stands_alone, with_label
from policies.numbers import Number
from policies.vocabulary import Topic, words

TYPE = "CNAPS"
SHAPES = shapes((12,))
_BANKS = words(
    "001 011 102 103 104 105 201 202 203 301 302 303 304 305 306 307 308 309 310 313 314 315 316 317 318 319 "
    "320 322 323 401 402 403 501 502 503 504 505 506 507 509 510 512 513 531 532 533 561 581 591 593 595 597 "
    "621 622 623 631 641 651 661 662 671 681 712 713 717 732 741 742 751 761 781 782 783 785 901 902 903 904 907 909"
)
_DOMESTIC = frozenset("01234")  # a branch of a foreign bank is as rare as parcel numbers are frequent
_CURRENCY = frozenset("¥￥$")
_MOMENT = re.compile(r"20[0-4][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])[0-5][0-9]")
_UNIT = re.compile(r" ?(?:元|万|亿|%|股|份)")


def possible(value: str) -> bool:
    """Return whether the check digit holds."""
    return value.isdecimal() and check_digit(value) == value[11]


def consider(number: Number, label: Topic | None) -> Candidate | None:
    """Return the candidate, when nothing is glued to the number and it is no amount."""
    if not stands_alone(number):
        return None
    is_amount = number.before[-1:] in _CURRENCY or _UNIT.match(number.behind)
    return None if is_amount and label is not Topic.CNAPS else of_number(number, label)


def validate(candidate: Candidate) -> float:
    """Return how sure it is: the check digit must hold; bank and label add."""
    value, label = candidate.value, candidate.label
    if not possible(value) or len(set(value)) < 3:  # noqa: PLR2004
        return DISPROVED
    if label is Topic.CNAPS:
        return 0.97
    if label is not None:
        return 0.4
    if _MOMENT.fullmatch(value):
        return 0.4
    known = value[0] in _DOMESTIC and value[:3] in _BANKS and value[3] != "0"
    return 0.75 if known and candidate.shape not in {"groups", "part"} else 0.4


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    reasons = ("check-digit:mod-11-10", f"bank:{candidate.value[:3]}")
    return with_label(candidate, *reasons)


def check_digit(value: str) -> str:
    """Return the MOD 11,10 check digit of the first eleven digits.

    >>> check_digit("10210009999")
    '6'
    """
    product = 10
    for digit in value[:11]:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)
