"""All cells of a text whose label is known, whichever layout they stand in."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from policies.normalize import Bounds
from policies.vocabulary import Topic


class Tables(msgspec.Struct, frozen=True):
    """All cells with a known topic, in order, not overlapping, and the bounds of the header rows."""

    starts: list[int]
    ends: list[int]
    topics: list[Topic]
    header_starts: list[int]
    header_ends: list[int]

    def topic_at(self, position: int) -> Topic | None:
        """Return what its label says of the cell that holds `position`; None outside of tables."""
        index = bisect_right(self.starts, position) - 1
        return self.topics[index] if index >= 0 and position < self.ends[index] else None

    def in_header(self, position: int) -> bool:
        """Return whether `position` is in the header row of a table."""
        index = bisect_right(self.header_starts, position) - 1
        return index >= 0 and position < self.header_ends[index]

    def cells_of(self, topics: Iterable[Topic]) -> Iterator[tuple[int, int, Topic]]:
        """Yield the cells below or beside labels of these topics, those of the first topic before those of the next."""
        by_topic: dict[Topic, list[tuple[int, int, Topic]]] = {topic: [] for topic in topics}
        for cell in zip(self.starts, self.ends, self.topics, strict=True):
            if cell[2] in by_topic:
                by_topic[cell[2]].append(cell)
        return chain.from_iterable(by_topic.values())

    def add(self, bounds: Bounds, topic: Topic) -> None:
        """Append a cell behind all others."""
        self.starts.append(bounds[0])
        self.ends.append(bounds[1])
        self.topics.append(topic)

    def put_first(self, cells: Iterable[tuple[Bounds, Topic]]) -> None:
        """Take in cells, in order, that are surer than those that are known."""
        known = [*zip(zip(self.starts, self.ends, strict=True), self.topics, strict=True)]
        for each in (self.starts, self.ends, self.topics):
            each.clear()
        for bounds, topic in cells:
            self.add(bounds, topic)
        self.merge(known)

    def merge(self, cells: Iterable[tuple[Bounds, Topic]]) -> None:
        """Take in cells that were found elsewhere, where none is known yet."""
        for (start, end), topic in cells:
            if not self.starts or self.ends[-1] <= start:
                self.add((start, end), topic)
                continue
            index = bisect_left(self.starts, start)
            free_before = index == 0 or self.ends[index - 1] <= start
            if free_before and (index == len(self.starts) or end <= self.starts[index]):
                self.starts.insert(index, start)
                self.ends.insert(index, end)
                self.topics.insert(index, topic)


NO_TABLES = Tables([], [], [], [], [])
