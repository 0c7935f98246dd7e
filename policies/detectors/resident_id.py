"""RESIDENT_ID: the citizen identification number of GB 11643-1999, 18 characters.

Six digits region (GB/T 2260), eight digits date of birth, three digits sequence, one check
character by ISO 7064 MOD 11-2, where ten is written X. Residence permits of people from Hong Kong,
Macau and Taiwan follow the same form with the regions 81, 82 and 83. The region is checked by
province only: codes of counties come and go, and people are born before their county's code.

>>> validate(Candidate("11010519491231002X"))
0.95
>>> validate(Candidate("110105194912310021"))
0.0
"""

import re
from collections.abc import Iterator
from datetime import date

from policies.detectors.base import DISPROVED, Candidate
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import Topic, words

TYPE = "RESIDENT_ID"
TRIGGERS = (Trigger.NUMBER,)

_PROVINCES = words(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_S = r"[ \-.·_\r\n]{0,2}+"
_REGION, _YEAR = ["[1-8]", *["[0-9]"] * 5], f"(?:1{_S}9{_S}[0-9]|2{_S}0{_S}[0-4]){_S}[0-9]"
_MONTH, _DAY = f"(?:0{_S}[1-9]|1{_S}[0-2])", f"(?:0{_S}[1-9]|[12]{_S}[0-9]|3{_S}[01])"
_NUMBER = re.compile(
    r"(?<![0-9])(?<![0-9]\.)(?=("
    + _S.join([*_REGION, _YEAR, _MONTH, _DAY, *["[0-9]"] * 3, "[0-9Xx×]"])
    + r")(?![0-9A-Za-z]))"
)
_NOT_DIGITS = re.compile(r"[^0-9X]")


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield every run of 18 places whose middle is a date, separated in any way."""
    for found in _NUMBER.finditer(page.text, hit.start, hit.end + 4):
        value = _NOT_DIGITS.sub("", found[1].upper().replace("×", "X"))
        shape = "plain" if len(found[1]) == len(value) else "separated"
        yield Candidate(value, found.start(1), found.end(1), shape, page.label_of(found.start(1)))


def validate(candidate: Candidate) -> float:
    """Return how sure it is: check character, province and date of birth all have to hold."""
    value = candidate.value
    if value[:2] not in _PROVINCES or check_character(value[:17]) != value[17] or birth_date(value) is None:
        return DISPROVED
    if candidate.label is Topic.RESIDENT_ID:
        return 0.99
    return 0.85 if candidate.label is Topic.OTHER_NUMBER else 0.95


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    reasons = ("check-digit:mod-11-2", "birth-date", "region")
    return (*reasons, f"label:{candidate.label}") if candidate.label else reasons


def check_character(first_17: str) -> str:
    """Return the MOD 11-2 check character of the first 17 digits.

    >>> check_character("11010519491231002")
    'X'
    """
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def birth_date(value: str) -> date | None:
    """Return the date of birth inside the number, None when the calendar has no such day."""
    try:
        return date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return None
