"""BANK_CARD: the primary account number of ISO/IEC 7812, 15 to 19 digits, checked by Luhn.

The first digits name the network: UnionPay 62 and 81, Visa 4, Mastercard 51-55 and 2221-2720, JCB
3528-3589, American Express 34 and 37, Discover and Diners 36, 60, 64, 65. One number in ten passes
Luhn by chance, so that only UnionPay's narrow range counts without a label or the card's own grouping.

>>> validate(Candidate("6222021234567890128", shape="plain"))
0.85
>>> validate(Candidate("6222021234567890129", shape="plain"))
0.0
"""

import re
from collections.abc import Iterator

from policies.detectors.base import DISPROVED, Candidate
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import Topic

TYPE = "BANK_CARD"
TRIGGERS = (Trigger.NUMBER,)

# The first and the last prefix of a range, and how long its numbers are.
ISSUER_RANGES = (
    ("62", "62", range(16, 20)),
    ("81", "81", range(16, 20)),
    ("4", "4", (16,)),
    ("51", "55", (16,)),
    ("2221", "2720", (16,)),
    ("3528", "3589", (16,)),
    ("34", "34", (15,)),
    ("37", "37", (15,)),
    ("36", "36", (14, 16)),
    ("60", "60", (16, 18, 19)),
    ("64", "65", (16,)),
)
_GROUPINGS = {
    (4, 4, 4, 4),
    (4, 4, 4, 4, 1),
    (4, 4, 4, 4, 2),
    (4, 4, 4, 4, 3),
    (6, 13),
    (6, 10),
    (4, 6, 5),
    (6, 4, 4, 5),
}
_START = re.compile(
    r"(?<![0-9])(?<![0-9][.\-])(?=((?:6|4|5[1-5]|8[ \-]?1|2[2-7]|3[4-7])(?:[ \-.·_\r\n]{0,2}+[0-9]){13,24}))"
)
_GROUP = re.compile("[0-9]+")
_GAP_MAX = 2  # separators between two groups of digits
_LENGTHS = range(15, 20)
_LUHN_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield each run of 15 to 19 digits that ends where a group of digits ends."""
    for found in _START.finditer(page.text, hit.start, hit.end + 1):
        digits, groups, end = "", [], found.start(1)
        for group in _GROUP.finditer(page.text, found.start(1), min(len(page.text), found.start(1) + 60)):
            digits += group[0]
            groups.append(len(group[0]))
            if len(digits) > _LENGTHS[-1] or group.start() - end > _GAP_MAX:
                break
            end = group.end()
            if len(digits) in _LENGTHS:
                yield Candidate(digits, found.start(1), end, _shape(groups), page.label_of(found.start(1)))


def validate(candidate: Candidate) -> float:
    """Return how sure it is: Luhn and the network's length must hold, label and grouping add."""
    value = candidate.value
    prefix = next(
        (
            first
            for first, last, lengths in ISSUER_RANGES
            if _within(value, first, last) and len(value) in lengths
        ),
        "",
    )
    if not prefix or not luhn(value) or len(set(value)) < 4:  # noqa: PLR2004 - 4444444444444444 is nobody's card
        return DISPROVED
    if candidate.label is Topic.BANK_CARD:
        return 0.97 if candidate.shape != "irregular" else 0.85
    if candidate.label is Topic.OTHER_NUMBER or candidate.shape == "irregular":
        return 0.4
    if prefix == "62":
        return 0.9 if candidate.shape == "grouped" else 0.85
    return 0.75 if candidate.shape == "grouped" else 0.5


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    reasons = ("check-digit:luhn", f"issuer-range:{candidate.value[:6]}", f"written:{candidate.shape}")
    return (*reasons, f"label:{candidate.label}") if candidate.label else reasons


def luhn(digits: str) -> bool:
    """Return whether the last digit is the Luhn check digit of the others (ISO/IEC 7812-1 annex B)."""
    odd = sum(map(int, digits[-1::-2]))
    even = sum(_LUHN_DOUBLED[int(digit)] for digit in digits[-2::-2])
    return (odd + even) % 10 == 0


def _within(value: str, first: str, last: str) -> bool:
    return first <= value[: len(first)] <= last


def _shape(groups: list[int]) -> str:
    if len(groups) == 1:
        return "plain"
    return "grouped" if tuple(groups) in _GROUPINGS or set(groups) == {1} else "irregular"
