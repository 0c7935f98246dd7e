"""Header fields as segments: as they stand, decoded, and what their parameters say."""

import base64

import pytest

from inspection.readers.mail import mail_fields, mail_header
from tests.inspection.samples import ID


def segments(*lines: str) -> list[tuple[str, str, str]]:
    content = "\r\n".join((*lines, "", "")).encode()
    found = mail_fields.segments(mail_header.parse(content, 0, len(content)), ())
    return [(one.place[0].name, one.origin, one.text) for one in found]


def test_each_field_stands_by_itself() -> None:
    assert segments("Subject: a", "Subject: =?utf-8?q?b=20c?=") == [
        ("subject", "metadata", "a"),
        ("subject", "metadata", "b c"),
    ]


def test_a_file_name_is_a_name() -> None:
    assert ("content-type", "name", "客户.xlsx") in segments(
        "Content-Type: x; name*=utf-8''%E5%AE%A2%E6%88%B7.xlsx"
    )


def test_a_parameter_in_pieces_is_read_whole() -> None:
    found = segments(f"Content-Type: x; note*0={ID[:8]}; note*1={ID[8:]}")
    assert ("content-type", "metadata", ID) in found
    assert segments("Content-Type: x; charset=y") == [("content-type", "metadata", "x; charset=y")]


@pytest.mark.parametrize("word", ["=?utf-8?C?{}?=", "=?utf-8?B?{}=;=", "=7utf-8?B?{}?="])
def test_base64_in_a_damaged_word_is_read(word: str) -> None:
    packed = base64.b64encode(f"No {ID}".encode()).decode()
    assert ID in "".join(text for *_, text in segments(f"Subject: {word.format(packed)}"))


def test_lines_that_are_no_fields() -> None:
    content = f"Subject: a\r\nno field {ID}\r\n\r\n".encode()
    (segment,) = mail_fields.stray(mail_header.parse(content, 0, len(content)), ())
    assert segment.text == f"no field {ID}"
