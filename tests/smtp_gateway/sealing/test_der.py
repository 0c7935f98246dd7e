"""DER against known encodings, and reading back what was written."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smtp_gateway.sealing import der


def test_the_example_in_the_module_holds() -> None:
    assert doctest.testmod(der).failed == 0


@pytest.mark.parametrize(
    ("length", "expected"),
    [(0, "0400"), (127, "047f"), (128, "048180"), (65535, "0482ffff"), (1 << 24, "048401000000")],
)
def test_lengths_take_the_shortest_form(length: int, expected: str) -> None:
    assert der.head(der.OCTET_STRING, length).hex() == expected


@pytest.mark.parametrize(
    ("dotted", "expected"),
    [
        ("1.2.840.113549.1.7.3", "06092a864886f70d010703"),
        ("2.16.840.1.101.3.4.1.42", "060960864801650304012a"),
        ("1.3.132.1.11.1", "06062b8104010b01"),
    ],
)
def test_object_identifiers(dotted: str, expected: str) -> None:
    assert der.oid(dotted).hex() == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0, "020100"), (127, "02017f"), (128, "02020080"), (256, "02020100")]
)
def test_integers_are_never_negative(value: int, expected: str) -> None:
    assert der.integer(value).hex() == expected


def test_a_set_is_sorted() -> None:
    assert der.set_of(b"\x04\x01b", b"\x04\x01a") == der.set_of(b"\x04\x01a", b"\x04\x01b")


@given(st.lists(st.binary(max_size=400), max_size=8))
def test_what_is_written_can_be_read(contents: list[bytes]) -> None:
    data = der.sequence(*(der.octet_string(one) for one in contents))
    parent = der.read(data)
    assert parent.end == len(data)
    assert [data[child.start : child.end] for child in der.children(data, parent)] == contents


@given(st.binary(max_size=60))
def test_any_octets_are_read_or_refused(data: bytes) -> None:
    try:
        children = der.children(data, der.read(data))
    except der.DerInvalid:
        return
    assert all(child.end <= len(data) for child in children)


@pytest.mark.parametrize("data", ["", "30", "3080", "308201", "30890102030405060708ff"])
def test_what_has_no_definite_length_is_refused(data: str) -> None:
    with pytest.raises(der.DerInvalid):
        der.read(bytes.fromhex(data))


def test_a_child_beyond_its_parent_is_refused() -> None:
    data = bytes.fromhex("3003040401020304")
    with pytest.raises(der.DerInvalid, match="cut off"):
        der.children(data, der.read(data))
