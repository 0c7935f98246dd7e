"""Multiparts are cut wherever a boundary stands, and no octet falls between the parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.mail import mail_parts

BODY = b"before\r\n--B\r\nfirst\r\n--B\r\nsecond\r\n--B--\r\nafter"


def spans(content: bytes, boundary: str = "B") -> tuple[bytes, list[bytes], bytes]:
    found = mail_parts.cut(content, 0, len(content), boundary)
    assert found is not None
    cut = [content[slice(*span)] for span in (found.preamble, *found.parts, found.epilogue)]
    return cut[0], cut[1:-1], cut[-1]


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_preamble_parts_and_epilogue(end: bytes) -> None:
    body = BODY.replace(b"\r\n", end)
    assert spans(body) == (b"before" + end, [b"first" + end, b"second" + end], b"after")


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (b"--B\r\nfirst\r\n--B \t\r\nsecond\r\n--B--", [b"first\r\n", b"second\r\n"]),
        (b"--B\r\nfirst", [b"first"]),
        (b"--B--\r\nfirst\r\n--B\r\nsecond\r\n", [b"first\r\n", b"second\r\n"]),
        (b"--B\r\nfirst\r\n--Bx\r\n--B--\r\n", [b"first\r\n--Bx\r\n"]),
        (b"--B: 7bit\r\nfirst\r\n--B: 8bit\r\nsecond", [b"first\r\n", b"second"]),
        (b"--B\r\nquoted --B\r\n --B\r\n--B--", [b"quoted --B\r\n --B\r\n"]),
        (b"--B\r\n\r\n--B--", [b"\r\n"]),
        (b"--B", [b""]),
    ],
)
def test_boundaries_as_programs_write_them(body: bytes, parts: list[bytes]) -> None:
    assert spans(body)[1] == parts


def test_a_boundary_that_stands_nowhere_cuts_nothing() -> None:
    assert mail_parts.cut(BODY, 0, len(BODY), "C") is None


def test_signs_of_a_boundary_are_signs() -> None:
    assert mail_parts.cut(b"--aXb\r\n", 0, 7, "a.b") is None
    assert spans(b"--a.b(c)\r\nx", "a.b(c)")[1] == [b"x"]


def test_only_the_body_asked_for_is_cut() -> None:
    found = mail_parts.cut(BODY, 8, len(BODY) - 14, "B")
    assert found is not None
    assert (found.preamble, found.parts[-1][1]) == ((8, 8), len(BODY) - 14)


@given(
    st.lists(st.sampled_from((b"--B", b"--B--", b"--B  ", b"text", b"--C", b"")), max_size=12), st.booleans()
)
def test_every_octet_is_in_a_part_or_on_a_line_of_the_boundary(lines: list[bytes], ended: bool) -> None:
    content = b"\r\n".join([*lines, b"" if ended else b"end"])
    found = mail_parts.cut(content, 0, len(content), "B")
    covered = bytearray(content)
    for start, end in (found.preamble, *found.parts, found.epilogue) if found else ((0, len(content)),):
        covered[start:end] = bytes(end - start)
    left = bytes(covered).replace(b"\0", b"").split()
    assert set(left) <= {b"--B", b"--B--"}


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_boundary_that_no_header_names_is_discovered(end: str) -> None:
    body = end.join(
        [
            "x",
            "--mark-1 ",
            "X-Other: y",
            "Content-Type: text/plain",
            "",
            "z",
            "--mark-2",
            "content-disposition :x",
        ]
    )
    assert mail_parts.discover(body.encode(), 0, len(body)) == ["mark-1", "mark-2"]


def test_a_signature_and_a_rule_are_no_boundaries() -> None:
    body = b"text\r\n-- \r\nAnn\r\n----------\r\nContent is king\r\n--\r\n\r\nContent-Type: x\r\n"
    assert mail_parts.discover(body, 0, len(body)) == []


def test_each_boundary_is_discovered_once() -> None:
    body = b"--B\r\nContent-Type: x\r\n\r\ny\r\n" * 3
    assert mail_parts.discover(body, 0, len(body)) == ["B"]


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_messages_within_a_text(end: bytes) -> None:
    first = b"From: a\nContent-Type: text/plain\n\nbody\n\n"
    second = b"Subject: b\ncontent-transfer-encoding : base64\n\nbody"
    text = (b"words\n\n" + first + second).replace(b"\n", end)
    found = [text[start:stop] for start, stop in mail_parts.messages_within(text)]
    assert found == [first.replace(b"\n", end), second.replace(b"\n", end)]


def test_a_text_that_is_a_message_from_its_first_line() -> None:
    assert mail_parts.messages_within(b"Content-Type: x\nFrom: y\n\nz") == [(0, 26)]


@pytest.mark.parametrize(
    "text",
    [b"", b"Content-Type: x\n\nno mail", b"From: a\nSubject: b\n\nplain", b"x Content-Type: y\nFrom: z"],
)
def test_other_texts_hold_no_message(text: bytes) -> None:
    assert mail_parts.messages_within(text) == []


def test_a_part_without_its_boundary_counts_where_it_is_asked_for() -> None:
    text = b"x\n\nContent-Transfer-Encoding: base64\n\neA=="
    assert mail_parts.messages_within(text, parts=True) == [(3, len(text))]
    assert mail_parts.messages_within(text) == []


def test_many_fields_cost_no_more_than_their_length() -> None:
    text = b"Content-Type: x\n" * 50_000 + b"\nContent-Type: x\n" * 10_000
    assert mail_parts.messages_within(text) == []
