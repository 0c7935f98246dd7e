"""Telephone numbers of Hong Kong (+852) and Macau (+853): eight digits, of which the first tells mobile from fixed.

Without the code of the country eight digits are anything; with it, written as one, they need no label.
"""

import re

from policies.detectors.base import Candidate, shapes
from policies.lazily import lazily
from policies.numbers import Number
from policies.vocabulary import Topic

SHAPES = shapes((11,), "8") | shapes((13,), "0")
MOBILE = ("8524", "8525", "8526", "8527", "8528", "8529", "8536")  # code and first digit
FIXED = ("8522", "8523", "8532", "8538")
CODES = frozenset({"852", "853"})
_LABELS = frozenset({Topic.PHONE, Topic.MOBILE, Topic.LANDLINE})
_OPENS = lazily(r"(?:[(（][ ]?)?\+?\Z")
_GLUED_BEFORE = re.compile(r"[0-9A-Za-z¥￥$]\Z|[0-9][.\-]\Z")
_GLUED_BEHIND = re.compile(r"[0-9A-Za-z]|\.[0-9]|-[0-9A-Za-z]|[ ]?(?:元|万|亿|%|％|股|份|吨)")
_CODE = 3  # digits


def possible(value: str, beginnings: tuple[str, ...]) -> bool:
    """Return whether digits begin as these numbers do, behind 00 or without."""
    return value.removeprefix("00").startswith(beginnings)


def consider(number: Number, label: Topic | None, beginnings: tuple[str, ...]) -> Candidate | None:
    """Return the candidate, when the code of the country is written as one."""
    if not possible(number.value, beginnings) or _GLUED_BEHIND.match(number.behind):
        return None
    gaps = "".join(number.gaps)
    opening = _OPENS.search(number.before)
    written = opening[0] if opening else ""
    if not (")" in gaps or "）" in gaps):
        written = written.lstrip("(（ ")
    is_code = number.value.startswith("00") or bool(written)
    is_code |= label in _LABELS and number.groups[:1] == (_CODE,)
    before = number.before[: len(number.before) - len(written)]
    if not is_code or _GLUED_BEFORE.search(before) or "." in gaps or "/" in gaps:
        return None
    value = number.value.removeprefix("00")
    return Candidate(value, number.start - len(written), number.end, "prefixed", label)
