"""MOBILE: a mainland China mobile number of 11 digits, by the numbering plan of the MIIT.

The first three digits name the network. There is no check digit: boundaries, the way the number
is grouped and the words before it decide. The international prefix (+86, 0086, in brackets or
not) belongs to the value as written. Satellite (1349, 1740) and machine numbers (13 digits) are not
meant. Those of Hong Kong and Macau count with their code (`hong_kong`).

>>> validate(Candidate("13800138000", shape="plain"))
0.85
>>> validate(Candidate("12345678901", shape="plain"))
0.0
"""

import re

from policies.detectors import hong_kong
from policies.detectors.base import (
    DISPROVED,
    OCTET_BEFORE,
    Candidate,
    is_among_numbers,
    is_of_a_list,
    shapes,
    with_label,
)
from policies.lazily import lazily
from policies.numbers import Number
from policies.vocabulary import Topic, words

TYPE = "MOBILE"
SHAPES = shapes((11,), "1") | shapes((13,), "8") | shapes((15,), "0") | hong_kong.SHAPES

_SEGMENTS = words(
    "130 131 132 133 134 135 136 137 138 139 145 146 147 148 149 150 151 152 153 155 156 157 158 159 162 "
    "165 166 167 170 171 172 173 175 176 177 178 180 181 182 183 184 185 186 187 188 189 190 191 192 193 "
    "195 196 197 198 199"
)
_GROUPINGS = {(3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (5, 6), (3, 3, 5), (4, 4, 3)}
_LABELS = frozenset({Topic.MOBILE, Topic.PHONE})
_AGAINST = frozenset({Topic.OTHER_NUMBER, Topic.BANK_CARD})
_PLUS = lazily(r"\+$")
_OPENS = lazily(r"(?:[(（][ ]?)?\+?$")
_WHOLE_PREFIX = lazily(r"[(（][ ]?(?:\+|00)?86[ ]?[)）][ ]?$")
_WORD_BEFORE = lazily(r"(?<![A-Za-z])(?:tel|mob|mobile|phone|cell|m|t|p|h)$", re.IGNORECASE)
_COUNTED = lazily(r"(?:[额額]度?|敞口|本金|利息|市值|净值|规模)[:：为是约达共计 ]{0,3}$|第[ ]?$")
_BEHIND = lazily(r"[0-9A-Za-z]|\.[0-9]|-[0-9A-Za-z]{2}|[ ]?(?:元|万|亿|%|％|股|份|吨|kb|ms)", re.IGNORECASE)


def possible(value: str) -> bool:
    """Return whether the segment is allocated."""
    return value[-11:-8] in _SEGMENTS or hong_kong.possible(value, hong_kong.MOBILE)


def consider(number: Number, label: Topic | None) -> Candidate | None:
    """Return the candidate with its international prefix, when nothing is glued to the number."""
    value, start = number.value, number.start
    if (len(value), value[0]) in hong_kong.SHAPES:
        return hong_kong.consider(number, label, hong_kong.MOBILE)
    digits = value[-11:]
    prefix = value[:-11]
    if digits[0] != "1" or prefix not in _PREFIXES or _BEHIND.match(number.behind):
        return None
    closes = any(")" in gap or "）" in gap for gap in number.gaps)  # else the bracket is the sentence's
    opening = ((_OPENS if closes else _PLUS) if prefix else _WHOLE_PREFIX).search(number.before)
    start -= len(opening[0]) if opening else 0
    before = number.before[: len(number.before) - (number.start - start)]
    is_named = before[-1:] == "_" and (
        label in _LABELS or not before[-2:-1].isascii()
    )  # 张伟_13800138000.pdf
    if _is_part_of_something(before) and not is_named:
        return None
    return Candidate(
        digits, start, number.end, _shape(number, prefixed=number.start > start or bool(prefix)), label
    )


def validate(candidate: Candidate) -> float:
    """Return how sure it is: the segment must be allocated; label, prefix and grouping add."""
    value = candidate.value
    if value[:3] in hong_kong.CODES:
        return 0.95
    if value[:3] not in _SEGMENTS or value[:4] == "1349" or len(set(value[3:])) == 1:
        return DISPROVED
    if candidate.shape == "prefixed":
        return 0.98
    if candidate.label in _LABELS:
        return 0.97
    if candidate.label in _AGAINST or candidate.shape == "irregular":
        return 0.4
    return 0.85


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    reasons = (f"segment:{candidate.value[:3]}", f"written:{candidate.shape}")
    return with_label(candidate, *reasons)


_PREFIXES = frozenset({"", "86", "0086"})


def _shape(number: Number, *, prefixed: bool) -> str:
    if prefixed:
        return "prefixed"
    if "/" in "".join(number.gaps) or number.gaps == (".",):  # the path of an address in the web, a decimal
        return "irregular"
    if _COUNTED.search(number.before):
        return "irregular"
    if not number.groups or len(number.groups) == 1:
        return number.written
    if number.written == "part" and not _is_one_of_a_list(number):
        return "irregular"
    in_two = len(number.groups) == 2  # noqa: PLR2004 - as any two numbers of a row are
    if in_two and is_among_numbers(number):
        return "irregular"
    if "\n" in "".join(number.gaps):
        return "grouped" if in_two and not is_of_a_list(number) else "irregular"  # wrapped once
    return "grouped" if number.groups in _GROUPINGS or number.written == "spread" else "irregular"


def _is_one_of_a_list(number: Number) -> bool:
    """Of numbers in a row the next begins with as many digits, and the one before ends with as many."""
    gap, first, last = re.escape(number.gaps[0]), number.groups[0], number.groups[-1]
    goes_on, begins = re.match(f"{gap}[0-9]", number.behind), re.search(f"[0-9]{gap}$", number.before)
    is_next = not goes_on or re.match(f"{gap}1[0-9]{{{first - 1}}}(?![0-9])", number.behind)
    is_before = not begins or re.search(f"(?<![0-9])[0-9]{{{last}}}{gap}$", number.before)
    return bool(is_next and is_before)


def _is_part_of_something(before: str) -> bool:
    """Letters or a currency sign before: a code or an amount, not a number to call."""
    last = before[-1:]
    if last.isascii() and last.isalpha():
        return not (_WORD_BEFORE.search(before) or OCTET_BEFORE.search(before))
    return (last.isdecimal() or last in {"_", "¥", "￥", "$", "&", "%"}) or (
        last in ".-" and before[-2:-1].isdecimal()
    )
