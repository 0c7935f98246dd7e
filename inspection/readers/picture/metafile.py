"""Drawings kept as commands of their program: EMF ([MS-EMF]), WMF ([MS-WMF]), StarView metafiles (SVM).

A program may draw each letter by a record of its own: texts are put back into lines by where they are
drawn. Bitmaps in them (screenshots, scans) are opened as the pictures they are. Whatever else holds
characters is found as runs, in either width; lines and curves are drawn by nobody here, and are named as unread.
"""

from collections.abc import Iterator

from inspection.content import Content
from inspection.readers.picture import emf, wmf
from inspection.readers.text import text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_EMF_MARK = slice(40, 44)


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the lines that are drawn, the text of bitmaps, and the runs of text of a metafile."""
    data = bytes(content)
    walk.unread.add("image")
    if not data.startswith(b"VCLMTF"):
        page = emf.draw(data) if data[_EMF_MARK] == b" EMF" else wmf.draw(data)
        for number, lines in enumerate(page.lines):
            if lines.strip():
                yield Segment(place, lines, alternate=number > 0)
        for number, bitmap in enumerate(page.bitmaps):
            walk.count_member()
            yield from walk.descend(bitmap, step(place, "embedded", str(number)))
    yield from text_runs.both(data, place)
