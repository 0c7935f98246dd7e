"""Visio drawings: the text of a shape with marks in it is one text."""

from inspection.readers.office import visio
from tests.inspection.planted.epub_and_xml_places import PLACES
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import ID, Reading


def test_shapes_are_lines_in_a_package_and_in_one_file() -> None:
    assert ID in Reading(PLACES["vsdx runs of a shape"](ID)).primary
    flat = Alone(
        visio.read_flat,
        f"<VisioDocument><Text>{ID[:5]}<cp IX='1'/>{ID[5:]}</Text><Text>b</Text></VisioDocument>".encode(),
    )
    assert flat.shown == f"{ID}\nb"


def test_a_damaged_drawing_is_told_or_read() -> None:
    content = PLACES["vsdx shape"](ID)
    assert all(Reading(content[:-cut]).found_or_told(ID) for cut in (1, 20, 60, 200))
