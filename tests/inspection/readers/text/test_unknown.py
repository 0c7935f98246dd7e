"""Unknown bytes stay uninspectable whatever they show; their strings are a help, no more."""

import pytest

from inspection.readers.text import unknown
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import ID

BINARY = bytes(range(1, 9)) * 4


@pytest.mark.parametrize("charset", ["ascii", "utf-16-le"])
def test_strings_are_shown_and_the_part_is_told(charset: str) -> None:
    reading = Alone(unknown.read, BINARY + ID.encode(charset) + BINARY)
    assert ID in reading.text
    assert reading.walk.reason == "unknown-format"
    assert reading.verdict is InspectionVerdict.UNINSPECTABLE


def test_chinese_strings_of_the_usual_charset() -> None:
    assert "身份证号码" in Alone(unknown.read, BINARY + "身份证号码".encode("gbk") + BINARY).text


def test_bytes_without_strings_are_told_too() -> None:
    reading = Alone(unknown.read, BINARY)
    assert (reading.segments, reading.walk.reason) == ([], "unknown-format")


@pytest.mark.parametrize(("text", "shown"), [("12345", []), ("123456", ["123456"])])
@pytest.mark.parametrize("charset", ["ascii", "utf-16-le"])
def test_six_characters_are_a_string(charset: str, text: str, shown: list[str]) -> None:
    content = BINARY + text.encode(charset) + BINARY
    assert [segment.text for segment in unknown.strings(content, ())] == shown


def test_strings_do_not_run_into_each_other() -> None:
    segments = list(unknown.strings(b"\0\1" + b"110101\0\1" + b"199003", ()))
    assert segments[0].text == "110101\n199003"
    wide = list(unknown.strings("110101".encode("utf-16-le") + b"\1\1" + "199003".encode("utf-16-le"), ()))
    assert wide[-1].text == "110101\n199003"
    assert wide[-1].alternate
