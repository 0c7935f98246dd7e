"""Numbers whose label stands behind them: `E12345678（护照）`, `01234567，这是我的台胞证`.

Nearly every label stands before its value, and `page.label_of` tells of it. Here the few labels that a
bracket or a verb joins to a number are read the other way round, from the label to the number.
"""

from collections.abc import Iterator
from itertools import pairwise
from string import ascii_letters, digits

import numpy as np

from policies.code_points import ARABIC_OF_CHINESE, CHINESE_DIGITS, are_of, class_of, where
from policies.digits import IS_DIGIT
from policies.lazily import lazily
from policies.numbers import Number
from policies.page import LABELS_OF_NUMBERS, Page
from policies.prefilter import KINDS
from policies.vocabulary import Topic

_REACH = 64  # code points before a link in which its number stands
_LONGEST_LINK = 12
_DIGITS_MIN = 6  # among as many code points right before the link as those of a short value have
_DIGITS, _SHORT_VALUE = frozenset(digits + CHINESE_DIGITS), 16
_MAY_BE_VALUE = f"{ascii_letters}{digits}{CHINESE_DIGITS} -.·•_=>\r\n"
_AROUND = 12
_ENDS_A_LINK, _IS_BRACKET = class_of("（(是为的 "), class_of("（(")
_NOTE_MAX = 4  # code points from a bracket to its label: `（15位身份证）`
_BEFORE_A_LABEL = np.arange(1, _NOTE_MAX + 1)[:, None]
_BRACKETED = _SHORT_VALUE + 3  # the bracket and two spaces
_BEFORE_A_LINK = np.arange(1, _LONGEST_LINK + _SHORT_VALUE + 1)[:, None]
_LINK = lazily(
    r"[ ]{0,2}(?:(?P<bracket>[（(])[^（()）\n]{0,3}|"
    r"[，,]?[ ]?这?[是为](?:我|本人|他|她|客户|其)?的?[ ]?|[ ]is[ ](?:my|his|her|our|the)[ ])\Z"
)
_CLOSED = lazily(r"[^（()）\n]{0,4}[)）]")
_END_OF_CLAUSE = lazily(r"(?:账[号户]|号码?|[ ][Nn]o\.?)?(?:\s|[。，,;；！!.]|\Z)")
_GAP = r"(?:[ \-.·•_]|[ \-]?=?\r?\n[ >]{0,4})"
_DIGIT = f"[0-9{CHINESE_DIGITS}]"
_VALUE = lazily(rf"(?<![0-9A-Za-z])[A-Za-z]{{0,3}}{_GAP}?{_DIGIT}(?:{_GAP}?{_DIGIT}){{5,24}}\Z")
_GROUP = lazily(rf"[A-Za-z]{{1,3}}{_GAP}?{_DIGIT}+|{_DIGIT}+")
_NO_VALUE = lazily("[^0-9A-Z]+")


def labelled_numbers(page: Page) -> Iterator[tuple[Number, Topic]]:
    """Yield the readings of each number that stands right before its label, the longest first."""
    labels = page.labels
    if not len(labels):
        return
    for index in _may_be_linked(page):
        topic = KINDS[labels.kinds[index]][1]
        if topic in LABELS_OF_NUMBERS:
            end = _end_of_value(page.text, int(labels.starts[index]), page.ends[index])
            if end:
                yield from ((number, topic) for number in _readings(page.text, end))


def _may_be_linked(page: Page) -> list[int]:
    """Return before which labels a bracket or the end of a link stands, and before that the digits of a value."""
    starts = page.labels.starts
    before = page.codes[starts - _BEFORE_A_LABEL]
    brackets = are_of(before, _IS_BRACKET)
    linked = where(are_of(before[0], _ENDS_A_LINK) | brackets.any(axis=0))
    if not len(linked):
        return []
    brackets = brackets[:, linked]
    ends = starts[linked] - brackets.argmax(axis=0)
    digits = are_of(page.codes[ends - _BEFORE_A_LINK], IS_DIGIT)
    of_value = np.where(brackets.any(axis=0), digits[:_BRACKETED].sum(axis=0), digits.sum(axis=0))
    found: list[int] = linked[of_value >= _DIGITS_MIN].tolist()
    return found


def _end_of_value(text: str, start: int, end: int) -> int:
    """Return where what stands before the label at [start, end) ends, 0 when nothing joins them."""
    link = _LINK.search(text[max(0, start - _LONGEST_LINK) : start])
    if link is None:
        return 0
    closes = (_CLOSED if link["bracket"] else _END_OF_CLAUSE).match(text, end)
    return start - len(link[0]) if closes else 0


def _readings(text: str, end: int) -> Iterator[Number]:
    """Yield the number that ends here, in all its groups, in all but the first, and so on."""
    before_link = text[max(0, end - _REACH) : end]
    begin = len(before_link.rstrip(_MAY_BE_VALUE))
    if sum(map(_DIGITS.__contains__, before_link[begin:])) < _DIGITS_MIN:
        return
    found = _VALUE.search(before_link, begin)
    if found is None:
        return
    shift = end - len(before_link)
    groups = [
        (shift + each.start(), shift + each.end()) for each in _GROUP.finditer(before_link, found.start())
    ]
    for first, (start, _) in enumerate(groups):
        parts = groups[first:]
        value = _NO_VALUE.sub("", text[start:end].translate(ARABIC_OF_CHINESE).upper())
        gaps = tuple(text[last:following] for (_, last), (following, _) in pairwise(parts))
        sizes = tuple(last - opens for opens, last in parts)
        before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        yield Number(
            value, start, end, "groups" if gaps else "plain", before, behind, sizes if gaps else (), gaps
        )
