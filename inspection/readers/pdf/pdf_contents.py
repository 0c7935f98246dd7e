"""Which content streams of a PDF the pages have shown already, and which have to be read a second time.

pdfium shows what the page tree leads to. Text of deleted pages, of earlier revisions and of objects
that nothing refers to is in the file as well; it is read here through every character map of the file.
A stream counts as shown only if the file leaves no doubt: as many page objects as pages, one revision,
each page with its own contents. Even then its digits have to be among those of the pages: a font may
say that it shows one thing and show another. In hexadecimal strings digits mean nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain

import msgspec

from inspection.content import Content
from inspection.readers.pdf import pdf_glyph_names, pdf_streams, pdf_strings
from inspection.segment import Place, Segment
from inspection.walker import Walk

_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_CONTENTS = re.compile(rb"/Contents\s*(?:(\d+)\s+\d+\s+R\b|\[((?:\s*\d+\s+\d+\s+R\b)*)\s*\])")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R\b")
_OF_FONT = re.compile(rb"/(?:ToUnicode|Encoding|UseCMap|FontFile[23]?)\s+(\d+)\s+\d+\s+R\b")
_REVISION = re.compile(rb"startxref\s+[1-9]")
_DIGITS = re.compile(rb"\d{6,}")
_RUN = b"111111"
_AS_DIGIT = bytes(ord("1" if chr(octet) in "0123456789" else " ") for octet in range(256))
_PROPERTIES = re.compile(rb"<<([^<>]*+(?:<[^<>]*+>[^<>]*+)*+)>>")
_WITH_STRING = re.compile(rb"<<[^<>(]*+[<(]")
_COMMENT = re.compile(rb"%[^\r\n]{4,}")
_UNTOLD = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd\uffff]")
_UNTOLD_SHARE = 0.02


class Contents(msgspec.Struct):
    """Content streams and character maps by the numbers of their objects, and what the objects say of the pages.

    `unchecked` are those that no checksum protects: damage in them may hide text from pdfium alone; `forms` are
    drawn by others, `operators` counts the strings that each shows. `fonts` are files of
    fonts, `of_fonts` what fonts refer to: their files and maps; `named` are codes told by the names of glyphs.
    `damaged` says that objects hold what no writer has written: pdfium may have lost anything.
    """

    streams: list[tuple[int, bytes]] = []
    unchecked: set[int] = set()
    forms: set[int] = set()
    maps: list[tuple[int, bytes]] = []
    named: list[dict[int, str]] = []
    fonts: set[int] = set()
    of_fonts: set[int] = set()
    damaged: bool = False
    pages: int = 0
    defined: Counter[int] = msgspec.field(default_factory=Counter)
    ended: int = 0
    referred: list[list[int]] = []
    strings: list[str] = []
    operators: Counter[int] = msgspec.field(default_factory=Counter)

    def take_objects(self, pieces: list[bytes]) -> None:
        """Take what objects outside of streams, or in an object stream, say of the pages."""
        data = pdf_streams.APART.join(pieces)
        self.pages += len(_PAGE.findall(data)) if b"/Page" in data else 0
        self.defined.update(number for number, _ in pdf_streams.reversed_heads(data))
        self.ended += data.count(b"endobj")
        if b"/Type3" in data:
            self.named += [each for each in pdf_glyph_names.tables(data) if each not in self.named]
        for piece in pieces:
            self._take_lists(piece)
        if b"/ToUnicode" in data or b"/FontFile" in data or b"CMap" in data:
            self.of_fonts.update(map(int, _OF_FONT.findall(data)))

    def _take_lists(self, piece: bytes) -> None:
        for one, many in _CONTENTS.findall(piece) if b"/Contents" in piece else ():
            self.referred.append([int(one)] if one else [int(number) for number in _REFERENCE.findall(many)])
        for kids in _KIDS.findall(piece) if b"/Kids" in piece else ():
            numbers = _REFERENCE.findall(kids)
            self.damaged = self.damaged or len(numbers) > len(set(numbers))

    def take_stream(self, number: int, data: bytes, *, checked: bool, form: bool = False) -> None:
        """Take one content stream; properties of marked content and comments in it are text in any case."""
        self.streams.append((number, data))
        self.operators[number] += data.count(b"Tj") + data.count(b"TJ")
        if not checked:
            self.unchecked.add(number)
        if form:
            self.forms.add(number)
        if b"<<" in data and _WITH_STRING.search(data):
            for properties in _PROPERTIES.findall(data):
                if b"(" in properties or b"<" in properties:
                    self.strings += pdf_strings.dictionary_strings(properties)
        if b"%" in data:
            self.strings += map(pdf_strings.as_text, _COMMENT.findall(data))


def is_suspect(contents: Contents, texts: list[str]) -> bool:
    """Say whether the texts of the pages are not what the pages show: unreadable, or hardly any of it."""
    return sum(map(_characters, texts)) < contents.operators.total() or is_untold("".join(texts))


def is_doubtful(contents: Contents, texts: list[str]) -> bool:
    """Say whether pdfium may have lost something by damage: a page, its contents, what a font needs, any object."""
    asked = sum(any(contents.operators[number] for number in listed) for listed in contents.referred)
    shown = sum(_characters(text) > 0 for text in texts)
    lost_page = len(contents.referred) == len(texts) and shown < asked
    lost_contents = len(contents.referred) < contents.pages and bool(
        contents.operators.keys() - contents.forms - set(chain.from_iterable(contents.referred))
    )
    lost_font = not contents.of_fonts.issuperset(contents.fonts.union(number for number, _ in contents.maps))
    lost_object = contents.ended > contents.defined.total()
    return contents.damaged or lost_page or lost_contents or lost_font or lost_object


def _characters(text: str) -> int:
    return len(text) - text.count(" ") - text.count("\n") - text.count("\r")


def is_untold(text: str) -> bool:
    """Say whether characters that mean nothing outside of their font make up a good part of a text."""
    return len(_UNTOLD.findall(text)) > len(text) * _UNTOLD_SHARE


def is_silent(text: str) -> bool:
    """Say whether the text of a page says nothing: there is none, or its fonts keep to themselves what they show."""
    return not text.strip() or is_untold(text)


def unshown(contents: Contents, content: Content, pages: int, text: str) -> Iterator[bytes]:
    """Yield the content streams that the `pages`, whose text is `text`, may not have shown."""
    shown: set[int] = set()
    if _has_one_revision(content) and contents.pages == pages and len(contents.referred) <= pages:
        numbers = Counter(number for listed in contents.referred for number in listed)
        shown = {number for number in numbers if contents.defined[number] == 1} - contents.unchecked
    digits = cache(lambda: set(_DIGITS.findall(text.encode("ascii", "replace"))))
    for number, data in contents.streams:
        written = _DIGITS.findall(data) if b"(" in data and _RUN in data.translate(_AS_DIGIT) else ()
        if number not in shown or (written and not digits().issuperset(written)):
            yield data


def _has_one_revision(content: Content) -> bool:
    count, at = 0, content.find(b"startxref")
    while at >= 0 and count < 2:  # noqa: PLR2004  # more than one is enough to know
        count += _REVISION.match(content, at) is not None
        at = content.find(b"startxref", at + 1)
    return count <= 1


def segments(contents: Contents, streams: list[bytes], place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what streams show, as its codes stand and through each character map."""
    tables = (
        [pdf_strings.character_map(data) for _, data in contents.maps] + contents.named if streams else []
    )
    for data in streams:
        lines = pdf_strings.shown(data)
        yield Segment(place, "\n".join(pdf_strings.as_text(line) for line in lines), alternate=True)
        for table in tables:
            walk.spend(sum(map(len, lines)))
            yield Segment(place, pdf_strings.through_map(lines, table), alternate=True)
