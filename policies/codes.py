"""Codes of letters and digits with a check character: written in one piece, in groups, or spread out.

A code of 17 (VIN) or 18 (USCI) characters is looked for where the digits of a text end or begin one
by its form, and behind the words for such codes.
"""

from collections.abc import Iterator

from policies.code_points import ARABIC_OF_CHINESE, CHINESE_DIGITS
from policies.lazily import lazily
from policies.numbers import Number

_TOKEN = lazily(rf"[0-9A-Za-z{CHINESE_DIGITS}]+")
SEPARATOR = r"(?:[ \-.·•_]{1,2}|[ \-]?=?\r?\n[ \t>]{0,4})"  # between two characters of a code
_LENGTHS = (17, 18)
_CODE = {
    length: lazily(
        rf"(?:[0-9A-Za-z{CHINESE_DIGITS}](?:{SEPARATOR}(?=[0-9A-Za-z{CHINESE_DIGITS}]))?){{{length - 1}}}"
        rf"[0-9A-Za-z{CHINESE_DIGITS}](?![0-9A-Za-z{CHINESE_DIGITS}])"
    )
    for length in _LENGTHS
}
_BACKWARDS = {length: lazily(rf"[0-9A-Za-z](?:[ \-]?[0-9A-Za-z]){{{length - 1}}}") for length in _LENGTHS}
_LABEL_REACH, _TOKENS_BEHIND = 48, 6
_AROUND = 12  # code points


def reading(text: str, start: int, length: int) -> Number | None:
    """Return the code of this length, 17 or 18, that begins with the token at `start`, None if there is none."""
    found = _CODE[length].match(text, start)
    if found is None:
        return None
    tokens = _TOKEN.findall(found[0])
    if sum(token.isascii() and token.isalpha() and token.islower() for token in tokens) > 1:  # words
        return None
    end = found.end()
    before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if not text[start].isascii() and before[-1:].isalpha():  # a word is not glued to a Chinese numeral
        before = ""
    value = "".join(tokens).translate(ARABIC_OF_CHINESE).upper()
    written = "plain" if len(tokens) == 1 else "groups"
    return Number(value, start, end, written, before, behind, tuple(map(len, tokens)))


def reading_to(text: str, end: int, length: int) -> Number | None:
    """Return the code of this length, 17 or 18, that ends at `end`, None if there is none."""
    found = _BACKWARDS[length].match(text[max(0, end - 2 * length) : end][::-1])
    if found is None:
        return None
    start = end - found.end()
    return None if start and is_code_character(text[start - 1]) else reading(text, start, length)


def is_code_character(character: str) -> bool:
    """Return whether a character is a Latin letter or a digit."""
    return character.isascii() and character.isalnum()


def starts_behind(text: str, end: int) -> Iterator[int]:
    """Yield where a code may begin behind a label that ends at `end`: the next few tokens of its clause."""
    stop = min(len(text), end + _LABEL_REACH)
    for token, _ in zip(_TOKEN.finditer(text, end, stop), range(_TOKENS_BEHIND), strict=False):
        yield token.start()
