"""A password told beside a word for opening, where no word for a password stands.

`解压用X`, `输入X即可查看`, `附件已用X加密`, `use X to open`. Tools and ciphers stand there more often
(`用Excel打开`, `采用SM4加密`), so the looks of the value decide, and how it is put in: a tool is used,
only a password is typed.
"""

import re
from collections.abc import Iterator

from policies.detectors.base import Candidate
from policies.detectors.disclosure import opening_wording as wording
from policies.detectors.disclosure import password_wording
from policies.detectors.disclosure.password_certain import is_certain
from policies.detectors.disclosure.password_clause import is_secret
from policies.detectors.disclosure.password_value import unquoted, value_at
from policies.normalize import start_of_line
from policies.prefilter import Hit

_BEHIND, _BEFORE = 48, 80  # code points beside the word in which the value begins
_VALUE_MAX = 64
_SHORT = 4
_LONG = 6  # characters of a value that no user's name, tool or cipher is
_NO_CIPHER = 8  # of one without a sign
_DIGITS_OF_LONG = 3


def beside_opener(text: str, hit: Hit) -> Iterator[Candidate]:
    """Yield the value behind a word for opening, and the one before it."""
    if text.startswith(wording.ENCRYPTED, hit.start):
        for candidate in _found(text, hit, wording.ENCRYPTED_BEHIND, wording.USED_BEFORE):
            value = candidate.value
            if wording.SIGN.search(value) or (len(value) >= _NO_CIPHER and not wording.is_cipher(value)):
                yield candidate
        yield from _encrypted_with(text, hit)
    elif text.startswith(wording.LOGINS, hit.start):
        yield from _found(text, hit, wording.TOLD_BEHIND, wording.USED_BEFORE)
    else:
        yield from _plain(text, hit)


def is_unmistakable(value: str) -> bool:
    """Return whether a value is neither a user's name nor a cipher: with a sign, or of all kinds and long."""
    if len(value) < _LONG or not is_secret(value, digits=False, least=_LONG):
        return False
    digits = sum(map(str.isdigit, value))
    if digits and wording.SIGN.search(value[:-1]):
        return True
    return digits >= _DIGITS_OF_LONG and wording.letters_are_mixed(value)


def _plain(text: str, hit: Hit) -> Iterator[Candidate]:
    end = hit.end - len("with") if text.endswith("with", hit.start, hit.end) else hit.end
    behind = password_wording.USED_BEHIND.match(text, end, end + _BEHIND)
    if behind:
        for candidate in value_at(text, behind.end(), min(len(text), behind.end() + _VALUE_MAX), "opener"):
            yield candidate
            yield from _typed(text, candidate, behind[0])
    near = start_of_line(text, hit.start, _BEFORE)
    before = password_wording.USED_BEFORE.search(text, near, hit.start)
    if before:
        candidate = unquoted(before)
        yield candidate
        if wording.OPENS_AT_ONCE.match(text, hit.end):
            yield from _typed(text, candidate, text[near : candidate.start])
    if text[hit.start].isascii():
        yield from _found(text, hit, wording.ENGLISH_BEHIND, wording.ENGLISH_BEFORE)
        return
    if text[hit.end : hit.end + 1] in password_wording.CLOSING_BRACKETS:
        before = password_wording.IN_BRACKETS_BEFORE.search(text, near, hit.start)
        if before:
            yield unquoted(before)
    before_it = wording.VALUE_THEN if wording.USED_FOR.match(text, hit.end) else wording.USED_BEFORE
    yield from _found(text, hit, wording.TOLD_BEHIND, before_it)


def _found(
    text: str, hit: Hit, behind_it: re.Pattern[str], before_it: re.Pattern[str]
) -> Iterator[Candidate]:
    """The value in a wording that leads to other things as well: only what is unmistakable counts."""
    before = before_it.search(text, start_of_line(text, hit.start, _BEFORE), hit.start)
    if before and (is_unmistakable(before["value"]) or _is_quoted(text, before)):
        yield Candidate(before["value"], before.start("value"), before.end("value"), "told")
        return
    behind = behind_it.match(text, hit.end, hit.end + _BEHIND)
    if behind:
        for candidate in value_at(text, behind.end(), min(len(text), behind.end() + _VALUE_MAX), "told"):
            if is_unmistakable(candidate.value):
                yield Candidate(candidate.value, candidate.start, candidate.end, "told")


def _encrypted_with(text: str, hit: Hit) -> Iterator[Candidate]:
    """`附件用52514695加密了`: digits, or what no cipher is called, right between 用 and 加密."""
    used = wording.USED_AT_ONCE.search(text, max(0, hit.start - _BEHIND), hit.start)
    if used is None:
        return
    value = used["value"]
    digits = value.isdigit() and is_secret(value, digits=True, least=_LONG)
    if digits or (is_certain(value) and not is_tool(value) and not wording.is_cipher(value)):
        yield Candidate(value, used.start("value"), used.end("value"), "told")


def _is_quoted(text: str, before: re.Match[str]) -> bool:
    """`请用“20468”打开`: who quotes it means what is written, and not a tool."""
    value = before["value"]
    quoted = text[before.start("value") - 1] in wording.QUOTES and text[before.end("value")] in wording.QUOTES
    return quoted and not is_tool(value) and is_secret(value, digits=True, least=_SHORT, words=True)


def is_tool(value: str) -> bool:
    """Return whether a program, a cipher or a command has that name."""
    return bool(password_wording.TOOLS.fullmatch(value)) or value.lower() in wording.COMMANDS


def _typed(text: str, candidate: Candidate, before: str) -> Iterator[Candidate]:
    """A plain word, which counts only where it is typed in and no command: `打开时请输入sunshine`."""
    value, start, end = candidate.value, candidate.start, candidate.end
    if not value.isalpha() or is_tool(value) or not wording.TYPING.search(before):
        return
    if is_secret(value, digits=False, least=_LONG - 1, words=True) and wording.ENDS.match(text, end):
        yield Candidate(value, start, end, "told")
