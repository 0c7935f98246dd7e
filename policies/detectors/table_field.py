"""A label of the table types before its value in running text: a field of a form, a JSON key, an XML element.

`月收入：25,000元` in an application form is the same datum as a cell below `月收入`. A figure behind such a
word is nobody's in a report or an advertisement, so a field counts only in the company of another that
names a person and is filled in.
"""

import re
from bisect import bisect_left

from policies.detectors.surnames import COMPOUND, SINGLE
from policies.lazily import lazily
from policies.normalize import Bounds
from policies.page import Page
from policies.prefilter import kinds_of
from policies.tables.header import PERSONS
from policies.tables.header_row import settle_field
from policies.vocabulary import Topic, any_of

LONGEST = 40  # code points of a value
_REACH = 48  # code points behind the word in which the value begins
_AROUND = 240  # code points on both sides among which the person stands
_LABELS = 6  # on each side that are looked at
_BEFORE_MAX = 10
_QUALIFIER = lazily(r"[\u3400-\u9fffA-Za-z]*\Z")
# A sum of money that needs no colon before it: `| 基本工资 6,500.00 |`.
_SUM = r"[¥￥]?(?:\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,2})?|\d{1,9}\.\d{2}|\d{1,9}(?:\.\d{1,4})?(?=[万元]))(?:万?元|万)?"
_BEHIND = lazily(
    r"(?P<rest>(?:(?!为)[\u3400-\u9fff]){0,6}+(?:[ /|]{0,2}[A-Za-z][A-Za-z .'/]{1,30}+)?+"
    r"(?:[ ]?[（(\[【][^（()）\[\]【】\n]{1,12}[)）\]】]){0,2}+(?:[ ]?[/_\-][ ]?(?:人民币|RMB|CNY|万?元))?+)"
    r"[\"'”’】\])）*_`]{0,3}+"
    r"(?:[ \t]{0,20}+(?:[:：=]|(?<![分划])为)[ \t]{0,4}+[\"'“*`]{0,3}+|[ \t]?>(?=[^<>\n]{1,40}</)|"
    rf"[ \t]{{1,4}}+(?={_SUM}[ \t]{{0,4}}(?:[|;；，。\n]|\Z)))[ \t]{{0,4}}+"
)
_VALUE = lazily(r"(?:[^\s\"'“”<>，；;|、,。{}\[\]*`]|,(?=\d{3}(?!\d))|[ ](?=[万亿元\dA-Za-z(（])){1,40}")
_MARK = r"[.\"'”）)\]】*`]{0,3}[ \t]{0,20}+(?:[:：=为]|>)\s?[\"'“*`]{0,3}"
# What stands behind a label of a person's number or name when the field is filled in.
_NUMBER = lazily(
    rf"(?:[_ ]?(?:no|number|card)|(?:(?!数)[\u3400-\u9fff]){{0,2}})"
    rf"(?:{_MARK}(?=[1-9HMEG][\dA-Z](?!\d?位))|[ ]?(?=[1-9HMEG](?:[ \-]?\d){{6}}))",
    re.IGNORECASE,
)
_NAME = lazily(
    rf"(?:[\u3400-\u9fff]{{0,2}}{_MARK}|(?<=[员职]工[:：])[ ]?)"
    rf"(?:[{''.join(sorted(SINGLE))}][\u3400-\u9fff]{{1,2}}(?![\u3400-\u9fff])|(?:{any_of(COMPOUND)})[\u3400-\u9fff]|"
    r"[\u3400-\u9fff]{2,8}·|[A-Z][a-z]+ [A-Z])"
)
_OF_THINGS = lazily(
    r"(?:prod|product|stock|sec|fund|file|org|dept|item|column|field|table|host|sys|system)[_ ]\Z|(?:适用|目标|优质)\Z",
    re.IGNORECASE,
)
_ARE_NAMES = kinds_of(lambda _, topic: topic is Topic.NAME)
_ARE_NUMBERS = kinds_of(lambda _, topic: topic in PERSONS and topic is not Topic.NAME)


def value_behind(page: Page, start: int, end: int, topic: Topic) -> Bounds | None:
    """Return where the value of the label from `start` to `end` stands, None when it is no filled field of a person."""
    text = page.text
    behind = _BEHIND.match(text, end, end + _REACH)
    value = _VALUE.match(text, behind.end()) if behind else None
    if behind is None or value is None:
        return None
    qualifier = _QUALIFIER.search(text, max(0, start - _BEFORE_MAX), start)
    label = text[qualifier.start() if qualifier else start : behind.end("rest")]
    if settle_field(label) is not topic or not _is_beside_a_person(page, start):
        return None
    ends_more = value[0][-1] in ".?!" or (value[0][-1] == ")" and "(" not in value[0])
    return value.start(), value.end() - ends_more


def _is_beside_a_person(page: Page, position: int) -> bool:
    """Whether one of the labels around names a person and has its value."""
    index = bisect_left(page.ends, position)
    for each in range(max(0, index - _LABELS), min(len(page.ends), index + _LABELS)):
        kind, end = page.labels.kinds[each], page.ends[each]
        filled = _NAME if _ARE_NAMES[kind] else _NUMBER if _ARE_NUMBERS[kind] else None
        if (
            filled is not None
            and abs(end - position) <= _AROUND
            and filled.match(page.text, end)
            and not _OF_THINGS.search(
                page.text, max(0, page.labels.starts[each] - _BEFORE_MAX), page.labels.starts[each]
            )
        ):
            return True
    return False
