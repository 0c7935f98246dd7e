"""Where the value of a password begins and ends.

The value alone is what opens the file: quotes, the brackets around it, the end of the sentence and of the
name of a file do not belong to it.

>>> [candidate.value for candidate in value_at("密码：“芝麻开门吧”。", 3, 10, "stated")]
['芝麻开门吧']
"""

import re
from collections.abc import Iterator

from policies.detectors.base import Candidate
from policies.detectors.disclosure import clause_wording
from policies.detectors.disclosure import password_wording as wording

_CHANGED_MAX = 8  # code points before a keyword in which 修改 stands
_WORD_MIN = 5
_EXPLICIT = frozenset(["stated", "said"])
_STARRED_MIN = 5
_RESPECTIVELY = ("分别是", "分别为")
_LINE_REACH = 40  # code points behind a value in which its line is looked at


def value_at(text: str, start: int, limit: int, shape: str) -> Iterator[Candidate]:
    """Yield the value that begins at `start`, or nothing where none does.

    It is what quotes hold, else what is written with spaces or in Chinese numerals up to the end of the
    clause, else visible ASCII. `shape` is how it is given, and becomes the candidate's.
    """
    while start < limit and text[start] in " \t":
        start += 1
    opening = text[start : start + 1] if start < limit and shape not in {"adjacent", "code"} else ""
    if opening and opening in wording.OPENING_QUOTES + wording.BRACKETS:
        inner = start + 1 + text.startswith(" ", start + 1)
        held = wording.IN_ROUND if opening in wording.ROUND else wording.QUOTED
        quoted = held.match(text, inner, limit)
        if quoted and _is_meant(opening, quoted[0]):
            yield Candidate(quoted[0], inner, quoted.end(), "quoted")
            return
    written = (
        wording.SPREAD
        if shape in {"stated", "next line"}
        else wording.SPREAD_OUT
        if shape == "told" and text[start + 1 : start + 2] == " "
        else wording.IN_GROUPS
        if text[start : start + 1].isdigit()
        else None
    )
    spread = _spread(text, start, limit, written) if written else None
    if spread:
        yield Candidate(spread[0], start, spread.end(), shape)
        return
    found = wording.VALUE.match(text, start, limit)
    if found:
        yield from _visible(text, found, shape)


def _is_meant(opening: str, value: str) -> bool:
    """Whether brackets, which hold remarks and names of what to fill in as well, hold a value."""
    if opening in wording.OPENING_QUOTES:
        return True
    if opening in wording.ROUND and clause_wording.NO_SECRET.fullmatch(value):
        return False
    return any(map(str.isdigit, value))


def _visible(text: str, found: re.Match[str], shape: str) -> Iterator[Candidate]:
    """What of a run of visible ASCII is the value."""
    start = found.start()
    value = _up_to_the_bracket(found[0]) if ")" in found[0] else found[0]
    if value[-1:] == "(" and wording.HAN.match(text, found.end()):  # Abc1234(区分大小写)
        value = value[:-1]
    if start and (shape == "adjacent" or text[start - 1] in "_-码"):
        stem = wording.FILE_ENDING.sub("", value)  # 名单_密码Abc#2026.rar
        shape, value = (shape, value) if stem == value else ("code", stem)
    if "=" in value and text[start - 1 : start] == "_":  # PASSWORD_MIN_LENGTH=12
        return
    cut = wording.VALUE_END.search(value)
    value = value[: cut.start()] if cut else value
    behind = start + len(value)
    if shape in _EXPLICIT and _has_a_star(text, start, behind):
        start, value = start - 1, "*" + value
    if value and not wording.UNIT_BEHIND.match(text, behind) and not _is_prose(text, value, behind):
        yield Candidate(value, start, behind, shape)


def _has_a_star(text: str, start: int, behind: int) -> bool:
    """Whether a star before a value is its first character, and no mark of bold letters or of a field to fill in."""
    alone = text[start - 1 : start] == "*" and text[start - 2 : start - 1] != "*"
    if not alone or behind - start < _STARRED_MIN or not any(map(str.isdigit, text[start:behind])):
        return False
    stop = text.find("\n", behind, behind + _LINE_REACH)
    return "*" not in text[behind : stop if stop >= 0 else behind + _LINE_REACH]


def _spread(text: str, start: int, limit: int, written: re.Pattern[str]) -> re.Match[str] | None:
    found = written.match(text, start, limit)
    return found if found and wording.VALUE_ENDS.match(text, found.end()) else None


def _up_to_the_bracket(value: str) -> str:
    """A bracket that closes what opened before the value ends it: `名单(密码:Abc#2026).zip`."""
    close = value.find(")")
    return value[:close] if close > 0 and "(" not in value[:close] else value


def _is_prose(text: str, value: str, behind: int) -> bool:
    """A word of letters before another word is a sentence, and what is added to a fact a hint.

    `password: minimum eight characters`, `密码是ABC+手机后四位`.
    """
    if value[-1] == "+" and wording.HAN.match(text, behind):
        return True
    if not value.isalpha():
        return False
    if wording.HAN.match(text, behind):  # 密码：Teams通知
        of_two = text.startswith(_RESPECTIVELY, behind - len(value) - len(_RESPECTIVELY[0]))
        return not (of_two and wording.OTHER_BEHIND.match(text, behind)) and not wording.VALUE_ENDS.match(
            text, behind
        )
    return bool(wording.NEXT_WORD.match(text, behind))


def unquoted(found: re.Match[str]) -> Candidate:
    """Return what was used to open something, without the quotes around it."""
    value, quotes = found[1], "\"'`"
    start = found.start(1) + len(value) - len(value.lstrip(quotes))
    end = found.end(1) - len(value) + len(value.rstrip(quotes))
    return Candidate(value.strip(quotes), start, end, "opener")


def ends_its_line(text: str, end: int, marks: str) -> bool:
    """Return whether nothing but marks and blanks stands behind a value on its line."""
    stop = text.find("\n", end, end + _LINE_REACH)
    return not text[end : stop if stop >= 0 else end + _LINE_REACH].strip(marks)


def surer(text: str, start: int, end: int, candidate: Candidate) -> Candidate:
    """Return the value of a Chinese keyword, at `start` to `end`, as one that is given more surely, if it is.

    Four digits at the end of a clause suffice (`附件密码 3973`, and not `密码 2026年版`), and a plain word on
    the line below what announces it.
    """
    value = candidate.value
    if text[start].isascii():
        return candidate
    if (
        candidate.shape == "adjacent"
        and value.isdigit()
        and text[end - 1] in "码令"
        and not wording.YEAR.fullmatch(value)
        and not wording.OF_PARCELS.match(text, start)
        and not wording.CHANGED_BEFORE.search(text, max(0, start - _CHANGED_MAX), start)
        and wording.CLAUSE_ENDS.match(text, candidate.end)
    ):
        return Candidate(value, candidate.start, candidate.end, "code")
    announces = text[max(end, candidate.start - _LINE_REACH) : candidate.start].rstrip(" \t\r\n>*-")[-1:]
    word = value.isascii() and value.isalpha() and (value.islower() or value.isupper())
    if (
        candidate.shape == "next line"
        and word
        and len(value) >= _WORD_MIN
        and announces in wording.ANNOUNCES_A_LINE
    ):
        return Candidate(value, candidate.start, candidate.end, "told")
    return candidate
