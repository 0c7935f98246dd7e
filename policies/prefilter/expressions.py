"""All that the prefilter searches for: the words of the vocabulary, and a few shapes.

The shapes are kept rare in ordinary text: each report costs a microsecond, and a closer look ten.
"""

import re
from collections.abc import Iterator, Mapping
from string import digits

from policies import address_trigger
from policies.code_points import CHINESE_DIGITS
from policies.prefilter.hits import Expression, Trigger
from policies.tables import topic_words
from policies.vocabulary import (
    CHINESE,
    ENGLISH,
    HONORIFICS,
    OPENERS,
    PROVINCES,
    Topic,
)

_SPREAD_MAX = 6  # spaces between the two characters of a short label in a form; of a longer one two
_SPREAD_TOPICS = frozenset({Topic.NAME, Topic.ADDRESS, Topic.PASSWORD, Topic.PHONE, Topic.MOBILE})
_LONGEST_SPREAD = 4
_EVERYDAY_MIN = 4  # characters
_NUMERALS_MIN = 4  # digits behind a Chinese numeral, from which on it may be one of a number


def expressions() -> tuple[Expression, ...]:
    """Return every expression once, in an order that is the same in every process.

    A compiled database names them by their number, and is handed to processes that order sets in another way.
    """
    return tuple(sorted((*_words(), *_shapes()), key=lambda each: each.pattern))


def _words() -> list[Expression]:
    table: dict[str, tuple[Trigger, Topic | None]] = {}
    for topic, chinese in _searched(CHINESE):
        for word in chinese.split():
            for written in (word, *_spread(word, topic)):
                table[written.lower()] = (_trigger(topic), topic)
    for topic, english in _searched(ENGLISH):
        for word in english.split("|"):
            table.update(dict.fromkeys(_in_code(word), (_trigger(topic), topic)))
    for name, word in _headers():
        table.setdefault(word.lower(), (Trigger.LABEL, Topic[name]))
    table.update(dict.fromkeys(HONORIFICS, (Trigger.HONORIFIC, None)))
    table.update(dict.fromkeys(OPENERS.split("|"), (Trigger.OPENER, None)))
    return [Expression(_literal(word), trigger, topic, word) for word, (trigger, topic) in table.items()]


def _in_code(word: str) -> set[str]:
    """How a label is written where names hold no space, too: `card_no`, `cardNo`."""
    joined = word.replace(" ", "")
    return {word, word.replace(" ", "_"), joined if joined.isalpha() else word}


def _literal(word: str) -> bytes:
    octets = word.encode()
    # Asked first, because a start has some thousand words.
    return octets if word.replace(" ", "").replace("_", "").isalnum() else re.escape(octets)


def _trigger(topic: Topic) -> Trigger:
    return Trigger.SECRET if topic is Topic.PASSWORD else Trigger.LABEL


def _headers() -> Iterator[tuple[str, str]]:
    """The header words of the table types, as (topic, word)."""
    # Everyday words count beside a label of a person only, and short ones are everywhere.
    everyday = {
        name: " ".join(word for word in words.split() if len(word) >= _EVERYDAY_MIN)
        for name, words in topic_words.WITH_PERSONS.items()
    }
    initials = {
        name: " ".join(word for word in words.split() if len(word) >= _EVERYDAY_MIN)
        for name, words in topic_words.INITIALS.items()
    }
    chinese = (topic_words.PERSONAL, topic_words.USUAL, everyday, initials, topic_words.ROW_KEYS)
    english = (topic_words.ENGLISH_PERSONAL, topic_words.ENGLISH_USUAL, topic_words.ENGLISH_ROW_KEYS)
    for separator, lists in ((None, chinese), ("|", english)):
        for listed in lists:
            for name, words in listed.items():
                for word in words.split(separator):
                    yield from ((name, written) for written in _in_code(word))


def _searched(vocabulary: Mapping[Topic, str]) -> Iterator[tuple[Topic, str]]:
    """Words that only make a row a header are read when a table is, and not searched for."""
    return ((topic, words) for topic, words in vocabulary.items() if topic is not Topic.NEUTRAL)


def _spread(word: str, topic: Topic) -> list[str]:
    """In forms the characters of a short label are spread out: `姓  名`."""
    if (
        topic not in _SPREAD_TOPICS
        or not 1 < len(word) <= _LONGEST_SPREAD
        or not word.isalpha()
        or word.isascii()
    ):
        return []
    most = _SPREAD_MAX if len(word) == 2 else 2  # noqa: PLR2004 - short labels are stretched to the width of long ones
    return [(" " * count).join(word) for count in range(1, most + 1)]


def _either(characters: str) -> bytes:
    return b"(?:" + "|".join(characters).encode() + b")"


def _shapes() -> list[Expression]:
    letter, character = rb"[A-HJ-NP-Za-hj-np-z]", rb"[0-9A-HJ-NP-Za-hj-np-z]"
    dot = rb"(?:[ .\-]|\xc2\xb7|\xe2\x80\xa2)?"
    gap = rb"(?:[ \-._=>\r\n]|\xc2\xb7|\xe2\x80\xa2){0,2}"
    return [
        Expression(address_trigger.TRIGGER.encode(), Trigger.ADDRESS),
        Expression(_either(PROVINCES) + rb"[ ]?" + letter + dot + character + rb"{4}", Trigger.PLATE),
        Expression(rb"(?:[0-9A-Za-z_+%\-]|=\r?\n)@(?:=\r?\n)?[0-9A-Za-z]", Trigger.AT_SIGN, behind=1),
        Expression(
            b"%b(?:%b%b){%d}"
            % (_either(CHINESE_DIGITS), gap, _either(CHINESE_DIGITS + digits), _NUMERALS_MIN),
            Trigger.NUMERALS,
            once=True,
        ),
        Expression(b"[0-9]{3}[ \\-]?" + _either(CHINESE_DIGITS), Trigger.NUMERALS, once=True),
    ]
