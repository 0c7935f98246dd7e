"""Pictures: the text beside the pixels always, that in the pixels where this process can read it.

Where it cannot, the verdict stays `inspected`, because a logo in a signature must not stop a mail, but
`Inspection.unread` then names `image`, on which a policy can act.
"""

from collections.abc import Iterator

from inspection.content import Content
from inspection.readers.picture import image_metadata, ocr
from inspection.segment import Place, Segment
from inspection.walker import Walk


def read(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Yield text metadata, then barcodes and text of the pixels, or mark the part as an unread image."""
    yield from walk.guard("image", image_metadata.segments(content, place, walk))
    pixels = ocr.pixel_reader()
    if pixels is not None:
        yield from walk.guard("image", pixels.of_file(content, place, walk))
    ocr.pass_over(walk, "image")
