"""PASSWORD: a secret written out, so that whoever reads the mail can open what it protects.

No standard describes a password; this file describes how people give one away: behind a word for
it (`密码：…`, `password is …`), alone on the next line, in a table column, or beside a word for
opening (`解压用…`, `use … to open`). The value only belongs to the span. What speaks about passwords
without giving one (密码另发, 见短信, ******, password policy, an empty field) proposes nothing.

>>> validate(Candidate("Abc@1234", shape="stated"))
0.96
>>> validate(Candidate("required", shape="stated"))
0.0
"""

import re
from collections.abc import Iterator

from policies.detectors.base import DISPROVED, Candidate
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import Topic

TYPE = "PASSWORD"
TRIGGERS = (Trigger.SECRET, Trigger.OPENER, Trigger.CELL)

LENGTH_MIN, LENGTH_MAX = 4, 64
_NOTE = r"(?:[ \t]?(?:\([^()\n]{0,16}\)|（[^（）\n]{0,16}）|\[[^\[\]\n]{0,16}\]))?"
_SUBJECT = r"(?:[ \t]?(?:for|to open|of)(?: [A-Za-z0-9._\-]{1,30}){1,4}?)?"
_SAYS = r"(?:[ \t]{0,4}(?:[:：=|]+>?|->|=>|\t)|[ \t]?(?:也?就?(?:是|为)|設為|设为|设置为|设成|改为|改成|统一为|統一為)[:：]?|[ \t]{1,2}(?:is|was|are|will be|set to|=)(?![A-Za-z])[:：]?)"
_STATED = re.compile(rf"{_NOTE}{_SUBJECT}{_SAYS}[ \t]{{0,6}}")
_NEXT_LINE = re.compile(
    rf"{_NOTE}(?:{_SAYS}|如下|is as follows|as follows|is below)?[:：]?[ \t]*+(?:\r?\n[ \t>]*+){{1,3}}"
)
_ADJACENT = re.compile(rf"{_NOTE}[ \t]{{0,3}}")
_OPEN_QUOTE = "\"'“‘「『【[<《`*"
_VALUE = re.compile(r"[!-~]{1,64}")  # visible ASCII; a Chinese character or a space ends it
_END = re.compile(r"[,;<>\"'`]|[.:?)\]}*|]+$|\|")
_QUOTED = re.compile(r"[^\s\"'“”‘’「」『』【】\[\]<>]{4,32}(?=[\"'”’」』】\]>`])")
_MASK = re.compile(r"[*xX•●_\-.#?$=~/\\]+|.*\*{3}.*|[xX*]{3,}.*")
_PLACEHOLDER = re.compile(
    r"[{<$%(\[].*[})>\]%]?|.*\(\)?.*|\d{1,2}[\-~]\d{1,2}|https?:.*|www\..*|[^@\s]+@[a-z0-9\-]+\.[a-z.]+",
    re.IGNORECASE,
)
_STOP_WORDS = frozenset(
    "required optional policy policies reset resets resetting protected protection null none true false string varchar manager "
    "must should shall will would cannot can't with from your their this that these those here below above attached separate "
    "separately sent send sending being been have they there when which what where please enter entered type change changed "
    "changing changes expired expires expire expiring incorrect wrong invalid valid correct needed need missing empty blank "
    "unknown hidden secret secure strong weak case-sensitive sensitive same different another about after before only also "
    "following minimum maximum least characters letters digits field fields input form hint hints forgotten forgot recovery "
    "rules rule length complexity history age strength generator authentication encrypted encryption provided available "
    "confirm confirmation repeat verify verification again later soon via over under through not-set unchanged stored saved "
    "open opens unzip extract decrypt text file files document word excel sms wechat phone email mail number management "
    "based free less hash hashed managers storage safe safely communicated shared delivered word. type".split()
)
_TOOLS = re.compile(
    r"(?:7-?zip|7z|win(?:rar|zip|dows)?[\d.]*|office|word|excel|wps|ppt|powerpoint|ie|edge|chrome|adobe|acrobat|pdf|utf-?|gbk?|foxit|"
    r"bandizip|360(?:zip|压缩)?|ios|android|python|java|outlook|firefox)[\w.\-]*",
    re.IGNORECASE,
)
_UNIT_BEHIND = re.compile(
    r"\s?(?:位|个|次|天|分钟|小时|字符|秒|月|年|-?\s?(?:characters|chars|digits|days|times|letters|minutes|hours)\b)"
)
_USED_BEHIND = re.compile(
    r"[ \t]?(?:(?:时|請|请)?(?:用|使用|输入|輸入)|with|using|by(?: using)?|(?:密码|口令))[ \t]{0,2}[:：]?[ \t]{0,2}"
)
_USED_BEFORE = re.compile(
    r"(?:用|使用|输入|[Uu]se|[Ww]ith|[Uu]sing|[Ee]nter|[Tt]ype)[ \t]{0,2}([!-~]{4,64})[ \t]{0,2}(?:来|to|即可|可|就能|就可以)?[ \t]{0,2}$"
)
_NEXT_WORD = re.compile(r"[ \t]+[a-z']+")


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield what may be the secret beside one word, the explicit wordings first."""
    text = page.text
    if hit.trigger is Trigger.CELL:
        if hit.topic is Topic.PASSWORD:
            yield from _value(text, hit.start, hit.end, "column")
    elif hit.trigger is Trigger.OPENER:
        yield from _beside_opener(text, hit)
    elif not _inside_a_word(text, hit):
        yield from _behind_keyword(text, hit)


def validate(candidate: Candidate) -> float:
    """Return how sure it is, by what the value looks like and how it was given."""
    value, shape = candidate.value, candidate.shape
    if not LENGTH_MIN <= len(value) <= LENGTH_MAX or _MASK.fullmatch(value) or _PLACEHOLDER.fullmatch(value):
        return DISPROVED
    if value.lower().rstrip(".!") in _STOP_WORDS or not any(map(str.isalnum, value)):
        return DISPROVED
    digits, letters = any(map(str.isdigit, value)), any(map(str.isalpha, value))
    mixed = digits and (letters or not value.isalnum())
    if shape in {"adjacent", "opener"}:
        return _validate_loose(value, shape, mixed)
    if digits or not value.isalnum() or shape == "quoted":
        return 0.96
    return 0.8 if shape in {"stated", "column"} else 0.6


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return how it was given; nothing of the value."""
    return (f"given:{candidate.shape}",)


