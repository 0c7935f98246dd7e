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

import msgspec

from inspection.content import Content
from inspection.readers.pdf import pdf_strings
from inspection.segment import Place, Segment
from inspection.walker import Walk

_OBJECT = re.compile(rb"\b(\d{1,10})\s+\d{1,5}\s+obj\b")
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_CONTENTS = re.compile(rb"/Contents\s*(?:(\d+)\s+\d+\s+R\b|\[((?:\s*\d+\s+\d+\s+R\b)*)\s*\])")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R\b")
_REVISION = re.compile(rb"startxref\s+[1-9]")
_DIGITS = re.compile(rb"\d{6,}")
_RUN = b"111111"
_AS_DIGIT = bytes(ord("1" if chr(octet) in "0123456789" else " ") for octet in range(256))
_PROPERTIES = re.compile(rb"<<([^<>]*+(?:<[^<>]*+>[^<>]*+)*+)>>")
_COMMENT = re.compile(rb"%[^\r\n]{4,}")
_UNTOLD = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd\uffff]")
_UNTOLD_SHARE = 0.02


class Contents(msgspec.Struct):
    """Content streams by the number of their object, character maps, and what the objects say of the pages.

    `unchecked` are those that no checksum protects: damage in them may hide text from pdfium alone.
    """

    streams: list[tuple[int, bytes]] = []
    unchecked: set[int] = set()
    maps: list[pdf_strings.CharacterMap] = []
    pages: int = 0
    defined: Counter[int] = msgspec.field(default_factory=Counter)
    referred: list[list[int]] = []
    strings: list[str] = []

    def take_objects(self, data: bytes) -> None:
        """Take what objects outside of streams, or in an object stream, say of the pages."""
        self.pages += len(_PAGE.findall(data)) if b"/Page" in data else 0
        self.defined.update(map(int, _OBJECT.findall(data)))
        for one, many in _CONTENTS.findall(data) if b"/Contents" in data else ():
            self.referred.append([int(one)] if one else [int(number) for number in _REFERENCE.findall(many)])

    def take_stream(self, number: int, data: bytes, *, checked: bool) -> None:
        """Take one content stream; properties of marked content and comments in it are text in any case."""
        self.streams.append((number, data))
        if not checked:
            self.unchecked.add(number)
        if b"<<" in data:
            for properties in _PROPERTIES.findall(data):
                self.strings += pdf_strings.dictionary_strings(properties)
        if b"%" in data:
            self.strings += map(pdf_strings.as_text, _COMMENT.findall(data))


def is_suspect(contents: Contents, text: str) -> bool:
    """Say whether the text of the pages is not what the pages show: unreadable, or hardly any of it."""
    operators = sum(data.count(b"Tj") + data.count(b"TJ") for _, data in contents.streams)
    told = len(text) - text.count(" ") - text.count("\n") - text.count("\r")
    return is_untold(text) or told < operators


def is_untold(text: str) -> bool:
    """Say whether characters that mean nothing outside of their font make up a good part of a text."""
    return len(_UNTOLD.findall(text)) > len(text) * _UNTOLD_SHARE


def unshown(contents: Contents, content: Content, pages: int, text: str) -> Iterator[bytes]:
    """Yield the content streams that the `pages`, whose text is `text`, may not have shown."""
    shown: set[int] = set()
    one_revision = sum(1 for _ in _REVISION.finditer(content)) <= 1
    if one_revision and contents.pages == pages and len(contents.referred) <= pages:
        numbers = Counter(number for listed in contents.referred for number in listed)
        shown = {number for number in numbers if contents.defined[number] == 1} - contents.unchecked
    digits = set(_DIGITS.findall(text.encode("ascii", "replace")))
    for number, data in contents.streams:
        written = _DIGITS.findall(data) if b"(" in data and _RUN in data.translate(_AS_DIGIT) else ()
        if number not in shown or not digits.issuperset(written):
            yield data


def segments(contents: Contents, streams: list[bytes], place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield what streams show, as its codes stand and through each character map."""
    for data in streams:
        lines = pdf_strings.shown(data)
        yield Segment(place, "\n".join(pdf_strings.as_text(line) for line in lines), alternate=True)
        for table in contents.maps:
            walk.spend(sum(map(len, lines)))
            yield Segment(place, pdf_strings.through_map(lines, table), alternate=True)
