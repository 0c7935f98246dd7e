"""Sentences with gaps that another part of the house says in English, and how they are said elsewhere.

A part without words of its own (the policy language, the audit trail) says what is wrong as one English sentence.
Whoever shows it knows the sentences as texts with named gaps, finds which one was said, and says it in other words.
"""

import re
from collections.abc import Callable, Iterable
from functools import cached_property

_GAP = re.compile(r"%\((\w+)\)s")
_WITH_WORDS = ("place", "what", "number")  # gaps that may hold words of their own


class KnownSentences:
    """Texts with gaps such as `unknown key %(key)s in %(place)s`.

    >>> known = KnownSentences(["no rule %(name)s"])
    >>> known.translated("no rule 'seal'", {"no rule %(name)s": "没有规则 %(name)s"}.__getitem__)
    "没有规则 'seal'"
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)

    def translated(self, said: str, words: Callable[[str], str]) -> str:
        """Return a sentence as `words` says its text; an unknown one as it was said."""
        for text, pattern in self._patterns:
            match = pattern.fullmatch(said)
            if match:
                gaps = match.groupdict()
                gaps |= {name: self.translated(gaps[name], words) for name in _WITH_WORDS if name in gaps}
                return words(text) % gaps if gaps else words(text)
        return said

    @cached_property
    def _patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The texts with their patterns; the one with most words of its own comes first."""
        ordered = sorted(self._texts, key=lambda text: len(_GAP.sub("", text)), reverse=True)
        return tuple((text, _pattern(text)) for text in ordered)


def _pattern(text: str) -> re.Pattern[str]:
    parts = _GAP.split(text)  # words and names of gaps, in turn
    found = "".join(f"(?P<{part}>.+)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
    return re.compile(found, re.DOTALL)
