"""Whether this process reads the text of pictures, and the function that does.

The networks and libraries for it cost half a second to load and some 150 MB to keep. A worker loads them
before it fences itself in, or never; an ordinary worker says that it met a picture (`Walk.unread`), and the pool
puts the file to a worker that has them.
"""

import os
from collections.abc import Iterator
from typing import Any, Protocol

from inspection.content import Content
from inspection.segment import Place, Segment
from inspection.walker import Walk


class PixelReader(Protocol):
    """What reads the text and the barcodes of pictures."""

    def of_file(self, content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
        """Yield what stands in the frames of a picture file.

        Raises:
            Unreadable: the file cannot be decoded, or holds more than the limits allow.
        """

    def of_bitmap(self, bitmap: Any, place: Place, walk: Walk) -> Iterator[Segment]:  # noqa: ANN401  # no numpy here
        """Yield what stands in an array of octets, height × width, or that × blue, green, red and more."""

    def codes_of(self, bitmap: Any, place: Place) -> Iterator[Segment]:  # noqa: ANN401
        """Yield the barcodes alone."""

    def of_drawing(self, svg: str, place: Place, walk: Walk) -> Iterator[Segment]:
        """Yield what is seen in a drawing (SVG), whose letters no font of this machine draws."""

    def is_damaged_jpeg(self, content: bytes, walk: Walk) -> bool:
        """Say whether a JPEG picture has damage that its decoder passes over without a word."""


_READER: list[PixelReader] = []


def turn_on() -> None:
    """Load what reads pictures, for the life of this process.

    Raises:
        ImportError: a library or the models are not installed.
    """
    if _READER:
        return
    # Otherwise onnxruntime sends usage reports, from a thread that would stand outside of the fences.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from inspection.readers.picture import image_pixels  # noqa: PLC0415  # what is heavy is loaded on demand

    _READER.append(image_pixels.NetworkReader())


def pixel_reader() -> PixelReader | None:
    """Return what reads pixels, or `None` where this process has nothing that does."""
    return _READER[0] if _READER else None


def pass_over(walk: Walk, kind: str) -> None:
    """Write down a part that is left to whoever reads pixels, unless that is done in this process."""
    if not _READER:
        walk.unread.add(kind)
