"""NAME: a person's name behind a label, in a table column, or before an honorific.

A name has no form of its own; only what stands beside it makes it one. A Chinese name is a family
name and one or two given characters, or a minority's name with its middle dot; a name in Latin
letters is two or three capitalised words. The honorific does not belong to the value.

>>> validate(Candidate("张小明", shape="honorific"))
0.8
>>> validate(Candidate("如下", shape="label"))
0.0
"""

import re
from collections.abc import Iterator

from policies.detectors.base import DISPROVED, Candidate
from policies.detectors.surnames import AMBIGUOUS, COMPOUND, NO_NAMES, SINGLE
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import HONORIFICS, TOPIC_OF, Topic, any_of, words

TYPE = "NAME"
TRIGGERS = (Trigger.LABEL, Trigger.CELL, Trigger.HONORIFIC)

_HAN = "\u3400-\u9fff"
_NOTE = r"(?:[（(][^（()）\n]{0,10}[)）])?"
_BEHIND_LABEL = re.compile(
    rf"[ \t]{{0,3}}{_NOTE}[ \t]{{0,3}}(?:[:：=|\t]|是|为|叫)[ \t|]{{0,4}}(?:\r?\n[ \t]*+)?(?=\S)"
)
_CHINESE = re.compile(rf"[{_HAN}] {{1,2}}[{_HAN}](?![{_HAN}])|[{_HAN}]{{1,8}}(?:[·•.][{_HAN}]{{1,8}}){{0,3}}")
_LATIN = re.compile(
    r"[A-Z][a-z]{1,20}(?: [A-Z]\.)?(?:[ \-][A-Z][a-z]{1,20}){1,2}(?![A-Za-z])"
    r"|[A-Z]{2,15}[ ,]{1,2}[A-Z]{2,20}(?![A-Za-z])"
)
_MINORITY = re.compile(rf"[{_HAN}]{{1,8}}(?:[·•.][{_HAN}]{{1,8}})+")
_SHORTEST, _LONGEST = 2, 4
_REACH = 48
# `File Name: Annual Report` names no person.
_OF_A_THING = re.compile(
    r"(?:file|user|host|domain|project|product|server|bank|company|display|event|meeting|class|table|column|field|"
    r"brand|branch|department|system|sheet|document|task|variable|function|path|code|nick|screen)[ _\-]?$",
    re.IGNORECASE,
)
_NO_PERSONS = words(
    "Service Services Department Team Center Centre Bank Office Support Limited Ltd Inc Company Group "
    "Manager Customer Client Sales Finance Branch Report Project Number Address Phone Email Details "
    "Information Account Name"
)
_ENDS_NAME = re.compile(
    any_of([word for word in TOPIC_OF if not word.isascii() and len(word) > 1])
    + "|性别|年龄|出生|地址|职务|部门|单位|民族|日期|先生|女士|小姐|太太"
    "|经理|主任|行长|老师|总监|处长|科长|部长|主管|同志|律师|医生|教授"
)


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield the name behind a label, in a cell, or before an honorific."""
    if hit.trigger is Trigger.HONORIFIC:
        yield from _before_honorific(page.text, hit)
    elif hit.topic is Topic.NAME:
        if hit.trigger is Trigger.CELL:
            yield from _at(page.text, hit.start, hit.end, "column")
        elif not page.tables.in_header(hit.start) and not _is_label_of_a_thing(page.text, hit):
            behind = _BEHIND_LABEL.match(page.text, hit.end, hit.end + _REACH)
            if behind:
                yield from _at(page.text, behind.end(), min(len(page.text), behind.end() + _REACH), "label")


def validate(candidate: Candidate) -> float:
    """Return how sure it is: a family name, a plausible length, and no word known to be none."""
    value = candidate.value
    if value[0].isascii():
        return 0.8 if _NO_PERSONS.isdisjoint(value.title().split()) else DISPROVED
    if not _MINORITY.fullmatch(value) and not _is_chinese_name(value):
        return DISPROVED
    return 0.8 if candidate.shape == "honorific" else 0.85


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    return (f"beside:{candidate.shape}", "capitalised" if candidate.value[0].isascii() else "family-name")


def _at(text: str, start: int, end: int, shape: str) -> Iterator[Candidate]:
    while start < end and text[start] in " \t\"'“‘*[【<":
        start += 1
    latin = _LATIN.match(text, start, end)
    if latin:
        yield Candidate(latin[0], start, latin.end(), shape)
    chinese = _CHINESE.match(text, start, end)
    if chinese:
        value = chinese[0]
        cut = _ENDS_NAME.search(value)
        value = value[: cut.start()] if cut else value
        if value:
            yield Candidate(value.replace(" ", ""), start, start + len(value), shape)


def _is_label_of_a_thing(text: str, hit: Hit) -> bool:
    if not text[hit.start].isascii():
        return False
    before = text[max(0, hit.start - 12) : hit.start]
    glued = before[-1:].isascii() and before[-1:].isalnum()
    return glued or bool(_OF_A_THING.search(before)) or text[hit.end : hit.end + 1].isalpha()


def _before_honorific(text: str, hit: Hit) -> Iterator[Candidate]:
    """The longest name that ends here; a doubtful family name counts only if the run begins with it."""
    before = re.search(rf"[{_HAN}]{{0,{_LONGEST}}}$", text[max(0, hit.start - _LONGEST) : hit.start])
    run = before[0] if before else ""
    names = [run[-size:] for size in range(len(run), _SHORTEST - 1, -1) if _is_chinese_name(run[-size:])]
    names.sort(key=lambda name: name[0] in AMBIGUOUS)
    if names and (names[0][0] not in AMBIGUOUS or len(names[0]) == len(run)):
        yield Candidate(names[0], hit.start - len(names[0]), hit.start, "honorific")


def _is_chinese_name(value: str) -> bool:
    if not _SHORTEST <= len(value) <= _LONGEST or value.endswith(HONORIFICS):
        return False
    if value[:2] in NO_NAMES or value in NO_NAMES:
        return False
    if value[:2] in COMPOUND:
        return len(value) > _SHORTEST  # a family name of two and at least one given character
    return value[0] in SINGLE and len(value) < _LONGEST
