"""FPR_CARD: the foreign permanent resident ID card.

Since 2023 (National Immigration Administration) 18 digits that begin with 9: two digits region,
three digits country, eight digits date of birth, three digits sequence, MOD 11-2 check character as
in GB 11643. Before: the three letters of a country (ISO 3166-1 alpha-3) and twelve digits, four of
them region, six date of birth; both are in use.

>>> validate(Candidate("911124198108030024"))
0.9
"""

from policies.detectors.base import DISPROVED, Candidate, alone, shapes, with_label
from policies.detectors.resident_id import PROVINCES, birth_date, check_character
from policies.numbers import Number
from policies.vocabulary import Topic

TYPE = "FPR_CARD"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHAPES = shapes((18,), "9") | shapes((15,), _LETTERS)
_LABELS = frozenset({Topic.FPR_CARD, Topic.CERTIFICATE, Topic.RESIDENT_ID})


def possible(value: str) -> bool:
    """Return whether the check character holds, or letters and digits stand where they must."""
    return _holds(value) if value[0] == "9" else value[:3].isalpha()


def consider(number: Number, label: Topic | None) -> Candidate | None:
    """Return the candidate, when nothing is glued to the number."""
    return alone(number, label)


def validate(candidate: Candidate) -> float:
    """Return how sure it is: check character and date, or for the older form a label."""
    value, labelled = candidate.value, candidate.label in _LABELS
    if value[0] == "9":
        if not _holds(value):
            return DISPROVED
        return 0.98 if labelled else 0.9
    if not value[:3].isalpha() or not value[3:].isdecimal():
        return DISPROVED
    if not any(birth_date(century + value[7:13]) for century in ("19", "20")) or value[3:5] not in PROVINCES:
        return 0.75 if labelled else DISPROVED
    return 0.95 if labelled else 0.6


def _holds(value: str) -> bool:
    """Whether region, date of birth and check character of the newer form hold."""
    return (
        value[1:3] in PROVINCES
        and birth_date(value[6:14]) is not None
        and check_character(value) == value[17]
    )


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    reasons = (
        ("check-digit:mod-11-2", "birth-date") if candidate.value[0] == "9" else ("country", "birth-date")
    )
    return with_label(candidate, *reasons)
