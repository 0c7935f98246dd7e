"""Codes of letters and digits with a check character: written in one piece, in groups, or spread out.

A code of 17 (VIN) or 18 (USCI) characters is looked for where the digits of a text end or begin one
by its form, and behind the words for such codes.
"""

import re
from collections.abc import Iterator

from policies.code_points import CHINESE_DIGITS
from policies.numbers import TO_ARABIC, Number

_TOKEN = re.compile(rf"[0-9A-Za-z{CHINESE_DIGITS}]+")
SEPARATOR = r"(?:[ \-.·_]{1,2}|[ ]?=?\r?\n[ \t>]{0,4})"  # between two characters of a code
_GAP = re.compile(rf"{SEPARATOR}(?=[0-9A-Za-z])")
_TOKENS_MAX = 18
_LABEL_REACH, _TOKENS_BEHIND = 48, 6


def reading(text: str, start: int, length: int) -> Number | None:
    """Return the code of this length that begins with the token at `start`, None if there is none."""
    position, value, sizes = start, "", []
    for _ in range(_TOKENS_MAX):
        token = _TOKEN.match(text, position)
        if token is None or len(value) + len(token[0]) > length:
            return None
        if token[0].isalpha() and token[0].islower():  # a word
            return None
        value += token[0].translate(TO_ARABIC)
        sizes.append(len(token[0]))
        if len(value) == length:
            before, behind = text[max(0, start - 12) : start], text[token.end() : token.end() + 12]
            written = "plain" if len(sizes) == 1 else "groups"
            return Number(value.upper(), start, token.end(), written, before, behind, tuple(sizes))
        gap = _GAP.match(text, token.end())
        if gap is None:
            return None
        position = gap.end()
    return None


def reading_to(text: str, end: int, length: int) -> Number | None:
    """Return the code of this length that ends at `end`, None if there is none."""
    start, size = end, 0
    while size < length and start > 0:
        if is_code_character(text[start - 1]):
            size += 1
        elif text[start - 1] not in " -" or text[start : start + 1] in " -":
            return None
        start -= 1
    return reading(text, start, length) if size == length and start == token_start(text, start) else None


def token_start(text: str, position: int) -> int:
    """Return where the token of letters and digits around `position` begins, at most 18 before it."""
    start = position
    while start > 0 and position - start < _TOKENS_MAX and is_code_character(text[start - 1]):
        start -= 1
    return start


def is_code_character(character: str) -> bool:
    """Return whether a character is a Latin letter or a digit."""
    return character.isascii() and character.isalnum()


def starts_behind(text: str, end: int) -> Iterator[int]:
    """Yield where a code may begin behind a label that ends at `end`: the next few tokens of its clause."""
    stop = min(len(text), end + _LABEL_REACH)
    for token, _ in zip(_TOKEN.finditer(text, end, stop), range(_TOKENS_BEHIND), strict=False):
        yield token.start()
