"""Fonts that say by the names of their glyphs alone what they show (Type 3)."""

from collections.abc import Callable

import pytest

from inspection.readers.pdf import pdf_glyph_names
from tests.inspection.samples import ID, Reading

WORDS = {
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven",
    "8": "eight", "9": "nine",
}  # fmt: skip


def font(name: Callable[[str], str]) -> bytes:
    """A file whose page shows the number by the codes from 1 on."""
    digits = sorted(set(ID))
    names = "".join(f"/{name(digit)}" for digit in digits)
    codes = "".join(f"{1 + digits.index(digit):02x}" for digit in ID)
    shown = f"BT /F 12 Tf 20 100 Td <{codes}> Tj ET"
    square = "600 0 0 0 500 700 d1 0 0 500 700 re f"
    glyphs = "".join(f"/{name(digit)} 6 0 R" for digit in digits)
    named = f"/CharProcs<<{glyphs}>>/Encoding<</Differences[1 {names}]>>"
    widths = f"/FirstChar 1/LastChar {len(digits)}/Widths[{'600 ' * len(digits)}]"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(shown)}>>stream\n{shown}\nendstream",
        f"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.001 0 0 .001 0 0]{widths}{named}>>",
        f"<</Length {len(square)}>>stream\n{square}\nendstream",
    ]
    body = "".join(f"{number} 0 obj\n{each}\nendobj\n" for number, each in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R/Size {len(objects) + 1}>>\n%%EOF\n".encode()


@pytest.mark.parametrize("name", [WORDS.get, lambda digit: f"uni{ord(digit):04X}"], ids=["words", "codes"])
def test_a_number_is_read_by_the_names_of_its_glyphs(name: Callable[[str], str]) -> None:
    assert ID in Reading(font(name)).text


def test_names_that_say_nothing_make_no_table() -> None:
    assert list(pdf_glyph_names.tables(b"/Differences [1/g1/g2 9/uniFFFFFFFF]")) == []


def test_codes_go_on_from_the_number_before() -> None:
    assert list(pdf_glyph_names.tables(b"/Differences[5/one/g7/three 9 /A]")) == [{5: "1", 7: "3", 9: "A"}]
