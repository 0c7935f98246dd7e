"""PostScript by groff's and reportlab's habits: strings in pieces, escapes, and drawings that nobody sees."""

import io

import pytest
from PIL import Image

from policies.inspected import InspectionVerdict
from tests.inspection.samples import ID, Reading

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
