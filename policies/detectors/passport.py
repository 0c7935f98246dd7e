"""PASSPORT: the number of a passport of the People's Republic of China, and behind a label of others.

E or G and eight digits, since the numbers of E ran out E, a letter (not I or O) and seven digits; D
diplomatic, S and SE service, P and PE public affairs; Hong Kong K or H, Macau M, and eight digits. Others
(ICAO 9303: at most nine letters and digits) have one or two letters and digits, or nine digits. There is no
check digit.

>>> validate(Candidate("E12345678", label=Topic.PASSPORT)), validate(Candidate("E12345678"))
(0.97, 0.5)
"""

import re

from policies.detectors.base import DISPROVED, Candidate, alone, shapes, with_label
from policies.numbers import Number
from policies.vocabulary import Topic

TYPE = "PASSPORT"
WITHOUT_LABEL = shapes((8, 9), "EGDSPKHM")
SHAPES = shapes((8, 9), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") | shapes((9,))
_CHINESE = re.compile(r"[EG][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|[DSP]E?[0-9]{7}")
_OTHER = re.compile(r"[A-Z]{1,2}[0-9]{6,8}|[0-9]{9}")


def possible(value: str) -> bool:
    """Return whether letters and digits stand where they must."""
    return value[2:].isdecimal()


def consider(number: Number, label: Topic | None) -> Candidate | None:
    """Return the candidate, when nothing is glued to the number."""
    return alone(number, label)


def validate(candidate: Candidate) -> float:
    """Return how sure it is: without a label it is as well an article number."""
    value, label = candidate.value, candidate.label
    chinese = bool(_CHINESE.fullmatch(value))
    known = chinese or (label is Topic.PASSPORT and _OTHER.fullmatch(value))
    if not known or len(set(value[-7:])) == 1:
        return DISPROVED
    if label is Topic.PASSPORT:
        return 0.97 if chinese else 0.85 if value[0].isalpha() else 0.75
    if label is Topic.CERTIFICATE:
        return 0.9
    return 0.2 if label is Topic.OTHER_NUMBER else 0.5


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    return with_label(candidate, "form")
