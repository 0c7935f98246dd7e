"""What can be read from the pixels of a picture: its text and its barcodes."""

from collections.abc import Iterator
from itertools import chain

import cv2
import numpy as np
import resvg_py

from inspection.content import Content
from inspection.limits import Limits
from inspection.readers.picture import barcode, image_frames, jpeg_check, ocr_engine
from inspection.readers.picture.ocr_models import Models, Picture
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_READABLE = 8  # pixels: no script has characters lower than this

_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9"/></svg>'
_VISIBLE = 8  # of 256 degrees of brightness between ink and page


class NetworkReader:
    """The networks loaded and run once, so that nothing is left to be opened or compiled later."""

    def __init__(self) -> None:
        image_frames.prepare()
        self._models = Models()
        warm = np.full((64, 256, 3), 255, np.uint8)
        cv2.putText(warm, "warm 12345678", (8, 40), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 2)
        walk = Walk(Limits(), _nothing)
        for _ in chain(self.of_bitmap(warm, (), walk), self.of_drawing(_DRAWING, (), walk)):
            pass

    def of_file(self, content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
        """Yield text and barcodes of each frame of a picture file."""
        for number, frame in enumerate(image_frames.frames(content, walk)):
            yield from self.of_bitmap(frame, step(place, "frame", str(number + 1)) if number else place, walk)

    def codes_of(self, bitmap: Picture, place: Place) -> Iterator[Segment]:
        """Yield barcodes alone, each as a segment."""
        for kind, text in barcode.codes(_in_colours(bitmap)):
            yield Segment(step(place, "barcode", kind), text, origin="barcode")

    def of_drawing(self, svg: str, place: Place, walk: Walk) -> Iterator[Segment]:
        """Yield what is seen in a drawing, or mark an image as unread where it cannot be drawn."""
        try:
            drawn = resvg_py.svg_to_bytes(svg_string=svg, background="white", skip_system_fonts=True, dpi=96)
        except ValueError:
            walk.unread.add("image")
            return
        yield from self.of_file(bytes(drawn), place, walk)

    def is_damaged_jpeg(self, content: bytes, walk: Walk) -> bool:
        """Say whether the codes of a JPEG picture do not fit together."""
        return jpeg_check.is_damaged(content, walk.limits.pixels)

    def of_bitmap(self, bitmap: Picture, place: Place, walk: Walk) -> Iterator[Segment]:
        """Yield barcodes, each as a segment, and all text of one picture as one segment."""
        if min(bitmap.shape[:2]) < _READABLE or int(bitmap.max()) - int(bitmap.min()) < _VISIBLE:
            return
        picture = _in_colours(bitmap)
        yield from self.codes_of(picture, place)
        reading = ocr_engine.read(picture, self._models)
        if reading.illegible:
            walk.unread.add("image")
        place = step(place, "picture", "")
        for number, lines in enumerate((reading.lines, *reading.others)):
            if lines:
                yield Segment(place, "\n".join(lines), origin="ocr", alternate=number > 0)


def _in_colours(bitmap: Picture) -> Picture:
    if bitmap.ndim == 2:  # noqa: PLR2004  # height × width
        return np.asarray(cv2.cvtColor(bitmap, cv2.COLOR_GRAY2BGR), np.uint8)
    return np.ascontiguousarray(bitmap[:, :, :3])


def _nothing(*_: object) -> Iterator[Segment]:
    yield from ()
