"""Attributes of a TNEF stream: all octets are in one, whatever their lengths say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.mail import tnef_attributes
from inspection.readers.mail.tnef_attributes import Attribute
from tests.inspection.readers.mail.outlook_files import tnef

STREAM = tnef((1, 0x00018004, b"subject\0"), (2, 0x0006800F, b"data"))


def test_attributes_in_order() -> None:
    assert list(tnef_attributes.attributes(STREAM)) == [
        Attribute(1, 0x00018004, b"subject\0"),
        Attribute(2, 0x0006800F, b"data"),
    ]


def test_a_wrong_checksum_is_told() -> None:
    found = list(tnef_attributes.attributes(STREAM.replace(b"subject", b"subiect")))
    assert [one.intact for one in found] == [False, True]
    assert found[0].data == b"subiect\0"


@pytest.mark.parametrize("rest", [b"x", b"what follows the last attribute"])
def test_what_follows_is_given_as_it_is(rest: bytes) -> None:
    assert list(tnef_attributes.attributes(STREAM + rest))[-1] == Attribute(0, 0, rest)


@given(st.binary(max_size=200))
def test_no_octet_is_lost(body: bytes) -> None:
    heads = sum(11 if one.level else 0 for one in tnef_attributes.attributes(STREAM[:6] + body))
    kept = sum(len(one.data) for one in tnef_attributes.attributes(STREAM[:6] + body))
    assert len(body) - heads <= kept <= len(body)


@pytest.mark.parametrize(
    ("number", "is_number"), [(0x00038005, True), (0x0004800D, True), (0x00018004, False)]
)
def test_numbers_and_dates(number: int, is_number: bool) -> None:
    assert Attribute(1, number, b"").is_number == is_number
