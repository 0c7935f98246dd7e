"""Office documents that are one XML file: Word 2003, Word in one file (`pkg:package`), Excel 2003.

Word uses the vocabulary of its packages; what stands in Base64 in it (pictures, objects, macros) is
opened as the file it is. Excel has one of its own, in which a cell may say its column.
"""

from collections.abc import Iterator

from inspection.content import Content
from inspection.readers.markup import markup_text, xml_flow
from inspection.readers.markup.xml_vocabulary import Vocabulary
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = Vocabulary(
    inline=frozenset({"{http://www.w3.org/TR/REC-html40}"}),
    rows=frozenset({"Row"}),
    cells=frozenset({"Cell"}),
    aside=frozenset({"Comment", "PhoneticText"}),
    index=_SPREADSHEET + "Index",
)


def read_word(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the text of a Word document and of the files in it."""
    yield from markup_text.segments(bytes(content), step(place, "part", "document"), walk)


def read_excel(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield sheets as tab-separated lines, then comments, names and properties."""
    yield from xml_flow.segments(bytes(content), step(place, "part", "workbook"), walk, _EXCEL)
