"""What travels between the agent and the process that asks a person: one JSON object a line.

Down its standard input come `Ask`, `Settled` and `Withdraw`, up its standard output `Shown` and
`Answer`. A question stays until it is answered, settled or withdrawn. When nothing is left to ask,
the process ends; when it ends before that, nothing was answered, and the deadline stands.
"""

from typing import Literal

import msgspec

Choice = Literal["destroy", "vault"]
LINE_MAX = 1024 * 1024  # octets


class Found(msgspec.Struct, frozen=True):
    """What was found of one type: how often, and up to a few masked samples."""

    type: str
    count: int
    samples: tuple[str, ...]


class Question(msgspec.Struct, frozen=True):
    """One file a person must decide on. `deadline` is a `wire.instant` text."""

    id: str
    name: str
    folder: str
    size: int  # octets
    found: tuple[Found, ...]
    why_zh: str
    why_en: str
    deadline: str
    allow_vault: bool


class Ask(msgspec.Struct, frozen=True, tag="ask"):
    """Show this question; one with the same id replaces it."""

    question: Question


class Settled(msgspec.Struct, frozen=True, tag="settled"):
    """How a question ended: `result` is destroyed, vaulted, kept or gone."""

    id: str
    result: str
    record: str = ""


class Withdraw(msgspec.Struct, frozen=True, tag="withdraw"):
    """Take a question away without a word."""

    id: str


class Shown(msgspec.Struct, frozen=True, tag="shown"):
    """The question is on the screen; `buttons` are the centres of its buttons in screen pixels."""

    id: str
    buttons: dict[str, tuple[int, int]] = {}


class Answer(msgspec.Struct, frozen=True, tag="answer"):
    """What the person chose."""

    id: str
    choice: Choice


Down = Ask | Settled | Withdraw
Up = Shown | Answer

_down: msgspec.json.Decoder[Down] = msgspec.json.Decoder(Down)
_up: msgspec.json.Decoder[Up] = msgspec.json.Decoder(Up)


def encode(message: Down | Up) -> bytes:
    """Return one line."""
    return msgspec.json.encode(message) + b"\n"


def decode_down(line: bytes) -> Down:
    """Return what the agent says.

    Raises:
        msgspec.DecodeError: the line is no such message.
    """
    return _down.decode(line)


def decode_up(line: bytes) -> Up:
    """Return what the asking process says; it runs as the person, so believe nothing else of it.

    Raises:
        msgspec.DecodeError: the line is no such message.
    """
    return _up.decode(line)
