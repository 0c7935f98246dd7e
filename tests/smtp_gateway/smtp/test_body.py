"""One message's octets by DATA or BDAT: what is kept, what is too much, where chunks end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smtp_gateway import replies
from smtp_gateway.smtp.body import Body


def chunk(body: Body, octets: bytes, *, last: bool = False) -> bytes:
    buffer = bytearray(octets)
    body.begin_chunk(len(octets), last=last)
    return body.feed_chunk(buffer)


def test_data_goes_on_to_its_end_and_gives_back_what_follows() -> None:
    body = Body(100)
    assert body.feed_data(b"one\r\n..two\n") == (b"one\r\n.two\r\n", None)
    assert body.feed_data(b"three\r\n.\r\nQUIT\r\n") == (b"three\r\n", b"QUIT\r\n")
    assert body.failure == b""
    assert not body.by_chunks


@pytest.mark.parametrize("cut", [1, 3, 1000])
def test_the_limit_counts_what_is_kept_and_not_the_stuffing(cut: int) -> None:
    content = b".." + b"x" * 7 + b"\r\n"  # ten octets without the doubled dot
    for limit, failure in ((10, b""), (9, replies.too_large(9))):
        body, stream = Body(limit), content + b".\r\n"
        for at in range(0, len(stream), cut):
            _, rest = body.feed_data(stream[at : at + cut])
        assert rest == b""
        assert body.failure == failure


def test_a_bare_line_feed_counts_with_the_cr_it_gets() -> None:
    body = Body(4)
    assert chunk(body, b"a\nb\n", last=True) == b""
    assert body.failure == replies.too_large(4)


def test_once_failed_nothing_more_is_kept_and_the_end_is_still_found() -> None:
    body = Body(100)
    body.fail(replies.STORAGE_FULL)
    body.fail(replies.INTERNAL_FAULT)
    assert body.failure == replies.STORAGE_FULL  # the first reason
    assert body.feed_data(b"x" * 500 + b"\r\n.\r\nNOOP\r\n") == (b"", b"NOOP\r\n")
    assert body.failure == replies.STORAGE_FULL


def test_a_chunk_takes_its_own_octets_and_no_other() -> None:
    body, buffer = Body(100), bytearray(b"a\r\n.\r")
    assert body.begin_chunk(6, last=False) is True
    assert body.hungry
    assert body.feed_chunk(buffer) == b"a\r\n."  # dots mean nothing here
    assert body.hungry  # for one more
    assert not body.chunk_done
    buffer += b"\nNOOP\r\n"
    assert body.feed_chunk(buffer) == b"\r\n"
    assert buffer == b"NOOP\r\n"
    assert body.chunk_done
    assert not body.hungry
    assert not body.last_chunk
    assert body.begin_chunk(0, last=True) is False
    assert body.last_chunk


def test_a_chunk_of_nothing_is_done_only_when_it_was_fed() -> None:
    """`BDAT 0 LAST` waits for no octets, but what was held back has to come out."""
    body = Body(100)
    assert chunk(body, b"no end of line\r") == b"no end of line"
    body.begin_chunk(0, last=True)
    assert not body.chunk_done
    assert body.feed_chunk(bytearray(b"QUIT\r\n")) == b"\r\r\n"
    assert body.chunk_done


@settings(deadline=None)
@given(st.lists(st.sampled_from([b"\r", b"\n", b".", b"\r\n.\r\n", b"a", b""]), min_size=1, max_size=12))
def test_chunks_make_the_same_message_as_one_chunk(pieces: list[bytes]) -> None:
    whole, parts = Body(1000), Body(1000)
    expected = chunk(whole, b"".join(pieces), last=True)
    content = b"".join(chunk(parts, piece) for piece in pieces) + chunk(parts, b"", last=True)
    assert content == expected


def test_the_declared_size_is_that_of_the_current_chunk() -> None:
    body = Body(10)
    chunk(body, b"12345678")
    chunk(body, b"abc")
    assert body.chunk_size == 3
    assert body.failure == replies.too_large(10)
