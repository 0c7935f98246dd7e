r"""The end of data and the normal form, against slow references and any cutting of the stream."""

import re

from hypothesis import given
from hypothesis import strategies as st

from smtp_gateway.smtp.data_reader import ChunkReader, DataReader, DotStuffer

PIECES = st.lists(
    st.sampled_from(
        [b"\r", b"\n", b".", b"\r\n", b"\r\n.", b".\r\n", b"\r\n.\r\n", b"a", b"\x00", b"\xff", b"MAIL"]
    ),
    max_size=25,
).map(b"".join)
CUTS = st.lists(st.integers(1, 5), max_size=40)


def cut(octets: bytes, sizes: list[int]) -> list[bytes]:
    chunks = []
    for size in sizes:
        chunks.append(octets[:size])
        octets = octets[size:]
    return [*chunks, octets]


def reference(stream: bytes) -> tuple[bytes, bytes] | None:
    """Return (content, rest) of a DATA stream by looking at all of it at once."""
    whole = b"\r\n" + stream
    end = whole.find(b"\r\n.\r\n")
    if end < 0:
        return None
    raw = whole[: end + 2]
    unstuffed = re.sub(rb"\r\n\.", b"\r\n", raw)
    return re.sub(rb"(?<!\r)\n", b"\r\n", unstuffed)[2:], whole[end + 5 :]


@given(PIECES, CUTS)
def test_data_agrees_with_the_reference_however_it_is_cut(stream: bytes, sizes: list[int]) -> None:
    reader, content, rest = DataReader(), b"", None
    for chunk in cut(stream, sizes):
        if rest is None:
            kept, rest = reader.feed(chunk)
            content += kept
        else:
            rest += chunk
    expected = reference(stream)
    assert (rest is None) == (expected is None)
    if expected is not None:
        assert (content, rest) == expected


@given(PIECES, CUTS)
def test_at_most_four_octets_are_held_back(stream: bytes, sizes: list[int]) -> None:
    reader = DataReader()
    for chunk in cut(stream, sizes):
        _, rest = reader.feed(chunk)
        if rest is not None:
            return
        assert len(reader._held) <= 4


@given(PIECES, CUTS)
def test_chunks_are_normalised_however_they_are_cut(stream: bytes, sizes: list[int]) -> None:
    reader = ChunkReader()
    content = b"".join(reader.feed(chunk) for chunk in cut(stream, sizes)) + reader.finish()
    expected = re.sub(rb"(?<!\r)\n", b"\r\n", stream)
    assert content == (expected if not expected or expected.endswith(b"\n") else expected + b"\r\n")


@given(PIECES, CUTS, CUTS)
def test_what_is_stuffed_comes_back_and_no_lax_server_sees_an_earlier_end(
    stream: bytes, sizes: list[int], other: list[int]
) -> None:
    normal = ChunkReader()
    content = normal.feed(stream) + normal.finish()
    stuffer = DotStuffer()
    sent = b"".join(stuffer.feed(block) for block in cut(content, sizes)) + stuffer.finish()
    reader, back, rest = DataReader(), b"", None
    for chunk in cut(sent, other):
        assert rest is None or not chunk
        if rest is None:
            kept, rest = reader.feed(chunk)
            back += kept
    assert (back, rest) == (content, b"")
    lax = re.compile(rb"(?:\r*\n|\A)\.\r*\n")  # what Postfix 3.7 takes for an end
    found = lax.search(sent)
    assert found is not None
    assert found.end() == len(sent)


def test_an_empty_message_and_a_leading_dot() -> None:
    assert DataReader().feed(b".\r\nQUIT\r\n") == (b"", b"QUIT\r\n")
    assert DataReader().feed(b"..\r\n.\r\n") == (b".\r\n", b"")
    stuffer = DotStuffer()
    assert stuffer.feed(b".x\r\n") + stuffer.finish() == b"..x\r\n.\r\n"
    assert DotStuffer().finish() == b".\r\n"
