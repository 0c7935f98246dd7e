"""Values of attributes in XML as it stands: what may tell something, each once.

Mostly every second piece between quotes is one. Where quotes stand in texts, or values of plumbing are
among them, the name before each value is looked at.
"""

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import compress, filterfalse

_QUOTED = re.compile(rb"""\b([\w.-]{1,64})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_ODD_QUOTES = re.compile(rb"=\s*'")
_PLUMBING = frozenset(
    {b"paraId", b"textId", b"anchorId", b"editId", b"Type", b"ContentType", b"durableId", b"uri", b"uid"}
)
_PLUMBING_ENDS = tuple(name + b"=" for name in _PLUMBING)
_PLUMBING_VALUES = (
    b"http://schemas.", b"http://www.w3.org/", b"http://purl.org/", b"application/", b"urn:schemas",
    b"urn:oasis:names:",
)  # fmt: skip
_REVISIONS = b"rsid"  # how names begin of attributes that say which session wrote a run
_REVISION = re.compile(rb"00[0-9A-F]{6}")
_DECLARATION_MAX = 300
_VALUE_MIN = 4  # octets of a value in ASCII worth looking at; a Chinese name has six in UTF-8


def of(
    octets: bytes,
    *,
    has_text: bool,
    drawing: frozenset[bytes] = frozenset(),
    told: set[bytes] | None = None,
) -> dict[str, None]:
    """Return the values that may tell something, unescaped, in their order.

    `drawing` are names of attributes that say where something is drawn. Values among `told` are left out,
    and it is added to: it is what documents before this one had, all with text or all without.
    """
    declared = max(octets.find(b"?>", 0, _DECLARATION_MAX), 0)  # it has quotes of either kind, and no text
    single = octets.find(b"'", declared) >= 0
    if not has_text and not drawing and not single:
        values = _without_revisions(_telling(octets[declared:].split(b'"')[1::2], told), told)
    elif not drawing and (found := _between_quotes(octets, declared, single=single)) is not None:
        values = _telling([*_declared(octets[:declared]), *found], told)
    else:
        values = _telling(_named(octets, drawing), told)
    return dict.fromkeys(map(decoded, values))


def decoded(octets: bytes) -> str:
    """Return a text or value as a person would read it."""
    text = octets.decode("utf-8", "replace")
    return html.unescape(text).strip() if "&" in text else text.strip()


def _without_revisions(values: list[bytes], told: set[bytes] | None) -> list[bytes]:
    kept = [value for value in values if not _REVISION.fullmatch(value)]
    if told is not None and len(kept) < len(values):
        told.difference_update(set(values).difference(kept))
    return kept


def _between_quotes(octets: bytes, declared: int, *, single: bool) -> Iterable[bytes] | None:
    """Return the values if every attribute is written `name="value"`, and no text has a quote."""
    pieces = octets[declared:].split(b'"')
    if len(pieces) != 2 * octets.count(b'="', declared) + 1 or (
        single and _ODD_QUOTES.search(octets, declared)
    ):
        return None
    values = dict.fromkeys(pieces[1::2])
    if b"<" in b'"'.join(values):
        return None
    if not _may_have_plumbing(octets):
        return values
    before = pieces[::2]
    ordinary = set(before)
    doubtful = [piece for piece in ordinary if piece.endswith(_PLUMBING_ENDS) or _REVISIONS in piece]
    ordinary.difference_update([piece for piece in doubtful if not _is_ordinary(piece)])
    return compress(pieces[1::2], map(ordinary.__contains__, before))


def _may_have_plumbing(octets: bytes) -> bool:
    return (
        _REVISIONS in octets
        or b'Id="' in octets
        or b'Type="' in octets
        or b'uri="' in octets
        or b'uid="' in octets
    )


def _is_ordinary(markup: bytes) -> bool:
    """Say whether markup ends with the name of an attribute whose values are not those of plumbing."""
    name = markup[markup.rfind(b" ") + 1 : -1]
    name = name[name.rfind(b":") + 1 :]
    return name not in _PLUMBING and not name.startswith(_REVISIONS)


@lru_cache(maxsize=8)
def _declared(declaration: bytes) -> tuple[bytes, ...]:
    """Return the values of a declaration, of which there are but a few."""
    return tuple(_named(declaration, frozenset()))


def _named(octets: bytes, drawing: frozenset[bytes]) -> Iterable[bytes]:
    return (
        double or single
        for name, double, single in dict.fromkeys(_QUOTED.findall(octets))
        if name not in _PLUMBING and name not in drawing and not name.startswith(_REVISIONS)
    )


def _telling(values: Iterable[bytes], told: set[bytes] | None) -> list[bytes]:
    """Return the values that are long enough to tell something and not the same in all documents."""
    once = dict.fromkeys(values)
    fresh = once if told is None else list(filterfalse(told.__contains__, once))
    if told is not None:
        told.update(fresh)
    return [
        value
        for value in fresh
        if (len(value) >= _VALUE_MIN or not value.isascii()) and not value.startswith(_PLUMBING_VALUES)
    ]
