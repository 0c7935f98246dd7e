"""SECURITIES_ACCOUNT: the number under which shares are held in China.

Shanghai: a letter (A for persons, B for institutions, C for foreign B shares, D, E, F) and nine
digits; Shenzhen: ten digits, mostly from 0 on; the all-in-one account (一码通): twelve digits. There is
no check digit: the label makes it one.

>>> validate(Candidate("A123456789", label=Topic.SECURITIES_ACCOUNT)), validate(Candidate("A123456789"))
(0.95, 0.4)
"""

import re

from policies.detectors.base import DISPROVED, Candidate, of_number, shapes, stands_alone, with_label
from policies.detectors.resident_id import birth_date
from policies.numbers import Number
from policies.vocabulary import Topic

TYPE = "SECURITIES_ACCOUNT"
WITHOUT_LABEL = shapes((10,), "ABCDEF")
SHAPES = WITHOUT_LABEL | shapes((8, 9, 10, 11, 12))
_COUNTED = re.compile("[位年月日个次笔]")
_DATE = 8  # digits of a day, as that of opening the account


def possible(value: str) -> bool:
    """Return whether digits stand where they must."""
    return value[1:].isdecimal()


def consider(number: Number, label: Topic | None) -> Candidate | None:
    """Return the candidate, when a label or its own letter says what it is."""
    lettered = number.value[0].isalpha()
    if not stands_alone(number) or not (lettered or label is Topic.SECURITIES_ACCOUNT):
        return None
    if any("\n" in gap for gap in number.gaps) and _COUNTED.match(
        number.behind
    ):  # the next line: `15位身份证号`
        return None
    return of_number(number, label)


def validate(candidate: Candidate) -> float:
    """Return how sure it is."""
    value = candidate.value
    if not value[1:].isdecimal() or len(set(value[1:])) == 1:
        return DISPROVED
    if candidate.label is Topic.SECURITIES_ACCOUNT:
        return 0.4 if len(value) == _DATE and birth_date(value) else 0.95
    return 0.4 if value[0].isalpha() and candidate.label is None else DISPROVED


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    return with_label(candidate, "form")
