"""The one pass over the whole text: where might a value be?

Everything behind this file looks only at the hits. It is written with `re`; another matcher that
reports the same hits can take its place without a change elsewhere.

Every expression here is linear: repetitions are possessive or bounded, no two of them can match
the same characters.
"""

import re
from enum import Enum, auto

import msgspec

from policies.vocabulary import CHINESE, ENGLISH, HONORIFICS, Topic, any_of


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
_AT_SIGN = re.compile(r"@(?<=[A-Za-z0-9_+%\-]@)(?=[A-Za-z0-9])")
# In forms the characters of a short label are spread out.
_SPREAD = (
    ("姓 名", Topic.NAME),
    ("姓  名", Topic.NAME),
    ("姓   名", Topic.NAME),
    ("密 码", Topic.PASSWORD),
    ("密  码", Topic.PASSWORD),
)
_NAME_LABELS = ("name", "cardholder", "beneficiary", "payee", "applicant", "borrower")
_OPENERS = (
    "解压 解壓 打开 打開 解密 开启 unzip Unzip decrypt Decrypt extract Extract "
    "to&open opens&with open&with Open&with"
)


def _cases(word: str) -> tuple[str, ...]:
    return word, word.capitalize(), word.upper()


def _triggers() -> dict[str, tuple[Trigger, Topic | None]]:
    """Every literal that is searched for, in each case it is written in."""
    table: dict[str, tuple[Trigger, Topic | None]] = {}
    for topic in (Topic.NAME, Topic.RESIDENT_ID, Topic.BANK_CARD, Topic.MOBILE):
        table.update(dict.fromkeys(CHINESE[topic].split(), (Trigger.LABEL, topic)))
    for word in _NAME_LABELS:
        table.update(dict.fromkeys(_cases(word), (Trigger.LABEL, Topic.NAME)))
    table.update(dict.fromkeys(CHINESE[Topic.PASSWORD].split(), (Trigger.SECRET, Topic.PASSWORD)))
    for word in ENGLISH[Topic.PASSWORD].split("|"):
        table.update(dict.fromkeys(_cases(word), (Trigger.SECRET, Topic.PASSWORD)))
    table.update(dict.fromkeys(("MM", "PIN"), (Trigger.SECRET, Topic.PASSWORD)))
    for word, topic in _SPREAD:
        table[word] = (Trigger.SECRET if topic is Topic.PASSWORD else Trigger.LABEL, topic)
    table.update(dict.fromkeys(HONORIFICS, (Trigger.HONORIFIC, None)))
    table.update(dict.fromkeys((word.replace("&", " ") for word in _OPENERS.split()), (Trigger.OPENER, None)))
    return table


_TRIGGERS = _triggers()


# Chinese and Latin words apart: a class of first characters that mixes them is searched five times slower.
_WORDS = tuple(
    re.compile(any_of(word for word in _TRIGGERS if word.isascii() is latin)) for latin in (True, False)
)


def scan(text: str) -> list[Hit]:
    """Return every hit in a folded text, each kind in ascending order."""
    hits = [Hit(Trigger.NUMBER, *found.span()) for found in _NUMBER.finditer(text)]
    hits += [Hit(Trigger.AT_SIGN, *found.span()) for found in _AT_SIGN.finditer(text)]
    for words in _WORDS:
        for found in words.finditer(text):
            trigger, topic = _TRIGGERS[found[0]]
            hits.append(Hit(trigger, *found.span(), topic))
    return hits
