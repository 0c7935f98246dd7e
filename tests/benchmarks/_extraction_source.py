"""What a file of the corpus is made from: prose in zh or en, and identity numbers that are planted in it."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random

from tests.corpus.dev import business
from tests.corpus.dev.template import Draft
from tests.inspection.planted.numbers import resident_id

SIZES = (1_000, 4_000, 16_000, 60_000)  # octets of prose
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Sample:
    """One file: `plants` maps the name of a place to the number that stands there."""

    path: Path
    form: str
    writer: str
    plants: dict[str, str]


@dataclass
class Source:
    """Prose for the file of one serial number; `plant` gives a fresh identity number for a place."""

    serial: int
    plants: dict[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return LANGUAGES[self.serial % len(LANGUAGES)]

    @cached_property
    def paragraphs(self) -> list[str]:
        draft, rng = Draft(), Random(self.serial)
        chinese = 1.0 if self.language == "zh" else 0.0
        octets = SIZES[self.serial // len(LANGUAGES) % len(SIZES)] // (3 if chinese else 1)
        while draft.length < octets:
            business.paragraph(draft, rng, 3, chinese=chinese)
        return "".join(draft.parts).split("\n\n")[:-1]

    def plant(self, place: str) -> str:
        self.plants[place] = resident_id((self.serial * 64 + len(self.plants)) * 13 % 28_000)
        return self.plants[place]

    def inner(self, number: int) -> "Source":
        """Return the source of a file inside of this one: same language and size, other numbers."""
        return Source(self.serial + 8 * number)

    def sentence(self, place: str) -> str:
        """Return a sentence with a number, in the file's language."""
        number = self.plant(place)
        return (
            f"客户身份证号 {number}，请核对。"
            if self.language == "zh"
            else f"Client ID card {number} on file."
        )
