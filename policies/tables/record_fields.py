r"""Values of the table types behind their label in a record: a line of a form, a pair of JSON, an element of XML.

The prefilter knows the labels that the lists hold; here those are read that only their parts tell
(`累计逾期次数：3`, `"loan_prin_bal": 5000`). A value counts beside a label of a person that is filled in, too.

>>> text = "客户号：C1002\n最长逾期月数：3"
>>> [(text[start:end], topic) for (start, end), topic in find_fields(text, framed(text), np.array([3]), np.array([3]))]
[('3', <Topic.CREDIT_REPORT: 'credit report'>)]
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import numpy as np

from policies.code_points import Ints, are_any, are_digits, where
from policies.lazily import lazily
from policies.normalize import Bounds, start_of_line
from policies.tables.column_values import is_of_sums, may_be_told_by_values
from policies.tables.few_values import HISTORY, begins_like_few
from policies.tables.header import TABLE_TOPICS
from policies.tables.header_grammar import is_trait
from policies.tables.header_row import is_known_beside_a_profile, may_be_of_tables, settle_last
from policies.tables.label_sets import LabelSets
from policies.tables.persons import names_persons
from policies.vocabulary import Topic, words

_MARKS = ":：>="
_LABEL_MAX = 40  # code points
NOT_FILLED_IN = lazily(
    "[请见详由按应需如不超]|无(?!逾期|不良|记录)|以上"
)  # what forms say of how they are filled in
_OF_KINDS = words("客户 员工 职工 customer client employee")  # `客户：小微企业`
_PROFILE_MIN = (
    3  # labels of a profile, of which the one in question is counted twice: an identity card has two
)
_OF_CARDS = lazily(r"民族|出生|生日|ethnic|nation|birth|\bdob\b", re.IGNORECASE)
_TRAITS_MIN = 2  # that no identity card has
_AROUND = 260  # code points on both sides among which the person stands
_LABEL = lazily(
    r"(?:(?<=[\n,;，；。|{<\"'\t])|(?<=  )|\A)[ \-*•·]{0,4}([^\n,;，；。|{}<>\"'\t:：=]{2,40}?)[\"'*\s]{0,3}\Z"
)
_SEPARATOR = lazily("[,;，；。|{}<>\"'\t:：=]|  ")
_TITLE_WITHIN = 600  # code points between two lines with fields that may still be of one list
_HAS_MARK = lazily("[:：=<>{}]")
_AROUND_A_LABEL = " -*•·"
_VALUE = lazily(  # first a history of payments, of which the stars are months
    rf"[ \t]{{0,8}}(?:[\"'“]?({HISTORY})(?=[\s\"',;；<]|\Z)|"
    r"[\"'“*]{0,2}((?:[^\s\"'“”<>，；;|、,。{}\[\]*`]|,(?=\d{3}(?!\d))|[ ](?=[万亿元\d(（])|(?<=RMB|CNY) ){1,40}))"
)
_FIELD = lazily(
    r"(?:^|(?<=[\s,;，；。|{<\"']))([^\s,;，；。|{}<>\"':：=]{1,16}(?: [A-Za-z./]{1,12}){0,2}"
    r"(?: ?[(（][^()（）\n]{1,10}[)）])?)[\"']?[ ]?"
    r"[:：=>][ \"']{0,3}[^\s\"',;，；。<>]"
)


def find_fields(text: str, codes: Ints, ends: Ints, near: Ints) -> Iterator[tuple[Bounds, Topic]]:
    """Yield the values in order.

    Given are the framed code points, where labels end that are read elsewhere, and where those end that
    records have, both ascending.

    Raises:
        TooDense: there are more sets of labels than records have.
    """
    sets = LabelSets(len(text))
    reach = looked_to = 0
    title = ""
    between: list[Bounds] = []  # what stands between lines with fields, read only where a title is asked for
    for mark in _marks(codes, ends, near):
        line = text.rfind("\n", looked_to, mark) + 1
        if line > looked_to:
            between.append((looked_to, line))
            looked_to = line
        label = _label_at_the_end(text[max(reach, looked_to, mark - _LABEL_MAX) : mark], text[mark] == ">")
        may_be = label and (_is_known(label) or begins_like_few(text, mark + 1))
        value = _VALUE.match(text, mark + 1) if may_be else None
        filled_in = value[value.lastindex or 0] if value else ""
        if not value or NOT_FILLED_IN.match(filled_in):
            continue
        if not _is_known(label) and not may_be_told_by_values(label, filled_in):
            continue
        for start, end in between:
            title = _title(text[start:end], title)
        between.clear()
        labels = _labels_around(text, mark, label)
        if not labels:
            continue
        sets.take(labels[1:], mark)  # the first may be cut
        topic = _topic_among(labels, title, filled_in)
        if topic:
            place = value.span(value.lastindex or 0)
            reach = place[1]
            yield place, topic


@lru_cache(maxsize=1 << 12)
def _is_known(label: str) -> bool:
    """Whether a label may tell its value by itself."""
    return may_be_of_tables(label) or is_of_sums(label)


def _marks(codes: Ints, ends: Ints, others: Ints) -> list[int]:
    """Return where a mark stands behind a word, and a label of a record is near."""
    marks = where(are_any(codes, _MARKS))
    before, behind = codes[marks - 1], codes[marks + 1]
    before = np.where(before == ord(" "), codes[marks - 2], before)
    marks = marks[~are_any(behind, "/\n<\r") & ~are_digits(before) & (before > ord(" "))]
    marks = marks[ends.searchsorted(marks) == ends.searchsorted(marks, "right")]  # none ends there
    near = others.searchsorted(marks + _AROUND) > others.searchsorted(marks - _AROUND)
    found: list[int] = marks[near].tolist()
    return found


@lru_cache(maxsize=1 << 12)
def _label_at_the_end(before: str, of_element: bool) -> str:  # noqa: FBT001 - part of the key
    """The label of the table types that ends at a mark, empty when there is none."""
    if _SEPARATOR.search(before):
        label = _LABEL.search(before)
        if label is None and " " in before and not of_element:
            before = before.rpartition(" ")[2]  # `姓名：张三 欠本：`, where a space parts the fields
        elif label is None or of_element != (before[: -len(label[0])][-1:] == "<"):
            return ""
        else:
            before = label[1]
    elif of_element:
        return ""
    before = before.strip(_AROUND_A_LABEL)
    if " " in before and not before.isascii() and not may_be_of_tables(before):
        before = before.rpartition(" ")[2]
    return before if len(before) > 1 and not _SEPARATOR.search(before) else ""


def _labels_around(text: str, mark: int, label: str) -> tuple[str, ...]:
    """The labels of the record that a field is in, if one of these names a person, and behind them its own."""
    start, end = max(0, mark - _AROUND), mark + _AROUND
    if text[mark] == "=" and label.isascii():
        # `set net_inc=10` is a setting, unless the record is in its line
        start, line_end = start_of_line(text, mark, _AROUND), text.find("\n", mark, end)
        end = end if line_end < 0 else line_end
    labels = _labels_of_persons(text[start:end])
    return (*labels, label) if labels else ()


@lru_cache(maxsize=1 << 8)
def _topic_among(labels: tuple[str, ...], title: str, value: str) -> Topic | None:
    """What the last of these labels says below such a title."""
    topics = settle_last(labels, title, value)
    if topics[-1] is Topic.PROFILE and _says_little(labels, topics):
        return None  # `姓名：张三；婚姻状况：已婚` is a person, not yet a profile
    return topics[-1] if topics[-1] in TABLE_TOPICS else None


def _says_little(labels: tuple[str, ...], topics: list[Topic | None]) -> bool:
    """Whether the last label asks for no more than an identity card or a business card says of somebody."""
    if not (is_trait(labels[-1]) or is_known_beside_a_profile(labels[-1])):
        return False
    traits = {
        label
        for label, topic in zip(labels, topics, strict=True)
        if topic is Topic.PROFILE and is_trait(label)
    }
    return (
        topics.count(Topic.PROFILE) <= _PROFILE_MIN
        and sum(not _OF_CARDS.search(each) for each in traits) < _TRAITS_MIN
    )


def _title(between: str, above: str) -> str:
    """What the last line without a field says between two lines with fields; the same as above where there is none."""
    if len(between) > _TITLE_WITHIN:
        above, between = "", between[-_TITLE_WITHIN:]
    without = (line for line in reversed(between.split("\n")) if line.strip() and not _HAS_MARK.search(line))
    return next(without, above)[:_LABEL_MAX]


def _labels_of_persons(around: str) -> list[str]:
    """The labels of a record that have a value, none where none of them names a person."""
    labels = [*chain.from_iterable(map(_labels_of_line, around.split("\n")))]
    return labels if names_persons(labels) else []


@lru_cache(maxsize=1 << 12)
def _labels_of_line(line: str) -> tuple[str, ...]:
    return tuple(field[1] for field in _FIELD.finditer(line) if field[1].lower() not in _OF_KINDS)
