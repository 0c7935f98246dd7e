"""What the prefilter reports: places worth a closer look."""

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum, auto

import msgspec
import numpy as np

from policies.code_points import Flags, Ints
from policies.finding import Span
from policies.vocabulary import Topic

NUMBER_BITS = 12  # of a packed match: its end, then the number of its expression in so many bits


class Trigger(IntEnum):
    """What made a place worth a closer look. Integers, because they are looked up at every hit."""

    USCI = auto()  # where a social credit identifier may begin; found by `code_places`
    VIN = auto()  # a vehicle number by its form; found by `code_places`
    PLATE = auto()  # a province, a letter, and the beginning of a number plate
    LABEL = auto()  # a word of the vocabulary
    SECRET = auto()  # a word for a password
    OPENER = auto()  # a word for opening an encrypted file
    HONORIFIC = auto()
    AT_SIGN = auto()
    ADDRESS = auto()  # the inside of an address
    CELL = auto()  # a table cell below or beside a label; found by `tables`
    NUMERALS = auto()  # a Chinese numeral and some more digits, Chinese or not


class Hit(msgspec.Struct, frozen=True, gc=False):
    """One place of a folded text; `topic` is set for labels and cells.

    Of a word, `start` and `end` are its bounds; of any other expression only `end` is known, and
    `start` is the same.
    """

    trigger: Trigger
    start: int
    end: int
    topic: Topic | None = None


Kind = tuple[Trigger, Topic | None]
KINDS: tuple[Kind, ...] = tuple((trigger, topic) for trigger in Trigger for topic in (None, *Topic))
NUMBER_OF_KIND = {kind: number for number, kind in enumerate(KINDS)}


def kinds_of(wanted: Callable[[Trigger, Topic | None], bool]) -> Flags:
    """Return a class of kinds, to be indexed by their numbers."""
    return np.array([wanted(trigger, topic) for trigger, topic in KINDS])


class Hits(msgspec.Struct, frozen=True):
    """All hits of a text in columns, because most labels speak of nothing and need not become an object.

    `kinds` are numbers into `KINDS`; see `Hit` for the others.
    """

    kinds: Ints
    starts: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.kinds)

    def of(self, wanted: Flags) -> "Hits":
        """Return the hits of a class of kinds."""
        return self.where(wanted[self.kinds])

    def where(self, chosen: Flags) -> "Hits":
        """Return those of the hits for which a flag is set."""
        return Hits(self.kinds[chosen], self.starts[chosen], self.ends[chosen])

    def __iter__(self) -> Iterator[Hit]:
        for number, start, end in zip(
            self.kinds.tolist(), self.starts.tolist(), self.ends.tolist(), strict=True
        ):
            trigger, topic = KINDS[number]
            yield Hit(trigger, start, end, topic)


_NONE = np.zeros(0, np.int64)
NO_HITS = Hits(_NONE, _NONE, _NONE)


class TooDense(ValueError):
    """A text so full of places to look at that it is no text: it ends as uninspectable, reason `density`.

    `place` is the code point from which on it is too dense, `found` what was found before.
    """

    def __init__(self, place: int, found: Sequence[Span] = ()) -> None:
        super().__init__("density")
        self.place = place
        self.found = tuple(found)


_ORDINARY_SECRETS = frozenset({"pass", "pin", "mm", "pw"})


class Expression(msgspec.Struct, frozen=True):
    """One thing that is searched for.

    `pattern` is a regular expression over UTF-8 octets, in the subset on which `re` and Vectorscan
    agree: no lookaround, no backreference, bounded repetitions, and from a given start only one
    possible end. For a word of the vocabulary (in small letters) `word` is the word itself; a Latin
    word counts in any case, and only where no letter stands beside it. Of what is searched for `once`
    only the first match in a piece of the text is reported.
    """

    pattern: bytes
    trigger: Trigger
    topic: Topic | None = None
    word: str = ""
    behind: int = (
        0  # octets that a match ends behind what is meant; those of a Latin word come with the matcher
    )
    once: bool = False

    @property
    def is_latin(self) -> bool:
        """Whether this is a word in Latin letters."""
        return bool(self.word) and self.word.isascii()

    @property
    def may_be_prose(self) -> bool:
        """Whether the word is an ordinary one too, so that what follows decides."""
        return self.is_latin and (self.trigger is Trigger.LABEL or self.word in _ORDINARY_SECRETS)
