"""XML parsed as a stream, without entities, document types or network.

Entity references would be dropped from the text without a word when entities are not resolved,
and can be a bomb when they are: a part with entities of its own is refused. Comments and
processing instructions are taken out of the tree, so that a number with a comment in its middle
is one text, and are handed over apart.
"""

import io
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from inspection import charset
from inspection.errors import Unreadable
from inspection.walker import Walk

_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"'][^>]*\?>")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[|<!ENTITY")
_ENTITY = re.compile(rb"&(?!#|(?:amp|lt|gt|quot|apos);)")
_ASIDE = re.compile(rb"<!--(.*?)-->|<\?(?!xml\s)(.*?)\?>|<!DOCTYPE\s([^>]*)>", re.DOTALL)
_LONG_DIGITS = re.compile(rb"\d{11,}")
# Text behind an element, inside its parent: no vocabulary of an office package has that.
_MIXED = re.compile(rb"(?:/>|</[^<>]*>|-->|\]\]>)\s*+(?:[^<\s]|<!\[CDATA\[)")
_LOST_MAX = 100  # numbers looked for one by one
_UTF8 = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
_TAGS = re.compile(r"<[^>]*>")

Element = etree._Element  # noqa: SLF001  # lxml has no public name for its class
Event = tuple[str, Element]


def events(data: bytes, walk: Walk, *, doctype_allowed: bool = False) -> Iterator[Event]:
    """Yield start and end events of elements; the caller may clear an element at its end.

    Raises:
        Unreadable: `malformed:xml`, `limit:entities`, `limit:markup-depth`.
    """
    octets = _as_utf8(data)
    typed = b"<!DOCTYPE" in octets
    if _SUBSET.search(octets) or (typed and (not doctype_allowed or _ENTITY.search(octets))):
        raise Unreadable("limit:entities")
    source = etree.iterparse(
        io.BytesIO(octets), events=("start", "end"), huge_tree=True, resolve_entities=False,
        no_network=True, load_dtd=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    depth = 0
    try:
        for event, element in source:
            depth += 1 if event == "start" else -1
            if depth > walk.limits.markup_depth:
                raise Unreadable("limit:markup-depth")
            yield event, element
    except etree.XMLSyntaxError as error:
        raise Unreadable("malformed:xml") from error


def local(element: Element | None) -> str:
    """Return the element's name without its namespace; empty for no element."""
    tag = None if element is None else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def forget(element: Element) -> None:
    """Free an element's text and children; its tail belongs to its parent and may still grow."""
    element.clear(keep_tail=True)  # type: ignore[call-arg]  # the type stubs are older than the argument


def aside(data: bytes) -> list[str]:
    """Return comments, processing instructions and the document type: text that no element holds."""
    octets = _as_utf8(data)
    declared = octets[:16].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")
    if b"<!" not in octets and octets.count(b"<?") == declared:
        return []
    texts = (b"".join(found).decode("utf-8", "replace").strip() for found in _ASIDE.findall(octets))
    return [text for text in texts if text]


def is_mixed(data: bytes) -> bool:
    """Say whether text and elements stand side by side somewhere; true too often rather than too seldom."""
    return bool(_MIXED.search(_as_utf8(data)))


def untold(data: bytes, told: Iterable[str]) -> str:
    """Return the markup as text if a long number in it (in a name, in a namespace) is in none of the texts."""
    markup = _as_utf8(data)
    found = set(_LONG_DIGITS.findall(markup))
    if not found:
        return ""
    text = "\n".join(told).encode("utf-8", "replace")
    lost = found.difference(_LONG_DIGITS.findall(text))
    if len(lost) > _LOST_MAX or any(digits not in text for digits in lost):
        return markup.decode("utf-8", "replace")
    return ""


def rough_text(data: bytes) -> str:
    """Return the text between tags of XML that does not parse."""
    return _TAGS.sub("\n", charset.decode(data)[0].text)


def _as_utf8(data: bytes) -> bytes:
    """Return the document in UTF-8 without its declaration, so that no foreign converter is asked."""
    claimed = _DECLARED.match(data)
    declared = claimed[1].decode("ascii").lower() if claimed else ""
    if declared in _UTF8 and not charset.wide_charset(data[:64]):
        return data
    text = charset.decode(data, declared)[0].text
    return _DECLARATION.sub("", text.lstrip("\ufeff")).encode("utf-8", "replace")
