"""The texts of a mail that can be written again: fields, bodies, text attachments; each a span of its octets.

Strict where the readers are lenient: a part whose header claims two things, whose text does not come back the
same octets from its charset, or that is no text, is left alone. What stands in it is found by the
inspection of the masked mail, which then does not leave.
"""

import re
from collections.abc import Callable, Iterator

import msgspec

from inspection import charset, sniff
from inspection.content import Content
from inspection.limits import Limits
from inspection.readers.mail import mail_header, mail_parts
from inspection.readers.mail.mail_header import Header
from inspection.redaction import fields, pages, transfer
from inspection.redaction.units import Unit
from inspection.segment import Origin, Place, step

TEXT_MAX = 8 << 20  # octets of one body; a larger one is left alone
_FIELD = re.compile(rb"^([!-9;-~]{1,998})[ \t]*:((?:[^\r\n]|\r?\n(?=[ \t]))*)", re.MULTILINE)
_LISTS = frozenset(
    {
        "text/plain", "text/csv", "text/comma-separated-values", "text/tab-separated-values", "application/csv",
        "application/octet-stream", "application/vnd.ms-excel",  # so Windows calls a CSV file
    }
)  # fmt: skip
_PLAIN_FORMATS = (("text",), ("csv",))
_MARKS = (b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SIGNED_TEXT = b"-----BEGIN PGP SIGNED MESSAGE-----"

View = Callable[[str], list[Unit]]


class Writable(msgspec.Struct, frozen=True):
    """One text: its span, its source, the ways to look at it, and how a changed source becomes octets.

    `signed` is empty, or says by what the text is signed: `dkim`, `smime`, `openpgp`.
    """

    span: tuple[int, int]
    source: str
    views: tuple[View, ...]
    write: Callable[[str], bytes | None]
    place: Place
    origin: Origin = "text"
    signed: str = ""


class _Entity(msgspec.Struct, frozen=True):
    """A message or part whose header is read: where it stands and what its parent says about it."""

    span: tuple[int, int]
    place: Place = ()
    depth: int = 0
    signed: str = ""


def writable(content: Content, limits: Limits) -> Iterator[Writable]:
    """Yield the texts of a message in their order."""
    waiting = [_Entity((0, len(content)))]
    parts = 0
    while waiting and parts < limits.mime_parts:
        entity = waiting.pop()
        parts += 1
        header = mail_header.parse(content, *entity.span)
        entity = msgspec.structs.replace(entity, signed=entity.signed or _signature(header))
        inner, texts = _body(content, entity, header, limits)
        waiting += reversed(inner)
        for text in (*_fields(content, entity, header), *texts):
            yield msgspec.structs.replace(text, signed=text.signed or entity.signed)


def _signature(header: Header) -> str:
    """Say by what a message is signed with all that is in it."""
    if any(field.name == "dkim-signature" for field in header.fields):
        return "dkim"
    if header.media_types()[:1] == ["multipart/signed"]:
        return "openpgp" if "application/pgp-signature" in header.parameters("protocol") else "smime"
    return ""


def _fields(content: Content, entity: _Entity, header: Header) -> Iterator[Writable]:
    block = bytes(content[entity.span[0] : header.body_start])
    for match in _FIELD.finditer(block):
        name = match[1].decode("ascii").lower()
        if name not in fields.TEXTS | fields.ADDRESSES | fields.NAMED:
            continue
        span = (entity.span[0] + match.start(2), entity.span[0] + match.end(2))
        view = _view_of_field(name)
        yield from _text(match[2], span, (view,), step(entity.place, "header", name))


def _view_of_field(name: str) -> View:
    return lambda value: fields.units(name, value)


def _body(
    content: Content, entity: _Entity, header: Header, limits: Limits
) -> tuple[list[_Entity], Iterator[Writable]]:
    """Return the entities within one, and the texts of its own."""
    types, claims, marks = header.media_types(), header.encodings(), header.parameters("boundary")
    body = (header.body_start, entity.span[1])
    if len(types) > 1 or len(claims) > 1 or len(marks) > 1 or entity.depth >= limits.mime_depth:
        return [], iter(())
    kind, encoding = types[0] if types else "text/plain", claims[0] if claims else ""
    if kind.startswith("multipart/"):
        cut = mail_parts.cut(content, *body, marks[0]) if marks and transfer.is_identity(encoding) else None
        return _multipart(content, entity, cut) if cut else ([], iter(()))
    if kind == "message/rfc822" and transfer.is_identity(encoding):
        inner = step(entity.place, "message", "")
        return [_Entity(body, inner, entity.depth + 1, entity.signed)], iter(())
    return [], _leaf(content, entity, header, kind, encoding)


def _multipart(
    content: Content, entity: _Entity, cut: mail_parts.Cut
) -> tuple[list[_Entity], Iterator[Writable]]:
    inner = [
        _Entity(
            (start, _before_line_end(content, end)),
            step(entity.place, "part", str(number)),
            entity.depth + 1,
            entity.signed,
        )
        for number, (start, end) in enumerate(cut.parts, 1)
    ]
    aside = (
        text
        for span in (cut.preamble, cut.epilogue)
        for text in _text(bytes(content[slice(*span)]), span, (_plain,), entity.place)
    )
    return inner, aside


def _before_line_end(content: Content, end: int) -> int:
    """Return the end of a part without the line end before the boundary (RFC 2046 5.1.1)."""
    if bytes(content[end - 2 : end]) == b"\r\n":
        return end - 2
    return end - 1 if bytes(content[end - 1 : end]) == b"\n" else end


def _leaf(content: Content, entity: _Entity, header: Header, kind: str, encoding: str) -> Iterator[Writable]:
    span = (header.body_start, max(header.body_start, entity.span[1]))
    if span[1] - span[0] > TEXT_MAX or len(set(header.parameters("charset"))) > 1:
        return
    raw = bytes(content[slice(*span)])
    octets = transfer.decoded(raw, encoding)
    views = _views(kind, header, octets) if octets else ()
    if not octets or not views:
        return
    declared = (*header.parameters("charset"), "")[0]
    signed = "openpgp" if _SIGNED_TEXT in octets else ""
    for text in _text(octets, span, views, entity.place, declared=declared):
        yield msgspec.structs.replace(text, write=_through(text.write, encoding, raw), signed=signed)


def _views(kind: str, header: Header, octets: bytes) -> tuple[View, ...]:
    """Return how a body is looked at; in no way if it is no text that can be written again."""
    if kind == "text/html":
        return (_shown, _unshown)
    is_file = bool(header.parameters("filename", "name"))
    if kind == "text/plain" and not is_file and not sniff.is_binary(octets):
        return (_plain,)
    return (_plain,) if kind in _LISTS and sniff.formats(octets) in _PLAIN_FORMATS else ()


def _text(
    octets: bytes, span: tuple[int, int], views: tuple[View, ...], place: Place, *, declared: str = ""
) -> Iterator[Writable]:
    """Yield octets as a text, if its likeliest charset gives them back."""
    reading = charset.decode(octets, declared)[0]
    same = _encode(reading.text, reading.charset)
    mark = octets[: len(octets) - len(same)] if same is not None else b"?"
    if same is None or mark not in _MARKS or mark + same != octets:
        return

    errors = "xmlcharrefreplace" if _shown in views else "strict"

    def write(source: str) -> bytes | None:
        changed = _encode(source, reading.charset, errors)
        return mark + changed if changed is not None else None

    origin: Origin = "metadata" if place and place[-1].kind == "header" else "text"
    yield Writable(span, reading.text, views, write, place, origin)


def _encode(text: str, name: str, errors: str = "strict") -> bytes | None:
    try:
        return text.encode(name, errors)
    except UnicodeError:
        return None


def _through(
    write: Callable[[str], bytes | None], encoding: str, raw: bytes
) -> Callable[[str], bytes | None]:
    def written(source: str) -> bytes | None:
        octets = write(source)
        return transfer.encoded(octets, encoding, raw) if octets is not None else None

    return written


def _plain(source: str) -> list[Unit]:
    return [Unit(source, source)]


def _shown(source: str) -> list[Unit]:
    return list(pages.shown(source))


def _unshown(source: str) -> list[Unit]:
    return list(pages.unshown(source))
