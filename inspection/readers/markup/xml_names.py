"""Names with a prefix in a regular document, and the namespaces that they stand for (Namespaces in XML 1.0)."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from inspection.readers.markup.xml_regular import resolved

Attributes = Callable[[str], str]
"""Gives the value of an attribute by its name, a namespace in braces before it; empty if there is none."""

_DECLARED = re.compile(rb"""xmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ATTRIBUTE = re.compile(rb"""([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_URI = re.compile(r"[\w:/?#\[\]@!$&'()*+,;=.~%-]*", re.ASCII)  # RFC 3986, 2
_XML = "http://www.w3.org/XML/1998/namespace"


class Names:
    """Names of one document in which each prefix stands for one namespace."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        """Take namespaces by their prefixes, the default one by an empty prefix."""
        self._namespaces = namespaces
        self._written: dict[str, list[tuple[bytes, bytes]]] = {}

    def tag(self, name: bytes) -> str:
        """Return the name of an element with its namespace in braces before it."""
        prefix, _, local = name.decode().rpartition(":")
        namespace = self._namespaces.get(prefix, "")
        return f"{{{namespace}}}{local}" if namespace else local

    def attributes(self, written: bytes) -> Attributes:
        """Return what gives the values of the attributes in a start tag."""
        return partial(self._value, written)

    def _value(self, written: bytes, name: str) -> str:
        names = self._written.get(name)
        if names is None:
            names = self._written[name] = self._names(name)
        for each, begin in names:
            if each not in written:  # mostly
                continue
            start = written.find(begin)
            if start < 0 or b"'" in written:
                found = {known: double or single for known, double, single in _ATTRIBUTE.findall(written)}
                return resolved(next((found[each] for each, _ in names if each in found), b"").decode())
            start += len(begin)
            return resolved(written[start : written.find(b'"', start)].decode())
        return ""

    def _names(self, name: str) -> list[tuple[bytes, bytes]]:
        """Return how an attribute may be written, alone and as mostly; one without a prefix has no namespace."""
        namespace, _, local = name.removeprefix("{").rpartition("}")
        prefixes = [prefix for prefix, known in self._namespaces.items() if known == namespace and prefix]
        written = [f"{prefix}:{local}" for prefix in prefixes] if namespace else [local]
        return [(each.encode(), f' {each}="'.encode()) for each in written]


def of(body: bytes) -> Names | None:
    """Return the names of a document; nothing if a prefix stands for more than one namespace, or for no URI."""
    root = body.find(b">")
    of_root = _declared(body[:root])
    declared = of_root | _declared(body) if body.find(b"xmlns", root) >= 0 else of_root
    namespaces = {"xml": _XML, **dict(declared)}
    unique = len(dict(declared)) == len(declared) and all(
        _URI.fullmatch(each) for each in namespaces.values()
    )
    default_of_root = "" not in namespaces or any(not prefix for prefix, _ in of_root)
    return Names(namespaces) if unique and default_of_root else None


def _declared(markup: bytes) -> set[tuple[str, str]]:
    """Return prefixes and namespaces."""
    found = _DECLARED.findall(markup)
    return {(prefix.decode(), (double or single).decode()) for prefix, double, single in found}
