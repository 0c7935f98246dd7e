"""A list below its label: `身份证号`, and on each line below it one number, as a sheet of one column comes."""

from collections.abc import Iterator

from policies.code_points import Ints, are_of, class_of
from policies.lazily import lazily
from policies.normalize import Bounds
from policies.tables.header import PERSONS
from policies.vocabulary import Topic, header_topic

_LABEL_MAX = 16  # code points of a line that is a label and nothing else
_LEAST = 2  # lines: of one the label before it speaks anyway
_OPENS_A_LINE = class_of("\n*#\"'【[(（_ 、.")  # what may stand right before the label, too
_NUMBER = lazily(r"[ \t]{0,4}([A-Za-z]{0,3}[0-9](?:[ \-]?[0-9]){5,21}[ \-]?[0-9Xx])[ \t]{0,4}\r?(?:\n|\Z)")
_OF_NUMBERS = PERSONS - {Topic.NAME} | {Topic.CNAPS, Topic.LANDLINE}


def find_listed_cells(text: str, codes: Ints, starts: Ints) -> Iterator[tuple[Bounds, Topic]]:
    """Yield each number of a list below a label, given the framed code points and where label words begin."""
    read_to = 0
    for position in starts[(starts == 0) | are_of(codes[starts - 1], _OPENS_A_LINE)].tolist():
        if position < read_to:
            continue
        end = text.find("\n", position, position + _LABEL_MAX)
        if end < 0 or not _NUMBER.match(text, end + 1):
            continue
        start = text.rfind("\n", read_to, position) + 1 or read_to
        if position - start > _LABEL_MAX:
            continue
        topic = header_topic(text[start:end])
        if topic in _OF_NUMBERS:
            rows = list(_rows(text, end + 1))
            if len(rows) >= _LEAST:
                yield from ((row, topic) for row in rows)
                read_to = rows[-1][1]


def _rows(text: str, start: int) -> Iterator[Bounds]:
    while row := _NUMBER.match(text, start):
        yield row.span(1)
        start = row.end()
