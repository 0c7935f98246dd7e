"""CBOR by the examples of RFC 8949, appendix A, and what is none."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.text import cbor


@pytest.mark.parametrize(
    ("octets", "value"),
    [
        ("00", 0), ("1903e8", 1000), ("3903e7", -1000), ("fb3ff199999999999a", 1.1), ("f93c00", 1.0),
        ("f5", True), ("f6", None), ("f8ff", None), ("4401020304", b"\1\2\3\4"), ("6449455446", "IETF"),
        ("62c3bc", "ü"), ("83010203", [1, 2, 3]), ("a26161016162820203", [["a", 1], ["b", [2, 3]]]),
        ("5f42010243030405ff", b"\1\2\3\4\5"), ("7f657374726561646d696e67ff", "streaming"),
        ("9f018202039f0405ffff", [1, [2, 3], [4, 5]]), ("bf61610161629f0203ffff", [["a", 1], ["b", [2, 3]]]),
        ("c074323031332d30332d32315432303a30343a30305a", "2013-03-21T20:04:00Z"),
    ],
)  # fmt: skip
def test_the_examples_of_the_standard(octets: str, value: object) -> None:
    assert cbor.decode(bytes.fromhex(octets)) == value


@pytest.mark.parametrize(
    "octets",
    [
        "",
        "18",
        "1c",
        "62c3",
        "62ff61",
        "8201",
        "9bffffffffffffffff",
        "ff",
        "0000",
        "a101ff",
        "81" * 99 + "00",
    ],
)
def test_what_is_not_one_whole_item(octets: str) -> None:
    with pytest.raises((cbor.NotOneItem, UnicodeDecodeError)):
        cbor.decode(bytes.fromhex(octets))


@given(st.binary(max_size=40))
def test_no_octets_end_in_another_failure(octets: bytes) -> None:
    with contextlib.suppress(cbor.NotOneItem, UnicodeDecodeError):
        cbor.decode(b"\x85" + octets)
