"""RESIDENT_ID_15: the identity number as it was before 1999, 15 digits without a check character.

Six digits region, six digits date of birth (the century is the twentieth), three digits sequence.
Nothing proves it, so that only a label makes it one.

>>> validate(Candidate("110105491231002", label=Topic.RESIDENT_ID)), validate(Candidate("110105491231002"))
(0.9, 0.4)
"""

from policies.detectors.base import DISPROVED, Candidate, alone, shapes
from policies.detectors.resident_id import PROVINCES, birth_date
from policies.numbers import Number
from policies.vocabulary import Topic

TYPE = "RESIDENT_ID_15"
SHAPES = shapes((15,), "12345678")
_LABELS = frozenset({Topic.RESIDENT_ID, Topic.CERTIFICATE})


def possible(value: str) -> bool:
    """Return whether province and date of birth hold."""
    return value[:2] in PROVINCES and birth_date("19" + value[6:12]) is not None


def consider(number: Number, label: Topic | None) -> Candidate | None:
    """Return the candidate, when nothing is glued to the number."""
    return alone(number, label)


def validate(candidate: Candidate) -> float:
    """Return how sure it is: province and date of birth must hold, and a label must say so."""
    if not possible(candidate.value):
        return DISPROVED
    return 0.9 if candidate.label in _LABELS else 0.4


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    reasons = ("birth-date", "region")
    return (f"label:{candidate.label}", *reasons) if candidate.label else reasons
