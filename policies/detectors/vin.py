"""VIN: the vehicle identification number of GB 16735 (ISO 3779), 17 characters, check at place 9.

The letters I, O and Q do not occur; the last four characters are digits.

>>> validate(Candidate("LSVAU2A34N2183294")), validate(Candidate("LSVAU2A38N2183294"))
(0.9, 0.0)
"""

from collections.abc import Iterator

from policies import codes
from policies.detectors.base import DISPROVED, Candidate, stands_alone, weighted_sum, with_label
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import Topic

TYPE = "VIN"
TRIGGERS = (Trigger.VIN, Trigger.LABEL, Trigger.CELL)
TOPICS = frozenset({Topic.VIN})

LENGTH = 17
_VALUE_OF = dict(
    zip(
        "0123456789ABCDEFGHJKLMNPRSTUVWXYZ",
        (*range(10), 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9),
        strict=True,
    )
)
_LETTERS_MIN = 3  # of a maker and its models
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield the code in one piece, or the one behind a word for it or in its column however it is grouped."""
    if hit.trigger is Trigger.VIN and not _may_be(page.text[hit.start : hit.end]):
        return
    labelled = hit.trigger is not Trigger.VIN
    starts = codes.starts_behind(page.text, hit.end) if hit.trigger is Trigger.LABEL else (hit.start,)
    for start in starts:
        number = codes.reading(page.text, start, LENGTH)
        if number is not None and stands_alone(number):
            label = Topic.VIN if labelled else page.label_of(number.start)
            yield Candidate(number.value, number.start, number.end, number.written, label)


def _may_be(written: str) -> bool:
    """Whether the check character of a code in one piece holds: of ten that look like one it does in one."""
    return len(written) != LENGTH or check_character(written.upper()) == written[8].upper()


def validate(candidate: Candidate) -> float:
    """Return how sure it is: the check character must hold, and letters must be there."""
    value = candidate.value
    if check_character(value) != value[8] or not value[-4:].isdecimal() or value.isdecimal():
        return DISPROVED
    if candidate.label is Topic.OTHER_NUMBER:
        return 0.5
    if candidate.label is Topic.VIN:
        return 0.98
    letters = sum(map(str.isalpha, value))
    return 0.9 if letters >= _LETTERS_MIN else 0.5  # HT2026…, 1366087658x200000


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    reasons = ("check-digit:gb-16735",)
    return with_label(candidate, *reasons)


def check_character(value: str) -> str:
    """Return what place 9 must be, empty for a character that no vehicle number has.

    >>> check_character("LSVAU2A34N2183294")
    '4'
    """
    total = weighted_sum(value, _VALUE_OF, _WEIGHTS)
    if total is None:
        return ""
    return "X" if total % 11 == 10 else str(total % 11)  # noqa: PLR2004 - ten has no digit
