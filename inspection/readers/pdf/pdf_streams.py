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
from collections.abc import Container, Iterator

import msgspec

from inspection.content import Content
from inspection.errors import BudgetSpent, Unreadable
from inspection.readers.pdf import pdf_filters
from inspection.walker import Walk

# After the word comes a line end; damage may have taken it, then at least the dictionary ends before the word.
_STREAM = re.compile(rb"stream(?:\r\n|\r|\n)")
_STREAM_BEHIND_DICTIONARY = re.compile(rb"stream[ \t]*(?:\r\n|\r|\n)?")
_WORD, _WORD_BEGINS = re.compile(rb"\w\Z"), re.compile(rb"\w")
_END = re.compile(rb"(?:\r\n|\r|\n)?endstream")
_OBJECT_HEAD = re.compile(rb"\d+\s+\d+\s+\Z")
_OBJECT_HEAD_MAX = 64  # octets
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,10}\s+obj\b")
_HEAD_SEARCHED = 1024
_TABLE_AT = re.compile(rb"startxref\s+(\d{1,12})\b")
_SECTION = re.compile(rb"^[ \t]*\d+ (\d+)[ \t]*$", re.MULTILINE)
_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])\b")
_TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})\b(?!\s+\d+\s+R\b)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME = re.compile(rb"/(\w+)")
_FILTERS = re.compile(rb"/(?:Filter|F)\s*(\[[^\]]*\]|/\w+)")
_ENDED = re.compile(rb"[\s\0/<>()\[\]{}%]|\Z")
_FILTER_ELSEWHERE = re.compile(rb"/Filter\b(?!\s*null)")
_FILTER = re.compile(
    rb"/(FlateDecode|Fl|ASCII85Decode|A85|ASCIIHexDecode|AHx|LZWDecode|LZW|RunLengthDecode|RL|DCTDecode|DCT|JPXDecode|CCITTFaxDecode|CCF|JBIG2Decode|Crypt)\b"
)
_PICTURES = frozenset({b"DCTDecode", b"DCT", b"JPXDecode", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode"})
# Joins what lies between streams: it belongs to no word, number, name or code, so none goes on in the next piece.
APART = b"]"
_GATHERED = 1 << 20  # octets


class Stream(msgspec.Struct, frozen=True):
    """One stream: its dictionary as written, its decoded octets, whether they are a picture's.

    `number` is that of its object, 0 if none was found; `names` are those that the dictionary mentions;
    `reason` says why it was not decoded, `mended` that its filters are known although their entry is damaged.
    """

    dictionary: bytes
    data: bytes
    picture: bool
    number: int = 0
    names: frozenset[bytes] = frozenset()
    reason: str = ""
    mended: bool = False

    def has(self, *names: bytes) -> bool:
        """Say whether the dictionary mentions one of these names."""
        return not self.names.isdisjoint(names)


class Span(msgspec.Struct, frozen=True, gc=False):
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


def spans(content: Content) -> list[Span]:
    """Find streams; one in which another object begins was none or is cut, and its objects are looked at too."""
    found: list[Span] = []
    position = end = behind = 0
    closed = False
    while opening := _opening(content, position):
        if end < opening.end():
            end, behind = _closing(content, opening.end())
            closed = end < behind
        inner = _inner_object(content, opening.end(), end) if closed else -1
        following = inner if inner >= 0 else behind
        found.append(Span(position, opening.start(), opening.end(), end, following, closed))
        position = following
    return found


def streams(
    content: Content, found: list[Span], walk: Walk, *, pictures: bool = True, contents: Container[int] = ()
) -> Iterator[Stream]:
    """Yield every stream of the file; one that does not decode is refused and yielded as far as it went.

    Without `pictures`, those that say that they are one are not decoded, unless their numbers are among
    `contents`, which pdfium unpacks whatever they say.

    Raises:
        BudgetSpent: the walk's output is used up.
    """
    last = Span(0, 0, 0, 0, 0)
    for span in found:
        _check_opened(content, last, span.opening, walk)
        last = span
        number, dictionary = _object(bytes(content[span.before : span.opening]))
        if not span.closed:
            walk.refuse("malformed:pdf")
        end, told = span.end, _LENGTH.search(dictionary)
        if told and (further := _END.match(content, span.start + int(told[1]))) and further.start() > end:
            end = further.start()
        walk.spend(max(end - span.following, 0))  # read here and once more as what follows
        # A packed stream may end in what looks like the line break behind it; its own end tells them apart.
        packed = b"/FlateDecode" in dictionary and end > span.start
        own = 2 if packed and content[end : end + 1] in {b"\r", b"\n"} else 0
        if not pictures and number not in contents and _IMAGE.search(dictionary):
            yield Stream(dictionary, b"", picture=True, number=number)
        else:
            yield _decoded(number, dictionary, bytes(content[span.start : end + own]), walk)
    _check_opened(content, last, len(content), walk)


def outside_streams(content: Content, found: list[Span]) -> Iterator[list[bytes]]:
    """Yield the octets between streams: dictionaries, strings, comments; most are short, so many at once."""
    pieces: list[bytes] = []
    size, position = 0, 0
    for span in found:
        pieces.append(bytes(content[span.before : span.opening]))
        size, position = size + len(pieces[-1]), span.following
        if size > _GATHERED:
            yield pieces
            pieces, size = [], 0
    yield [*pieces, bytes(content[position:])]


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


def _check_opened(content: Content, last: Span, end: int, walk: Walk) -> None:
    """Refuse an end of a stream whose beginning was not found."""
    if not last.is_cut() and content.find(b"endstream", last.following, end) >= 0:
        walk.refuse("malformed:pdf")


def _object(before: bytes) -> tuple[int, bytes]:
    """Return number and text of the object up to its stream, codes in names resolved."""
    number, end = next(reversed_heads(before), (0, 0))
    text = before[end:]
    return number, _ESCAPED.sub(_octet, text) if b"#" in text else text


def reversed_heads(octets: bytes) -> Iterator[tuple[int, int]]:
    """Yield the number of each object that begins in these octets, the last one first, and where its text begins."""
    at = octets.rfind(b"obj")
    while at >= 0:
        if octets[at - 3 : at] != b"end" and not _WORD_BEGINS.match(octets, at + 3):
            number = _number_before(octets[max(at - _OBJECT_HEAD_MAX, 0) : at])
            if number >= 0:
                yield number, at + 3
        at = octets.rfind(b"obj", 0, at)


def _number_before(head: bytes) -> int:
    """Return the number of an object by what stands before the word that begins it; -1 if it is none."""
    fields = head.split()
    if len(fields) < 2 or not fields[-1].isdigit() or not head[-1:].isspace():  # noqa: PLR2004  # number, generation
        return -1
    if not fields[-2].isdigit():
        fields[-2] = fields[-2][len(fields[-2].rstrip(b"0123456789")) :]
    digits = fields[-2]
    return int(digits) if 0 < len(digits) <= 10 >= len(fields[-1]) else -1  # noqa: PLR2004  # digits


def _is_blank(dictionary: bytes, data: bytes) -> bool:
    """Say whether a stream has nothing in it and says so, as that of a blank page."""
    length = _LENGTH.search(dictionary)
    return not data and length is not None and int(length[1]) == 0


def _octet(code: re.Match[bytes]) -> bytes:
    return bytes([int(code[1], 16)])


def _decoded(number: int, dictionary: bytes, data: bytes, walk: Walk) -> Stream:
    names = frozenset(_NAME.findall(dictionary))
    filters, mended = _filters(dictionary)
    picture, reason = b"Image" in names and _IMAGE.search(dictionary) is not None, ""
    for count, name in enumerate(() if _is_blank(dictionary, data) else filters):
        if name in _PICTURES:
            picture = True
            break
        try:
            data = pdf_filters.unfiltered(name, data, dictionary, walk)
        except BudgetSpent:
            raise
        except Unreadable as error:
            reason = error.reason
        except (ValueError, binascii.Error):
            reason = "malformed:pdf"
        if reason:
            walk.refuse(reason)
            data, picture = b"", False
            break
        if count > 4:  # noqa: PLR2004  # no writer chains more filters than this
            walk.refuse("limit:filters")
            break
    return Stream(dictionary, data, picture, number, names, reason, mended)


def _filters(dictionary: bytes) -> tuple[list[bytes], bool]:
    """Return the names of the filters, and whether the entry that names them is damaged.

    A damaged entry does not take back what the data is packed with; one that points elsewhere is not followed.
    """
    entry = _FILTERS.search(dictionary)
    if entry:
        return _NAME.findall(entry[1]), not _ENDED.match(dictionary, entry.end())
    named = _FILTER.findall(dictionary)
    return named or [b"(elsewhere)"] * bool(_FILTER_ELSEWHERE.search(dictionary)), bool(named)
