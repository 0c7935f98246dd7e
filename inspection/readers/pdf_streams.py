"""The objects of a PDF (ISO 32000-1) read straight from its bytes, beside the page text of pdfium.

A viewer follows references from the trailer and mends what is broken without a word. For us what
no reference leads to is content too, older revisions included, and a stream that does not decode
is a part not read. Only object boundaries are looked for, so a broken cross reference costs nothing.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator

import msgspec

from inspection.content import Content
from inspection.errors import Unreadable
from inspection.walker import Walk

_STREAM = re.compile(rb"stream\r?\n")
_END = re.compile(rb"\r?\n?endstream")
_DICTIONARY_MAX = 64 * 1024
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
_FILTER = re.compile(
    rb"/(FlateDecode|Fl|ASCII85Decode|A85|ASCIIHexDecode|AHx|LZWDecode|LZW|RunLengthDecode|RL|DCTDecode|DCT|JPXDecode|CCITTFaxDecode|CCF|JBIG2Decode|Crypt)\b"
)
_PICTURES = frozenset({b"DCTDecode", b"DCT", b"JPXDecode", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode"})
_PIECE = 1 << 20


class Stream(msgspec.Struct, frozen=True):
    """One stream: its dictionary as written, its decoded octets, whether a picture's code is left in them."""

    dictionary: bytes
    data: bytes
    picture: bool

    def has(self, *names: bytes) -> bool:
        """Say whether the dictionary mentions one of these names."""
        return any(re.search(rb"/" + name + rb"\b", self.dictionary) for name in names)


def streams(content: Content, walk: Walk) -> Iterator[Stream]:
    """Yield every stream of the file; one that does not decode is refused and yielded as far as it went.

    Raises:
        BudgetSpent: the walk's output is used up.
    """
    position = 0
    while opening := _STREAM.search(content, position):
        closing = _END.search(content, opening.end())
        end = closing.start() if closing else len(content)
        before = max(opening.start() - _DICTIONARY_MAX, position)
        dictionary = _dictionary(bytes(content[before : opening.start()]))
        position = closing.end() if closing else len(content)
        if closing is None:
            walk.refuse("malformed:pdf")
        yield _decoded(dictionary, bytes(content[opening.end() : end]), walk)


def outside_streams(content: Content) -> Iterator[bytes]:
    """Yield the octets between streams: dictionaries, strings, comments."""
    position = 0
    while opening := _STREAM.search(content, position):
        yield bytes(content[position : opening.start()])
        closing = _END.search(content, opening.end())
        position = closing.end() if closing else len(content)
    yield bytes(content[position:])


def _dictionary(before: bytes) -> bytes:
    """Return the text of the object up to its stream."""
    starts = [match.end() for match in _OBJECT.finditer(before)]
    return before[starts[-1] :] if starts else before[before.rfind(b"<<") :]


def _decoded(dictionary: bytes, data: bytes, walk: Walk) -> Stream:
    filters = _filters(dictionary)
    for number, name in enumerate(filters):
        if name in _PICTURES:
            return Stream(dictionary, data, picture=True)
        try:
            data = _unfiltered(name, data, walk)
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
    return [match[1] for match in _FILTER.finditer(entry[1])] if entry else []


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
        return _run_lengths(data)
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


def _run_lengths(data: bytes) -> bytes:
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
    return b"".join(pieces)
