"""Base64 lines against the standard library's own, in pieces of any size."""

from base64 import encodebytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smtp_gateway.sealing.base64_lines import Base64Lines, crlf

BLOCK = 57 * 1024


def written(pieces: list[bytes]) -> bytes:
    out: list[bytes] = []
    lines = Base64Lines(out.append)
    for piece in pieces:
        lines.write(piece)
    lines.finish()
    return b"".join(out)


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_pieces_of_any_size_give_the_same_lines(pieces: list[bytes]) -> None:
    assert written(pieces) == crlf(encodebytes(b"".join(pieces)))


@pytest.mark.parametrize("size", [0, 1, 57, 58, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_sizes_around_a_block(size: int) -> None:
    data = bytes(number % 251 for number in range(size))
    assert written([data]) == crlf(encodebytes(data))
    assert written([data[: size // 2], data[size // 2 :]]) == crlf(encodebytes(data))


def test_whole_blocks_do_not_wait() -> None:
    out: list[bytes] = []
    lines = Base64Lines(out.append)
    lines.write(bytes(BLOCK + 10))
    assert sum(map(len, out)) == 78 * 1024
