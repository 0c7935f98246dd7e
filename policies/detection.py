"""Text in, spans out: prefilter, then the detectors at each hit, then one span a place.

The cost is linear in the length of the text: one pass of the prefilter, and behind every hit a
bounded look around.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

import numpy as np

from policies import many_secrets, number_rows, numbers, prefilter, short_text
from policies.code_points import where
from policies.detectors import BY_HIT, BY_LABEL, WANTED_HITS, WANTED_SHAPES, name, password, possible, sieve
from policies.detectors.base import Candidate, Proof
from policies.finding import ACT_CONFIDENCE, Span
from policies.labels_behind import labelled_numbers
from policies.lazily import compile_all, lazily
from policies.normalize import fold
from policies.number_rows import Wanted
from policies.page import Page, read
from policies.paragraphs import pieces
from policies.prefilter import Hit, Hits, TooDense, Trigger, kinds_of
from policies.vocabulary import Topic, words

# A text that takes every way through the code: dropped and styled characters, prose, a table, HTML, Latin.
_ONE_OF_EACH = (
    "姓名\t手机\n张三\t１３８\u200b0013 8000\n\U0001d7d9 name the day, name: Li Wei <td>姓名</td><td>张三</td> "
    "一三八零零一三八零零零 password: Abc@1234 a@b.example 京A12345 地址：中山路1号"
)
_NUMBERS = words(
    "RESIDENT_ID RESIDENT_ID_15 FPR_CARD HKM_PERMIT TW_PERMIT PASSPORT USCI BANK_CARD BANK_ACCOUNT CNAPS "
    "MOBILE LANDLINE PLATE VIN SECURITIES_ACCOUNT"
)
_PREFIX_OF_MOBILE = lazily(r"^(?:00)?86(?=1[3-9][0-9]{9}$)|^00(?=85[23][0-9]{8}$)")

_OF_DOCUMENTS = kinds_of(lambda trigger, topic: trigger is Trigger.LABEL and topic in name.DOCUMENTS)
_FEW = 8  # labels that are as quickly looked at one by one

_Found = tuple[float, Proof, Candidate]
_Look = Callable[[Hit], list[_Found]]


def detect(text: str, *, min_confidence: float = ACT_CONFIDENCE) -> list[Span]:
    """Return what was found in a text, by start, not overlapping.

    Offsets are code points of the text as given; `text[span.start:span.end]` is the value as written,
    with its inner separators and invisible characters.

    Raises:
        TooDense: from some place on there is more to look at than a text has; what stands before it is told in it.

    >>> [(span.type, span.start, span.end) for span in detect("身份证号：11010519491231002X。")]
    [('RESIDENT_ID', 5, 23)]
    """
    found: list[Span] = []
    for start, end in pieces(text):
        try:
            found += _spans(text[start:end], start, min_confidence)
        except TooDense as dense:
            before, place = _before(text[start : start + dense.place], start, min_confidence)
            raise TooDense(place, [*found, *before]) from None
    return found


def prepare(compiled: bytes = b"") -> bytes:
    """Make detection ready before the first text, and return what makes it ready in another process.

    Everything that is loaded or compiled at first use is used once, because a process that has fenced
    itself in can load nothing any more. For `compiled` see `prefilter.prepare`.
    """
    compiled = prefilter.prepare(compiled)
    compile_all()
    detect(_ONE_OF_EACH)
    detect(_ONE_OF_EACH * (short_text.LONGEST // 60))  # in columns
    return compiled


def normal_value(type: str, value: str) -> str:  # noqa: A002 - the word of the contract
    """Return the one form of a value that is compared and hashed, however it was written.

    >>> normal_value("RESIDENT_ID", "110105 19491231 002x"), normal_value("MOBILE", "+86 138-0013-8000")
    ('11010519491231002X', '13800138000')
    """
    plain = fold(value).text.strip()
    if type in _NUMBERS:
        plain = "".join(filter(str.isalnum, plain)).upper().replace("×", "X")
        return _PREFIX_OF_MOBILE.sub("", plain) if type == "MOBILE" else plain
    if type == "EMAIL":
        return plain.lower()
    return plain if type.startswith("PASSWORD") or plain.isascii() else "".join(plain.split())


def _spans(text: str, offset: int, min_confidence: float) -> Iterator[Span]:
    """Yield what is found in a piece of a text that begins at `offset`."""
    page = read(text)
    for confidence, detector, candidate in _surest(_candidates(page, min_confidence)):
        start, end = page.folded.original(candidate.start, candidate.end)
        reasons = detector.explain(candidate)
        yield Span(start + offset, end + offset, detector.TYPE, confidence, reasons)


def _before(text: str, offset: int, min_confidence: float) -> tuple[list[Span], int]:
    """Return what is found in what stands before a piece becomes too dense, and where it ends."""
    while True:
        try:
            return list(_spans(text, offset, min_confidence)), offset + len(text)
        except TooDense as dense:  # by itself it may be denser than the piece was
            text = text[: dense.place]


def _candidates(page: Page, min_confidence: float) -> list[_Found]:
    look: _Look = partial(_look, page, min_confidence)
    found: list[_Found] = []
    words = _words(page)
    if np.count_nonzero(many_secrets.SECRETS[words.kinds]) > many_secrets.MANY:
        look = _look_at_many(page, look)
    for hit in (*words, *page.hits):
        found += look(hit)
    return found + _numbers(page, min_confidence)


def _words(page: Page) -> Hits:
    """Return the words to look at: beside the label of a document stands a name only where behind it a number does."""
    words = page.words.of(WANTED_HITS)
    documents = where(_OF_DOCUMENTS[words.kinds])
    if len(documents) <= _FEW:
        return words
    wanted = np.ones(len(words), dtype=bool)
    wanted[documents] = sieve.may_be_documents(page.codes, words.ends[documents])
    return words.where(wanted)


def _look(page: Page, min_confidence: float, hit: Hit) -> list[_Found]:
    return [
        (confidence, detector, candidate)
        for detector in BY_HIT[hit.trigger, hit.topic]
        for candidate in detector.propose(page, hit)
        if (confidence := detector.validate(candidate)) and confidence >= min_confidence
    ]


def _look_at_many(page: Page, look: _Look) -> _Look:
    secrets = many_secrets.ManySecrets(page, look, _moved, _tells_a_password)
    return lambda hit: (secrets.at if hit.trigger in many_secrets.TRIGGERS else look)(hit)


def _moved(found: _Found, distance: int) -> _Found:
    confidence, detector, candidate = found
    start, end = candidate.start + distance, candidate.end + distance
    return confidence, detector, Candidate(candidate.value, start, end, candidate.shape, candidate.label)


def _tells_a_password(found: Iterable[_Found]) -> bool:
    return any(detector is password for _, detector, _ in found)


class _Labels(dict[int, Topic | None]):
    """What the text says of a value at each place that was asked about."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page

    def __missing__(self, start: int) -> Topic | None:
        topic = self[start] = self._page.label_of(start)
        return topic


