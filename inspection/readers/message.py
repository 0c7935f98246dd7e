"""Mail messages (RFC 5322, MIME): every header, every part, every way to read them.

Own slicer over byte offsets: a part is a span of the message until it is a leaf, and only then
copied. The standard library's parser, and every other one measured, loses content in some
malformed messages (a comment in the transfer encoding, two boundaries, a broken line in the
header); here every claim of the header is tried and the text between the parts is read too.
"""

from collections.abc import Iterable, Iterator

import msgspec

from inspection import sniff
from inspection.content import Content
from inspection.readers import html, mail_header, mail_parts, mail_transfer, openpgp, plain_text
from inspection.segment import Place, Segment, step
from inspection.walker import Hint, Walk

_MESSAGE_TYPES = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/news"})
_CONTENT_FIELDS = "content-"
_SEALED_FORMATS = frozenset({"smime", "openpgp"})
_UNEMBEDDED = frozenset({"executable", "empty", "blank", "unknown", "video"})


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield headers, parts, names, preamble and epilogue; note whether its sender encrypted it whole."""
    known, readable = len(walk.encrypted), False
    for segment in _entity(content, (0, len(content)), place, walk, 0):
        readable = readable or _is_body_text(segment)
        yield segment
    if not place and not readable and not walk.unread:
        sealed = {part.format for part in walk.encrypted[known:]}
        walk.sender_encrypted = bool(sealed) and sealed <= _SEALED_FORMATS


def _is_body_text(segment: Segment) -> bool:
    """Say whether a person could read this besides the header; PGP/MIME has one fixed line."""
    if segment.origin != "text" or any(place.kind == "header" for place in segment.place):
        return False
    return segment.text.strip() not in {"", "Version: 1"}


def _entity(
    content: Content, span: tuple[int, int], place: Place, walk: Walk, depth: int
) -> Iterator[Segment]:
    header = mail_header.parse(content, *span)
    yield from _header_segments(header, place)
    body = (header.body_start, span[1])
    if depth > walk.limits.mime_depth:
        walk.refuse("limit:depth")
        yield from plain_text.readings(bytes(content[slice(*body)]), place)
        return
    boundaries = header.parameters("boundary")
    cuts = [
        cut for mark in dict.fromkeys(boundaries) if mark and (cut := mail_parts.cut(content, *body, mark))
    ]
    for number, cut in enumerate(cuts):
        yield from _marked(_parts(content, cut, place, walk, depth), alternate=number > 0)
    if not cuts:
        yield from _leaf(bytes(content[slice(*body)]), header, place, walk, depth)
    if header.stray:
        inner = step(place, "stray", "header")
        yield from _text(header.stray, Hint(), inner, walk, depth)
        if b"=?" in header.stray:
            for reading in mail_header.texts(header.stray):
                yield Segment(inner, reading.text, reading.charset, alternate=True)
        if header.body_start >= span[1] and header.encodings():  # the blank line is lost: these are its body
            yield from _leaf(header.stray, header, place, walk, depth)


def _header_segments(header: mail_header.Header, place: Place) -> Iterator[Segment]:
    for field in header.fields:
        inner = step(place, "header", field.name)
        for number, reading in enumerate(mail_header.texts(field.raw)):
            yield Segment(inner, reading.text, reading.charset, "metadata", alternate=number > 0)
        if field.name.startswith(_CONTENT_FIELDS):
            for name, value in mail_header.parameters(field.raw):
                if name in {"name", "filename"}:
                    yield Segment(inner, value, origin="name")


def _parts(content: Content, cut: mail_parts.Cut, place: Place, walk: Walk, depth: int) -> Iterator[Segment]:
    for kind, span in (("preamble", cut.preamble), ("epilogue", cut.epilogue)):
        if text := bytes(content[slice(*span)]).strip():
            yield from _text(text, Hint(), step(place, kind, ""), walk, depth + 1)
    for number, span in enumerate(cut.parts, 1):
        walk.count_member()
        inner = step(place, "part", str(number))
        yield from walk.guard("message", _entity(content, span, inner, walk, depth + 1))


def _leaf(raw: bytes, header: mail_header.Header, place: Place, walk: Walk, depth: int) -> Iterator[Segment]:
    names = [name for name in header.parameters("filename", "name") if name]
    place = step(place, "attachment", names[0]) if names else place
    decoded = mail_transfer.decode(raw, header.encodings())
    walk.spend(len(decoded.primary))
    if decoded.damaged:
        walk.refuse("malformed:transfer-encoding")
    types = header.media_types()
    declared = next(iter(header.parameters("charset")), "")
    hint = Hint(declared, types[-1] if types else "")
    yield from _body(
        decoded.primary, hint, place, walk, depth, message=bool(_MESSAGE_TYPES.intersection(types))
    )
    for other in decoded.others:
        walk.spend(len(other))
        yield from _marked(_guess(other, hint, place, walk, depth), alternate=True)


def _body(
    body: bytes, hint: Hint, place: Place, walk: Walk, depth: int, *, message: bool = False
) -> Iterator[Segment]:
    """Read one decoded body as what it is; what the header calls it only breaks ties among texts."""
    forms = sniff.formats(body)
    if message:
        walk.met("message")
        yield from _entity(body, (0, len(body)), step(place, "message", ""), walk, depth + 1)
    elif len(forms) > 1 or sniff.is_binary(body) or forms[0] == "unknown":
        yield from walk.descend(body, place, hint)
    elif hint.media_type == "text/html" or forms[0] == "html":
        walk.met("html")
        walk_hint, walk.hint = walk.hint, hint
        yield from walk.guard("html", html.read(body, place, walk))
        walk.hint = walk_hint
        if hint.media_type != "text/html":
            yield from _marked(plain_text.readings(body, place, hint.charset), alternate=True)
    elif not hint.media_type or hint.media_type.startswith(("text/", "multipart/")):
        walk.met(forms[0])
        yield from _text(body, hint, place, walk, depth)
    else:
        yield from walk.descend(body, place, hint)


def _guess(body: bytes, hint: Hint, place: Place, walk: Walk, depth: int) -> Iterator[Segment]:
    """Read a body that may be a wrong guess: it counts if it is something, else it is dropped."""
    forms = sniff.formats(body)
    if forms[0] not in _UNEMBEDDED:
        yield from _body(body, hint, place, walk, depth)


def _text(body: bytes, hint: Hint, place: Place, walk: Walk, depth: int) -> Iterator[Segment]:
    """Read plain text and what people and broken programs put into it: parts, base64, uuencode, PGP."""
    if openpgp.ARMOR in body:
        yield from openpgp.read(body, place, walk)
    else:
        yield from plain_text.readings(body, place, hint.charset)
    if depth > walk.limits.mime_depth:
        return
    for mark in mail_parts.discover(body, 0, len(body)):
        if found := mail_parts.cut(body, 0, len(body), mark):
            parts = _parts(body, msgspec.structs.replace(found, preamble=(0, 0)), place, walk, depth + 1)
            yield from _marked(parts, alternate=True)
    for name, octets in mail_transfer.embedded(body):
        walk.spend(len(octets))
        yield from _guess(octets, Hint(), step(place, "embedded", name), walk, depth + 1)


def _marked(segments: Iterable[Segment], *, alternate: bool) -> Iterator[Segment]:
    for segment in segments:
        yield msgspec.structs.replace(segment, alternate=True) if alternate else segment
