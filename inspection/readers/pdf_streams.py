"""The objects of a PDF (ISO 32000-1) read straight from its bytes, beside the page text of pdfium.

A viewer follows references from the trailer and mends what is broken without a word. For us what
no reference leads to is content too, older revisions included, and a stream that does not decode
is a part not read. Only object boundaries are looked for, so a broken cross reference costs nothing.
A stream ends at its length if its end stands there; what lies behind the first word that could end
it is looked through for streams of its own all the same, so neither a false length nor a false end
hides anything.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.errors import BudgetSpent, Unreadable
from inspection.walker import Walk

# After the word comes a line end; damage may have taken it, then at least the dictionary ends before the word.
_STREAM = re.compile(rb"\bstream(?:\r\n|\r|\n)|(?<=>)\s*stream[ \t]*(?:\r\n|\r|\n)?")
_END = re.compile(rb"(?:\r\n|\r|\n)?endstream")
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})\b(?!\s+\d+\s+R\b)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PREDICTED = re.compile(rb"/Predictor\s+(?!1\b)\d")
_FILTER = re.compile(
    rb"/(FlateDecode|Fl|ASCII85Decode|A85|ASCIIHexDecode|AHx|LZWDecode|LZW|RunLengthDecode|RL|DCTDecode|DCT|JPXDecode|CCITTFaxDecode|CCF|JBIG2Decode|Crypt)\b"
)
_PICTURES = frozenset({b"DCTDecode", b"DCT", b"JPXDecode", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode"})
_PREDICTING = frozenset({b"FlateDecode", b"Fl"})
_PIECE = 1 << 20


class Stream(msgspec.Struct, frozen=True):
    """One stream: its dictionary as written, its decoded octets, whether a picture's code is left in them."""

    dictionary: bytes
    data: bytes
    picture: bool

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
        dictionary = _dictionary(bytes(content[found.before : found.opening]))
        if not found.closed:
            walk.refuse("malformed:pdf")
        end, told = found.end, _LENGTH.search(dictionary)
        if told and (further := _END.match(content, found.start + int(told[1]))) and further.start() > end:
            end = further.start()
        walk.spend(max(end - found.following, 0))  # read here and once more as what follows
        yield _decoded(dictionary, bytes(content[found.start : end]), walk)
    _check_opened(content, last, len(content), walk)


def outside_streams(content: Content) -> Iterator[bytes]:
    """Yield the octets between streams: dictionaries, strings, comments."""
    position = 0
    for found in _spans(content):
        yield bytes(content[found.before : found.opening])
        position = found.following
    yield bytes(content[position:])


def _spans(content: Content) -> Iterator[_Span]:
    """Find streams; one in which another object begins was none or is cut, and its objects are looked at too."""
    position = end = behind = 0
    closing: re.Match[bytes] | None = None
    while opening := _STREAM.search(content, position):
        if end < opening.end():
            closing = _END.search(content, opening.end())
            end, behind = closing.span() if closing else (len(content),) * 2
        inner = _OBJECT.search(content, opening.end(), end) if closing else None
        following = inner.start() if inner else behind
        yield _Span(position, opening.start(), opening.end(), end, following, closing is not None)
        position = following


def _check_opened(content: Content, last: _Span, end: int, walk: Walk) -> None:
    """Refuse an end of a stream whose beginning was not found."""
    if not last.is_cut() and content.find(b"endstream", last.following, end) >= 0:
        walk.refuse("malformed:pdf")


def _dictionary(before: bytes) -> bytes:
    """Return the text of the object up to its stream, characters of names that were written as codes resolved."""
    start = max((match.end() for match in _OBJECT.finditer(before)), default=0)
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), before[start:])


def _decoded(dictionary: bytes, data: bytes, walk: Walk) -> Stream:
    filters = _filters(dictionary)
    for number, name in enumerate(filters):
        if name in _PICTURES:
            return Stream(dictionary, data, picture=True)
        try:
            data = _unfiltered(name, data, walk)
            _check_predictor(name, dictionary)
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


def _check_predictor(name: bytes, dictionary: bytes) -> None:
    """Refuse data that was made into differences before it was packed, but for the tables that hold no text."""
    if (
        name in _PREDICTING
        and _PREDICTED.search(dictionary)
        and not re.search(rb"/(?:XRef|Image)\b", dictionary)
    ):
        raise Unreadable("unsupported:pdf-predictor")


def _unfiltered(name: bytes, data: bytes, walk: Walk) -> bytes:
    if name in (b"FlateDecode", b"Fl"):
        return _inflated(data, walk)
    if name in (b"ASCII85Decode", b"A85"):
        packed = data.translate(None, b" \t\r\n\f\0").removeprefix(b"<~")
        return base64.a85decode(packed.partition(b"~")[0])
    if name in (b"ASCIIHexDecode", b"AHx"):
        digits = data.translate(None, b" \t\r\n\f\0").partition(b">")[0]
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    if name in (b"RunLengthDecode", b"RL"):
        return _run_lengths(data, walk)
    raise Unreadable("unsupported:pdf-filter")


def _inflated(data: bytes, walk: Walk) -> bytes:
    """Inflate a stream within ratio and budget; the checksum at its end must be there and be right."""
    inflate = zlib.decompressobj()
    pieces: list[bytes] = []
    given, pending = 0, data
    try:
        while pending and not inflate.eof:
            piece = inflate.decompress(pending, _PIECE)
            pending = inflate.unconsumed_tail
            given += len(piece)
            walk.spend(len(piece))
            if given > walk.limits.ratio_floor and given > len(data) * walk.limits.pdf_ratio:
                raise Unreadable("limit:ratio")
            pieces.append(piece)
    except zlib.error as error:
        raise Unreadable("malformed:pdf") from error
    if not inflate.eof:
        raise Unreadable("malformed:pdf")
    return b"".join(pieces)


def _run_lengths(data: bytes, walk: Walk) -> bytes:
    pieces: list[bytes] = []
    position = 0
    while position < len(data) and data[position] != 128:  # noqa: PLR2004  # end of data, ISO 32000-1 7.4.5
        length = data[position]
        if length < 128:  # noqa: PLR2004
            pieces.append(data[position + 1 : position + 2 + length])
            position += 2 + length
        else:
            pieces.append(data[position + 1 : position + 2] * (257 - length))
            position += 2
        walk.spend(len(pieces[-1]))
    return b"".join(pieces)
