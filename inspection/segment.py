"""A segment: one run of text taken out of a file, with the place it stood in.

Readers yield segments; analysis looks for values in them one at a time. A value never spans
two segments, so a reader joins what a person would read as one (runs of a word, cells of a
row) and separates what stands apart (pages, sheets, headers).
"""

from typing import Literal

import msgspec

from policies.finding import PlaceStep

Place = tuple[PlaceStep, ...]
Origin = Literal["text", "ocr", "barcode", "metadata", "name"]


class Segment(msgspec.Struct, frozen=True, gc=False, tag="segment"):
    """One text and where it stood.

    `charset` is the charset it was decoded from, empty where the format itself says (PDF, XML).
    `alternate` marks a second reading of bytes that were already read in another way (another
    charset or transfer encoding): a value found in both readings is one value.
    """

    place: Place
    text: str
    charset: str = ""
    origin: Origin = "text"
    alternate: bool = False

    def __repr__(self) -> str:
        """Give length and place only: the text may be client data."""
        return f"<Segment {len(self.text)} code points at {'/'.join(step.kind for step in self.place)}>"


def step(place: Place, kind: str, name: str) -> Place:
    """Return the place one step further in; names are cut at 255 code points."""
    return (*place, PlaceStep(kind, name[:255]))
