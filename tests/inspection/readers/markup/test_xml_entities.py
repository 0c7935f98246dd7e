"""Entities of a document's own: put in where they are harmless, refused where they are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.errors import Unreadable
from inspection.readers.markup import xml_entities
from tests.inspection.samples import ID, Reading

HEAD = b'<?xml version="1.0"?>'


def document(declarations: str, body: str) -> bytes:
    return HEAD + f"<!DOCTYPE a [{declarations}]>{body}".encode()


@pytest.mark.parametrize(
    ("declarations", "body"),
    [
        (f'<!ENTITY id "{ID}">', "<a>no. &id;</a>"),
        (f"<!ENTITY id '{ID[:8]}'>", f"<a>&id;{ID[8:]}</a>"),
        (f'<!ENTITY one "{ID[:8]}"> <!ENTITY two "&one;{ID[8:]}">', '<a b="&two;"/>'),
        ('<!ENTITY co "a company">', f"<a>&co;: {ID}</a>"),
        (f'<!ELEMENT a (#PCDATA)> <!ATTLIST a b CDATA "{ID}">', "<a>text</a>"),
        ('<!ENTITY logo SYSTEM "logo.gif" NDATA gif>', f"<a>{ID}</a>"),
    ],
)
def test_a_number_behind_a_reference(declarations: str, body: str) -> None:
    reading = Reading(document(declarations, body))
    assert (ID in reading.text, reading.walk.reason) == (True, "")


@pytest.mark.parametrize(
    ("declarations", "body"),
    [
        ('<!ENTITY x SYSTEM "file:///etc/passwd">', "<a>&x;</a>"),
        ('<!ENTITY % p SYSTEM "http://example.com/x"> %p;', "<a/>"),
        ('<!ENTITY x "&x;">', "<a>&x;</a>"),
        ("<!ENTITY x unquoted>", "<a>&x;</a>"),
        ("", "<a>&nobody;</a>"),
    ],
)
def test_what_no_text_in_the_document_stands_for_is_refused(declarations: str, body: str) -> None:
    assert Reading(document(declarations, body)).walk.reason == "limit:entities"


def test_a_bomb_is_refused_early() -> None:
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(8))
    with pytest.raises(Unreadable, match="limit:entities"):
        xml_entities.resolved(document('<!ENTITY e0 "0123456789">' + levels, "<a>&e8;</a>"))


def test_names_of_html_are_known() -> None:
    assert (
        xml_entities.resolved(b"<!DOCTYPE html><p>a&nbsp;b&amp;c</p>")
        == b"<!DOCTYPE html><p>a&#160;b&amp;c</p>"
    )


def test_sections_and_remarks_refer_to_nothing() -> None:
    octets = b"<a><![CDATA[&x;]]><!-- &y; --></a>"
    assert xml_entities.resolved(octets) == octets


@given(
    declarations=st.text(alphabet="<!ENTITY ab\"'&;%]>", max_size=60),
    body=st.text(alphabet="<a>&b;", max_size=20),
)
def test_any_declarations_are_resolved_or_told(declarations: str, body: str) -> None:
    reading = Reading(document(declarations, body))
    assert reading.walk.reason in {"", "limit:entities", "malformed:xml"}
