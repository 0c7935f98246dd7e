"""USCI: the unified social credit identifier of GB 32100-2015, 18 characters.

Registration authority and kind (two characters), six digits region, nine characters organisation
code (GB 11714, with a check character of its own), one check character by ISO 7064 MOD 31-3 over an
alphabet without I, O, S, V and Z. The region is checked by province; 10 is the national registry.

>>> validate(Candidate("91110000802100433B")), validate(Candidate("911100008021004339"))
(0.95, 0.0)
"""

from collections.abc import Iterator

from policies import codes
from policies.detectors import fpr_card, resident_id
from policies.detectors.base import DISPROVED, Candidate, stands_alone, weighted_sum, with_label
from policies.lazily import lazily
from policies.numbers import Number
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import Topic

TYPE = "USCI"
TRIGGERS = (Trigger.USCI, Trigger.LABEL)
TOPICS = frozenset({Topic.USCI})

LENGTH = 18
_REGION_END = 8
_GROUPINGS = {(2, 6, 9, 1), (4, 4, 4, 4, 2)}
_HARD_BREAK = lazily(r"(?<!=)(?<!=\r)\n")
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUE_OF = {character: value for value, character in enumerate(_ALPHABET)}
_WEIGHTS = tuple(pow(3, position, 31) for position in range(LENGTH - 1))
_OF_PEOPLE = frozenset({Topic.FPR_CARD, Topic.RESIDENT_ID, Topic.CERTIFICATE})
_OF_A_PERSON = frozenset({Topic.FPR_CARD, Topic.RESIDENT_ID})
_COUNTED = "1234567890" * 3  # as somebody types who needs a number
_FIRST = frozenset("159ANY1234567F")
_SECOND = frozenset("1239")
_OF_FIRMS = frozenset({"11", "12", "13", "51", "52", "53", "91", "92", "93"})  # nearly all there are
_REGIONS = resident_id.PROVINCES | {"10"}


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield the code in one piece, the one that begins with a number in groups, or the one behind a word for it."""
    starts = codes.starts_behind(page.text, hit.end) if hit.trigger is Trigger.LABEL else (hit.start,)
    for start in starts:
        number = codes.reading(page.text, start, LENGTH)
        if number is not None and _holds(number.value) and stands_alone(number):
            label = page.label_of(start)
            if hit.trigger is Trigger.LABEL and label not in _OF_PEOPLE:  # `税号：…，永居证号：…`
                label = Topic.USCI
            shape = _shape(number, page.text[number.start : number.end])
            yield Candidate(number.value, number.start, number.end, shape, label)


def _holds(value: str) -> bool:
    """Whether authority, kind, region and check character hold."""
    return (
        value[0] in _FIRST
        and value[1] in _SECOND
        and value[2:4] in _REGIONS
        and value[2:8].isdecimal()
        and check_character(value) == value[17]
    )


def _shape(number: Number, written: str) -> str:
    groups = number.groups
    is_broken = _HARD_BREAK.search(written) is not None
    regular = (groups[0] == _REGION_END and not is_broken) or groups in _GROUPINGS or set(groups) == {1}
    wrapped = len(groups) == 2 and "\n" in written  # noqa: PLR2004 - one line break
    wrapped &= not (is_broken and number.value.isdecimal())  # two numbers of a list
    if regular or wrapped:
        return "grouped"
    return (
        "irregular" if "." in written else number.written
    )  # decimals of a drawing: 323.746 302.7 DL 323.825


def validate(candidate: Candidate) -> float:
    """Return how sure it is: the check character must hold."""
    value = candidate.value
    if not _holds(value):
        return DISPROVED
    if value.isdecimal() and value in _COUNTED:
        return DISPROVED
    if resident_id.validate(candidate) or _is_a_residence_card(
        candidate
    ):  # one in thirty of them passes this check as well
        return DISPROVED
    if candidate.label is Topic.USCI:
        return 0.99
    if candidate.label in _OF_A_PERSON and value[:2] not in _OF_FIRMS:
        return 0.4
    if not value.isdecimal() and (value[:2] in _OF_FIRMS or not value[:17].isdecimal()):
        return 0.6 if candidate.shape == "irregular" else 0.95
    is_common = candidate.label is None and value[:2] in _OF_FIRMS
    return 0.75 if is_common and candidate.shape in {"plain", "grouped"} else 0.6


def _is_a_residence_card(candidate: Candidate) -> bool:
    return candidate.label is not Topic.USCI and fpr_card.validate(candidate) > 0


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    reasons = ("check-digit:mod-31-3", "region")
    return with_label(candidate, *reasons)


def check_character(value: str) -> str:
    """Return the MOD 31-3 check character of the first 17 characters, empty for a strange one.

    >>> check_character("91110000802100433")
    'B'
    """
    total = weighted_sum(value, _VALUE_OF, _WEIGHTS)
    return "" if total is None else _ALPHABET[-total % 31]
