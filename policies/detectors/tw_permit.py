"""TW_PERMIT: the mainland travel permit for Taiwan residents (台湾居民来往大陆通行证, 台胞证).

Eight digits since 2015, before that ten digits and a letter in brackets. Only the label makes it a
permit, and not eight digits that are a date, which follow the label far more often (`台胞证有效期至20300101`).

>>> validate(Candidate("01234567", label=Topic.TW_PERMIT)), validate(Candidate("01234567"))
(0.95, 0.0)
"""

import re

from policies.detectors.base import DISPROVED, Candidate, of_number, shapes, stands_alone
from policies.detectors.resident_id import birth_date
from policies.numbers import Number
from policies.vocabulary import Topic

TYPE = "TW_PERMIT"
SHAPES = shapes((8, 10)) | shapes((9, 11), "T")
_NEW, _OLD = 8, 10
_LETTER = re.compile(r"[ ]?(?:[(（]([A-Za-z])[)）]|([A-Za-z])(?![0-9A-Za-z]))")
_LABELS = frozenset({Topic.TW_PERMIT})


def possible(value: str) -> bool:  # noqa: ARG001 - the verbs are equal
    """Return true: any digits may be one."""
    return True


def consider(number: Number, label: Topic | None) -> Candidate | None:
    """Return the candidate, when a label says what it is."""
    if label not in _LABELS:
        return None
    letter = _LETTER.match(number.behind) if len(number.value) == _OLD else None
    if letter:
        value = number.value + (letter[1] or letter[2]).upper()
        return Candidate(value, number.start, number.end + letter.end(), number.written, label)
    return of_number(number, label) if stands_alone(number) else None


def validate(candidate: Candidate) -> float:
    """Return how sure it is."""
    value = candidate.value
    if candidate.label not in _LABELS or len(set(value)) == 1:
        return DISPROVED
    return 0.4 if len(value) == _NEW and birth_date(value) else 0.95


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    return (f"label:{candidate.label}", "form")
