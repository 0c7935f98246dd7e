"""Telephone numbers of Hong Kong and Macau: found with the code of the country, and not without."""

import pytest

from policies.detection import detect


@pytest.mark.parametrize(
    ("text", "type", "value"),
    [
        ("Tel: +852 9123 4567", "MOBILE", "+852 9123 4567"),
        ("请致 +852-6123-4567 联系", "MOBILE", "+852-6123-4567"),
        ("（852）9123 4567", "MOBILE", "（852）9123 4567"),
        ("(+852) 51234567。", "MOBILE", "(+852) 51234567"),
        ("00852 9123 4567", "MOBILE", "00852 9123 4567"),
        ("电话：852-9123 4567", "MOBILE", "852-9123 4567"),
        ("澳门手机 +853 6212 3456", "MOBILE", "+853 6212 3456"),
        ("Office +852 2123 4567", "LANDLINE", "+852 2123 4567"),
        ("(852) 3123-4567", "LANDLINE", "(852) 3123-4567"),
        ("＋８５２　２１２３　４５６７", "LANDLINE", "＋８５２　２１２３　４５６７"),
        ("(Tel +852 2123 4567)", "LANDLINE", "+852 2123 4567"),
    ],
)
def test_the_code_of_the_country_tells_a_number(text: str, type: str, value: str) -> None:  # noqa: A002
    assert [(span.type, text[span.start : span.end]) for span in detect(text)] == [(type, value)]


@pytest.mark.parametrize(
    "text",
    [
        "9123 4567",
        "85291234567",
        "编号 852 9123 4567",
        "传真：83123456789",
        "+852 1123 4567",
        "+852 9123 45678",
        "合计 +852 9123 4567 元",
        "852.9123.4567",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert detect(text) == []
