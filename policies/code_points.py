"""The code points of a text as an array, and questions about many of them at once."""

from collections.abc import Mapping
from enum import IntFlag, auto
from typing import Any

import msgspec
import numpy as np

Ints = Any  # a numpy array of integers
Flags = Any  # one of booleans

_BASIC_PLANE = 0x10000
_CASE = np.uint32(0x20)  # what parts capitals from small letters


def code_points(text: str) -> Ints:
    """Return the code points of a text, in 16 bits each unless one is beyond the basic plane."""
    if text.isascii():
        return np.frombuffer(text.encode(), np.uint8).astype(np.uint16)
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(codes) == len(text):
        return codes
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


class Kind(IntFlag):
    """What a character of a text is, as far as whole texts are searched for it."""

    DIGIT = auto()
    CHINESE_DIGIT = auto()
    SPACE = auto()
    DELIMITER = auto()  # of cells of a table
    MARKUP = auto()


CHINESE_DIGITS = "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖参"
_MEMBERS: Mapping[Kind, str] = {
    Kind.DIGIT: "0123456789",
    Kind.CHINESE_DIGIT: CHINESE_DIGITS,
    Kind.SPACE: " ",
    Kind.DELIMITER: "\t|,;，\n",
    Kind.MARKUP: "<&",
}


def _kinds() -> Ints:
    table = np.zeros(_BASIC_PLANE, np.uint8)
    for kind, members in _MEMBERS.items():
        table[[ord(each) for each in members]] = kind.value
    return table


_KIND_OF = _kinds()


class Characters(msgspec.Struct, frozen=True):
    """The characters of a text as two arrays: `codes` are their code points, `kinds` the `Kind` of each.

    All kinds are told in one pass: each further one over a long text would cost as much as the search for words.
    """

    codes: Ints
    kinds: Ints

    def are(self, kind: Kind) -> Flags:
        """Return which characters are of a kind."""
        return (self.kinds & np.uint8(kind.value)) != 0


def characters(text: str) -> Characters:
    """Return the characters of a text."""
    codes = code_points(text)
    return Characters(codes, are_of(codes, _KIND_OF))


def class_of(members: str) -> Flags:
    """Return a class of characters of the basic plane, for `are_of`."""
    table = np.zeros(_BASIC_PLANE, dtype=bool)
    table[[ord(each) for each in members]] = True
    return table


def are_of(points: Ints, members: Ints) -> Ints:
    """Return which code points belong to a class, or what another table over the basic plane says of them."""
    return members[points if points.dtype == np.uint16 else np.minimum(points, _BASIC_PLANE - 1)]


def at(codes: Ints, places: Ints) -> Ints:
    """Return the code points at these places of a text, 0 outside of it."""
    inside = (places >= 0) & (places < len(codes))
    return np.where(inside, codes[np.where(inside, places, 0)], 0)


def are_digits(points: Ints) -> Flags:
    """Return which are Arabic digits."""
    return (points >= ord("0")) & (points <= ord("9"))


def are_capitals(points: Ints) -> Flags:
    """Return which are Latin capitals."""
    return (points >= ord("A")) & (points <= ord("Z"))


def are_letters(points: Ints) -> Flags:
    """Return which are Latin letters."""
    return are_capitals(points & ~_CASE)


def are_alphanumeric(points: Ints) -> Flags:
    """Return which are Latin letters or Arabic digits."""
    return are_letters(points) | are_digits(points)


def capitals(points: Ints) -> Ints:
    """Return Latin letters as capitals."""
    return points & ~_CASE
