"""Texts that stand in JSON, YAML, XML and SQL in base64 or as hexadecimal digits."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.readers.text import encoded_texts
from tests.inspection.readers.pictures import walk
from tests.inspection.samples import ID, Reading

NOTE = f"the client's number is {ID}"
PACKED = base64.b64encode(NOTE.encode()).decode()
TOKEN = base64.urlsafe_b64encode(f'{{"sub":"{ID}","name":"李明???"}}'.encode()).decode().rstrip("=")
PAGE = base64.b64encode(f"<p>{ID[:6]}<b>{ID[6:]}</b></p>".encode()).decode()


def told(text: str) -> str:
    return "\n".join(segment.text for segment in encoded_texts.segments(text, (), walk()))


@pytest.mark.parametrize(
    "document",
    [
        f'{{"response": {{"encoding": "base64", "text": "{PACKED}"}}}}',
        f"data: !!binary |\n  {PACKED}\n",
        f"<plist><data>{PACKED}</data></plist>",
        f"<a content='{PACKED}'/>",
        f"<html><script>var note = '{PACKED}';</script></html>",
        f"GET /decode/{PACKED} HTTP/1.1",
        f"a/path/of/many/parts/{PACKED}",
        f"token: eyJhbGciOiJub25lIn0.{TOKEN}.c2ln",
    ],
)
def test_base64_of_a_text(document: str) -> None:
    reading = Reading(document.encode())
    assert ID in reading.text
    assert reading.kinds_of(ID) == {"embedded"}


@pytest.mark.parametrize("prefix", ["", "0x", "\\x", "x"])
def test_hexadecimal_digits_of_a_text(prefix: str) -> None:
    assert ID in told(f"a = '{prefix}{NOTE.encode().hex()}';")


def test_a_number_within_octets_that_are_no_text() -> None:
    assert told(f":12000000{ID.encode().hex().upper()}4F") == ID


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16-le"])
def test_the_charset_of_what_is_encoded(charset: str) -> None:
    assert ID in told(f'"{base64.b64encode(f"身份证号 {ID}".encode(charset)).decode()}"')


@pytest.mark.parametrize("words", [8, 9, 10, 11, 40])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\\r\\n", "\n    "])
def test_lines_of_base64(line_end: str, words: int) -> None:
    packed = base64.b64encode(f"{'a word or two, ' * words}{ID}".encode()).decode()
    assert ID in told(
        f"text\n{line_end.join(packed[at : at + 76] for at in range(0, len(packed), 76))}{line_end}"
    )


def test_a_page_is_read_as_its_reader_sees_it() -> None:
    assert ID in Reading(json.dumps({"text": PAGE}).encode()).text


def test_a_data_url_is_read_by_who_knows_them() -> None:
    assert told(f"data:text/plain;base64, {PACKED}") == ""


@pytest.mark.parametrize(
    "text",
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "AbstractSingletonProxyFactoryBeanDefinitionParser",
        "a-name-of-many-words-with-hyphens-between-them",
        "-" * 80,
        "1" * 80,
        f"{ID},{ID}",
    ],
)
def test_hashes_and_long_names_are_no_texts(text: str) -> None:
    assert told(text) == ""


@given(text=st.text(alphabet="MzQ0x3+/-_=\\rn .", max_size=200))
def test_any_text_is_searched_without_failing(text: str) -> None:
    told(text)
