import doctest
from pathlib import Path

import pytest

from smtp_gateway.notices import language
from smtp_gateway.notices.language import language_of, language_of_message
from tests.smtp_gateway.sealing import samples


def test_the_example_in_the_module_holds() -> None:
    assert doctest.testmod(language).failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请查收附件", "zh"),
        ("请查收 Q3 statement 谢谢", "zh"),
        ("Please find the statement of 王明 enclosed", "en"),
        ("12345 !!", None),
        ("", None),
    ],
)
def test_known_texts(text: str, expected: str | None) -> None:
    assert language_of(text) == expected


@pytest.mark.parametrize(
    ("mail", "expected"),
    [
        (samples.plain(charset="gbk"), "zh"),
        (
            samples.head(Subject="Statement", Content_Type="text/plain") + b"\r\nplease find enclosed\r\n",
            "en",
        ),
        (samples.multipart(samples.text_part("<p>请查收</p>", subtype="html")), "zh"),
        (b"", None),
    ],
)
def test_a_mail_is_read_for_its_language(mail: bytes, expected: str | None, tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(mail)
    assert language_of_message(path) == expected


def test_a_mail_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert language_of_message(tmp_path / "missing") is None
