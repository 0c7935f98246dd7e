"""The language of a mail, so that the notice about it is written in the same one."""

import re
from pathlib import Path
from typing import Final

from smtp_gateway.notices.texts import Language
from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.reading import read_message

_LOOKED_AT: Final = 20_000  # characters
_CHINESE: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_LATIN_WORD: Final = re.compile("[A-Za-z]{2,}")


def language_of_message(path: Path) -> Language | None:
    """Return the language of a message's subject and text; None when it has neither."""
    try:
        with read_message(path) as reading:
            return language_of(f"{reading.subject}\n{reading.text[:_LOOKED_AT]}")
    except (OSError, SealingFailed):
        return None


def language_of(text: str) -> Language | None:
    """Return `zh` when Chinese characters outnumber Latin words, else `en`; None without either.

    A Chinese character weighs half a word, about what it carries.

    >>> language_of("请查收 Q3 report"), language_of("The name 王 is common"), language_of("2026")
    ('zh', 'en', None)
    """
    chinese = len(_CHINESE.findall(text)) / 2
    latin = len(_LATIN_WORD.findall(text))
    if not chinese and not latin:
        return None
    return "zh" if chinese >= latin else "en"
