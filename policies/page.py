"""One text under inspection: folded, with its hits and its tables."""

import re

import msgspec

from policies.normalize import FoldedText, fold
from policies.prefilter import Hit, Trigger, scan
from policies.tables import Tables, find_tables
from policies.vocabulary import Topic, last_label

LABEL_REACH = 24  # code points before a value in which its label is looked for
# Evidence against must stand right before the value (or a list of values); evidence for, in its clause.
_NEXT_TO = re.compile(r"[\s:：=#是为|.,，、/()（）\[\]【】0-9\-\"'“]*")
_SAME_CLAUSE = re.compile(r"[^。；;！!？?]*")
_CELL_TOPICS = (Topic.NAME, Topic.PASSWORD)


class Page(msgspec.Struct, frozen=True):
    """What every detector is given to look at."""

    folded: FoldedText
    hits: list[Hit]
    tables: Tables

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def label_of(self, position: int) -> Topic | None:
        """Return what the text says of a value at `position`: its column, else the label before it."""
        topic = self.tables.topic_at(position)
        if topic:
            return topic
        before = self.text[max(0, position - LABEL_REACH) : position]
        lines = before.rsplit("\n", 2)
        near = lines[-1] if lines[-1].strip() else "\n".join(lines[-2:])
        label = last_label(near)
        if label is None:
            return None
        topic, end = label
        far = _NEXT_TO if topic is Topic.OTHER_NUMBER else _SAME_CLAUSE
        return topic if far.fullmatch(near, end) else None


def read(text: str) -> Page:
    """Return the page of a text as given."""
    folded = fold(text)
    hits = scan(folded.text)
    labels = sorted(hit.start for hit in hits if hit.trigger in {Trigger.LABEL, Trigger.SECRET})
    tables = find_tables(folded.text, labels)
    for topic in _CELL_TOPICS:
        hits += [Hit(Trigger.CELL, start, end, topic) for start, end in tables.cells(topic)]
    return Page(folded, hits, tables)
