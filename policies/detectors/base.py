"""What a detector is: a module with the same three verbs in the same order.

`propose` reads the page around a hit and yields what might be a value; `validate` proves or
disproves one candidate and says how sure it is; `explain` gives the reasons in words. The last
two see nothing but the candidate, so that a test of them is one line.
"""

from collections.abc import Iterator
from typing import Protocol

import msgspec

from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import Topic

DISPROVED = 0.0


class Candidate(msgspec.Struct, frozen=True):
    """A possible value: its span in the folded text, its normal form, and what was seen around it.

    `shape` is a word of the detector's own for how the value is written; `label` is what the text
    or the table header says of it.
    """

    value: str
    start: int = 0
    end: int = 0
    shape: str = ""
    label: Topic | None = None


class Detector(Protocol):
    """The public face of every module of this package."""

    @property
    def TYPE(self) -> str:  # noqa: N802 - a constant of the module
        """The entity type that this detector finds."""

    @property
    def TRIGGERS(self) -> tuple[Trigger, ...]:  # noqa: N802 - same
        """The kinds of hits at which it proposes."""

    def propose(self, page: Page, hit: Hit) -> Iterator[Candidate]:
        """Yield the candidates at one hit of one of the `TRIGGERS`."""

    def validate(self, candidate: Candidate) -> float:
        """Return the confidence from 0.0 (disproved) to 1.0 (proved)."""

    def explain(self, candidate: Candidate) -> tuple[str, ...]:
        """Return short tokens, strongest reason first."""