def _numbers(page: Page, min_confidence: float) -> list[_Found]:
    found: list[_Found] = []
    label_of = _Labels(page).__getitem__
    wanted = Wanted(
        WANTED_SHAPES,
        page.have_labels_near,
        label_of,
        possible,
        page.may_be_labelled,
        sieve.may_be,
    )
    if page.has_few_numbers:
        rows = short_text.rows(page.text, page.digits, wanted, page.has_label_near)
    else:
        rows = number_rows.rows(page.digits, wanted)
    readings = numbers.readings(page.text, rows, page.digits, wanted)
    if len(page.chinese.starts):
        in_chinese = number_rows.rows(page.chinese, wanted)
        readings = chain(readings, numbers.chinese_readings(page.text, in_chinese, page.chinese, wanted))
    labelled = ((number, label_of(number.start)) for number in readings)
    behind = ((number, topic) for number, topic in labelled_numbers(page) if label_of(number.start) is None)
    for number, label in chain(labelled, behind):
        for detector in BY_LABEL[label].get((len(number.value), number.value[0]), ()):
            candidate = detector.consider(number, label)
            if candidate is not None:
                confidence = detector.validate(candidate)
                if confidence and confidence >= min_confidence:
                    found.append((confidence, detector, candidate))
    return found


def _surest(found: list[_Found]) -> Iterator[_Found]:
    """Of candidates that overlap keep the surest, then the longest, then the first."""
    found.sort(key=lambda each: each[2].start)
    group: list[_Found] = []
    reach = 0
    for each in found:
        if each[2].start >= reach:
            yield from _surest_of(group)
            group = [each]
            reach = each[2].end
        else:
            group.append(each)
            reach = max(reach, each[2].end)
    yield from _surest_of(group)


def _order(found: _Found) -> tuple[float, int, int]:
    confidence, _, candidate = found
    return -confidence, candidate.start - candidate.end, candidate.start


def _surest_of(group: list[_Found]) -> list[_Found]:
    """The same for one chain of overlaps, which is short but in a hostile text."""
    if len(group) <= 2:  # noqa: PLR2004 - of two that overlap one is kept
        return [min(group, key=_order)] if group else group
    group.sort(key=_order)
    kept: list[_Found] = []
    for each in group:
        index = bisect_left(kept, each[2].start, key=lambda other: other[2].start)
        free_before = index == 0 or kept[index - 1][2].end <= each[2].start
        if free_before and (index == len(kept) or each[2].end <= kept[index][2].start):
            kept.insert(index, each)
    return kept
