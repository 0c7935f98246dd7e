"""EPUB: every file in it, fonts that are obfuscated, rights management."""

import pytest

from tests.inspection.planted import opc
from tests.inspection.planted.epub_and_xml_places import PLACES
from tests.inspection.samples import ID, Reading

_ENTRY = (
    "<encryption xmlns='urn:oasis:names' xmlns:enc='http://www.w3.org/2001/04/xmlenc#'>"
    "<enc:EncryptedData><enc:EncryptionMethod Algorithm='{}'/>"
    "<enc:CipherData><enc:CipherReference URI='{}'/></enc:CipherData>"
    "</enc:EncryptedData></encryption>"
)


def book(algorithm: str, uri: str, name: str) -> Reading:
    parts = {
        "META-INF/encryption.xml": _ENTRY.format(algorithm, uri).encode(),
        name: bytes(range(9, 200)) * 5,
    }
    return Reading(opc.with_parts(PLACES["epub page"](ID), parts))


@pytest.mark.parametrize(
    "algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"]
)
def test_an_obfuscated_font_hides_no_text(algorithm: str) -> None:
    reading = book(algorithm, "OEBPS/f%201.otf", "OEBPS/f 1.otf")
    assert (reading.walk.reason, reading.walk.unread, ID in reading.text) == ("", {"font"}, True)


def test_the_table_of_contents_of_the_second_edition() -> None:
    doctype = (
        '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
    )
    contents = f"<?xml version='1.0'?>{doctype}<ncx><navLabel><text>{ID[:9]}&amp;{ID}</text></navLabel></ncx>"
    reading = Reading(opc.with_parts(PLACES["epub page"]("a page"), {"OEBPS/toc.ncx": contents.encode()}))
    assert (ID in reading.text, reading.walk.reason) == (True, "")


def test_rights_management_is_told_and_the_other_pages_are_read() -> None:
    reading = book("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/b.xhtml", "OEBPS/b.xhtml")
    assert (reading.walk.reason, ID in reading.text) == ("encrypted:epub", True)


def test_a_damaged_book_is_told_or_read() -> None:
    content = PLACES["epub page"](ID)
    assert all(Reading(content[:-cut]).found_or_told(ID) for cut in (1, 20, 60, 200))
