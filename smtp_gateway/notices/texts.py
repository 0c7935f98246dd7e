"""The words of the notices, one TOML file a language, read once and checked when read."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

Language = Literal["zh", "en"]


class NoticeText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One notice in one language; an empty `why` is filled with the policy's reason."""

    title: str
    happened: str
    steps: tuple[str, ...]
    why: str = ""
    link: str = ""
    counted: str = ""  # how so many values of a type are told


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All notices in one language, and the words they share."""

    sections: tuple[str, str, str]
    facts: tuple[str, str, str, str, str]
    foot: str
    refusal: NoticeText
    escrow: NoticeText
    held: NoticeText
    masked: NoticeText


@lru_cache
def texts(language: Language) -> Texts:
    """Return the words in `language`."""
    path = Path(__file__).with_name(f"{language}.toml")
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Texts)
