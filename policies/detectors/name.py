"""NAME: a person's name behind a label, in a table column, or before an honorific.

A name has no form of its own; only what stands beside it makes it one. A Chinese name is a family
name and one or two given characters, or a minority's name with its middle dot; a name in Latin
letters is two or three capitalised words. The honorific does not belong to the value.

The order of the two and the middle dot (U+00B7) are those of GB/T 28039 (names in pinyin) and of
the registry's rules for minorities' names.

>>> validate(Candidate("张小明", shape="honorific"))
0.8
>>> validate(Candidate("如下", shape="label"))
0.0
"""

import re
from collections.abc import Iterator

from policies.detectors import name_wording as wording
from policies.detectors.address_wording import begins_its_line
from policies.detectors.base import DISPROVED, Candidate
from policies.detectors.surnames import AMBIGUOUS, COMPOUND, FREQUENT, GIVEN, NO_BEGINNINGS, NO_NAMES, SINGLE
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.tables.header import read_header
from policies.vocabulary import TOPIC_OF, Topic

TYPE = "NAME"
TRIGGERS = (Trigger.LABEL, Trigger.CELL, Trigger.HONORIFIC)
_DOCUMENTS = frozenset(
    {
        Topic.RESIDENT_ID, Topic.CERTIFICATE, Topic.PASSPORT, Topic.HKM_PERMIT, Topic.TW_PERMIT,
        Topic.SECURITIES_ACCOUNT,
    }
)  # fmt: skip
TOPICS = frozenset({Topic.NAME, *_DOCUMENTS})

