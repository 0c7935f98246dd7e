"""XML parsed as a stream, without entities, document types or network.

Entity references would be dropped from the text without a word when the parser does not resolve them,
and can be a bomb when it does: they are resolved before, where a document may have any. Comments and
processing instructions are taken out of the tree, so that a number with a comment in its middle
is one text, and are handed over apart.
"""

import io
import re
from collections.abc import Iterator, Sequence

from lxml import etree

from inspection import charset
from inspection.errors import Unreadable
from inspection.readers.markup import xml_entities
from inspection.walker import Walk

_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"'][^>]*\?>")
_PLAIN = re.compile(rb"<\?xml version=[\"']1\.0[\"'] encoding=[\"'](?:UTF|utf)-8[\"'][^>?]{0,40}\?>")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[|<!ENTITY")
_ASIDE = re.compile(rb"<!--(.*?)-->|<\?(?!xml\s)(.*?)\?>|<!DOCTYPE\s([^>]*)>", re.DOTALL)
_UTF8 = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
_TAGS = re.compile(r"<[^>]*>")
_MALFORMED = "malformed:xml"

Element = etree._Element  # noqa: SLF001  # lxml has no public name for its class
Event = tuple[str, Element]


def events(
    data: bytes,
    walk: Walk,
    *,
    doctype_allowed: bool = False,
    any_prefix: bool = False,
    tags: Sequence[str] = (),
) -> Iterator[Event]:
    """Yield start and end events of elements; the caller may clear an element at its end.

    With `tags` (local names) only of those: the others cost no Python, and depth is then bounded by
    the parser alone, which holds 2,048 open elements. With `any_prefix` a prefix need not stand for a
    namespace, which is no fault of XML itself: for whoever knows no names.

    Raises:
        Unreadable: `malformed:xml`, `limit:entities`, `limit:markup-depth`.
    """
    octets = as_utf8(data)
    typed = b"<!DOCTYPE" in octets
    if not doctype_allowed and (typed or _SUBSET.search(octets)):
        raise Unreadable(xml_entities.REFUSED)
    if typed:
        octets = xml_entities.resolved(octets)
    source = etree.iterparse(
        io.BytesIO(octets), events=("start", "end"), huge_tree=True, resolve_entities=False,
        no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, recover=any_prefix,
        tag=[f"{{*}}{tag}" for tag in tags] or None,
    )  # fmt: skip
    depth = 0
    try:
        for event, element in source:
            depth += 1 if event == "start" else -1
            if depth > walk.limits.markup_depth and not tags:
                raise Unreadable("limit:markup-depth")
            yield event, element
    except etree.XMLSyntaxError as error:
        too_deep = "depth" in (error.msg or "")
        raise Unreadable("limit:markup-depth" if too_deep else _MALFORMED) from error
    fatal = [
        error.message for error in source.error_log.filter_from_fatals()
    ]  # the parser went on behind them
    if fatal:
        raise Unreadable("limit:markup-depth" if "depth" in "".join(fatal) else _MALFORMED)


def local(element: Element | None) -> str:
    """Return the element's name without its namespace; empty for no element."""
    tag = None if element is None else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def forget(element: Element) -> None:
    """Free an element's text and children; its tail belongs to its parent and may still grow."""
    element.clear(keep_tail=True)  # type: ignore[call-arg]  # the type stubs are older than the argument


def is_plain(octets: bytes) -> bool:
    """Say whether a document in UTF-8 has no comment, no section, no type and no instruction but its declaration."""
    if b"!" in octets and b"<!" in octets:
        return False
    declared = octets[:16].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")
    end = octets.find(b"?>") + 2 if declared else 0
    if (
        octets.find(b"?", end) < 0 and octets.count(b"?", 0, end) == 2 * declared
    ):  # which is found much faster
        return True
    return octets.count(b"<?") == declared


def aside(data: bytes) -> list[str]:
    """Return comments, processing instructions and the document type: text that no element holds."""
    octets = as_utf8(data)
    if is_plain(octets):
        return []
    found = [*map(b"".join, _ASIDE.findall(octets)), xml_entities.declarations(octets)]
    texts = (each.decode("utf-8", "replace").strip() for each in found)
    return [text for text in texts if text]


def rough_text(data: bytes) -> str:
    """Return the text between tags of XML that does not parse."""
    return _TAGS.sub("\n", charset.decode(data)[0].text)


def as_utf8(data: bytes) -> bytes:
    """Return the document in UTF-8, of another charset without its declaration: no foreign converter is asked."""
    if _PLAIN.match(data) and b"\0" not in data[:64]:  # nearly every part of every package
        return data
    claimed = _DECLARED.match(data)
    declared = claimed[1].decode("ascii").lower() if claimed else ""
    if declared in _UTF8 and not charset.wide_charset(data[:64]):
        return data
    text = charset.decode(data, declared)[0].text
    return _DECLARATION.sub("", text.lstrip("\ufeff")).encode("utf-8", "replace")
