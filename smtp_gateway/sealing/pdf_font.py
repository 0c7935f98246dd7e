"""The font of sealed PDF files: one TrueType face that has Chinese and Latin, embedded as a subset.

The PDF base fonts that a writer may assume have no Chinese, and viewers that lack the CJK packs show
nothing. A character that the face has not is shown as 〓, the printers' mark for a missing type.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from smtp_gateway.sealing.errors import SealingFailed

BUNDLED_FONT: Final = Path(__file__).parent.parent / "vendor" / "wqy-microhei.ttc"
MISSING: Final = "〓"
_PER_EM: Final = 1000


@dataclass(frozen=True, slots=True)
class PdfFont:
    """A registered face: its name for the canvas and the widths of its characters (1/1000 em)."""

    name: str
    widths: dict[int, float]

    def width(self, text: str, size: float) -> float:
        """Return the width of `text` in points when set at `size` points."""
        return sum(self.widths.get(ord(char), 0) for char in text) * size / _PER_EM

    def shown(self, text: str) -> str:
        """Return `text` with every character that the face has not replaced."""
        return "".join(char if ord(char) in self.widths else MISSING for char in text)


@lru_cache(maxsize=4)
def load_font(path: Path) -> PdfFont:
    """Return the face in a TrueType file or the first of a collection, registered in this process.

    Raises:
        SealingFailed: no such file, or not a TrueType face that may be embedded.
    """
    name = f"ashseal-{path.stem}"
    try:
        font = TTFont(name, str(path), subfontIndex=0)
    except (TTFError, OSError) as error:
        raise SealingFailed(f"font {path}: {error}; a TrueType font with Chinese is needed") from None
    pdfmetrics.registerFont(font)
    return PdfFont(name, dict(font.face.charWidths))
