"""OpenDocument: packages with encrypted parts, damage, and one file that is the whole document."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.inspected import InspectionVerdict
from tests.inspection.planted import opc
from tests.inspection.planted.odf_places import PLACES, document
from tests.inspection.samples import ID, Reading, archive

_ENTRY = (
    "<manifest:file-entry manifest:full-path='{}' manifest:media-type='text/xml' manifest:size='9'>"
    "<manifest:encryption-data><manifest:algorithm manifest:algorithm-name='{}'/></manifest:encryption-data>"
    "</manifest:file-entry>"
)
_MANIFEST = "<manifest:manifest xmlns:manifest='urn:oasis:names'>{}</manifest:manifest>"
TABLE = (
    "<table:table table:name='客户'><table:table-row><table:table-cell><text:p>姓名</text:p></table:table-cell>"
    "<table:table-cell><text:p>证号</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell>"
    "<text:p>张三</text:p></table:table-cell><table:table-cell><text:p>{n}</text:p></table:table-cell></table:table-row></table:table>"
)  # fmt: skip


def test_rows_are_lines_and_cells_columns() -> None:
    assert f"姓名\t证号\n张三\t{ID}" in Reading(document("spreadsheet", TABLE, ID)).primary


@pytest.mark.parametrize(
    ("algorithm", "strength"),
    [("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "strong"), ("Blowfish CFB", "weak")],
)
def test_an_encrypted_part_is_told_and_the_others_are_read(algorithm: str, strength: str) -> None:
    listed = _MANIFEST.format(
        "<manifest:file-entry manifest:full-path='meta.xml'/>" + _ENTRY.format("content.xml", algorithm)
    )
    content = opc.with_parts(
        PLACES["odt title"](ID),
        {"META-INF/manifest.xml": listed.encode(), "content.xml": bytes(range(7, 250)) * 9},
    )
    reading = Reading(content)
    assert [(part.format, part.strength) for part in reading.walk.encrypted] == [("odf", strength)]
    assert (reading.walk.reason, ID in reading.text) == ("encrypted:odf", True)


@pytest.mark.parametrize("place", ["odt spans", "ods stored number", "fodt paragraph", "fods stored number"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0.2, 0.99))
def test_a_truncated_document_is_told_or_read(place: str, share: float) -> None:
    content = PLACES[place](ID)
    assert Reading(content[: int(len(content) * share)]).found_or_told(ID)


@pytest.mark.parametrize("form", ["text", "spreadsheet", "presentation", "drawing"])
def test_an_empty_document_has_no_text(form: str) -> None:
    reading = Reading(document(form, "", ID))
    assert (reading.verdict, ID in reading.text) == (InspectionVerdict.INSPECTED, False)


def test_a_document_type_by_name_alone_is_read_over() -> None:
    typed = "<!DOCTYPE manifest:manifest PUBLIC '-//OpenOffice.org//DTD Manifest 1.0//EN' 'Manifest.dtd'>"
    body = f"<office:text xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>{ID}</office:text>"
    members = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": f"<?xml version='1.0'?>{typed}{_MANIFEST.format('')}".encode(),
        "content.xml": f"<!DOCTYPE office:text PUBLIC 'a' 'office.dtd'>{body}".encode(),
    }
    reading = Reading(archive(members))
    assert (ID in reading.text, reading.walk.reason) == (True, "")
