"""One text under inspection: folded, with its hits, its labels and its tables."""

import re
from bisect import bisect_right
from functools import lru_cache

import msgspec
import numpy as np

from policies import short_text
from policies.code_places import find_codes
from policies.code_points import Flags, Ints, are_any, are_of, class_of, framed, where
from policies.digits import Digits, find_chinese_digits, find_digits
from policies.lazily import lazily
from policies.normalize import FoldedText, fold
from policies.prefilter import KINDS, NO_HITS, Hit, Hits, Trigger, kinds_of, scan
from policies.tables.delimited import find_tables
from policies.tables.header import PERSONS, TABLE_TOPICS
from policies.tables.html_tables import find_html_cells
from policies.tables.known_cells import NO_TABLES, Tables
from policies.tables.record_fields import find_fields
from policies.tables.ruled_columns import find_ruled_cells
from policies.tables.single_column import find_listed_cells
from policies.tables.single_spaced import find_spaced_cells
from policies.tables.sql_rows import find_sql_cells
from policies.vocabulary import NUMBER_SUFFIXES, TOPIC_OF, Topic, header_topic

LABEL_REACH = 24  # code points between a label and its value, markup not counted
_RAW_REACH = 96  # the same with markup
# Evidence against must stand right before the value (or a list of values); evidence for, in its clause.
_NEXT_TO = lazily(r"[\s:：=#是为|.,，、/()（）\[\]【】0-9\-\"'“*>]*")
_SAME_CLAUSE = lazily(
    r"[ \t\"'*]*[;；|,，]?[ \t\"']*|[^。；;！!？?\n]*|"
    r"(?:号码|编号|号)?[ \t:：.#*_\"'】\])）]*\r?\n[ \t>*_\"'“]*(?:[Nn]umber|[Nn]o|号码|编号)?[.:： ]*"
)
_KINDS_OF_CERTIFICATE = frozenset(
    {Topic.RESIDENT_ID, Topic.PASSPORT, Topic.HKM_PERMIT, Topic.TW_PERMIT, Topic.FPR_CARD}
)
_MARKUP = lazily(r"<[^<>]{0,80}>|&nbsp;|&#160;|<[^<>]{0,80}=[\"']?$")
_QUOTES = frozenset("\"'")
_WIDE_BEHIND_SPACE = lazily(" [^\x00-\x7f]")
_SPACE, _ASCII_MAX = ord(" "), 0x7F
_NAMED = lazily(r"\b(?:name|id|title|placeholder|aria-label|data-label|alt)\s?=\s?[\"']([^\"'<>]{2,60})[\"']")
_CAMEL = lazily(r"(?<=[a-z])(?=[A-Z])")
LABELS_OF_NUMBERS = frozenset(Topic) - {
    Topic.OTHER_NUMBER, Topic.NAME, Topic.EMAIL, Topic.ADDRESS, Topic.PASSWORD,
}  # fmt: skip
_WORDS = kinds_of(lambda trigger, _: trigger in {Trigger.LABEL, Trigger.SECRET})
_LABELS = _WORDS & kinds_of(lambda _, topic: topic not in TABLE_TOPICS)
_OF_VALUES = _LABELS & kinds_of(lambda _, topic: topic is not Topic.OTHER_NUMBER)  # 金额 ends many a label
_OF_RECORDS = kinds_of(
    lambda trigger, topic: trigger is Trigger.LABEL and topic in {*PERSONS, *TABLE_TOPICS, Topic.OTHER_NUMBER}
)
_SPEAKING = kinds_of(lambda _, topic: topic in LABELS_OF_NUMBERS)
_NUMERALS = kinds_of(lambda trigger, _: trigger is Trigger.NUMERALS)
_SAY_LITTLE = frozenset({None, Topic.NAME})  # of a number: 那位客户，身 份 证 号：…
_SPREAD_REACH, _SPREAD_END = 48, 6  # how far a spread label reaches; its last space is as near as that
_NEAR = np.arange(1, _SPREAD_END + 1)[:, None]
_NO_WORD = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000:：=-_#|*\"'【】[]()（）是为"
)
_NOT_WORDS = lazily(f"[\u2000-\u200a{re.escape(_NO_WORD)}]+$")
_IS_NO_WORD = class_of(_NO_WORD + "".join(map(chr, range(0x2000, 0x200B))))
_LONGEST_LABEL = max(map(len, TOPIC_OF))


