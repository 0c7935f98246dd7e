"""PostScript by groff's and reportlab's habits: strings in pieces, escapes, and drawings that nobody sees."""

import io

import pytest
from PIL import Image

from policies.inspected import InspectionVerdict
from tests.inspection.samples import ID, Reading

WORDS = {
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven",
    "8": "eight", "9": "nine",
}  # fmt: skip
HEAD = "%!PS-Adobe-3.0\n"


@pytest.mark.parametrize(
    "line",
    [
        f"(no. {ID}) show",
        f"({ID[:4]})-.25 E({ID[4:9]} )3 F".replace(" )", ")") + f"({ID[9:]}) show",
        "(" + "".join(f"\\{ord(digit):03o}" for digit in ID) + ") show",
        f"(\\(no. {ID}\\)) show",
        f"({ID[:9]}\\\n{ID[9:]}) show",
        f"<{ID.encode().hex()}> show",
        f"<{ID[:9].encode().hex()}> show ({ID[9:]}) show",
        f"({ID[:6]})72 12 Q/F1 10/Times-Bold@0 SF\n({ID[6:]})A F0( x)2.5 E",
        "\n".join(f"{9 * place} 0 m /{WORDS[digit]} glyphshow" for place, digit in enumerate(ID)),
    ],
)
def test_a_number_is_whole_however_it_is_shown(line: str) -> None:
    reading = Reading((HEAD + line + "\nshowpage\n").encode())
    assert reading.walk.format == "postscript"
    assert ID in reading.text


def test_a_drawing_is_named_as_unread() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "EPS")
    reading = Reading(buffer.getvalue())
    assert (reading.verdict, reading.walk.unread) == (InspectionVerdict.INSPECTED, {"drawing"})


def test_codes_that_only_a_font_of_the_file_tells_are_refused() -> None:
    shown = "\n".join(f"<{ord(digit) - 0x2F:02X}>Tj" for digit in ID)
    assert Reading((HEAD + shown).encode()).walk.reason == "unsupported:postscript-font"
