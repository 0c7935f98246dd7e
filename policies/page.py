"""One text under inspection: folded, with its hits, its labels and its tables."""

import re
from bisect import bisect_right
from functools import lru_cache

import msgspec
import numpy as np

from policies import short_text
from policies.code_places import find_codes
from policies.code_points import (
    CHINESE_DIGITS,
    Characters,
    Flags,
    Ints,
    Kind,
    are_of,
    at,
    characters,
    class_of,
)
from policies.digits import Digits, find_chinese_digits, find_digits
from policies.html_tables import find_html_cells
from policies.normalize import FoldedText, fold
from policies.prefilter import Hit, Trigger, scan
from policies.table_header import TABLE_TOPICS
from policies.tables import NO_TABLES, Tables, find_tables
from policies.vocabulary import NUMBER_SUFFIXES, TOPIC_OF, Topic, header_topic

LABEL_REACH = 24  # code points between a label and its value, markup not counted
_RAW_REACH = 96  # the same with markup
# Evidence against must stand right before the value (or a list of values); evidence for, in its clause.
_NEXT_TO = re.compile(r"[\s:：=#是为|.,，、/()（）\[\]【】0-9\-\"'“*>]*")
_SAME_CLAUSE = re.compile(
    r"[ \t\"'*]*[;；|,，]?[ \t\"']*|[^。；;！!？?\n]*|[ \t:：.]*\r?\n[ \t>]*(?:[Nn]umber|[Nn]o|号码|编号)?[.:： ]*"
)
_KINDS_OF_CERTIFICATE = frozenset(
    {Topic.RESIDENT_ID, Topic.PASSPORT, Topic.HKM_PERMIT, Topic.TW_PERMIT, Topic.FPR_CARD}
)
_MARKUP = re.compile(r"<[^<>]{0,80}>|&nbsp;|&#160;|<[^<>]{0,80}=[\"']?$")
_QUOTES = frozenset("\"'")
_IS_QUOTE, _QUOTE_REACH = class_of("\"'"), 6
_WIDE_BEHIND_SPACE = re.compile(" [^\x00-\x7f]")
_SPACE, _ASCII_MAX = ord(" "), 0x7F
_NAMED = re.compile(
    r"\b(?:name|id|title|placeholder|aria-label|data-label|alt)\s?=\s?[\"']([^\"'<>]{2,60})[\"']"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LABELS = frozenset({Trigger.LABEL, Trigger.SECRET})
_SPREAD_REACH, _SPREAD_END = 48, 6  # how far a spread label reaches; its last space is as near as that
_NOT_WORDS = re.compile(r"[\s:：=\-_#|*\"'【】\[\]()（）是为]+$")
_LONGEST_LABEL = max(map(len, TOPIC_OF))


class Page(msgspec.Struct, frozen=True):
    """What every detector is given to look at.

    `text` is the folded text and `characters` are its characters as columns, `digits` those in it and
    `chinese` the numerals, `labels` are the label hits and `ends` where they end.
    """

    text: str
    folded: FoldedText
    hits: list[Hit]
    tables: Tables
    labels: list[Hit]
    ends: list[int]
    digits: Digits
    chinese: Digits
    characters: Characters

    @property
    def is_short(self) -> bool:
        """Whether columns would cost more than they save."""
        return len(self.text) <= short_text.LONGEST

    def label_of(self, position: int) -> Topic | None:
        """Return what the text says of a value at `position`: its column, else the label before it."""
        topic = self.tables.topic_at(position)
        if topic is None and self.text[position - 1 : position] in _QUOTES:
            topic = _attribute_label(self.text[max(0, position - _RAW_REACH) : position])
        if topic is None:
            index = bisect_right(self.ends, position) - 1
            if index >= 0 and position - self.ends[index] <= _RAW_REACH:
                topic = self._topic_of(index, position)
        if topic is None and " " in self.text[max(0, position - _SPREAD_END) : position]:
            topic = _spread_label(self.text[max(0, position - _SPREAD_REACH) : position])
        return topic

    def have_labels_near(self, positions: Ints) -> Flags:
        """Return of many numbers whether anything near may say what they are: `label_of` is the exact answer."""
        codes = self.characters.codes
        near = self._labels_reach(positions)
        near |= _within(
            positions, np.array(self.tables.starts, np.int64), np.array(self.tables.ends, np.int64)
        )
        before = at(codes, positions - 1)
        for back in range(1, _SPREAD_END):
            further = at(codes, positions - back - 1)
            near |= (further == _SPACE) & (before > _ASCII_MAX)
            before = further
        if "<" in self.text:
            for back in range(1, _QUOTE_REACH + 1):
                near |= are_of(at(codes, positions - back), _IS_QUOTE)
        return near

    def has_label_near(self, position: int) -> bool:
        """Return the same of one number."""
        index = bisect_right(self.ends, position) - 1
        if index >= 0 and self.labels[index].topic in LABELS_OF_NUMBERS:
            gap = self.text[self.ends[index] : position]
            if len(gap) <= LABEL_REACH or (len(gap) <= _RAW_REACH and ("<" in gap or "&" in gap)):
                return True
        before = self.text[max(0, position - _SPREAD_END) : position]
        return (
            bool(_WIDE_BEHIND_SPACE.search(before))
            or ("<" in self.text and not _QUOTES.isdisjoint(before))
            or self.tables.topic_at(position) is not None
        )

    def _labels_reach(self, positions: Ints) -> Flags:
        """Return for which numbers the last label before them speaks of numbers, and is near enough."""
        if not self.labels:
            return np.zeros(len(positions), dtype=bool)
        ends = np.array(self.ends, np.int64)
        index = np.searchsorted(ends, positions, "right") - 1
        end = ends[index]
        reach = positions - end
        is_near = reach <= LABEL_REACH
        if "<" in self.text or "&" in self.text:
            marks = np.flatnonzero(self.characters.are(Kind.MARKUP))
            between = np.searchsorted(marks, positions) > np.searchsorted(marks, end)
            is_near |= between & (reach <= _RAW_REACH)
        speaks = np.array([label.topic in LABELS_OF_NUMBERS for label in self.labels])
        return np.asarray((index >= 0) & is_near & speaks[index])

    def _topic_of(self, index: int, position: int) -> Topic | None:
        label = self.labels[index]
        if not _reaches(self.text[label.end : position], label.topic):
            return None
        if label.topic is Topic.CERTIFICATE and index > 0:  # `证件类型：台胞证，证件号码：…`
            kind = self.labels[index - 1]
            if label.start - kind.end <= LABEL_REACH and kind.topic in _KINDS_OF_CERTIFICATE:
                return kind.topic
        return label.topic


def _within(positions: Ints, starts: Ints, ends: Ints) -> Flags:
    """Return which positions are within the last of some ascending spans that begins before or at them."""
    if not len(starts):
        return np.zeros(len(positions), dtype=bool)
    index = np.searchsorted(starts, positions, "right") - 1
    return (index >= 0) & (positions < ends[index])


@lru_cache(maxsize=1 << 14)
def _reaches(gap: str, topic: Topic | None) -> bool:
    """Return whether a label speaks of the value behind this gap."""
    if "<" in gap or "&" in gap:
        gap = _MARKUP.sub(" ", gap)
    if len(gap) > LABEL_REACH or gap.count("\n") > 1:
        return False
    return bool((_NEXT_TO if topic is Topic.OTHER_NUMBER else _SAME_CLAUSE).fullmatch(gap))


def _attribute_label(before: str) -> Topic | None:
    """Return what the name or title of an element says of its value: `<input name="bankCardNo" value="`."""
    element = before[before.rfind("<") + 1 :] if "<" in before else ""
    for found in _NAMED.finditer(element):
        words = _CAMEL.sub(" ", found[1]).replace("_", " ").replace("-", " ")
        topic = header_topic(words)
        if topic:
            return topic
    return None


def _spread_label(before: str) -> Topic | None:
    """Return the topic of a label whose characters are spread out (`普 通 护 照 号 码`), right before a value."""
    bare = _NOT_WORDS.sub("", before)
    if bare[-2:-1] != " ":
        return None
    word = bare.replace(" ", "").lower()
    for suffix in ("", *NUMBER_SUFFIXES):
        if word.endswith(suffix):
            stem = word.removesuffix(suffix)
            for size in range(min(_LONGEST_LABEL, len(stem)), 1, -1):
                topic = TOPIC_OF.get(stem[-size:])
                if topic:
                    return topic
    return None


def read(text: str) -> Page:
    """Return the page of a text as given.

    Raises:
        TooDense: the text is nothing but words of the vocabulary.
    """
    folded = fold(text)
    hits = scan(folded.text)
    if not hits and not _ANY_DIGIT.search(folded.text):
        return Page(folded.text, folded, [], NO_TABLES, [], [], *_NO_DIGITS, _NO_CHARACTERS)
    words = [hit for hit in hits if hit.trigger in _LABELS]
    given = characters(folded.text)
    tables = find_tables(folded.text, given, [hit.start for hit in words])
    tables.merge(find_html_cells(folded.text))
    labels = [hit for hit in words if hit.topic not in TABLE_TOPICS]
    if any(sign in folded.text for sign in _ASSIGNMENTS):
        labels = [hit for hit in labels if not _is_attribute(folded.text, hit)]
    for topic in _CELL_TOPICS if tables.starts else ():
        hits += [Hit(Trigger.CELL, start, end, topic) for start, end in tables.cells(topic)]
    if len(folded.text) <= short_text.LONGEST:
        digits, chinese = short_text.find_digits(folded.text), short_text.find_chinese_digits(folded.text)
        hits += short_text.find_codes(folded.text, digits, chinese)
    else:
        digits, chinese = find_digits(folded.text, given), find_chinese_digits(given)
        hits += find_codes(folded.text, digits, chinese)
    ends = [hit.end for hit in labels]
    return Page(folded.text, folded, hits, tables, labels, ends, digits, chinese, given)


def _is_attribute(text: str, hit: Hit) -> bool:
    """The `name` of `<input name="q"` is no label."""
    return text[hit.end : hit.end + 2] in _ASSIGNMENTS


LABELS_OF_NUMBERS = frozenset(Topic) - {
    Topic.OTHER_NUMBER, Topic.NAME, Topic.EMAIL, Topic.ADDRESS, Topic.PASSWORD,
}  # fmt: skip
_ANY_DIGIT = re.compile(f"[0-9{CHINESE_DIGITS}]")
_NO_DIGITS, _NO_CHARACTERS = (short_text.NO_DIGITS, short_text.NO_DIGITS), characters("")
_ASSIGNMENTS = frozenset({'="', "='"})
_CELL_TOPICS = (Topic.NAME, Topic.PASSWORD, Topic.ADDRESS, *TABLE_TOPICS)
