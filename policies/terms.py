r"""House terms: names of projects, forms, markings that a policy lists, found in any text.

`Terms` makes them ready once and looks through texts. Full-width and invisible characters and case are
evened out. In Chinese words blanks and line ends mean nothing at all; a word of Latin letters or digits must
stand alone, so that `aml` is not met in `camlet`. An expression sees blanks and line ends as they are.

>>> terms = Terms([HouseTerm("bank/projects", ("凤凰计划", "Project Phoenix"))])
>>> list(terms.found_in("ｐｒｏｊｅｃｔ  PHOENIX，凤 凰\n计划"))
[('bank/projects', 2)]
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from policies.house_terms import HouseTerm
from policies.normalize import fold
from policies.term_gate import Gate

_LATIN = re.compile(r"[a-z0-9]")
_ALONE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")


class _Compiled(msgspec.Struct, frozen=True):
    name: str
    close: tuple[str, ...]  # looked for where all spaces are gone
    apart: tuple[str, ...]  # looked for as words
    expression: re.Pattern[str] | None


class Terms:
    """Terms ready to be looked for."""

    def __init__(self, terms: Iterable[HouseTerm]) -> None:
        """Compile the terms.

        Raises:
            re.error: an expression cannot be read; `policies.language.expressions.fault_of` says so at lint.
        """
        self._compiled = tuple(_compile(term) for term in terms)
        self._gate = Gate(
            [(*each.close, *each.apart) for each in self._compiled],
            [each.expression.pattern if each.expression else None for each in self._compiled],
        )

    def found_in(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield the name of every term that stands in a text, and how many times, in the order given."""
        if not self._compiled:
            return
        folded = fold(text).text
        open_for = sorted(self._gate.opens_for(folded))
        spaced = _even(folded) if open_for else ""
        close = spaced.replace(" ", "")
        for term in map(self._compiled.__getitem__, open_for):
            count = sum(close.count(word) for word in term.close)
            count += sum(_count_alone(spaced, word) for word in term.apart)
            if term.expression is not None:
                count += sum(1 for _ in term.expression.finditer(folded))
            if count:
                yield term.name, count


def _compile(term: HouseTerm) -> _Compiled:
    words = dict.fromkeys(filter(None, (_even(fold(word).text) for word in term.words)))
    return _Compiled(
        term.name,
        tuple(word.replace(" ", "") for word in words if not _LATIN.search(word)),
        tuple(word for word in words if _LATIN.search(word)),
        re.compile(term.expression, re.IGNORECASE) if term.expression else None,
    )


def _even(folded: str) -> str:
    """Lower the case, and make one space of every run of blanks and line ends."""
    return " ".join(folded.lower().split())


def _count_alone(text: str, word: str) -> int:
    count, found = 0, text.find(word)
    while found >= 0:
        end = found + len(word)
        before = found and word[0] in _ALONE and text[found - 1] in _ALONE
        after = end < len(text) and word[-1] in _ALONE and text[end] in _ALONE
        count += not (before or after)
        found = text.find(word, end)
    return count
