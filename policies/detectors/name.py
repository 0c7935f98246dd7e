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
from policies.detectors.name_ending import SHORTEST, before_honorific, is_chinese_name, name_at_the_end
from policies.detectors.surnames import AMBIGUOUS, COMPOUND, FREQUENT, GIVEN, SINGLE, is_of_given
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.tables.header import read_header
from policies.vocabulary import TOPIC_OF, Topic

TYPE = "NAME"
TRIGGERS = (Trigger.LABEL, Trigger.CELL, Trigger.HONORIFIC)
DOCUMENTS = frozenset(
    {
        Topic.RESIDENT_ID, Topic.CERTIFICATE, Topic.PASSPORT, Topic.HKM_PERMIT, Topic.TW_PERMIT,
        Topic.SECURITIES_ACCOUNT,
    }
)  # fmt: skip
TOPICS = frozenset({Topic.NAME, *DOCUMENTS})

_REACH = 72
_LABEL_MAX = 16  # code points before a label in which a name and what parts them stand
_LOOSE = frozenset("，,/")  # part more than the names of a list
_WHOSE = 2  # code points of a word that says whose name it is
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
        elif text.startswith(wording.TITLE_LABELS, hit.start):
            yield from _at(text, hit.end + 1, min(len(text), hit.end + _REACH), "label")
        else:
            yield from before_honorific(text, hit)
    elif hit.topic is Topic.NAME:
        yield from _respected(text, hit)
        if hit.trigger is Trigger.CELL:
            yield from _at(text, hit.start, hit.end, "column")
        elif not page.tables.in_header(hit.start) and not _is_label_of_a_thing(text, hit):
            yield from (_declaring if text[hit.start : hit.end] == "本人" else _behind_label)(text, hit)
    elif hit.trigger is Trigger.LABEL:
        yield from _before_document(text, hit)


def validate(candidate: Candidate) -> float:
    """Return how sure it is: a family name, a plausible length, and no word known to be none."""
    value = candidate.value
    if value[0].isascii():
        words = value.replace(",", " ").replace("-", " ").title().split()
        sure = wording.NO_PERSONS.isdisjoint(words)
    else:
        sure = bool(wording.MINORITY.fullmatch(value)) or is_chinese_name(value)
    return _CONFIDENCE[candidate.shape] if sure else DISPROVED


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    return (f"beside:{candidate.shape}", "capitalised" if candidate.value[0].isascii() else "family-name")


