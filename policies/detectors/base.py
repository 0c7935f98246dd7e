"""What a detector is: a module with the same verbs in the same order.

Two kinds propose. A text detector reads the page around a hit (`propose`); a number detector is
asked about each reading of a number that has one of its shapes (`consider`). Both then prove or
disprove one candidate (`validate`) and give the reasons in words (`explain`). These two see nothing
but the candidate, so that a test of them is one line.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import msgspec

from policies.lazily import lazily
from policies.number_rows import Shape
from policies.numbers import Number
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import Topic

DISPROVED = 0.0


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A possible value: its span in the folded text, its normal form, and what was seen around it.

    `shape` is a word of the detector's own for how the value is written; `label` is what the text
    or the table header says of it.
    """

    value: str
    start: int = 0
    end: int = 0
    shape: str = ""
    label: Topic | None = None


class Proof(Protocol):
    """What every detector can say of a candidate."""

    @property
    def TYPE(self) -> str:  # noqa: N802 - a constant of the module
        """The entity type that this detector finds."""

    def validate(self, candidate: Candidate) -> float:
        """Return the confidence from 0.0 (disproved) to 1.0 (proved)."""

    def explain(self, candidate: Candidate) -> tuple[str, ...]:
        """Return short tokens, strongest reason first."""


class Detector(Proof, Protocol):
    """A detector that reads the text around a hit."""

    @property
    def TRIGGERS(self) -> tuple[Trigger, ...]:  # noqa: N802 - a constant of the module
        """The kinds of hits at which it proposes."""

    @property
    def TOPICS(self) -> frozenset[Topic]:  # noqa: N802 - a constant of the module
        """The topics of the labels and cells at which it proposes; hits without a topic all count."""

    def propose(self, page: Page, hit: Hit) -> Iterator[Candidate]:
        """Yield the candidates at one hit of one of the `TRIGGERS`."""


class NumberDetector(Proof, Protocol):
    """A detector that is asked about numbers."""

    @property
    def SHAPES(self) -> frozenset[Shape]:  # noqa: N802 - a constant of the module
        """Lengths and first characters of the numbers it wants to see."""

    def possible(self, value: str) -> bool:
        """Return whether characters may be a value.

        It is asked of every number of the shape, before anything around it is looked at.
        """

    def consider(self, number: Number, label: Topic | None) -> Candidate | None:
        """Return the candidate that a reading is, None when it is none."""


def shapes(lengths: Iterable[int], firsts: str = "0123456789") -> frozenset[Shape]:
    """Return every combination of a length and a first character."""
    return frozenset((length, first) for length in lengths for first in firsts)


def of_number(number: Number, label: Topic | None, shape: str = "") -> Candidate:
    """Return a reading as a candidate; the shape is how it is written, if nothing else is said."""
    return Candidate(number.value, number.start, number.end, shape or number.written, label)


def with_label(candidate: Candidate, *reasons: str) -> tuple[str, ...]:
    """Return reasons, and behind them what the text says of the candidate, if it says anything."""
    return (*reasons, f"label:{candidate.label}") if candidate.label else reasons


def weighted_sum(value: str, value_of: Mapping[str, int], weights: Iterable[int]) -> int | None:
    """Return the sum of the characters' values times their weights, None if one that is weighed has no value."""
    total = 0
    for character, weight in zip(value, weights, strict=False):
        if character not in value_of:
            return None
        total += value_of[character] * weight
    return total


_SPLIT_BY_A_TAG = lazily("[0-9](?:</?(?:b|i|u|em|strong|span|font|a|wbr|code)/?>)+$")  # 020</b>0841
OCTET_BEFORE = lazily("(?:=[0-9A-F]{2})$")  # of quoted-printable that was not decoded


def stands_alone(number: Number) -> bool:
    """Return whether no letter or digit is glued to a reading and it is not part of a decimal."""
    before, behind = number.before, number.behind
    last = before[-1:]
    if last and (last.isascii() and last.isalnum()) and not OCTET_BEFORE.search(before):
        return False
    if last == ">" and _SPLIT_BY_A_TAG.search(before):
        return False
    if last == "." and before[-2:-1].isdecimal():
        return False
    if behind[:1] == "." and behind[1:2].isdecimal():
        return False
    return not (behind[:1].isascii() and behind[:1].isalnum())


_LOW_LINE_OR_BLANK = "_ \t\r\n"
_QUOTING = " \t>"


def is_among_numbers(number: Number) -> bool:
    """Return whether another number stands right before or behind, over a line end too, or joined by a low line."""
    return number.before.rstrip()[-1:].isdecimal() or number.behind.lstrip(_LOW_LINE_OR_BLANK)[:1].isdecimal()


def is_of_a_list(number: Number) -> bool:
    """Return whether a line break parts the groups, and they look like entries of a list: one a line, each its own."""
    if not any("\n" in gap for gap in number.gaps):
        return False
    if is_among_numbers(number):
        return True
    last, first = number.before.rstrip(_QUOTING)[-1:], number.behind.lstrip(_QUOTING)[:1]
    if not {last, first} <= {"", "\n", "\r"}:
        return False
    around = number.before.rstrip()[-1:] + number.behind.lstrip()[:1]
    return around.isascii() and around.isalnum()  # words of a program: prose is around a value


def alone(number: Number, label: Topic | None) -> Candidate | None:
    """Return a reading as a candidate when it stands alone: the `consider` of most numbers."""
    return of_number(number, label) if stands_alone(number) else None
