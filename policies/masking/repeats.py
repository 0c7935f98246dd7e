"""Further places at which values that were found once stand again, where no detector sees them.

A name is found behind its label; later in the letter it stands alone. The search is for the values as
written, whatever their number, in one pass: the first three characters of each position are looked up
in a table, and only where it says so a piece of each length that occurs is looked up among the values.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

HEAD = 3  # code points; a shorter value is not searched for
_BITS = 20  # of the table
_CHUNK = 1 << 16  # code points
_FACTORS = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(0xC2B2AE3D))


def find(text: str, values: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where values stand in a text: bounds, ascending, not overlapping, the longest at each place.

    A value that begins or ends with an ASCII letter or digit is no part of a longer such word.

    >>> list(find("张小明的贷款；A1234与12345", ["张小明", "1234", "12345"]))
    [(0, 3), (13, 18)]
    """
    wanted = {value for value in values if len(value) >= HEAD}
    lengths: defaultdict[str, set[int]] = defaultdict(set)  # thousands of numbers may begin alike
    for value in wanted:
        lengths[value[:HEAD]].add(len(value))
    longest_first = {head: sorted(each, reverse=True) for head, each in lengths.items()}
    reached = 0
    for start in _places(text, list(longest_first)):
        if start >= reached and not _cuts(text, start):
            for length in longest_first.get(text[start : start + HEAD], ()):
                end = min(start + length, len(text))
                if text[start:end] in wanted and not _cuts(text, end):
                    yield start, end
                    reached = end
                    break


def _places(text: str, heads: list[str]) -> Iterator[int]:
    if not heads:
        return
    table = np.zeros(1 << _BITS, bool)
    table[_keys("".join(heads))[::HEAD]] = True
    for start in range(0, len(text), _CHUNK):
        part = text[start : start + _CHUNK + HEAD - 1]
        if len(part) >= HEAD:
            yield from (start + np.flatnonzero(table[_keys(part)])).tolist()


def _keys(text: str) -> npt.NDArray[np.uint32]:
    """Return a hash of `_BITS` bits of the `HEAD` characters at each position."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    last = len(codes) - HEAD + 1
    mixed = sum(codes[at : at + last] * factor for at, factor in enumerate(_FACTORS))
    return np.asarray(mixed, np.uint32) >> np.uint32(32 - _BITS)


def _cuts(text: str, at: int) -> bool:
    """Say whether a boundary at this place would cut a run of ASCII letters and digits."""
    around = text[max(0, at - 1) : at + 1]
    return 0 < at < len(text) and around.isascii() and around.isalnum()
