"""Where messages begin in a folder of any of the mbox relatives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.mail import mbox_split

FROM = b"From a@example.com Thu Nov 26 05:00:00 2026\n"
MAIL = b"Subject: x\n\nbody\n\n"


def pieces(content: bytes) -> list[bytes]:
    return [content[header:end] for _, header, end in mbox_split.messages(content)]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_message_begins_at_each_from_line(end: bytes) -> None:
    content = (FROM + MAIL + FROM + MAIL).replace(b"\n", end)
    assert pieces(content) == [MAIL.replace(b"\n", end)] * 2


@pytest.mark.parametrize(
    "line",
    [
        FROM,
        b"From - Thu Nov 26 05:00:00 2026\n",
        b"From ???@??? Thu Nov 26 05:00:00 2026\n",
        b"From MAILER-DAEMON\n",
        b"From a@example.com Thu, 26 Nov 2026 05:00 +0800 (CST)\n",
    ],
)
def test_from_lines_as_programs_write_them(line: bytes) -> None:
    assert pieces(FROM + MAIL + line + MAIL) == [MAIL, MAIL]


@pytest.mark.parametrize(
    "line", [b"From the beginning\nof time\n", b">From x 05:00 2026\nSubject: y\n", b" From x\nA: b\n"]
)
def test_other_lines_are_text(line: bytes) -> None:
    assert pieces(FROM + MAIL + line) == [MAIL + line]


def test_a_length_in_a_header_hides_no_message() -> None:
    mail = b"Content-Length: 1000\n" + MAIL
    assert pieces(FROM + mail + FROM + MAIL) == [mail, MAIL]


def test_what_stands_before_the_first_from_line_is_a_piece() -> None:
    assert pieces(MAIL + FROM + MAIL) == [MAIL, MAIL]


@given(st.lists(st.sampled_from((FROM, MAIL, b"\n", b"From x\n", b">From y\n", b"A: b\n")), max_size=8))
def test_every_octet_is_in_one_piece(parts: list[bytes]) -> None:
    content = b"".join(parts)
    found = list(mbox_split.messages(content))
    assert b"".join(content[start:end] for start, _, end in found) == content
    assert all(start <= header <= end for start, header, end in found)


@pytest.mark.parametrize(
    ("quoted", "plain"),
    [(b"a\n>From b", b"a\nFrom b"), (b">>From b", b">From b"), (b"x >From b", b"x >From b")],
)
def test_quoted_from_lines(quoted: bytes, plain: bytes) -> None:
    assert mbox_split.unquoted(quoted) == plain
