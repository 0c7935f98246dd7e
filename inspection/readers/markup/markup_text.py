"""The text of one XML part of an office package: its lines, and apart what stands in no line.

Values of attributes and loose texts are told once for the whole package, whatever part they stand in.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from inspection.readers.markup import (
    markup_lines,
    xml_events,
    xml_files,
    xml_regular,
    xml_scan,
    xml_text,
    xml_values,
)
from inspection.readers.markup.markup_lines import RUNS, Part
from inspection.readers.markup.xml_scan import Scan
from inspection.readers.text import encoded_files
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_SAME_MAX = 16_000  # octets


class Told:
    """What a package's parts have told: each attribute and loose value once, however often styles repeat it.

    Those of parts that have nothing else (styles, settings, themes) wait until the end, and are one text.
    """

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.parts: set[bytes] = set()  # small ones without text: relations of layouts are mostly the same
        self.beside_text: set[bytes] = set()  # values as written, of parts that have text
        self.without_text: set[bytes] = set()
        self._seen: set[str] = set()

    def rest(self, place: Place) -> Iterator[Segment]:
        """Yield what waited; `place` is that of the package."""
        if self.waiting:
            yield Segment(step(place, "attributes", ""), "\n".join(self.waiting), origin="metadata")

    def new(self, values: list[str], *, waits: bool) -> list[str]:
        """Return those that were not told yet, each once; nothing now if they shall wait."""
        values = [value for value in dict.fromkeys(values) if value not in self._seen]
        self._seen.update(values)
        if waits:
            self.waiting += values
        return [] if waits else values


class _Look(NamedTuple):
    """What was found in a document; `readable`: its lines are in `part`, or nothing in it has an order.

    `outline` is as `xml_scan.outline` returns it.
    """

    part: Part
    scan: Scan
    has_text: bool
    plain: bool
    readable: bool
    outline: bytes


def segments(data: bytes, place: Place, walk: Walk, told: Told | None = None) -> Iterator[Segment]:
    """Yield the text of one XML part, its stored deletions, its attributes and loose values, and its comments.

    Raises:
        Unreadable: the part is not well-formed; what could be gathered was yielded before.
    """
    octets = xml_events.as_utf8(data)
    known = told or Told()
    if len(octets) <= _SAME_MAX and octets in known.parts:
        return
    part, scan, has_text, plain, readable, outline = _looked_through(octets, known)
    texts = [text for name, text in scan.texts if name not in RUNS and name not in xml_files.FILES]
    loose = known.new([*scan.values, *texts], waits=told is not None and not has_text)
    failure = None if readable else markup_lines.gather(part, octets, walk)
    yield from _gathered(part, loose, place)
    aside = [] if plain else xml_events.aside(octets)
    if aside:
        yield Segment(step(place, "markup", "xml"), "\n".join(aside), origin="metadata")
    if scan.texts:
        yield from xml_files.segments(scan.texts, place, walk)
        yield from encoded_files.within(texts, place, walk)
    if failure is not None:
        yield Segment(place, xml_events.rough_text(octets), alternate=True)
        raise failure
    if scan.mixed or xml_scan.lost_digits(
        outline,
        lambda: [*part.lines, *part.with_deletions, *texts, *aside],
        lambda: xml_values.of(outline, has_text=has_text),
    ):
        for segment in xml_text.read(octets, place, walk):
            yield msgspec.structs.replace(segment, alternate=True)
    elif readable and plain and not has_text and len(octets) <= _SAME_MAX:
        known.parts.add(octets)


def _looked_through(octets: bytes, told: Told) -> _Look:
    """Look through a document, and gather its lines if it is regular and has no text beside elements."""
    plain = xml_events.is_plain(octets)
    outline = xml_scan.outline(octets)
    if not xml_scan.has_text(outline):
        scan = xml_scan.without_text(octets, told.without_text, outline)
        readable = scan.whole and not scan.texts and (plain or b"<!" not in octets)
        return _Look(Part(), scan, bool(scan.texts), plain, readable, outline)
    body = xml_regular.body(octets) if plain else None
    if body is not None and (found := markup_lines.gathered(body)) is not None:
        part, texts = found
        values = xml_values.of(octets, has_text=True, told=told.beside_text)
        return _Look(part, Scan(texts, values, whole=True), True, plain, readable=True, outline=octets)
    scan = xml_scan.scan(octets)
    return _Look(Part(), scan, bool(scan.texts), plain, readable=False, outline=octets)


def _gathered(part: Part, loose: list[str], place: Place) -> Iterator[Segment]:
    if part.lines:
        yield Segment(place, "\n".join(part.lines))
    if part.with_deletions:
        yield Segment(step(place, "revision", "deleted"), "\n".join(part.with_deletions), alternate=True)
    if loose:
        yield Segment(step(place, "attributes", ""), "\n".join(loose), origin="metadata")
