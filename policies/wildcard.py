"""Patterns in which `*` stands for any run of characters; everything else stands for itself.

Matching is linear: each fixed piece is looked for once, from left to right. Case is ignored, as in
domains and, in practice, in local parts.
"""

from collections.abc import Iterable


def matches(pattern: str, value: str) -> bool:
    """Return whether the whole value fits the pattern.

    >>> matches("*@*.example.com", "Li@mail.example.com"), matches("a*a", "a")
    (True, False)
    """
    first, *rest = pattern.lower().split("*")
    value = value.lower()
    if not rest:
        return value == first
    last = rest.pop()
    if len(value) < len(first) + len(last) or not value.startswith(first) or not value.endswith(last):
        return False
    position, end = len(first), len(value) - len(last)
    for piece in rest:
        found = value.find(piece, position, end)
        if found < 0:
            return False
        position = found + len(piece)
    return True


def matches_any(patterns: Iterable[str], value: str) -> bool:
    """Return whether the value fits one of the patterns."""
    return any(matches(pattern, value) for pattern in patterns)
