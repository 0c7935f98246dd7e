"""Mail messages (RFC 5322, MIME): every header, every part, every way to read them.

Own slicer over byte offsets: a part is a span of the message until it is a leaf, and only then
copied. The standard library's parser, and every other one measured, loses content in some
malformed messages (a comment in the transfer encoding, two boundaries, a broken line in the
header); here every claim of the header is tried and the text between the parts is read too.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from inspection import charset, sniff
from inspection.content import Content
from inspection.readers.mail import (
    content_lines,
    mail_embedded,
    mail_fields,
    mail_header,
    mail_parts,
    mail_report,
    mail_transfer,
    yenc,
)
from inspection.readers.markup import html
from inspection.readers.signed import openpgp
from inspection.readers.text import plain_text
from inspection.segment import Place, Segment, step
from inspection.walker import Hint, Walk

_MESSAGE_TYPES = frozenset({"message/rfc822", "message/global", "message/news", "message/external-body"})
_FRAGMENT = "message/partial"  # RFC 2046 5.2.2: the rest of it travels in other messages
_OF_MESSAGES = _MESSAGE_TYPES | mail_report.TYPES | {_FRAGMENT}
_DIGEST = "multipart/digest"
_BOUNDARIES_MAX = 20  # of one multipart
_CARDS = frozenset({"text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/x-vcalendar"})
_BEFORE_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*")  # what editors and copying leave there
_WIDE_START, _WIDE_SAMPLE = 4, 4096  # octets of two characters, and of a header
_SEALED_FORMATS = frozenset({"smime", "openpgp"})
_UNEMBEDDED = frozenset({"executable", "empty", "blank", "unknown", "video"})
_BINHEX = b"(This file must be converted with BinHex"
# Texts that people write into mails or that begin as such; others have a reader of their own.
_TEXTS = frozenset({"text", "csv", "json", "html", "xml", "svg", "message"})


class _Kind(msgspec.Struct, frozen=True):
    """What a part's header says about its body: charsets and media types claimed, words about flowed lines.

    `as_given` tells that no transfer encoding hid its octets.
    """

    charset: str = ""
    other_charsets: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    flowed: tuple[str, ...] = ()
    as_given: bool = False

    @property
    def media_type(self) -> str:
        return self.types[-1] if self.types else ""


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield headers, parts, names, preamble and epilogue; note whether its sender encrypted it whole."""
    known, readable = len(walk.encrypted), False
    content = _narrow(content)
    start = _BEFORE_HEADER.match(content)
    for segment in _entity(content, (start.end() if start else 0, len(content)), place, walk, 0):
        readable = readable or _is_body_text(segment)
        yield segment
    if not place and not readable and not walk.unread:
        sealed = {part.format for part in walk.encrypted[known:]}
        walk.sender_encrypted = bool(sealed) and sealed <= _SEALED_FORMATS


