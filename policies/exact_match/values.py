"""The one form in which a value of a column is compared, and its keyed hash.

Values of primary columns have the normal form of detection. Values of the other columns (names,
addresses, free text) are brought to their letters and digits, lower case, so that spaces, middle dots
and full-width forms do not tell two ways of writing apart.

>>> normal_form("MOBILE", "+86 138-0013-8000"), words_form("阿卜杜拉·买 买提"), words_form("ZHANG San")
('13800138000', '阿卜杜拉买买提', 'zhangsan')
"""

import hashlib
import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from policies.detection import normal_value
from policies.normalize import fold

ABSENT = 0  # stands for an empty cell; of 2**64 hashes one is lost to it

Hashes = npt.NDArray[np.uint64]

_UNCHANGED_HAN = re.compile("[\u3400-\u9fff]+")  # what folding leaves as it is, without asking it
_MOBILE_DIGITS = 11  # a longer number may begin with the country's code
_ENCODING = ("utf-8", "surrogatepass")


class ColumnHash:
    """Hashes the normal forms of one column to 64 bits."""

    def __init__(self, key: bytes, number: int) -> None:
        self._start = hashlib.blake2b(key=key, digest_size=8, person=number.to_bytes(2, "big"))
        self._empty = int.from_bytes(self._digest(""), "big")

    def one(self, normal: str) -> int:
        """Return the hash of one normal form."""
        return int.from_bytes(self._digest(normal), "big")

    def many(self, normals: Iterable[str]) -> Hashes:
        """Return the hashes of many; that of an empty form is `ABSENT`."""
        hashes = np.frombuffer(b"".join(map(self._digest, normals)), ">u8").astype(np.uint64)
        hashes[hashes == self._empty] = ABSENT
        return hashes

    def _digest(self, normal: str) -> bytes:
        state = self._start.copy()
        state.update(normal.encode(*_ENCODING))
        return state.digest()


def normal_form(type: str, value: str) -> str:  # noqa: A002 - the word of the contract
    """Return the normal form of a value of a primary column: `normal_value`, at once for plain digits."""
    if value.isdecimal() and value.isascii() and (type != "MOBILE" or len(value) <= _MOBILE_DIGITS):
        return value
    return normal_value(type, value)


def words_form(value: str) -> str:
    """Return the letters and digits of a value of another column."""
    if _UNCHANGED_HAN.fullmatch(value):
        return value
    return "".join(map(lower, filter(str.isalnum, fold(value).text)))


def lower(character: str) -> str:
    """Return the lower case of one character, as one character."""
    return character.lower()[0]
