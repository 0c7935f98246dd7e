"""Prefixes and the namespaces that they stand for."""

import pytest

from inspection.readers.markup import xml_names


@pytest.mark.parametrize(
    ("name", "tag"), [("p:a", "{u}a"), ("a", "{v}a"), ("xml:a", "{http://www.w3.org/XML/1998/namespace}a")]
)
def test_names_of_elements(name: str, tag: str) -> None:
    names = xml_names.of(b"<p:a xmlns:p=\"u\" xmlns='v'/>")
    assert names
    assert names.tag(name.encode()) == tag


def test_an_element_without_a_namespace_has_its_name_alone() -> None:
    names = xml_names.of(b"<a/>")
    assert names
    assert names.tag(b"a") == "a"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("{u}id", "1 < 2"),
        ("{w}id", "3"),
        ("id", "4"),
        ("{v}id", ""),  # the default namespace is not that of attributes
        ("{u}x", "an id='9'"),
        ("{u}y", ""),
    ],
)
def test_values_of_attributes(name: str, value: str) -> None:
    names = xml_names.of(b'<a xmlns="v" xmlns:p="u" xmlns:q="u" xmlns:r="w"/>')
    assert names
    attributes = names.attributes(b""" q:x="an id='9'" p:id = '1 &lt; 2' r:id="3" id="4" p:yy="5" """)
    assert attributes(name) == value


@pytest.mark.parametrize("written", ['p:id="1 &lt; 2" id="3"', 'x="4"\np:id="1 &lt; 2"', "p:id='1 &lt; 2'"])
def test_values_are_found_however_they_are_written(written: str) -> None:
    names = xml_names.of(b'<a xmlns:p="u"/>')
    assert names
    assert names.attributes(f" {written}/".encode())("{u}id") == "1 < 2"


@pytest.mark.parametrize(
    "body",
    [
        '<a xmlns:p="u"><b xmlns:p="v"/></a>',
        '<a xmlns="u"><b xmlns="v"/></a>',
        '<a><b xmlns="v"/></a>',
        '<a xmlns:p="urn:u}"/>',
    ],
)
def test_a_prefix_of_two_meanings_or_of_no_uri_is_left_to_a_parser(body: str) -> None:
    assert xml_names.of(body.encode()) is None


def test_a_prefix_that_is_declared_again_means_the_same() -> None:
    assert xml_names.of(b'<a xmlns:p="u" xmlns="v"><b xmlns:p="u" xmlns="v"/><c xmlns:r="w"/></a>')
