"""Names with a prefix in a regular document, and the namespaces that they stand for (Namespaces in XML 1.0)."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from inspection.readers.markup.xml_regular import resolved

Attributes = Callable[[str], str]
"""Gives the value of an attribute by its name, a namespace in braces before it; empty if there is none."""

_DECLARED = re.compile(r"""xmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ATTRIBUTE = re.compile(r"""([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_XML = "http://www.w3.org/XML/1998/namespace"


class Names:
    """Names of one document in which each prefix stands for one namespace."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        """Take namespaces by their prefixes, the default one by an empty prefix."""
        self._namespaces = namespaces
        self._written: dict[str, list[str]] = {}

    def tag(self, name: str) -> str:
        """Return the name of an element with its namespace in braces before it."""
        prefix, _, local = name.rpartition(":")
        namespace = self._namespaces.get(prefix, "")
        return f"{{{namespace}}}{local}" if namespace else local

    def attributes(self, written: str) -> Attributes:
        """Return what gives the values of the attributes in a start tag."""
        return partial(self._value, written)

    def _value(self, written: str, name: str) -> str:
        names = self._written.get(name)
        if names is None:
            names = self._written[name] = self._names(name)
        if not any(each in written for each in names):  # mostly
            return ""
        found = {each: double or single for each, double, single in _ATTRIBUTE.findall(written)}
        return resolved(next((found[each] for each in names if each in found), ""))

    def _names(self, name: str) -> list[str]:
        """Return how an attribute may be written; one without a prefix has no namespace."""
        namespace, _, local = name.removeprefix("{").rpartition("}")
        if not namespace:
            return [local]
        prefixes = (prefix for prefix, known in self._namespaces.items() if known == namespace)
        return [f"{prefix}:{local}" for prefix in prefixes if prefix]


def of(body: str) -> Names | None:
    """Return the names of a document; nothing if a prefix stands for more than one namespace in it."""
    declared = {(prefix, double or single) for prefix, double, single in _DECLARED.findall(body)}
    namespaces = {"xml": _XML, **dict(declared)}
    of_root = {prefix for prefix, *_ in _DECLARED.findall(body, 0, body.find(">"))}
    unique = len(dict(declared)) == len(declared)
    return Names(namespaces) if unique and ("" not in namespaces or "" in of_root) else None
