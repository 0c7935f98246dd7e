"""XPS and OpenXPS (ECMA-388), what Windows prints into a file: pages put back into lines, links, names, properties.

A page draws words or single letters (`Glyphs`), each at a place; those that only the font of the file can
tell are refused.
"""

from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.readers.archive.zip_members import ZipContainer
from inspection.readers.markup import markup_text, xml_events
from inspection.readers.markup.xml_events import Element
from inspection.readers.office import ofd_layout, package
from inspection.readers.office.ofd_layout import TextObject, Word
from inspection.segment import Place, Segment
from inspection.walker import Walk

_SIZE = 12.0  # of a font, in 96ths of an inch, where none is said
_EM = 0.5  # width of a glyph that does not say its own
_Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield names, then every part; a page as lines first."""
    container = ZipContainer(content, walk)
    yield from package.surroundings(content, container, place, walk)
    yield from package.parts(container, place, walk, "xps", _part)


def _part(data: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    octets = xml_events.as_utf8(data)
    words: list[TextObject] = []
    if b"Glyphs" in octets:
        for event, element in xml_events.events(octets, walk, tags=("Glyphs",)):
            if event == "end":
                words.append(TextObject("", [_word(element, walk)]))
    if words:
        yield Segment(place, ofd_layout.lines(words))
        yield Segment(place, ofd_layout.in_order(words), alternate=True)
    for segment in markup_text.segments(octets, place, walk):
        yield msgspec.structs.replace(segment, alternate=segment.alternate or bool(words))


def _word(element: Element, walk: Walk) -> Word:
    """Return the text of a `Glyphs` element at its place on the page (ECMA-388, 12.1)."""
    text = element.get("UnicodeString", "").removeprefix("{}")  # which says that no markup follows
    indices = element.get("Indices", "")
    if indices and not text:
        walk.refuse("unsupported:xps-font")
    size = _number(element.get("FontRenderingEmSize", "")) or _SIZE
    left, base = _number(element.get("OriginX", "")), _number(element.get("OriginY", ""))
    width = size * sum(_advances(indices, len(text)))
    for each in (element, *element.iterancestors()):
        a, b, c, d, e, f = _matrix(each.get("RenderTransform", ""))
        left, base = a * left + c * base + e, b * left + d * base + f
        size, width = size * abs(d or b or 1.0), width * abs(a or b or 1.0)
    return Word(text, left, left + width, base, size)


def _advances(indices: str, count: int) -> Iterator[float]:
    """Yield the widths of `count` glyphs in em; `Indices` gives them in hundredths, after a comma."""
    glyphs = indices.split(";")
    for number in range(count):
        fields = glyphs[number].split(",") if number < len(glyphs) else []
        yield _number(fields[1]) / 100 if len(fields) > 1 and fields[1] else _EM


def _matrix(written: str) -> _Matrix:
    numbers = [_number(each) for each in written.split(",")]
    return (*numbers,) if len(numbers) == len(_AS_IT_IS) else _AS_IT_IS  # type: ignore[return-value]  # of six


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0
