"""Pages whose text is codes of glyphs, as writers leave it that save the map to Unicode."""

import zlib
from pathlib import Path

from tests.inspection.samples import FONT

_TO_GLYPH = 29  # from ASCII to the glyphs of DejaVu Sans


def document(*texts: str, mapped: frozenset[int] = frozenset()) -> bytes:
    """A PDF with one font and one page for each text; the fonts of `mapped` pages say what they show."""
    font = zlib.compress(Path(FONT).read_bytes())
    descriptor = (
        "/Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 1/Descent 0/StemV 1"
    )
    objects: list[bytes] = [
        b"",
        b"",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(font), font),
    ]
    pages: list[int] = []
    for number, text in enumerate(texts):
        first = len(objects) + 1
        pages.append(first)
        shown = "".join(f"{ord(character) - _TO_GLYPH:04x}" for character in text)
        content = f"BT/F 24 Tf 10 20 Td<{shown}>Tj ET".encode()
        codes = "".join(f"<{code - _TO_GLYPH:04x}><{code:04x}>" for code in map(ord, set(text)))
        cmap = f"begincmap {len(set(text))} beginbfchar {codes} endbfchar endcmap".encode()
        to_unicode = f"/ToUnicode {first + 5} 0 R" if number in mapped else ""
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 320 60]/Contents {first + 1} 0 R"
            f"/Resources<</Font<</F {first + 2} 0 R>>>>>>".encode(),
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            f"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[{first + 3} 0 R]"
            f"{to_unicode}>>".encode(),
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>"
            f"/DW 636/FontDescriptor {first + 4} 0 R>>".encode(),
            f"<<{descriptor}/FontFile2 3 0 R>>".encode(),
            b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap) if number in mapped else b"null",
        ]  # fmt: skip
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    kids = " ".join(f"{page} 0 R" for page in pages)
    objects[1] = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode()
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    content = b"%PDF-1.7\n"
    table = "0000000000 65535 f \n"
    for number, each in enumerate(objects, 1):
        table += f"{len(content):010d} 00000 n \n"
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + end.encode()