class Page(msgspec.Struct, frozen=True):
    """What every detector is given to look at.

    `text` is the folded text and `codes` are its framed code points, `digits` those in it and `chinese` the
    numerals. `words` are the hits of the prefilter, `hits` the cells and codes that were found otherwise;
    `labels` are the labels among the words and `ends` where they end.
    """

    text: str
    folded: FoldedText
    words: Hits
    hits: list[Hit]
    tables: Tables
    labels: Hits
    ends: list[int]
    digits: Digits
    chinese: Digits
    codes: Ints

    @property
    def has_few_numbers(self) -> bool:
        """Whether columns of them would cost more than they save."""
        return len(self.text) <= short_text.LONGEST or len(self.digits.in_long_runs) <= short_text.FEW

    def label_of(self, position: int) -> Topic | None:
        """Return what the text says of a value at `position`: its column, else the label before it."""
        topic = self.tables.topic_at(position)
        if topic is None and self.text[position - 1 : position] in _QUOTES:
            topic = _attribute_label(self.text[max(0, position - _RAW_REACH) : position])
        if topic is None:
            index = bisect_right(self.ends, position) - 1
            if index >= 0 and position - self.ends[index] <= _RAW_REACH:
                topic = self._topic_of(index, position)
        if topic in _SAY_LITTLE and " " in self.text[max(0, position - _SPREAD_END) : position]:
            topic = _spread_label(self.text[max(0, position - _SPREAD_REACH) : position]) or topic
        return topic

    def have_labels_near(self, positions: Ints) -> Flags:
        """Return of many numbers whether anything near may say what they are: `label_of` is the exact answer."""
        before = self.codes[positions - _NEAR]
        near = np.logical_or.reduce((before[1:] == _SPACE) & (before[:-1] > _ASCII_MAX))
        near |= self._labels_reach(positions)
        near |= self._names_near(positions)
        return near if self._has_no_cells else near | (self._cells_at(positions) >= 0)

    def may_be_labelled(self, positions: Ints) -> Flags:
        """Return of some of these numbers whether `label_of` may be one of `LABELS_OF_NUMBERS`."""
        others = self._labels_reach(positions)
        others |= self._names_near(positions)
        others |= self._spread_near(positions)
        if self._has_no_cells:
            return others
        cells = self._cells_at(positions)
        speaks = np.array([*map(LABELS_OF_NUMBERS.__contains__, self.tables.topics)])
        return np.where(cells >= 0, speaks[cells], others)

    @property
    def _has_no_cells(self) -> bool:
        return not self.tables.starts

    def _cells_at(self, positions: Ints) -> Ints:
        """Return in which cell of a table each of these places is, -1 for none."""
        starts, ends = np.array(self.tables.starts), np.array(self.tables.ends)
        index = starts.searchsorted(positions, "right") - 1
        return np.where(positions < ends[index], index, -1)

    def _names_near(self, positions: Ints) -> Flags:
        """Return before which numbers a quote may open the value of an element."""
        if "<" not in self.text:
            return False
        return np.logical_or.reduce(are_any(self.codes[positions - _NEAR], "\"'"))

    def _spread_near(self, positions: Ints) -> Flags:
        """Return before which numbers the last character of a word stands alone, or only marks are to be seen."""
        before = self.codes[positions - _NEAR]
        are_marks = are_of(before[:-1], _IS_NO_WORD)
        only_marks = np.logical_and.accumulate(are_marks)
        ends_word = ~are_marks & (before[1:] == _SPACE)
        ends_word[1:] &= only_marks[:-1]
        return np.logical_or.reduce(ends_word) | only_marks[-1]

    def has_label_near(self, position: int) -> bool:
        """Return the same of one number."""
        index = bisect_right(self.ends, position) - 1
        if index >= 0 and _SPEAKING[self.labels.kinds[index]]:
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
        ends = self.labels.ends
        if not len(ends):
            return np.zeros(len(positions), dtype=bool)
        index = ends.searchsorted(positions, "right") - 1
        reach = positions - ends[index]
        speaks = (index >= 0) & _SPEAKING[self.labels.kinds[index]]
        near = speaks & (reach <= LABEL_REACH)
        if "<" in self.text or "&" in self.text:
            rather = where(speaks & (reach > LABEL_REACH) & (reach <= _RAW_REACH))
            marks = where(are_any(self.codes, "<&"))
            between = marks.searchsorted(positions[rather]) > marks.searchsorted(ends[index[rather]])
            near[rather[between]] = True
        return near

    def _topic_of(self, index: int, position: int) -> Topic | None:
        topic: Topic | None = KINDS[self.labels.kinds[index]][1]
        if not _reaches(self.text[self.ends[index] : position], topic):
            return None
        if topic is Topic.CERTIFICATE and index > 0:  # `证件类型：台胞证，证件号码：…`
            kind: Topic | None = KINDS[self.labels.kinds[index - 1]][1]
            between = self.text[self.ends[index - 1] : self.labels.starts[index]]
            if (
                len(between) <= LABEL_REACH
                and kind in _KINDS_OF_CERTIFICATE
                and not _ANY_DIGIT.search(between)  # else it has its own number: `台胞证：01234567`
            ):
                return kind
        return topic


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
        TooDense: the text is hardly more than words of the vocabulary and other hits.
    """
    folded = fold(text)
    found = scan(folded.text)
    if not len(found) and not _ANY_DIGIT.search(folded.text):
        return Page(folded.text, folded, NO_HITS, [], NO_TABLES, NO_HITS, [], *_NO_DIGITS, _NO_CODES)
    codes = framed(folded.text)
    tables = _tables(folded.text, codes, found)
    labels = found.of(_LABELS)
    if "=" in folded.text:
        labels = labels.where(~_are_attributes(codes, labels.starts, labels.ends))
    cells = [
        Hit(Trigger.CELL, start, end, topic)
        for start, end, topic in (tables.cells_of(_CELL_TOPICS) if tables.starts else ())
    ]
    has_numerals = np.count_nonzero(_NUMERALS[found.kinds])
    chinese = find_chinese_digits(folded.text, codes) if has_numerals else short_text.NO_DIGITS
    digits, places_of_codes = _digits_and_codes(folded.text, codes, chinese)
    hits = cells + places_of_codes
    return Page(
        folded.text, folded, found, hits, tables, labels, labels.ends.tolist(), digits, chinese, codes
    )


def _tables(text: str, codes: Ints, found: Hits) -> Tables:
    words = found.of(_WORDS)
    tables = find_tables(text, codes, words.starts)
    ruled = [*find_ruled_cells(text)]
    if ruled:
        tables.put_first(ruled)
    if "<" in text:
        tables.merge(find_html_cells(text))
    tables.merge(find_spaced_cells(text, codes, words.starts, words.ends))
    tables.merge(find_listed_cells(text, codes, words.starts))
    tables.merge(find_sql_cells(text))
    near = found.of(_OF_RECORDS)
    if len(near):
        tables.merge(find_fields(text, codes, found.of(_OF_VALUES).ends, near.ends))
    return tables


def _digits_and_codes(text: str, codes: Ints, chinese: Digits) -> tuple[Digits, list[Hit]]:
    if len(text) <= short_text.LONGEST:
        digits = short_text.find_digits(text)
        return digits, short_text.find_codes(text, digits, chinese)
    digits = find_digits(text, codes)
    if len(digits.starts) <= short_text.FEW:
        return digits, short_text.find_few_codes(text, digits, chinese)
    return digits, find_codes(text, digits, chinese)


def _are_attributes(codes: Ints, starts: Ints, ends: Ints) -> Flags:
    """The `name` and `id` of `<input name="q" id="q"` are no labels, but `data-card-no` and `WHERE card_no='…'` are."""
    size = ends - starts
    is_one = ((size == len("id")) & are_any(codes[starts], "Ii")) | (
        (size == len("name")) & are_any(codes[starts], "Nn")
    )
    return np.asarray(is_one & (codes[ends] == ord("=")) & are_any(codes[ends + 1], "\"'"))


_ANY_DIGIT = lazily("[0-9]")
_NO_DIGITS, _NO_CODES = (short_text.NO_DIGITS, short_text.NO_DIGITS), framed("")
_CELL_TOPICS = (Topic.NAME, Topic.PASSWORD, Topic.ADDRESS, Topic.VIN, Topic.PLATE, *TABLE_TOPICS)
