r"""Templates: one a line in `templates/*.txt`, sections in brackets, slots in braces.

`{V}` is the value in question, `{L}` and `{E}` its label in Chinese and English, `{MOBILE}` another
value, labelled too, `{=uuid}` something that only looks like one, `{city}` a word without meaning to
the detector. Any other words in braces are a hint at a password and are labelled as they stand.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests.corpus.dev import labels
from tests.corpus.dev.fakes import FAKES
from tests.corpus.dev.fillers import FILLERS
from tests.corpus.dev.values import VALUES
from tests.corpus.sample import Draft

_FOLDER = Path(__file__).with_name("templates")
_SLOT = re.compile(r"\{([^{}\n]+)\}")
_NOT_A_SLOT = ("$", "{")  # `${DB_PASSWORD}` and `{{ name }}` stay as they are


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Return the templates of a file by section; those above the first section are under ``."""
    found: dict[str, list[str]] = {"": []}
    section = ""
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("# "):
            template = line.replace("\\n", "\n").replace("\\t", "\t")
            found.setdefault(section, []).append(template)
    return {section: tuple(templates) for section, templates in found.items() if templates}


@dataclass(frozen=True, slots=True)
class Main:
    """The value in question: its type, how it and its label are written, and what that way is called."""

    kind: str
    way: str
    write: Callable[[str], str]
    label: Callable[[str], str]
    words: Callable[[str], str]


@cache
def _pieces(template: str) -> tuple[str, ...]:
    """Words and slots in turn, words first."""
    return tuple(_SLOT.split(template))


def render(draft: Draft, template: str, rng: Random, main: Main | None = None) -> None:
    """Append a template to a text, its slots filled."""
    pieces = _pieces(template)
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            draft.add(main.words(piece) if main else piece)
        elif pieces[index - 1].endswith(_NOT_A_SLOT):
            draft.add("{" + piece + "}")
        else:
            _fill(draft, piece, rng, main)


def _fill(draft: Draft, slot: str, rng: Random, main: Main | None) -> None:
    if slot in FILLERS:
        draft.add(FILLERS[slot](rng))
    elif slot.startswith("="):
        draft.add(FAKES[slot[1:]](rng))
    elif slot in VALUES:
        draft.value(VALUES[slot](rng), slot, "beside")
    elif main is None:
        draft.value(slot, "PASSWORD_HINT", "beside")
    elif slot == "V":
        draft.value(main.write(VALUES[main.kind](rng)), main.kind, main.way)
    elif slot in {"L", "E"}:
        label = (labels.chinese if slot == "L" else labels.english)(main.kind, rng)
        draft.add(main.label(label))
    else:
        draft.value(main.words(slot), "PASSWORD_HINT", main.way)
