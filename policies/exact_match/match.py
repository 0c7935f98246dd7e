"""Which values of a text belong to a row of an index: any k of its n columns, close together.

1. Every candidate of a primary column's type is looked up; each row it stands in has a hit.
2. Around the hits, what the row has in its other columns is looked for.
3. Of each row, hits with no more than `within` code points between them count together; where they are
   different values of `least` columns or more, each of them is met.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from policies.exact_match.edge import EdgeIndex
from policies.exact_match.header import TEXT
from policies.exact_match.index import Index, short
from policies.exact_match.marks import highest
from policies.exact_match.nearby import Stretch, merged, words_in
from policies.finding import ACT_CONFIDENCE, Grade, ListMatch, Span

CANDIDATE_CONFIDENCE = 0.1  # from here on a value is looked up
UNPROVED = 0.3  # of an account that has no label and perhaps is listed
EXACT_CONFIDENCE = 0.99  # of a value that stands beside another of the same client
WORDS_MAX = 200_000  # stretches tried near the hits of one text; columns of words beyond count as not met
# Accounts have no form by which they are found without a label, so any number of a known length is tried.
_BY_LENGTH = frozenset({"BANK_ACCOUNT", "SECURITIES_ACCOUNT"})
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9](?:[ -]?[0-9]){5,31}(?![0-9A-Za-z])")


class Met(NamedTuple):
    """A value that is listed: `span` as detection found it, or new; the highest grade of its rows."""

    span: Span
    matches: tuple[ListMatch, ...]
    grade: Grade | None


class Hit(NamedTuple):
    """A place where a row has its value of a column."""

    start: int
    end: int
    column: int


AnyIndex = Index | EdgeIndex
_Rows = defaultdict[int, list[Hit]]
_Place = tuple[int, int, str]  # start, end, type


def match(text: str, spans: Sequence[Span], indexes: Iterable[AnyIndex]) -> list[Met]:
    """Return the values of a text that are listed, by start.

    `spans` are all candidates by start, also unsure ones; what is listed is sure, at `EXACT_CONFIDENCE`,
    unless only an edge form says so: that leaves the confidence as it is (`UNPROVED` for a new span).
    A name that only an index tells has a span of its own; a value of a plain text column is told by
    its neighbours' matches alone. Cost: some microseconds for a candidate, and near hits about one for
    each stretch of letters that is tried.
    """
    found: defaultdict[_Place, dict[ListMatch, Grade | None]] = defaultdict(dict)
    known = {(span.start, span.end, span.type): span for span in spans}
    for index in indexes:
        for hit, said, grade in _met(text, spans, index):
            place = (hit.start, hit.end, index.header.columns[hit.column].type)
            place = place if place in known else _overlapped(place, spans)
            found[place][said] = highest(grade, found[place].get(said))
    return [
        Met(_surer(known.get(place), place, said), tuple(said), highest(*said.values()))
        for place, said in sorted(found.items(), key=lambda item: item[0])
    ]


def with_lists(text: str, spans: Sequence[Span], indexes: Sequence[AnyIndex]) -> list[Met]:
    """Return what a text holds, by start: what is listed, and beside it the spans that are sure in themselves.

    `spans` are candidates from `CANDIDATE_CONFIDENCE` on; without an index those at which policies act.
    """
    met = [each for each in match(text, spans, indexes) if each.span.confidence >= ACT_CONFIDENCE]
    places = {(each.span.start, each.span.end, each.span.type) for each in met}
    sure = (span for span in spans if span.confidence >= ACT_CONFIDENCE)
    met += [Met(span, (), None) for span in sure if (span.start, span.end, span.type) not in places]
    return sorted(met, key=lambda each: each.span.start)


def numbers_in(text: str, lengths: Container[int]) -> set[Stretch]:
    """Return where numbers of so many digits stand, which may be accounts."""
    return {
        number.span()
        for number in _NUMBER.finditer(text)
        if len(number[0]) - number[0].count(" ") - number[0].count("-") in lengths
    }


def together(hits: Sequence[Hit], within: int, least: int) -> Iterator[tuple[Hit, frozenset[int]]]:
    """Yield each hit that is in a group of `least` columns, with the columns of its best group.

    `hits` are in order. Between the first and the last of a group lie no more than `within` code points;
    one value that is in two columns counts once.
    """
    best: dict[Hit, frozenset[int]] = {}
    after = 0
    for first, hit in enumerate(hits):
        while after < len(hits) and hits[after].start - hit.end <= within:
            after += 1
        group = hits[first:after]
        columns = frozenset(other.column for other in group)
        if min(len(columns), len({other[:2] for other in group})) >= least:
            best |= {other: columns for other in group if len(columns) > len(best.get(other, ()))}
    yield from best.items()


def _met(text: str, spans: Sequence[Span], index: AnyIndex) -> Iterator[tuple[Hit, ListMatch, Grade | None]]:
    header = index.header
    rows = _primary_hits(text, spans, index)
    _add_others(text, rows, index)
    for row, hits in rows.items():
        if len(hits) < header.least:
            continue
        grade, consent = index.marks(row)
        for hit, columns in together(sorted(hits), header.within, header.least):
            if header.columns[hit.column].type != TEXT:
                names = tuple(header.columns[number].name for number in sorted(columns))
                yield hit, ListMatch(header.name, names, certain=index.certain, consent=consent), grade


def _primary_hits(text: str, spans: Sequence[Span], index: AnyIndex) -> _Rows:
    rows: _Rows = defaultdict(list)
    for number, column in enumerate(index.header.columns):
        if column.primary:
            places = {(span.start, span.end) for span in spans if span.type == column.type}
            if column.type in _BY_LENGTH:
                places |= numbers_in(text, column.lengths)
            for start, end in places:
                for row in index.rows_of(number, text[start:end]):
                    rows[row].append(Hit(start, end, number))
    return rows


def _add_others(text: str, rows: _Rows, index: AnyIndex) -> None:
    """Add to each row the hits of its columns that are not primary."""
    header = index.header
    hits = ((hit.start, hit.end) for of_row in rows.values() for hit in of_row)
    parts = merged(hits, header.within, len(text))
    for number, column in enumerate(header.columns):
        if not column.primary:
            wanted = {row: index.short_of(number, row) for row in rows}
            words = (word for part in parts for word in words_in(text, part, column.lengths))
            places = _places(islice(words, WORDS_MAX), index, number, set(wanted.values()))
            for row, cut in wanted.items():
                rows[row] += [Hit(start, end, number) for start, end in places.get(cut, ())]


def _places(
    words: Iterable[tuple[str, int, int]], index: AnyIndex, number: int, wanted: set[int]
) -> dict[int, list[Stretch]]:
    """Return where the wanted hashes of a column stand."""
    value_hash = index.hashes[number].one
    places: dict[int, list[Stretch]] = {}
    for word, start, end in words:
        cut = short(value_hash(word))
        if cut in wanted:
            places.setdefault(cut, []).append((start, end))
    return places


def _overlapped(place: _Place, spans: Sequence[Span]) -> _Place:
    """Return the place of the span of the same type that a place overlaps, itself if there is none."""
    start, end, kind = place
    near = bisect_right(spans, start, key=lambda span: span.start)
    for span in spans[max(0, near - 1) : near + 1]:
        if span.type == kind and span.start < end and start < span.end:
            return span.start, span.end, kind
    return place


def _surer(span: Span | None, place: _Place, said: Iterable[ListMatch]) -> Span:
    """Return the span of a place at the confidence that its matches give, with the lists among its reasons."""
    confidence = span.confidence if span else UNPROVED
    if any(each.certain for each in said):
        confidence = max(confidence, EXACT_CONFIDENCE)
    lists = tuple(dict.fromkeys(f"exact-match:{each.index}" for each in said))
    return Span(*place, confidence, (span.reasons if span else ()) + lists)
