"""HKM_PERMIT: the mainland travel permit for residents of Hong Kong and Macau (港澳居民来往内地通行证).

The letter H (Hong Kong) or M (Macau) and eight digits, on older cards two more for the renewal
(notice of the Ministry of Public Security, 2010). There is no check digit.

>>> validate(Candidate("H12345678", label=Topic.HKM_PERMIT)), validate(Candidate("H12345678"))
(0.95, 0.5)
"""

from policies.detectors.base import DISPROVED, Candidate, alone, shapes, with_label
from policies.numbers import Number
from policies.vocabulary import Topic

TYPE = "HKM_PERMIT"
SHAPES = shapes((9, 11), "HM")
_LABELS = frozenset({Topic.HKM_PERMIT, Topic.CERTIFICATE})


def possible(value: str) -> bool:
    """Return whether letters and digits stand where they must."""
    return value[-7:].isdecimal()


def consider(number: Number, label: Topic | None) -> Candidate | None:
    """Return the candidate, when nothing is glued to the number."""
    return alone(number, label)


def validate(candidate: Candidate) -> float:
    """Return how sure it is: without a label it is as well a part number."""
    if not candidate.value[1:].isdecimal() or len(set(candidate.value[1:])) == 1:
        return DISPROVED
    if candidate.label is Topic.OTHER_NUMBER:
        return 0.2
    return 0.95 if candidate.label in _LABELS else 0.5


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    return with_label(candidate, "form")
