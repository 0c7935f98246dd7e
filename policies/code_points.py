"""The code points of a text as an array, and questions about many of them at once."""

from string import ascii_letters, ascii_uppercase, digits
from typing import Any

import numpy as np

Ints = Any  # a numpy array of integers
Flags = Any  # one of booleans

FRAME = 64  # zeros, more than anything looks beyond a text
_BASIC_PLANE = 0x10000
_CASE = np.uint32(0x20)  # what parts capitals from small letters
_ZERO, _CAPITAL = np.uint16(ord("0")), np.uint16(ord("A"))


def code_points(text: str) -> Ints:
    """Return the code points of a text, in 16 bits each unless one is beyond the basic plane."""
    if text.isascii():
        return np.frombuffer(text.encode(), np.uint8).astype(np.uint16)
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(codes) == len(text):
        return codes
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


CHINESE_DIGITS = "〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖参幺两"  # 幺, 两: one and two, as they are spoken
ARABIC_OF_CHINESE = str.maketrans(CHINESE_DIGITS, "000123456789123456789312")


def framed(text: str) -> Ints:
    """Return the code points of a text and zeros behind them.

    With them a place a little outside of the text reads as nothing: an index below zero counts from the
    end. To ask of every place whether it is inside would cost five times the look.
    """
    return code_points(text + "\0" * FRAME)


def where(flags: Flags) -> Ints:
    """Return the places of set flags; of a few flags `np.flatnonzero` takes ten times as long."""
    return flags.nonzero()[0]


def class_of(members: str) -> Flags:
    """Return a class of characters of the basic plane, for `are_of`."""
    table = np.zeros(_BASIC_PLANE, dtype=bool)
    table[[ord(each) for each in members]] = True
    return table


def are_of(points: Ints, members: Ints) -> Ints:
    """Return which code points belong to a class, or what another table over the basic plane says of them."""
    return members.take(points if points.dtype == np.uint16 else np.minimum(points, _BASIC_PLANE - 1))


def are_any(points: Ints, members: str) -> Flags:
    """Return which code points are one of a few characters; comparing a whole text is quicker than looking it up."""
    found = points == ord(members[0])
    for each in members[1:]:
        found |= points == ord(each)
    return found


def are_digits(points: Ints) -> Flags:
    """Return which are Arabic digits."""
    return points - _ZERO < len(digits)  # what is less than zero is a great number here


def are_capitals(points: Ints) -> Flags:
    """Return which are Latin capitals."""
    return points - _CAPITAL < len(ascii_uppercase)


def are_letters(points: Ints) -> Flags:
    """Return which are Latin letters."""
    return are_of(points, _LETTERS)


def are_alphanumeric(points: Ints) -> Flags:
    """Return which are Latin letters or Arabic digits."""
    return are_of(points, _ALPHANUMERIC)


def capitals(points: Ints) -> Ints:
    """Return Latin letters as capitals."""
    return points & ~_CASE


_LETTERS, _ALPHANUMERIC = class_of(ascii_letters), class_of(ascii_letters + digits)
