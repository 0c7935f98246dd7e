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

from datetime import date
from operator import mul

import msgspec

from policies.detectors.base import DISPROVED, Candidate, alone, shapes, with_label
from policies.lazily import lazily
from policies.numbers import Number
from policies.vocabulary import Topic, words

TYPE = "RESIDENT_ID"
SHAPES = shapes((18,), "12345678")

PROVINCES = words(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_OF_ZEROS = ord("0") * sum(_WEIGHTS)  # the digits are summed up as octets
_CHECK_CHARACTERS = "10X98765432"
_FIRST_YEAR, _LAST_YEAR = 1900, 2049
_WORD_BEFORE = lazily(r"(?:^|[^A-Za-z0-9])[A-Za-z]{1,8}\Z")  # of a file name or a field
_LABELS = frozenset({Topic.RESIDENT_ID, Topic.CERTIFICATE})


def possible(value: str) -> bool:
    """Return whether check character, province and date of birth hold."""
    return (
        value[:2] in PROVINCES
        and value[:17].isdecimal()
        and check_character(value) == value[17]
        and birth_date(value[6:14]) is not None
    )


def consider(number: Number, label: Topic | None) -> Candidate | None:
    """Return the candidate, when nothing but a short word is glued to the number and it is no row of decimals."""
    if not label and "." in number.gaps and len(set(number.gaps)) > 1:  # 316.527 203.207 316.527
        return None
    if not number.gaps and _WORD_BEFORE.search(number.before):  # the check character proves it: SFZ1101…
        number = msgspec.structs.replace(number, before="")
    return alone(number, label)


def validate(candidate: Candidate) -> float:
    """Return how sure it is: check character, province and date of birth all have to hold."""
    if not possible(candidate.value):
        return DISPROVED
    if candidate.label in _LABELS:
        return 0.99
    return 0.85 if candidate.label is Topic.OTHER_NUMBER else 0.95


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    reasons = ("check-digit:mod-11-2", "birth-date", "region")
    return with_label(candidate, *reasons)


def check_character(value: str) -> str:
    """Return the MOD 11-2 check character of the first 17 digits.

    >>> check_character("11010519491231002")
    'X'
    """
    return _CHECK_CHARACTERS[(sum(map(mul, value.encode(), _WEIGHTS)) - _OF_ZEROS) % 11]


def birth_date(yyyymmdd: str) -> date | None:
    """Return the date of birth inside the number, None when the calendar has no such day."""
    try:
        born = date(int(yyyymmdd[:4]), int(yyyymmdd[4:6]), int(yyyymmdd[6:8]))
    except ValueError:
        return None
    return born if _FIRST_YEAR <= born.year <= _LAST_YEAR else None
