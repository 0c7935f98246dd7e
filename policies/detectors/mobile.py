"""MOBILE: a mainland China mobile number of 11 digits, by the numbering plan of the MIIT.

The first three digits name the network. There is no check digit: boundaries, the way the number
is grouped and the words before it decide. The international prefix (+86, 0086, in brackets or
not) belongs to the value as written. Satellite (1349, 1740) and machine numbers (13 digits) are not meant.

>>> validate(Candidate("13800138000", shape="plain"))
0.85
>>> validate(Candidate("12345678901", shape="plain"))
0.0
"""

import re
from collections.abc import Iterator

from policies.detectors.base import DISPROVED, Candidate
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import Topic, words

TYPE = "MOBILE"
TRIGGERS = (Trigger.NUMBER,)

_SEGMENTS = words(
    "130 131 132 133 134 135 136 137 138 139 145 146 147 148 149 150 151 152 153 155 156 157 158 159 162 "
    "165 166 167 170 171 172 173 175 176 177 178 180 181 182 183 184 185 186 187 188 189 190 191 192 193 "
    "195 196 197 198 199"
)
_PREFIX = r"(?:(?:[(（][ ]?(?:\+|00)?86[ ]?[)）]|(?:\+|(?<![0-9])00|(?<![0-9]))86)[ \-]{0,2}+)?"
_NUMBER = re.compile(
    rf"(?<![0-9])(?<![0-9][.\-]){_PREFIX}(1[ \-.]?[3-9](?:[ \-.]?[0-9]){{9}})"
    r"(?![0-9A-Za-z]|\.[0-9]|-[0-9]{2})"
)
_PREFIX_MAX = 8  # code points that a prefix may begin before the run of digits
_GROUPINGS = {(3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (5, 6), (3, 3, 5), (4, 4, 3)}
_WORD_BEFORE = re.compile(r"(?<![A-Za-z])(?:tel|mob|mobile|phone|cell|m|t|p)$", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"\s?(?:元|万|亿|%|％|美元|股|份|吨|kb|ms|bytes)", re.IGNORECASE)


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield each run of eleven digits that begins 13 to 19, with its international prefix."""
    text = page.text
    for found in _NUMBER.finditer(text, max(0, hit.start - _PREFIX_MAX), hit.end + 4):
        start, end = found.span()
        if _is_part_of_something(text, start, end):
            continue
        digits = re.sub("[^0-9]", "", found[1])
        groups = tuple(map(len, re.findall("[0-9]+", found[1])))
        yield Candidate(digits, start, end, _shape(groups, found[0] != found[1]), page.label_of(start))


def validate(candidate: Candidate) -> float:
    """Return how sure it is: the segment must be allocated; label, prefix and grouping add."""
    value = candidate.value
    if value[:3] not in _SEGMENTS or value[:4] == "1349" or len(set(value[3:])) == 1:
        return DISPROVED
    if candidate.shape == "prefixed":
        return 0.95
    if candidate.label is Topic.MOBILE:
        return 0.97
    if candidate.label in {Topic.OTHER_NUMBER, Topic.BANK_CARD} or candidate.shape == "irregular":
        return 0.4
    return 0.85


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    reasons = (f"segment:{candidate.value[:3]}", f"written:{candidate.shape}")
    return (*reasons, f"label:{candidate.label}") if candidate.label else reasons


def _shape(groups: tuple[int, ...], prefixed: bool) -> str:  # noqa: FBT001
    if prefixed:
        return "prefixed"
    if len(groups) == 1:
        return "plain"
    return "grouped" if groups in _GROUPINGS or set(groups) == {1} else "irregular"


def _is_part_of_something(text: str, start: int, end: int) -> bool:
    """Letters or a currency sign before, or a unit behind: a code or an amount, not a number to call."""
    before = text[max(0, start - 8) : start]
    if before and ((before[-1].isascii() and before[-1].isalpha()) or before[-1] in "_¥$#=&%"):
        return not (_WORD_BEFORE.search(before) or before[-1] in "=#")
    return bool(_UNIT_BEHIND.match(text, end, end + 6))