def _behind_label(text: str, hit: Hit) -> Iterator[Candidate]:
    limit = min(len(text), hit.end + _REACH)
    behind = wording.BEHIND_LABEL.match(text, hit.end, limit)
    if (
        behind
        and text[hit.start : hit.end].lower() in wording.VAGUE_LABELS
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
    if wording.NEXT_LINE.match(text, hit.end, limit) and _has_its_line(text, hit):
        for candidate in _at(text, text.index("\n", hit.end) + 1, limit, "next line"):
            if wording.LINE_ENDS.match(text, candidate.end):
                yield candidate
        return
    word = text[hit.start : hit.end].lower()
    yield from _adjacent(
        text, hit.end, wording.EVIDENCE if word in wording.VAGUE_LABELS else wording.BOUNDARY
    )


def _declaring(text: str, hit: Hit) -> Iterator[Candidate]:
    """`本人邵雪飞，申请…`: only of characters that names are made of (本人康复，申请返岗; 本人为党员)."""
    found = *_behind_label(text, hit), *_adjacent(text, hit.end, wording.DECLARES)
    for candidate in found:
        if is_of_given(candidate.value) or wording.EVIDENCE.match(text, candidate.end):
            yield candidate


def _respected(text: str, hit: Hit) -> Iterator[Candidate]:
    """`尊敬的李国栋客户：` greets by a label."""
    if not text.startswith("客户", hit.start):
        return
    before = wording.RESPECTED.search(text, max(0, hit.start - _LABEL_MAX), hit.start)
    if before and is_of_given(before["name"]):
        yield Candidate(before["name"], before.start("name"), hit.start, "honorific")


def _has_its_line(text: str, hit: Hit) -> bool:
    """Whether a label begins its line, if with the word for whose name it is: 学员姓名."""
    whose = text[max(0, hit.start - _WHOSE) : hit.start].rpartition("\n")[2]
    return begins_its_line(text, hit.start - len(whose) if text.startswith("姓名", hit.start) else hit.start)


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
    start += text[start : start + 1] in {" ", "（", "(", "/", "-"}
    latin = wording.LATIN.match(text, start) if text[start : start + 1].isascii() else None
    if latin and closer.match(text, latin.end()):
        yield Candidate(latin[0], start, latin.end(), "next to label")
    spaced = wording.SPACED.match(text, start) if text[start + 1 : start + 2].isspace() else None
    if spaced and closer.match(text, spaced.end()):
        yield Candidate("".join(spaced[0].split()), start, spaced.end(), "next to label")
        return
    run = wording.ADJACENT.match(text, start)
    if run is None:
        return
    of_minority = "·" in run[0] or "•" in run[0]
    if text[start] not in SINGLE and run[0][:2] not in COMPOUND and not of_minority:
        return
    cut = wording.ENDS_NAME.search(run[0])  # at once, if it is the next label: 机主姓名…
    for size in range(cut.start() if cut else len(run[0]), SHORTEST - 1, -1):
        value = text[start : start + size]
        sure = (of_minority and wording.MINORITY.fullmatch(value)) or is_chinese_name(value)
        if value[0] in AMBIGUOUS:
            closer = wording.EVIDENCE
            sure = sure and (value[0] in FREQUENT or (size > SHORTEST and GIVEN.issuperset(value[1:])))
        if sure and (closer.match(text, start + size) or _is_told_of(text, value, start + size)):
            yield Candidate(value, start, start + size, "next to label")
            return


def _is_told_of(text: str, value: str, end: int) -> bool:
    """Whether every character is one of names, and what follows tells of a person: `客户李玉梅来电`."""
    if len(value) == SHORTEST:
        boundary = wording.STRONG_BOUNDARY_OF_TWO.match(text, end)
    else:
        boundary = wording.STRONG_BOUNDARY.match(text, end) or wording.BOUNDARY.match(text, end)
    if not boundary or "·" in value:
        return bool(boundary)
    is_family = value[0] not in AMBIGUOUS or value[0] in wording.RATHER_FAMILIES
    return is_family and is_of_given(value)


def _at(text: str, start: int, end: int, shape: str) -> Iterator[Candidate]:
    while start < end and text[start] in " \t\"'“‘「『《*[【<":
        start += 1
    title = wording.TITLE.match(text, start, end)
    start = title.end() if title else start
    is_ascii = text[start : start + 1].isascii()
    latin = wording.LATIN.match(text, start, end) if is_ascii else None
    if latin:
        yield Candidate(latin[0], start, latin.end(), shape)
    chinese = None if is_ascii else wording.CHINESE.match(text, start, end)
    if chinese and not wording.COMPANY.match(text, start, end):
        value = chinese[0]
        cut = wording.ENDS_NAME.search(value, 1)
        value = (value[: cut.start()] if cut else value).rstrip()
        if cut and cut[0].startswith("的") and not is_of_given(value):  # 户名为单位的账户
            return
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
    if before and not any(run[-size:] in TOPIC_OF for size in range(SHORTEST, len(run) + 1)):
        name = name_at_the_end(run, text[max(0, before.start() - 1) : before.start()])
        if name and name[0] not in AMBIGUOUS and not wording.ENDS_NAME.search(name):
            yield Candidate(name, before.end("run") - len(name), before.end("run"), "next to label")


def _is_label_of_a_thing(text: str, hit: Hit) -> bool:
    before = text[max(0, hit.start - 12) : hit.start]
    if not text[hit.start].isascii():
        return before.endswith(wording.CHINESE_THINGS)
    glued = before[-1:].isascii() and before[-1:].isalnum()
    return glued or text[hit.end : hit.end + 1].isalpha() or bool(wording.OF_A_THING.search(before))


def _behind_title(text: str, hit: Hit) -> Iterator[Candidate]:
    """`Mr. Zhang Wei`, `Dear Ms 李娜`, and not the font `MS 明朝`."""
    gap = wording.BEHIND_TITLE.match(text, hit.end, hit.end + 4)
    if gap and text[hit.start].isupper() and text[hit.start : hit.end] != "MS":
        yield from _at(text, gap.end(), min(len(text), gap.end() + _REACH), "title")
