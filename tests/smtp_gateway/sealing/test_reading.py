"""What a person reads of a mail, and under which names its files are kept."""

from pathlib import Path

import pytest

from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.reading import NAME_MAX, read_message, reading_of
from tests.smtp_gateway.sealing import samples


def names(*parts: bytes) -> list[str]:
    return [attachment.name for attachment in reading_of(samples.multipart(*parts)).attachments]


def test_the_head_is_decoded() -> None:
    reading = reading_of(samples.statement())
    assert reading.sender == "王明 <wang.ming@bank.example>"
    assert reading.to == "李静 <li@client.example>"
    assert reading.cc == "audit@bank.example"
    assert reading.subject == "第三季度对账单"
    assert reading.text == samples.TEXT.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("plain", "html", "text"),
    [
        ("短文 plain", "<p>短文 html</p>", "短文 plain"),
        ("see HTML", "<p>" + "很长的正文" * 20 + "</p>", "很长的正文" * 20),
        ("", "<p>只有 html</p>", "只有 html"),
    ],
)
def test_of_alternatives_the_one_that_says_enough(plain: str, html: str, text: str) -> None:
    parts = samples.text_part(plain), samples.text_part(html, subtype="html")
    assert reading_of(samples.multipart(*parts, subtype="alternative")).text == text


def test_inline_texts_are_joined_and_files_are_not() -> None:
    mail = samples.multipart(
        samples.text_part("one"), samples.attachment("a.txt", b"file"), samples.text_part("two")
    )
    reading = reading_of(mail)
    assert reading.text == "one\n\ntwo"
    assert [attachment.name for attachment in reading.attachments] == ["a.txt"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("对账单.xlsx", "对账单.xlsx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\\b:c*?.doc", "a_b_c__.doc"),
        ("x\u202etxt.exe", "xtxt.exe"),
        ("...", "attachment-1.bin"),
        ("长" * 200 + ".pdf", "长" * (NAME_MAX - 4) + ".pdf"),
        ("n" * 200, "n" * NAME_MAX),
    ],
)
def test_names_are_safe_on_every_system(written: str, kept: str) -> None:
    assert names(samples.attachment(written, b"x")) == [kept]


def test_equal_names_are_numbered() -> None:
    same = [samples.attachment(name, b"x") for name in ("a.pdf", "A.pdf", "a.pdf", "b", "b")]
    assert names(*same) == ["a.pdf", "A (2).pdf", "a (3).pdf", "b", "b (2)"]


def test_nameless_parts_get_a_name_by_their_kind() -> None:
    assert names(
        b"Content-Type: image/png\r\n\r\nx\r\n", b"Content-Type: message/rfc822\r\n\r\nA: b\r\n\r\nc\r\n"
    ) == [
        "attachment-1.png",
        "attachment-2.eml",
    ]


def test_the_original_loses_its_hidden_recipient_and_nothing_else() -> None:
    mail = samples.statement()
    without = mail.replace(b"Bcc: hidden.boss@bank.example\r\n", b"")
    assert reading_of(mail).original() == without
    assert reading_of(without).original() == without


def test_a_file_is_read_through_a_map_that_can_be_given_back(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(samples.statement())
    with read_message(path) as reading:
        reading.forget_pages()
        assert reading.attachments[0].part.content(reading.data) == samples.SHEET


def test_an_empty_file_is_no_message(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.touch()
    with pytest.raises(SealingFailed, match="empty"), read_message(path):
        pass
