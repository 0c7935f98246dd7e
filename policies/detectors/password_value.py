"""Where the value of a password begins and ends.

The value alone is what opens the file: quotes, the brackets around it, the end of the sentence and of the
name of a file do not belong to it.

>>> [candidate.value for candidate in value_at("密码：“芝麻开门吧”。", 3, 10, "stated")]
['芝麻开门吧']
"""

import re
from collections.abc import Iterator

from policies.detectors import password_wording as wording
from policies.detectors.base import Candidate

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
        quoted = wording.QUOTED.match(text, start + 1, limit)
        if quoted and (opening in wording.OPENING_QUOTES or any(map(str.isdigit, quoted[0]))):
            yield Candidate(quoted[0], start + 1, quoted.end(), "quoted")
            return
    written = (
        wording.SPREAD
        if shape == "stated"
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
    if value and not wording.UNIT_BEHIND.match(text, behind) and not _is_prose(text, value, behind):
        yield Candidate(value, start, behind, shape)


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
    return value.isalpha() and bool(wording.NEXT_WORD.match(text, behind))


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
