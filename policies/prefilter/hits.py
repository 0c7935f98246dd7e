"""What the prefilter reports: places worth a closer look."""

from enum import IntEnum, auto

import msgspec

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


class Hit(msgspec.Struct, frozen=True, gc=False):
    """One place of a folded text; `topic` is set for labels and cells.

    Of a word, `start` and `end` are its bounds; of any other expression only `end` is known, and
    `start` is the same.
    """

    trigger: Trigger
    start: int
    end: int
    topic: Topic | None = None


class TooDense(ValueError):
    """A text so full of keywords that it is no text: it ends as uninspectable, reason `density`."""


_ORDINARY_SECRETS = frozenset({"pass", "pin", "mm", "pw"})


class Expression(msgspec.Struct, frozen=True):
    """One thing that is searched for.

    `pattern` is a regular expression over UTF-8 octets, in the subset on which `re` and Vectorscan
    agree: no lookaround, no backreference, bounded repetitions, and from a given start only one
    possible end. For a word of the vocabulary (in small letters) `word` is the word itself; a Latin
    word counts in any case, and only where no letter stands beside it.
    """

    pattern: bytes
    trigger: Trigger
    topic: Topic | None = None
    word: str = ""
    behind: int = (
        0  # octets that a match ends behind what is meant; those of a Latin word come with the matcher
    )

    @property
    def is_latin(self) -> bool:
        """Whether this is a word in Latin letters."""
        return bool(self.word) and self.word.isascii()

    @property
    def may_be_prose(self) -> bool:
        """Whether the word is an ordinary one too, so that what follows decides."""
        return self.is_latin and (self.trigger is Trigger.LABEL or self.word in _ORDINARY_SECRETS)
