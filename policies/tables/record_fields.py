r"""Values of the table types behind their label in a record: a line of a form, a pair of JSON, an element of XML.

The prefilter knows the labels that the lists hold; here those are read that only their parts tell
(`累计逾期次数：3`, `"loan_prin_bal": 5000`). A value counts beside a label of a person that is filled in, too.

>>> text = "客户号：C1002\n最长逾期月数：3"
>>> [(text[start:end], topic) for (start, end), topic in find_fields(text, framed(text), np.array([3]), np.array([3]))]
[('3', <Topic.CREDIT_REPORT: 'credit report'>)]
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from policies.code_points import Ints, are_any, are_digits
from policies.lazily import lazily
from policies.normalize import Bounds
from policies.tables.header import TABLE_TOPICS
from policies.tables.header_grammar import is_trait
from policies.tables.header_row import may_be_of_tables, settle
from policies.tables.persons import names_persons
from policies.vocabulary import Topic, words

_MARKS = ":：>"
_LABEL_MAX = 40  # code points
NOT_FILLED_IN = lazily(
    "[请见详由按应需如不超]|无(?!逾期|不良|记录)|以上"
)  # what forms say of how they are filled in
_OF_KINDS = words("客户 员工 职工 customer client employee")  # `客户：小微企业`
_PROFILE_MIN = (
    3  # labels of a profile, of which the one in question is counted twice: an identity card has two
)
_AROUND = 260  # code points on both sides among which the person stands
_LABEL = lazily(
    r"(?:(?<=[\n,;，；。|{<\"'\t])|(?<=  )|\A)[ \-*•·]{0,4}([^\n,;，；。|{}<>\"'\t:：=]{2,40}?)[\"'*\s]{0,3}\Z"
)
_SEPARATOR = lazily("[,;，；。|{}<>\"'\t:：=]|  ")
_AROUND_A_LABEL = " -*•·"
_VALUE = lazily(  # first a history of payments, of which the stars are months
    r"[ \t]{0,8}(?:[\"'“]?([NCGDZMBA*#/1-9]{12,60})(?=[\s\"',;；<]|\Z)|"
    r"[\"'“*]{0,2}((?:[^\s\"'“”<>，；;|、,。{}\[\]*`]|,(?=\d{3}(?!\d))|[ ](?=[万亿元\d(（])|(?<=RMB|CNY) ){1,40}))"
)
_FIELD = lazily(
    r"(?:^|(?<=[\s,;，；。|{<\"']))([^\s,;，；。|{}<>\"':：=]{1,16}(?: [A-Za-z.]{1,12}){0,2})[\"']?[ ]?"
    r"[:：=>][ \"']{0,3}[^\s\"',;，；。<>]"
)


def find_fields(text: str, codes: Ints, ends: Ints, near: Ints) -> Iterator[tuple[Bounds, Topic]]:
    """Yield the values in order.

    Given are the framed code points, where labels end that are read elsewhere, and where those end that
    records have, both ascending.
    """
    reach = 0
    for mark in _marks(codes, ends, near):
        label = _label_before(text, mark, reach)
        value = _VALUE.match(text, mark + 1) if label else None
        topic = (
            _topic(text, mark, label)
            if value and not NOT_FILLED_IN.match(value[value.lastindex or 0])
            else None
        )
        if value and topic:
            place = value.span(value.lastindex or 0)
            reach = place[1]
            yield place, topic


def _marks(codes: Ints, ends: Ints, others: Ints) -> list[int]:
    """Return where a mark stands behind a word, and a label of a record is near."""
    marks = np.flatnonzero(are_any(codes, _MARKS))
    before, behind = codes[marks - 1], codes[marks + 1]
    marks = marks[~are_any(behind, "/\n<\r") & ~are_digits(before) & (before > ord(" "))]
    marks = marks[np.searchsorted(ends, marks) == np.searchsorted(ends, marks, "right")]  # none ends there
    near = np.searchsorted(others, marks + _AROUND) > np.searchsorted(others, marks - _AROUND)
    found: list[int] = marks[near].tolist()
    return found


def _label_before(text: str, mark: int, reach: int) -> str:
    """The label of the table types that ends at a mark, empty when there is none."""
    start = max(reach, mark - _LABEL_MAX)
    start = text.rfind("\n", start, mark) + 1 or start
    return _label_at_the_end(text[start:mark], text[mark] == ">")


@lru_cache(maxsize=1 << 12)
def _label_at_the_end(before: str, of_element: bool) -> str:  # noqa: FBT001 - part of the key
    if _SEPARATOR.search(before):
        label = _LABEL.search(before)
        if label is None or of_element != (before[: -len(label[0])][-1:] == "<"):
            return ""
        before = label[1]
    elif of_element:
        return ""
    before = before.strip(_AROUND_A_LABEL)
    return before if len(before) > 1 and may_be_of_tables(before) else ""


def _topic(text: str, mark: int, label: str) -> Topic | None:
    """What the label says among the others of its record, if one of these names a person."""
    around = text[max(0, mark - _AROUND) : mark + _AROUND]
    labels = _labels_of_persons(around)
    topics = settle([*labels, label]) if labels else [None]
    if topics[-1] is Topic.PROFILE and topics.count(Topic.PROFILE) <= _PROFILE_MIN and is_trait(label):
        return None  # `姓名：张三；婚姻状况：已婚` is a person, not yet a profile
    return topics[-1] if topics[-1] in TABLE_TOPICS else None


@lru_cache(maxsize=1 << 8)
def _labels_of_persons(around: str) -> list[str]:
    """The labels of a record that have a value, none where none of them names a person."""
    labels = [field[1] for field in _FIELD.finditer(around) if field[1].lower() not in _OF_KINDS]
    return labels if names_persons(labels) else []
