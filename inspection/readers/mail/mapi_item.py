"""What an Outlook item says: bodies as in a mail, the other properties as metadata.

An item says many things several times: the subject in five properties, the body as plain text,
HTML and RTF. The first one counts, what repeats it is a second reading of it.
"""

from collections.abc import Iterable, Iterator

import msgspec

from inspection import sniff
from inspection.readers.mail import compressed_rtf, mail_fields, mail_header, mapi, message
from inspection.readers.mail.mapi import Pages, Property
from inspection.readers.rtf import rtf_html
from inspection.readers.text import plain_text, text_runs
from inspection.segment import Place, Segment, step
from inspection.walker import Hint, Walk

_BODIES = (mapi.BODY, mapi.HTML, mapi.RTF_COMPRESSED)
_STRINGS = frozenset({mapi.STRING8, mapi.UNICODE})
_FILE_MIN = 100  # octets; random keys are shorter, and begin like some file now and then
_OPAQUE_MAX = 64 * 1024  # octets; identifiers and time zones are small, what is larger is content
_RECIPIENTS = {1: "to", 2: "cc", 3: "bcc"}  # [MS-OXPROPS] 2.846


def message_segments(properties: list[Property], place: Place, walk: Walk, page: Pages) -> Iterator[Segment]:
    """Yield bodies, transport headers and all other properties of a message."""
    bodies = [p for number in _BODIES for p in properties if p.id == number]
    has_body = False
    for body in bodies:
        for value in body.values:
            has_text = False
            for segment in walk.guard("msg", _body(body, value, place, walk, page)):
                has_text = has_text or bool(segment.text.strip())
                yield msgspec.structs.replace(segment, alternate=True) if has_body else segment
            has_body = has_body or has_text
    for headers in (p for p in properties if p.id == mapi.TRANSPORT_HEADERS):
        yield from _transport_headers(headers, place, page)
    rest = [p for p in properties if p.id not in {*_BODIES, mapi.TRANSPORT_HEADERS}]
    yield from property_segments(rest, place, walk, page)


def recipient_segments(
    properties: list[Property], place: Place, walk: Walk, page: Pages
) -> Iterator[Segment]:
    """Yield names and addresses of a recipient as the header field that they are in a mail."""
    kinds = [p.values[0][0] for p in properties if p.id == mapi.RECIPIENT_TYPE and p.values and p.values[0]]
    field = _RECIPIENTS.get(kinds[0] & 0xF if kinds else 1, "to")
    yield from property_segments(properties, place, walk, page, header=field)


def attachment_segments(
    properties: list[Property], place: Place, walk: Walk, page: Pages
) -> Iterator[Segment]:
    """Yield names, content by value and all other properties of an attachment at `place`."""
    kinds = _first_text(properties, page, mapi.ATTACH_MIME_TAG)
    for name in _names(properties, page):
        yield Segment(place, name, origin="name")
    for content in (p for p in properties if p.id == mapi.ATTACH_DATA and p.type == mapi.BINARY):
        for value in content.values:
            if kinds.lower().startswith("multipart/"):  # a signed mail, kept whole with its own header
                yield from message.read(value, place, walk)
            else:
                yield from walk.descend(value, place, Hint(media_type=kinds.lower()))
    kept = {mapi.ATTACH_DATA, mapi.ATTACH_FILENAME, mapi.ATTACH_LONG_FILENAME}
    yield from property_segments([p for p in properties if p.id not in kept], place, walk, page)


def attachment_name(properties: list[Property], page: Pages) -> str:
    """Return the name by which a person knows an attachment."""
    return next(iter(_names(properties, page)), "")


def property_segments(
    properties: Iterable[Property], place: Place, walk: Walk, page: Pages, *, header: str = ""
) -> Iterator[Segment]:
    """Yield properties as metadata; `header` names the field that those of a recipient are."""
    properties = list(properties)
    seen: set[str] = set()
    if names := [one.name for one in properties if one.name and not one.name.startswith("0x")]:
        yield Segment(step(place, "property", "names"), "\n".join(names), origin="metadata", alternate=True)
    for one in properties:
        field = one.header or header
        inner = step(place, "header" if field else "property", field or one.label)
        for value in one.values:
            if one.type in _STRINGS:
                yield from _once(_string(one, value, inner, page), seen)
            elif one.type in {mapi.BINARY, mapi.OBJECT}:
                yield from _binary(value, inner, walk)
            elif one.id >= mapi.NAMED_FROM and (number := mapi.number(value, one.type)):
                yield Segment(inner, f"{one.name} {number}".strip(), origin="metadata")


