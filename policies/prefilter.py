"""The one pass over the whole text: where might a value be?

Everything behind this file looks only at the hits. It is written with `re`; another matcher that
reports the same hits can take its place without a change elsewhere.

Every expression here is linear: repetitions are possessive or bounded, no two of them can match
the same characters.
"""

import re
from collections.abc import Iterable
from enum import Enum, auto

import msgspec

from policies.vocabulary import CHINESE, ENGLISH, HONORIFICS, TOPIC_OF, Topic


class Trigger(Enum):
    """What made a place worth a closer look."""

    NUMBER = auto()  # a run of at least seven digits, separators allowed between them
    LABEL = auto()  # a word of the vocabulary
    SECRET = auto()  # a word for a password
    OPENER = auto()  # a word for opening an encrypted file
    HONORIFIC = auto()
    AT_SIGN = auto()
    CELL = auto()  # a table cell below a label; found by `tables`


class Hit(msgspec.Struct, frozen=True):
    """One place of a folded text; `topic` is set for labels and cells."""

    trigger: Trigger
    start: int
    end: int
    topic: Topic | None = None


DIGITS_MIN = 7
SEPARATORS = r"[ \-.·_/\r\n()+]"
_NUMBER = re.compile(rf"[0-9](?:{SEPARATORS}{{0,3}}+[0-9]){{{DIGITS_MIN - 1},}}+")
_AT_SIGN = re.compile("@")
_OPENERS = "解压 解壓 打开 打開 解密 开启 unzip Unzip decrypt Decrypt extract Extract to&open opens&with open&with Open&with"


def _english_forms(words: Iterable[str]) -> set[str]:
    heads = {word.split(" ")[0] for word in words if len(word) > 1}
    return {form for word in heads for form in (word, word.capitalize(), word.upper())}


def _triggers() -> dict[str, tuple[Trigger, Topic | None]]:
    """Every literal that is searched for, in each case it is written in."""
    table: dict[str, tuple[Trigger, Topic | None]] = {}
    labels = {
        word
        for topic in (Topic.NAME, Topic.RESIDENT_ID, Topic.BANK_CARD, Topic.MOBILE)
        for word in CHINESE[topic].split()
    }
    table.update({word: (Trigger.LABEL, TOPIC_OF[word]) for word in labels})
    table.update({word: (Trigger.SECRET, Topic.PASSWORD) for word in CHINESE[Topic.PASSWORD].split()})
    table.update(dict.fromkeys(HONORIFICS, (Trigger.HONORIFIC, None)))
    table.update(dict.fromkeys((word.replace("&", " ") for word in _OPENERS.split()), (Trigger.OPENER, None)))
    for topic in (Topic.NAME,):
        for form in _english_forms(ENGLISH[topic].split("|")):
            table[form] = (Trigger.LABEL, topic)
    for form in _english_forms(ENGLISH[Topic.PASSWORD].split("|")):
        table[form] = (Trigger.SECRET, Topic.PASSWORD)
    return table


_TRIGGERS = _triggers()


def _by_first_character(words: Iterable[str]) -> str:
    """An alternation with one branch a first character, which `re` can skip to."""
    branches: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        branches.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in branches.items())


_WORD = re.compile(_by_first_character(_TRIGGERS))


def scan(text: str) -> list[Hit]:
    """Return every hit in a folded text, each kind in ascending order."""
    hits = [Hit(Trigger.NUMBER, *found.span()) for found in _NUMBER.finditer(text)]
    hits += [Hit(Trigger.AT_SIGN, *found.span()) for found in _AT_SIGN.finditer(text)]
    for found in _WORD.finditer(text):
        trigger, topic = _TRIGGERS[found[0]]
        hits.append(Hit(trigger, *found.span(), topic))
    return hits
