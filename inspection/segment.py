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
    """Return the place one step further in; names are cut at 255 code points and made whole."""
    return (*place, PlaceStep(kind, whole(name[:255])))


def whole(text: str) -> str:
    """Return text that can be sent: halves of a surrogate pair are joined, a lone half is replaced.

    UTF-7, damaged UTF-16 and escapes can give such halves, and no UTF-8 can carry them.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
