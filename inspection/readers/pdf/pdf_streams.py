"""The objects of a PDF (ISO 32000-1) read straight from its bytes, beside the page text of pdfium.

A viewer follows references from the trailer and mends what is broken without a word. For us what
no reference leads to is content too, older revisions included, and a stream that does not decode
is a part not read. Only object boundaries are looked for, so a broken cross reference costs nothing.
A stream ends at its length if its end stands there; what lies behind the first word that could end
it is looked through for streams of its own all the same, so neither a false length nor a false end
hides anything.
"""

import binascii
import re
from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.errors import BudgetSpent, Unreadable
from inspection.readers.pdf import pdf_filters
from inspection.walker import Walk

# After the word comes a line end; damage may have taken it, then at least the dictionary ends before the word.
_STREAM = re.compile(rb"stream(?:\r\n|\r|\n)")
_STREAM_BEHIND_DICTIONARY = re.compile(rb"stream[ \t]*(?:\r\n|\r|\n)?")
_WORD = re.compile(rb"\w\Z")
_END = re.compile(rb"(?:\r\n|\r|\n)?endstream")
_OBJECT_HEAD = re.compile(rb"\d+\s+\d+\s+\Z")
_OBJECT_HEAD_MAX = 64  # octets
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,10}\s+obj\b")
_HEAD_SEARCHED = 1024
_TABLE_AT = re.compile(rb"startxref\s+(\d{1,12})\b")
_SECTION = re.compile(rb"^[ \t]*\d+ (\d+)[ \t]*$", re.MULTILINE)
_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])\b")
_TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})\b(?!\s+\d+\s+R\b)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FILTER = re.compile(
    rb"/(FlateDecode|Fl|ASCII85Decode|A85|ASCIIHexDecode|AHx|LZWDecode|LZW|RunLengthDecode|RL|DCTDecode|DCT|JPXDecode|CCITTFaxDecode|CCF|JBIG2Decode|Crypt)\b"
)
_PICTURES = frozenset({b"DCTDecode", b"DCT", b"JPXDecode", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode"})


class Stream(msgspec.Struct, frozen=True):
    """One stream: its dictionary as written, its decoded octets, whether a picture's code is left in them.

    `number` is that of its object, 0 if none was found.
    """

    dictionary: bytes
    data: bytes
    picture: bool
    number: int = 0

    def has(self, *names: bytes) -> bool:
        """Say whether the dictionary mentions one of these names."""
        return any(re.search(rb"/" + name + rb"\b", self.dictionary) for name in names)


class _Span(msgspec.Struct, frozen=True):
    """Offsets: of the octets before, of the word that opens, of the data and its end, of what follows."""

    before: int
    opening: int
    start: int
    end: int
    following: int
    closed: bool = True

    def is_cut(self) -> bool:
        """Say whether another object begins in it."""
        return self.following < self.end


def streams(content: Content, walk: Walk) -> Iterator[Stream]:
    """Yield every stream of the file; one that does not decode is refused and yielded as far as it went.

    Raises:
        BudgetSpent: the walk's output is used up.
    """
    last = _Span(0, 0, 0, 0, 0)
    for found in _spans(content):
        _check_opened(content, last, found.opening, walk)
        last = found
        before = bytes(content[found.before : found.opening])
        number, dictionary = _object(before)
        if not found.closed:
            walk.refuse("malformed:pdf")
        end, told = found.end, _LENGTH.search(dictionary)
        if told and (further := _END.match(content, found.start + int(told[1]))) and further.start() > end:
            end = further.start()
        walk.spend(max(end - found.following, 0))  # read here and once more as what follows
        # A packed stream may end in what looks like half of the line break behind it; its own end tells them apart.
        own = b"/FlateDecode" in dictionary and content[end : end + 2] == b"\r\n"
        stream = _decoded(dictionary, bytes(content[found.start : end + own]), walk)
        yield msgspec.structs.replace(stream, number=number)
    _check_opened(content, last, len(content), walk)


def outside_streams(content: Content) -> Iterator[bytes]:
    """Yield the octets between streams: dictionaries, strings, comments."""
    position = 0
    for found in _spans(content):
        yield bytes(content[found.before : found.opening])
        position = found.following
    yield bytes(content[position:])


def has_table(content: Content) -> bool:
    """Say whether the last cross reference stands where the file says, and leads to objects (ISO 32000-1 7.5.4)."""
    told = _TABLE_AT.match(content, max(content.rfind(b"startxref"), 0))
    head = max(content.find(b"%PDF-", 0, _HEAD_SEARCHED), 0)
    starts = {int(told[1]), int(told[1]) + head} if told else set()
    found = next(filter(None, (_TABLE.match(content, start) for start in sorted(starts))), None)
    if found is None or not found[0].endswith(b"xref"):
        return found is not None
    table = bytes(content[found.end() : content.find(b"trailer", found.end())]).replace(b"\r", b"\n")
    entries = _ENTRY.findall(table)
    whole = sum(int(count) for count in _SECTION.findall(table)) == len(entries)
    places = [int(offset) for offset, used in entries if used == b"n"]
    return whole and any(all(_OBJECT.match(content, at + by) for at in places) for by in {0, head})


def _spans(content: Content) -> Iterator[_Span]:
    """Find streams; one in which another object begins was none or is cut, and its objects are looked at too."""
    position = end = behind = 0
    closed = False
    while opening := _opening(content, position):
        if end < opening.end():
            end, behind = _closing(content, opening.end())
            closed = end < behind
        inner = _inner_object(content, opening.end(), end) if closed else -1
        following = inner if inner >= 0 else behind
        yield _Span(position, opening.start(), opening.end(), end, following, closed)
        position = following


# Words are looked for as they stand, and only what is around them by expressions: three fourths of
# a file are packed octets, through which an expression goes at a tenth of the speed.
def _opening(content: Content, position: int) -> re.Match[bytes] | None:
    while (at := content.find(b"stream", position)) >= 0:
        before = bytes(content[max(at - _OBJECT_HEAD_MAX, 0) : at])
        found = None if _WORD.search(before) else _STREAM.match(content, at)
        if not found and before.rstrip().endswith(b">"):
            found = _STREAM_BEHIND_DICTIONARY.match(content, at)
        if found:
            return found
        position = at + 1
    return None


def _closing(content: Content, start: int) -> tuple[int, int]:
    """Return where the stream ends and what follows it begins; the end of the file twice if it never ends."""
    at = content.find(b"endstream", start)
    if at < 0:
        return len(content), len(content)
    found = next(filter(None, (_END.match(content, max(at - back, start)) for back in (2, 1))), None)
    return (found or _END.match(content, at)).span()  # type: ignore[union-attr]  # the word stands there


def _inner_object(content: Content, start: int, end: int) -> int:
    """Return where an object begins between two offsets; -1 if none does."""
    at = start
    while (at := content.find(b"obj", at, end)) >= 0:
        first = max(at - _OBJECT_HEAD_MAX, start)
        head = _OBJECT_HEAD.search(bytes(content[first:at]))
        if head and not bytes(content[at + 3 : at + 4]).isalnum():
            return first + head.start()
        at += 1
    return -1


def _check_opened(content: Content, last: _Span, end: int, walk: Walk) -> None:
    """Refuse an end of a stream whose beginning was not found."""
    if not last.is_cut() and content.find(b"endstream", last.following, end) >= 0:
        walk.refuse("malformed:pdf")


def _object(before: bytes) -> tuple[int, bytes]:
    """Return number and text of the object up to its stream, codes in names resolved."""
    last = None
    for last in _OBJECT.finditer(before):  # noqa: B007  # the last one begins the object
        pass
    number, start = (int(last[1]), last.end()) if last else (0, 0)
    return number, _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), before[start:])


def _decoded(dictionary: bytes, data: bytes, walk: Walk) -> Stream:
    filters = _filters(dictionary)
    for number, name in enumerate(filters):
        if name in _PICTURES:
            return Stream(dictionary, data, picture=True)
        try:
            data = pdf_filters.unfiltered(name, data, dictionary, walk)
        except BudgetSpent:
            raise
        except Unreadable as error:
            walk.refuse(error.reason)
            return Stream(dictionary, b"", picture=False)
        except (ValueError, binascii.Error):
            walk.refuse("malformed:pdf")
            return Stream(dictionary, b"", picture=False)
        if number > 4:  # noqa: PLR2004  # no writer chains more filters than this
            walk.refuse("limit:filters")
            break
    return Stream(dictionary, data, picture=False)


def _filters(dictionary: bytes) -> list[bytes]:
    entry = re.search(rb"/(?:Filter|F)\s*(\[[^\]]*\]|/\w+)", dictionary)
    if entry:
        return re.findall(rb"/(\w+)", entry[1])
    # A damaged key does not take back what the data is packed with; one that points elsewhere is not followed.
    named = _FILTER.findall(dictionary)
    return named or [b"(elsewhere)"] * bool(re.search(rb"/Filter\b(?!\s*null)", dictionary))
