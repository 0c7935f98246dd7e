"""Chains of sectors ([MS-CFB] 2.3, 2.4): where in a compound file, or in the mini stream in it, a stream lies.

Writers lay a stream down as one run or as few, so a chain is followed from one run to the next.
"""

import array
from bisect import bisect_left
from collections.abc import Iterable

import numpy as np

from inspection.content import Content


class Sectors:
    """The sectors of `source` from octet `start` on, each of `size` octets, and the table that chains them."""

    def __init__(self, source: Content, table: "array.array[int]", size: int, start: int) -> None:
        self.size = size
        self.count = len(table)
        self._source, self._table, self._start = source, table, start
        self._following = np.asarray(table)
        jumps = np.flatnonzero(self._following[:-1] != np.arange(1, self.count))
        self._ends: list[int] = [*jumps.tolist(), self.count - 1]  # of runs

    def runs(self, first: int, count: int) -> list[tuple[int, int]]:
        """Return at most `count` sectors of a chain as runs: the first one of each, and the one behind its last.

        A chain that bites its tail ends after as many sectors as there are.
        """
        found, left = [], min(count, self.count)
        while left > 0 and first < self.count:
            end = min(self._ends[bisect_left(self._ends, first)] + 1, first + left)
            found.append((first, end))
            left -= end - first
            first = self._table[end - 1]
        return found

    def octets(self, first: int, last: int) -> bytes:
        """Return the octets from one place to another, counted from the first sector on, as far as there are any."""
        return self._source[self._start + first : self._start + last]

    def read(self, first: int, size: int) -> bytes | None:
        """Return a stream of `size` octets; None if its chain or the file ends before it does, or there is no room."""
        count = -(-size // self.size)
        if count > self.count:
            return None
        pieces = []
        for begin, end in self.runs(first, count):
            octets = min(size, (end - begin) * self.size)
            pieces.append(self.octets(begin * self.size, begin * self.size + octets))
            size -= len(pieces[-1])
            if len(pieces[-1]) < octets:
                return None
        return None if size else b"".join(pieces)

    def unused(
        self, streams: list[tuple[int, int]], chains: Iterable[int] = (), special: Iterable[int] = ()
    ) -> list[bytes]:
        """Return the rest of the last sector of each stream, then all sectors that nothing accounts for.

        Streams are given by their first sector and their size in octets, other chains by their first sector;
        `special` are entries of the table that say what their sector is.
        """
        used = np.zeros(self.count, np.bool_)
        for entry in special:
            used |= self._following == entry
        for first in chains:
            for begin, end in self.runs(first, self.count):
                used[begin:end] = True
        rests = []
        for first, size in streams:
            left = -(-size // self.size)
            for begin, end in self.runs(first, left):
                used[begin:end] = True
                left -= end - begin
                if not left and size % self.size:
                    rests.append(self.octets((end - 1) * self.size + size % self.size, end * self.size))
        free = np.flatnonzero(~used).tolist()
        return rests + [self.octets(n * self.size, (n + 1) * self.size) for n in free]
