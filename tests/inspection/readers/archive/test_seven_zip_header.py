"""Directories of 7z archives, as py7zr writes them, read and written again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.errors import Unreadable
from inspection.readers.archive import seven_zip_header
from inspection.readers.archive.seven_zip_header import Coder, Folder, Streams

SIZES = st.integers(0, 2**63)
FOLDERS = st.builds(
    lambda count, size, check: Folder(
        [Coder(b"\x03\x01\x01", b"]\0\0\1\0"), Coder(b"\x21", b"")][:count],
        [(0, 1)][: count - 1],
        [size] * count,
        check,
    ),
    st.integers(1, 2),
    SIZES,
    st.sampled_from((b"", b"sums")),
)


@given(st.lists(st.tuples(SIZES, FOLDERS), min_size=1, max_size=20))
def test_what_is_written_is_read_again(drawn: list[tuple[int, Folder]]) -> None:
    sizes, folders = [size for size, _ in drawn], [folder for _, folder in drawn]
    written = seven_zip_header.rebuilt(Streams(0, sizes, folders, 0), b"rest")
    read = seven_zip_header.parse(written)
    assert (read.position, read.sizes, read.folders) == (0, sizes, folders)
    assert written[read.rest :] == b"rest"


@pytest.mark.parametrize(
    ("octets", "value"),
    [("7f", 0x7F), ("8080", 0x80), ("bfff", 0x3FFF), ("c00040", 0x4000), ("ff" + "01" + "00" * 7, 1)],
)
def test_a_number_is_as_long_as_its_first_octet_says(octets: str, value: int) -> None:
    directory = bytes.fromhex("1706" + octets + "010907" + "00" + "070b0100010121" + "0c0900")
    assert seven_zip_header.parse(directory).position == value


@given(st.binary(max_size=80))
def test_anything_else_is_malformed(octets: bytes) -> None:
    with pytest.raises(Unreadable, match="malformed:7z"):
        seven_zip_header.parse(b"\x01\x04\x05" + octets)