def read_body(octets: bytes, hint: Hint, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the body of a message that came without a mail's header."""
    yield from _body(octets, _Kind(hint.charset, (), (hint.media_type,)), place, walk, 0)


def _narrow(content: Content) -> Content:
    """Return a message that an editor saved in UTF-16 or UTF-32 as what it was; others begin with a letter each."""
    start = bytes(content[:_WIDE_START])
    if b"\0" not in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content
    wide = charset.wide_charset(bytes(content[:_WIDE_SAMPLE]))
    return bytes(content).decode(wide, "replace").lstrip("\ufeff").encode() if wide else content


def _is_body_text(segment: Segment) -> bool:
    """Say whether a person could read this besides the header; PGP/MIME has one fixed line."""
    if segment.origin != "text" or any(place.kind == "header" for place in segment.place):
        return False
    return segment.text.strip() not in {"", "Version: 1"}


def _entity(
    content: Content, span: tuple[int, int], place: Place, walk: Walk, depth: int, *, default: str = ""
) -> Iterator[Segment]:
    """Read a header and its body; `default` is what the body is if the header does not say."""
    header = mail_header.parse(content, *span)
    yield from mail_fields.segments(header, place)
    body = (header.body_start, span[1])
    if depth > walk.limits.mime_depth:
        walk.refuse("limit:depth")
        yield from plain_text.readings(bytes(content[slice(*body)]), place)
        return
    boundaries = list(filter(None, dict.fromkeys(header.parameters("boundary"))))
    if len(boundaries) > _BOUNDARIES_MAX:  # each one costs a search through the body
        walk.refuse("limit:boundaries")
    cuts = [cut for mark in boundaries[:_BOUNDARIES_MAX] if (cut := mail_parts.cut(content, *body, mark))]
    inner = "message/rfc822" if _DIGEST in header.media_types() else ""
    for number, cut in enumerate(cuts):
        yield from _marked(_parts(content, cut, place, walk, depth, default=inner), alternate=number > 0)
    coded = [claim for claim in header.encodings() if mail_transfer.is_coded(claim)]
    if not cuts or coded:  # a multipart is never coded: the header of a part ran into this one
        leaf = _leaf(bytes(content[slice(*body)]), header, place, walk, depth, default=default)
        yield from _marked(leaf, alternate=bool(cuts))
    if header.stray:
        yield from _stray(header, span[1], place, walk, depth)


def _stray(header: mail_header.Header, end: int, place: Place, walk: Walk, depth: int) -> Iterator[Segment]:
    inner = step(place, "stray", "header")
    yield from _text(header.stray, "", inner, walk, depth)
    if b"=?" in header.stray:
        for reading in mail_header.texts(header.stray):
            yield Segment(inner, reading.text, reading.charset, alternate=True)
    if header.body_start >= end and header.encodings():  # the blank line is lost: these are its body
        yield from _leaf(header.stray, header, place, walk, depth)


def _parts(
    content: Content, cut: mail_parts.Cut, place: Place, walk: Walk, depth: int, *, default: str = ""
) -> Iterator[Segment]:
    for kind, span in (("preamble", cut.preamble), ("epilogue", cut.epilogue)):
        if octets := bytes(content[slice(*span)]).strip():
            yield from _text(octets, "", step(place, kind, ""), walk, depth + 1)
    for number, span in enumerate(cut.parts, 1):
        walk.count_member()
        inner = step(place, "part", str(number))
        yield from walk.guard("message", _entity(content, span, inner, walk, depth + 1, default=default))


def _leaf(
    raw: bytes, header: mail_header.Header, place: Place, walk: Walk, depth: int, *, default: str = ""
) -> Iterator[Segment]:
    names = [name for name in header.parameters("filename", "name") if name]
    place = step(place, "attachment", names[0]) if names else place
    decoded = mail_transfer.decode(raw, header.encodings())
    walk.spend(len(decoded.primary))
    if decoded.damaged:
        walk.refuse("malformed:transfer-encoding")
    types = header.media_types() or ([default] if default else [])
    flowed = tuple(value.lower() for value in (*header.parameters("format"), *header.parameters("delsp")))
    first, *others = (*dict.fromkeys(header.parameters("charset")), "")
    kind = _Kind(first, tuple(filter(None, others)), tuple(types), flowed, decoded.primary == raw)
    yield from _body(decoded.primary, kind, place, walk, depth)
    for other in decoded.others:
        walk.spend(len(other))
        yield from _marked(_guess(other, kind, place, walk, depth), alternate=True)


def _body(octets: bytes, kind: _Kind, place: Place, walk: Walk, depth: int) -> Iterator[Segment]:
    """Read one decoded body as what it is; what the header calls it only breaks ties among texts."""
    forms = sniff.formats(octets)
    if forms == ("unknown",) and yenc.MARK in octets:
        yield from _text(octets, kind.charset, place, walk, depth)
    elif len(forms) > 1 or forms[0] not in _TEXTS:
        # The line end before a boundary belongs to the boundary (RFC 2046 5.1.1).
        part = _without_line_end(octets) if depth and kind.as_given else octets
        yield from walk.descend(part, place, _hint(kind), forms if len(part) == len(octets) else ())
    elif _OF_MESSAGES.intersection(kind.types):
        yield from _message_body(octets, kind, place, walk, depth)
    elif kind.media_type == "text/html" or forms[0] == "html":
        yield from _page(octets, kind, place, walk)
    elif _is_plain(kind, forms[0], octets, walk):
        walk.met(forms[0])
        yield from _text(octets, kind.charset, place, walk, depth)
        yield from _marked(_other_readings(octets, kind, place, walk), alternate=True)
        if (
            forms[0] in {"json", "svg"}
            or octets.lstrip().startswith(b"<?xml")
            or kind.media_type.endswith("xml")
        ):
            yield from _marked(walk.descend(octets, place, _hint(kind), forms), alternate=True)
    else:
        yield from walk.descend(octets, place, _hint(kind), forms)


def _other_readings(octets: bytes, kind: _Kind, place: Place, walk: Walk) -> Iterator[Segment]:
    """Read a text by what else its header says: further charsets, broken lines, a card whatever it begins with."""
    for charset_name in kind.other_charsets:
        yield from plain_text.readings(octets, place, charset_name)
    if _CARDS.intersection(kind.types):
        yield from walk.guard("vcard", content_lines.read(octets, place, walk))
    if "flowed" in kind.flowed:
        joined = mail_transfer.unflowed(octets, delete_space="yes" in kind.flowed)
        yield from plain_text.readings(joined, place, kind.charset)


def _is_plain(kind: _Kind, form: str, octets: bytes, walk: Walk) -> bool:
    """Say whether a body is read as the text of a mail: what is said to be one, and short texts of any name."""
    if not kind.media_type or kind.media_type.startswith(("text/", "multipart/")):
        return True
    return form == "text" and len(octets) <= walk.limits.window


def _message_body(octets: bytes, kind: _Kind, place: Place, walk: Walk, depth: int) -> Iterator[Segment]:
    """Read a body of one of the `message` types: a report, a message, a fragment of one."""
    walk.met("message")
    if mail_report.TYPES.intersection(kind.types):
        yield from mail_report.read(octets, place, walk)
        return
    if _FRAGMENT in kind.types:
        walk.refuse("unsupported:message-partial")
    yield from _entity(octets, (0, len(octets)), step(place, "message", ""), walk, depth + 1)


def _hint(kind: _Kind) -> Hint:
    return Hint(kind.charset, kind.media_type)


def _without_line_end(octets: bytes) -> bytes:
    return octets.removesuffix(b"\n").removesuffix(b"\r")


def _page(octets: bytes, kind: _Kind, place: Place, walk: Walk) -> Iterator[Segment]:
    """Read HTML here, where it costs no level of nesting; what does not call itself HTML as text too."""
    walk.met("html")
    outer, walk.hint = walk.hint, _hint(kind)
    yield from walk.guard("html", html.read(octets, place, walk))
    walk.hint = outer
    if kind.media_type != "text/html":
        yield from _marked(plain_text.readings(octets, place, kind.charset), alternate=True)


def _guess(octets: bytes, kind: _Kind, place: Place, walk: Walk, depth: int) -> Iterator[Segment]:
    """Read a body that may be a wrong guess: it counts if it is something, else it is dropped."""
    if sniff.formats(octets)[0] not in _UNEMBEDDED:
        yield from _body(octets, kind, place, walk, depth)


def _text(octets: bytes, declared: str, place: Place, walk: Walk, depth: int) -> Iterator[Segment]:
    """Read plain text and what people and broken programs put into it: parts, mails, encoded files, PGP."""
    if openpgp.ARMOR in octets:
        yield from openpgp.read(octets, place, walk)
    else:
        yield from plain_text.readings(octets, place, declared)
    if depth > walk.limits.mime_depth:
        return
    marks = mail_parts.discover(octets, 0, len(octets))
    for mark in marks:
        if found := mail_parts.cut(octets, 0, len(octets), mark):
            parts = _parts(octets, msgspec.structs.replace(found, preamble=(0, 0)), place, walk, depth + 1)
            yield from _marked(parts, alternate=True)
    for span in mail_parts.messages_within(octets, parts=not marks):
        walk.count_member()
        inner = _entity(octets, span, step(place, "message", ""), walk, depth + 1)
        yield from _marked(walk.guard("message", inner), alternate=True)
    yield from _files_within(octets, place, walk, depth)


def _files_within(octets: bytes, place: Place, walk: Walk, depth: int) -> Iterator[Segment]:
    """Read files that were encoded by hand and pasted into a text."""
    if _BINHEX in octets:
        walk.refuse("unsupported:binhex")
    for piece in openpgp.without_keys(octets, place, walk):
        if isinstance(piece, Segment):
            yield piece
            continue
        for block in mail_embedded.blocks(piece):
            yield from _block(block, place, walk, depth)


def _block(block: mail_embedded.Block, place: Place, walk: Walk, depth: int) -> Iterator[Segment]:
    walk.spend(len(block.octets))
    if not block.whole:
        walk.refuse("malformed:yenc")
    if block.name:
        yield Segment(place, block.name, origin="name")
    inner = step(place, "embedded", block.name)
    if block.certain and sniff.formats(block.octets) == ("unknown",):
        yield from walk.descend(block.octets, inner)
    else:
        yield from _guess(block.octets, _Kind(), inner, walk, depth + 1)


def _marked(segments: Iterable[Segment], *, alternate: bool) -> Iterator[Segment]:
    for segment in segments:
        yield msgspec.structs.replace(segment, alternate=True) if alternate else segment
