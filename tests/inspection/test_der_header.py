"""Headers of DER elements."""

import pytest

from inspection.der_header import header, is_whole


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\x0c\3abc", (2, 3)),
        (b"\x0c\x81\x80", (3, 128)),
        (b"\x0c\x82\1\0", (4, 256)),
        (b"\x30\x80", (0, 0)),  # indefinite
        (b"\x1f\1\1a", (0, 0)),  # a long tag
        (b"\x0c", (0, 0)),
    ],
)
def test_where_a_value_begins(data: bytes, found: tuple[int, int]) -> None:
    assert header(data, 0) == found


def test_a_structure_reaches_from_the_first_octet_to_the_last() -> None:
    assert is_whole(b"\x30\3\x0c\1a")


@pytest.mark.parametrize(
    "content", [b"", b"\x30", b"\x30\0", b"\x30\x05abc", b"\x31\1a", b"\x30\x80\0\0", b"\x30\1ab"]
)
def test_what_is_not_whole_is_no_structure(content: bytes) -> None:
    assert not is_whole(content)
