"""Pictures on the pages of a PDF: scans, photos, and text that is drawn.

A page without text, or whose fonts do not say what they show, is looked at as a whole, in the resolution of its
scan; on a page with text each picture is looked at by itself, and one that stands on many pages only once.
Pictures of a page that was damaged are told by whoever reads the page's text.
"""

import hashlib
from collections.abc import Iterator
from itertools import islice

import pypdfium2
from pypdfium2 import raw

from inspection.readers.pdf import pdf_codes, pdf_contents
from inspection.readers.picture import ocr
from inspection.segment import Place, Segment, step
from inspection.walker import Walk

_DRAWN = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_TEXT)
_LEAST, _MOST = 150 / 72, 300 / 72  # dots per unit of a page, which is 1/72 inch
_PIXELS = 12_000_000  # of a page
_STRIPES = 8  # more pictures than this may be one scan cut into pieces
_READABLE = 8  # pixels


class PagePictures:
    """The pictures of one document, page by page."""

    def __init__(self, document: pypdfium2.PdfDocument, *, coded: bool = False) -> None:
        """`coded`: a barcode is drawn somewhere, so that pages with text have to be looked at too."""
        self._document = document
        self._coded = coded
        self._seen: set[bytes] = set()

    def of_page(self, number: int, text: str, place: Place, walk: Walk) -> Iterator[Segment]:
        """Yield what can be read in the pictures of one page, by its index, that shows `text` besides.

        Raises:
            Unreadable: there are more pictures than the walk may read.
        """
        pixels = ocr.pixel_reader()
        if pixels is None:
            return
        place = step(place, "page", str(number + 1))
        page = self._document[number]
        try:
            for bitmap in self._bitmaps(page, text):
                walk.count_picture()
                yield from pixels.of_bitmap(bitmap.to_numpy(), place, walk)
            if self._coded and not pdf_contents.is_silent(text) and _has_many_paths(page):
                yield from pixels.codes_of(page.render(scale=_LEAST).to_numpy(), place)
        except pypdfium2.PdfiumError:
            walk.refuse("malformed:pdf")
        finally:
            page.close()

    def _bitmaps(self, page: pypdfium2.PdfPage, text: str) -> Iterator[pypdfium2.PdfBitmap]:
        pictures = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
        drawn = next(iter(page.get_objects(filter=_DRAWN)), None) is not None
        if (pdf_contents.is_silent(text) and (pictures or drawn)) or len(pictures) > _STRIPES:
            yield page.render(scale=_scale(page, pictures))
            return
        for picture in pictures:
            if min(picture.get_px_size()) < _READABLE:
                continue
            try:
                bitmap = picture.get_bitmap(render=True)
            except pypdfium2.PdfiumError:  # a picture that can be shown on its page only
                yield page.render(scale=_scale(page, pictures))
                return
            digest = hashlib.blake2b(bitmap.buffer).digest()
            if digest not in self._seen:
                self._seen.add(digest)
                yield bitmap


def _has_many_paths(page: pypdfium2.PdfPage) -> bool:
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
    return next(islice(paths, pdf_codes.LEAST - 1, None), None) is not None


def _scale(page: pypdfium2.PdfPage, pictures: list[pypdfium2.PdfImage]) -> float:
    """Return the dots per unit at which the finest picture of the page is shown as it is, within bounds."""
    finest = 0.0
    for picture in pictures:
        left, bottom, right, top = picture.get_bounds()
        width, height = picture.get_px_size()
        finest = max(finest, min(max(width, height) / max(right - left, top - bottom, 1.0), _MOST))
    area = max(page.get_width() * page.get_height(), 1.0)
    return float(min(max(finest, _LEAST), (_PIXELS / area) ** 0.5))