def _names(properties: list[Property], page: Pages) -> Iterator[str]:
    found = (_first_text(properties, page, number) for number in mapi.NAMES)
    yield from dict.fromkeys(name for name in found if name)


def _first_text(properties: list[Property], page: Pages, number: int) -> str:
    values = (
        (value, p.type) for p in properties if p.id == number and p.type in _STRINGS for value in p.values
    )
    texts = (next(mapi.readings(value, kind, page.strings)).text for value, kind in values)
    return next((text for text in texts if text), "")


def _string(one: Property, value: bytes, place: Place, page: Pages) -> Iterator[Segment]:
    for number, reading in enumerate(mapi.readings(value, one.type, page.strings)):
        yield Segment(place, reading.text, reading.charset, "metadata", alternate=number > 0)


def _once(segments: Iterable[Segment], seen: set[str]) -> Iterator[Segment]:
    for segment in segments:
        if segment.text.strip():
            repeated = segment.text in seen
            seen.add(segment.text)
            yield msgspec.structs.replace(segment, alternate=True) if repeated else segment


def _binary(value: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Read a binary property as the file it is; identifiers are searched for text."""
    if len(value) >= _FILE_MIN and sniff.is_binary(value) and sniff.formats(value)[0] != "blank":
        yield from walk.descend(value, place)
        return
    yield from text_runs.both(value, place)
    if len(value) > _OPAQUE_MAX:
        walk.refuse("unknown-format")


def _body(one: Property, value: bytes, place: Place, walk: Walk, page: Pages) -> Iterator[Segment]:
    place = step(place, "body", {mapi.BODY: "text", mapi.HTML: "html"}.get(one.id, "rtf"))
    if one.id == mapi.RTF_COMPRESSED:
        yield from _rtf(value, place, walk)
        return
    kind = "text/html" if one.id == mapi.HTML else "text/plain"
    if one.type != mapi.UNICODE:
        page_charset = page.html if one.id == mapi.HTML else page.strings
        yield from message.read_body(value.rstrip(b"\0"), Hint(page_charset, kind), place, walk)
        return
    for number, reading in enumerate(mapi.readings(value, one.type, page.strings)):
        for segment in message.read_body(reading.text.encode(), Hint("utf-8", kind), place, walk):
            yield msgspec.structs.replace(segment, alternate=segment.alternate or number > 0)


def _rtf(value: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield the page that was wrapped into RTF, then the RTF itself as a second reading of it."""
    unpacked = compressed_rtf.unpack(value)
    walk.spend(len(unpacked.rtf))
    if unpacked.damaged:
        walk.refuse("malformed:compressed-rtf")
    if unpacked.rest.strip(b"\0"):
        yield from text_runs.both(unpacked.rest, step(place, "stray", "rtf"))
    wrapped = rtf_html.is_encapsulated(unpacked.rtf)
    if wrapped:
        yield from walk.guard("rtf", _page(unpacked.rtf, place, walk))
    if unpacked.rtf:
        for segment in walk.descend(unpacked.rtf, place):
            yield msgspec.structs.replace(segment, alternate=segment.alternate or wrapped)


def _page(rtf: bytes, place: Place, walk: Walk) -> Iterator[Segment]:
    yield from message.read_body(rtf_html.html(rtf).encode(), Hint("utf-8", "text/html"), place, walk)


def _transport_headers(headers: Property, place: Place, page: Pages) -> Iterator[Segment]:
    """Yield the header that the mail came with, and whatever stands below it, as a mail's."""
    for value in headers.values:
        wide = headers.type == mapi.UNICODE
        text = next(mapi.readings(value, headers.type, page.strings)).text
        octets = text.encode() if wide else value.rstrip(b"\0")
        header = mail_header.parse(octets, 0, len(octets))
        yield from mail_fields.segments(header, place)
        below = b"\n".join(filter(None, (header.stray, octets[header.body_start :])))
        if below.strip():
            yield from plain_text.readings(below, step(place, "header", "rest"), origin="metadata")
