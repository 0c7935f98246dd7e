"""Files in `data:` URLs are opened as what they are."""

import base64
from urllib.parse import quote

import pytest

from inspection.readers.markup import data_urls
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import ID, pdf

PACKED = base64.b64encode(f"证号 {ID}".encode()).decode()


def read(text: str) -> Alone:
    return Alone(lambda _, place, walk: data_urls.segments(text, place, walk), b"")


@pytest.mark.parametrize(
    "url",
    [
        f"data:text/plain;base64,{PACKED}",
        f"data:;base64,{PACKED}",
        f"DATA:text/plain;charset=utf-8;BASE64,{PACKED}",
        f"data:text/plain;base64,{PACKED[:9]}\r\n {PACKED[9:]}",
        f"data:text/plain;base64,{PACKED.rstrip('=')}",
        f"data:text/plain;base64,{quote(PACKED)}",
        f"data:text/plain;base64,{base64.urlsafe_b64encode(f'证号 {ID}'.encode()).decode()}",
        f"data:,{ID}",
        f"data:text/plain;charset=gbk,{quote(f'证号 {ID}', encoding='gbk')}",
        f"data:text/html,%3Cp%3E{ID[:6]}%3Cb%3E{ID[6:]}",
        f"url(data:text/plain;base64,{PACKED})",
    ],
)
def test_each_way_to_write_one(url: str) -> None:
    reading = read(f"before '{url}' behind")
    assert ID in reading.text
    assert reading.walk.reason == ""


def test_a_file_is_opened_by_its_content() -> None:
    url = f"data:image/png;base64,{base64.b64encode(pdf(ID)).decode()}"
    assert "page" in read(url).kinds_of(ID)


def test_the_same_file_twice_is_one() -> None:
    assert len(read(f"data:,{ID} data:,{ID}").segments) == 1


@pytest.mark.parametrize("text", ["", "data: none", "metadata:x,y", "data:text/plain;base64,", "data:,abc"])
def test_what_is_none(text: str) -> None:
    assert read(text).segments == []


def test_what_does_not_decode_is_told() -> None:
    assert read("data:text/plain;base64,AAAAA").walk.reason == "malformed:base64"
