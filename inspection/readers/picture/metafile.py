"""Drawings kept as commands of their program: EMF ([MS-EMF]), WMF ([MS-WMF]), StarView metafiles (SVM).

Text in them is drawn by records that hold its characters; it is found as runs, in either width. The
picture itself is drawn by nobody here and is named as unread.
"""

from collections.abc import Iterator

from inspection.content import Content
from inspection.readers.text import text_runs
from inspection.segment import Place, Segment
from inspection.walker import Walk


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the runs of text of a metafile."""
    walk.unread.add("image")
    yield from text_runs.both(bytes(content), place)