_SHORTEST, _LONGEST = 2, 4
_REACH = 72
_LABEL_MAX = 16  # code points before a label in which a name and what parts them stand
_LOOSE = frozenset("，,/")  # part more than the names of a list
_RUN_MAX = 10  # code points before an honorific in which a Chinese name stands
_CONFIDENCE = {
    "label": 0.85,
    "column": 0.85,
    "honorific": 0.8,
    "title": 0.8,
    "next to label": 0.75,
    "next line": 0.75,
}


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield the name behind a label, in a cell, or beside an honorific."""
    text = page.text
    if hit.trigger is Trigger.HONORIFIC:
        if text[hit.start].isascii():
            yield from _behind_title(text, hit)
        else:
            yield from _before_honorific(text, hit)
    elif hit.topic is Topic.NAME:
        if hit.trigger is Trigger.CELL:
            yield from _at(text, hit.start, hit.end, "column")
        elif not page.tables.in_header(hit.start) and not _is_label_of_a_thing(text, hit):
            yield from _behind_label(text, hit)
    elif hit.trigger is Trigger.LABEL:
        yield from _before_document(text, hit)


def validate(candidate: Candidate) -> float:
    """Return how sure it is: a family name, a plausible length, and no word known to be none."""
    value = candidate.value
    if value[0].isascii():
        words = value.replace(",", " ").replace("-", " ").title().split()
        sure = wording.NO_PERSONS.isdisjoint(words)
    else:
        sure = bool(wording.MINORITY.fullmatch(value)) or _is_chinese_name(value)
    return _CONFIDENCE[candidate.shape] if sure else DISPROVED


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    return (f"beside:{candidate.shape}", "capitalised" if candidate.value[0].isascii() else "family-name")


def _behind_label(text: str, hit: Hit) -> Iterator[Candidate]:
    limit = min(len(text), hit.end + _REACH)
    behind = wording.BEHIND_LABEL.match(text, hit.end, limit)
    if (
        behind
        and text[hit.start : hit.end] in wording.VAGUE_LABELS
        and wording.HAN.match(text[hit.start - 1 : hit.start])
    ):
        return  # 白金客户 | …: the end of another word
    if behind:
        about = "情况" in behind[0] or "信息" in behind[0]  # more often a sentence than a name
        for candidate in _at(text, behind.end(), limit, "label"):
            if not about or wording.EVIDENCE.match(text, candidate.end):
                yield candidate
                yield from _listed(text, candidate.end, limit)
        return
    if wording.NEXT_LINE.match(text, hit.end, limit) and begins_its_line(text, hit.start):
        for candidate in _at(text, text.index("\n", hit.end) + 1, limit, "next line"):
            if wording.LINE_ENDS.match(text, candidate.end):
                yield candidate
        return
    word = text[hit.start : hit.end]
    yield from _adjacent(
        text, hit.end, wording.EVIDENCE if word in wording.VAGUE_LABELS else wording.BOUNDARY
    )


def _listed(text: str, end: int, limit: int) -> Iterator[Candidate]:
    """The others of `借款人：张三、李四、王五`."""
    while other := wording.NEXT_OF_LIST.match(text, end, limit) or wording.NEXT_OF_LINES.match(
        text, end, limit
    ):
        if other[0].lstrip()[0] in _LOOSE and (
            "·" in other[1] or not _is_told_of(text, other[1], other.end(1))
        ):
            return
        yield Candidate(other[1], other.start(1), other.end(1), "label")
        end = other.end(1)


def _adjacent(text: str, start: int, closer: re.Pattern[str]) -> Iterator[Candidate]:
    """The longest name right behind a label with nothing between, if what follows it ends a name."""
    start += text[start : start + 1] in {" ", "（", "("}
    latin = wording.LATIN.match(text, start)
    if latin and closer.match(text, latin.end()):
        yield Candidate(latin[0], start, latin.end(), "next to label")
    spaced = wording.SPACED.match(text, start)
    if spaced and closer.match(text, spaced.end()):
        yield Candidate("".join(spaced[0].split()), start, spaced.end(), "next to label")
        return
    run = wording.ADJACENT.match(text, start)
    cut = wording.ENDS_NAME.search(run[0]) if run else None  # at once, if it is the next label: 机主姓名…
    longest = cut.start() if cut else len(run[0]) if run else 0
    if (
        run
        and text[start] not in SINGLE
        and run[0][:2] not in COMPOUND
        and "·" not in run[0]
        and "•" not in run[0]
    ):
        return
    for size in range(longest, _SHORTEST - 1, -1):
        value = text[start : start + size]
        sure = wording.MINORITY.fullmatch(value) or _is_chinese_name(value)
        if value[0] in AMBIGUOUS:
            closer = wording.EVIDENCE
            sure = sure and (value[0] in FREQUENT or (size > _SHORTEST and GIVEN.issuperset(value[1:])))
        if sure and (closer.match(text, start + size) or _is_told_of(text, value, start + size)):
            yield Candidate(value, start, start + size, "next to label")
            return


def _is_told_of(text: str, value: str, end: int) -> bool:
    """Whether every character is one of names, and what follows tells of a person: `客户李玉梅来电`."""
    if len(value) == _SHORTEST:
        boundary = wording.STRONG_BOUNDARY_OF_TWO.match(text, end)
    else:
        boundary = wording.STRONG_BOUNDARY.match(text, end) or wording.BOUNDARY.match(text, end)
    if not boundary or "·" in value:
        return bool(boundary)
    is_family = value[0] not in AMBIGUOUS or value[0] in wording.RATHER_FAMILIES
    return is_family and GIVEN.issuperset(value[2 if value[:2] in COMPOUND else 1 :])


def _at(text: str, start: int, end: int, shape: str) -> Iterator[Candidate]:
    while start < end and text[start] in " \t\"'“‘*[【<":
        start += 1
    latin = wording.LATIN.match(text, start, end)
    if latin:
        yield Candidate(latin[0], start, latin.end(), shape)
    chinese = wording.CHINESE.match(text, start, end)
    if chinese and not wording.COMPANY.match(text, start, end):
        value = chinese[0]
        cut = wording.ENDS_NAME.search(value, 1)
        value = (value[: cut.start()] if cut else value).rstrip()
        if value and not _is_label(chinese[0], value):  # else it is the next one of a form
            yield Candidate("".join(value.split()), start, start + len(value), shape)


def _is_label(run: str, name: str) -> bool:
    """Whether a run is a label of which a name would be the beginning: 年龄, 代发卡号, but not 张三身份证号."""
    if len(name) < len(run.rstrip()):
        return name[0] in AMBIGUOUS and name[0] not in FREQUENT
    return read_header(run)[0] is not None


def _before_document(text: str, hit: Hit) -> Iterator[Candidate]:
    """`授权委托李梅（身份证号：…）`: the name that ends right before a document and its number."""
    if not wording.DOCUMENT_VALUE.match(text, hit.end):
        return
    before = wording.BEFORE_DOCUMENT.search(text, max(0, hit.start - _LABEL_MAX), hit.start)
    run = before["run"] if before else ""
    if before and not any(run[-size:] in TOPIC_OF for size in range(_SHORTEST, len(run) + 1)):
        name = _name_at_the_end(run, text[max(0, before.start() - 1) : before.start()])
        if name and name[0] not in AMBIGUOUS and not wording.ENDS_NAME.search(name):
            yield Candidate(name, before.end("run") - len(name), before.end("run"), "next to label")


def _is_label_of_a_thing(text: str, hit: Hit) -> bool:
    before = text[max(0, hit.start - 12) : hit.start]
    if not text[hit.start].isascii():
        return before.endswith(wording.CHINESE_THINGS)
    glued = before[-1:].isascii() and before[-1:].isalnum()
    return glued or bool(wording.OF_A_THING.search(before)) or text[hit.end : hit.end + 1].isalpha()


def _behind_title(text: str, hit: Hit) -> Iterator[Candidate]:
    """`Mr. Zhang Wei`, `Dear Ms 李娜`, and not the font `MS 明朝`."""
    gap = wording.BEHIND_TITLE.match(text, hit.end, hit.end + 4)
    if gap and text[hit.start].isupper() and text[hit.start : hit.end] != "MS":
        yield from _at(text, gap.end(), min(len(text), gap.end() + _REACH), "title")


def _before_honorific(text: str, hit: Hit) -> Iterator[Candidate]:
    """The name that ends here: with a dot, in Latin letters, or the longest of Chinese characters."""
    before = text[max(0, hit.start - _REACH) : hit.start]
    last = before.rstrip(" ")[-1:]
    may_be_other = (last.isascii() and last.isalpha()) or "·" in before or "•" in before
    other = wording.OTHER_BEFORE.search(before) if may_be_other else None
    if other:
        name = other["name"] or other["latin"]
        start = hit.start - len(before) + other.start("name" if other["name"] else "latin")
        yield Candidate(name, start, start + len(name), "honorific")
        return
    before = before[-_RUN_MAX:]
    run = wording.RUN_BEFORE.search(before)
    if run is None:
        return
    value = "".join(run[0].split())
    if len(value) < len(run[0].rstrip()):  # `陆  敏先生`: only the name is spread
        start = hit.start - len(before) + run.start()
        yield Candidate(value, start, start + len(run[0].rstrip()), "honorific")
        return
    end = hit.start - len(run[0]) + len(value)
    is_title = text[hit.start : hit.end] in wording.TITLES
    name = _name_at_the_end(value, before[: run.start()])
    if name and not (is_title and not _is_safe(value, name)):
        yield Candidate(name, end - len(name), end, "honorific")


def _name_at_the_end(run: str, before: str) -> str:
    """The longest name that ends a run; a doubtful family name counts only if the run begins with it."""
    names = [run[-size:] for size in range(min(len(run), _LONGEST), _SHORTEST - 1, -1)]
    names = [name for name in names if _is_chinese_name(name)]
    names.sort(key=lambda name: _is_doubtful(before + run, name) or _ends_a_word(before + run, name))
    return "" if not names or _is_doubtful(before + run, names[0]) else names[0]


def _is_doubtful(text: str, name: str) -> bool:
    """Its first character is rather a word, and nothing before shows that a name begins."""
    if name[0] not in AMBIGUOUS:
        return False
    last = text[: len(text) - len(name)][-1:]
    return bool(wording.HAN.match(last)) and not (last in wording.SMALL_WORDS and len(name) > _SHORTEST)


def _ends_a_word(text: str, name: str) -> bool:
    """`感谢崔强先生`: 谢 belongs to the word before."""
    at = len(text) - len(name)
    return text[max(0, at - 1) : at + 1] in wording.END_LIKE_NAMES


def _is_safe(run: str, name: str) -> bool:
    """A title (经理, 主任) follows many words: the name must be all of the run, or stand behind a small word."""
    rest = run[: len(run) - len(name)]
    return (name[0] not in AMBIGUOUS or name[:2] in COMPOUND) and (
        not rest or rest[-1] in wording.SMALL_WORDS
    )


def _is_chinese_name(value: str) -> bool:
    if not _SHORTEST <= len(value) <= _LONGEST or value.endswith(wording.NO_ENDS):
        return False
    if value[:2] in NO_BEGINNINGS or value[:2] in NO_NAMES or value in NO_NAMES or value[1:] in NO_NAMES:
        return False
    if len(value) == _SHORTEST and value[1] in wording.RANKS:  # 王总, 李工
        return False
    if value[:2] in COMPOUND:
        return len(value) > _SHORTEST  # a family name of two and at least one given character
    return value[0] in SINGLE and len(value) < _LONGEST