def _validate_loose(value: str, shape: str, mixed: bool) -> float:  # noqa: FBT001
    """Without a colon or a verb between, only what no ordinary word looks like counts."""
    if _TOOLS.fullmatch(value):
        return DISPROVED
    if mixed:
        return 0.9
    enough = 4 if shape == "opener" else 6
    return 0.8 if value.isdigit() and len(value) >= enough else DISPROVED


def _behind_keyword(text: str, hit: Hit) -> Iterator[Candidate]:
    limit = min(len(text), hit.end + 160)
    for expression, shape in ((_STATED, "stated"), (_NEXT_LINE, "next line"), (_ADJACENT, "adjacent")):
        gap = expression.match(text, hit.end, limit)
        if not gap:
            continue
        for candidate in _value(text, gap.end(), limit, shape):
            if shape != "next line" or _is_alone(text, candidate.end):
                yield candidate
                return


def _value(text: str, start: int, limit: int, shape: str) -> Iterator[Candidate]:
    """The value that begins at `start`: what the quotes hold, else visible ASCII up to a mark that ends a clause."""
    while start < limit and text[start] in " \t":
        start += 1
    if start < limit and text[start] in _OPEN_QUOTE and shape != "adjacent":
        quoted = _QUOTED.match(text, start + 1, limit)
        if quoted:
            yield Candidate(quoted[0], start + 1, quoted.end(), "quoted")
            return
    found = _VALUE.match(text, start, limit)
    if not found:
        return
    value = found[0]
    cut = _END.search(value)
    value = value[: cut.start()] if cut else value
    behind = start + len(value)
    if value and not _UNIT_BEHIND.match(text, behind) and not _is_prose(text, value, behind):
        yield Candidate(value, start, behind, shape)


def _is_prose(text: str, value: str, behind: int) -> bool:
    """A word of letters before another word is a sentence: `password: minimum eight characters`."""
    return value.isalpha() and bool(_NEXT_WORD.match(text, behind))


def _is_alone(text: str, end: int) -> bool:
    stop = text.find("\n", end, end + 40)
    return not text[end : stop if stop >= 0 else end + 40].strip(" \t\r.。;；,，\"'”’」』】]*")


def _inside_a_word(text: str, hit: Hit) -> bool:
    """`pass` in passage, `pw` in a file name's middle, 密码 in 密码法 are not a keyword."""
    before, behind = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    if text[hit.start].isascii():
        return (before.isascii() and before.isalpha()) or (behind.isascii() and behind.isalpha())
    return False


def _beside_opener(text: str, hit: Hit) -> Iterator[Candidate]:
    behind = _USED_BEHIND.match(text, hit.end, hit.end + 16)
    if behind:
        yield from _value(text, behind.end(), min(len(text), behind.end() + LENGTH_MAX), "opener")
    line = text.rfind("\n", max(0, hit.start - 80), hit.start) + 1 or max(0, hit.start - 80)
    before = _USED_BEFORE.search(text, line, hit.start)
    if before:
        yield Candidate(before[1].strip("\"'`"), *_stripped(before), "opener")


def _stripped(found: re.Match[str]) -> tuple[int, int]:
    start, end, value = found.start(1), found.end(1), found[1]
    return start + len(value) - len(value.lstrip("\"'`")), end - (len(value) - len(value.rstrip("\"'`")))
