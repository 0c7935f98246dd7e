r"""Which house terms may stand in a text at all, at the speed of one pass of Vectorscan.

Most texts hold no term, and looking for each costs as much as detection itself. The gate may say yes too
often, never no too often: a word is looked for by its head, with blanks allowed wherever the search
itself evens them out; an expression as Vectorscan approximates it. Without Vectorscan, or for an
expression that it does not take, the answer is always yes.
"""

import contextlib
import re
from collections.abc import Sequence
from typing import Any

hyperscan: Any = None
with contextlib.suppress(ImportError):  # without it everything is looked for in every text
    import hyperscan

_BLANKS = (
    r"[\x09-\x0d\x1c-\x20\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]*"
)
_LATIN_HEAD, _CLOSE_HEAD = 8, 2  # characters of a word that the gate looks for: each joint costs compiling


class Gate:
    """The gate of terms that are given as the words and expressions of each."""

    def __init__(self, words: Sequence[tuple[str, ...]], expressions: Sequence[str | None]) -> None:
        """Compile what is looked for; the terms are known by their position."""
        self._always = {
            index
            for index, each in enumerate(expressions)
            if hyperscan is None or (each is not None and not _is_taken(each))
        }
        patterns = [(index, _pattern(word), 0) for index, each in enumerate(words) for word in each]
        patterns += [
            (index, each, hyperscan.HS_FLAG_PREFILTER)
            for index, each in enumerate(expressions)
            if each is not None and index not in self._always
        ]
        self._database = _compile(patterns) if hyperscan is not None and patterns else None

    def opens_for(self, text: str) -> set[int]:
        """Return the positions of the terms that may stand in a folded text."""
        open_for = set(self._always)
        if self._database is not None:
            octets = text.encode("utf-8", "replace")  # Vectorscan must not be given lone surrogates
            self._database.scan(octets, match_event_handler=lambda index, *_: open_for.add(index))
        return open_for


def _pattern(word: str) -> str:
    """The first word of a phrase with Latin letters; of a Chinese one the first characters, blanks between."""
    if any(character.isascii() and character.isalnum() for character in word):
        return re.escape(word.partition(" ")[0][:_LATIN_HEAD])
    return _BLANKS.join(map(re.escape, word.replace(" ", "")[:_CLOSE_HEAD]))


def _is_taken(expression: str) -> bool:
    try:
        _compile([(0, expression, hyperscan.HS_FLAG_PREFILTER)])
    except hyperscan.error:
        return False
    return True


def _compile(patterns: Sequence[tuple[int, str, int]]) -> Any:  # noqa: ANN401 - the wheel has no types
    flags = (
        hyperscan.HS_FLAG_CASELESS
        | hyperscan.HS_FLAG_UTF8
        | hyperscan.HS_FLAG_UCP
        | hyperscan.HS_FLAG_SINGLEMATCH
    )
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[pattern.encode("utf-8", "replace") for _, pattern, _ in patterns],
        ids=[index for index, _, _ in patterns],
        elements=len(patterns),
        flags=[flags | more for _, _, more in patterns],
    )
    database.scratch = hyperscan.Scratch(database)
    return database
