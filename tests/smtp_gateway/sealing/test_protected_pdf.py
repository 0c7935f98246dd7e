"""The sealed PDF as its reader sees it: qpdf, pdftotext and pdfdetach open what the gateway wrote."""

import subprocess
from pathlib import Path

import pytest

from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.pdf_font import BUNDLED_FONT
from smtp_gateway.sealing.protected_pdf import (
    LISTED_MAX,
    ORIGINAL_MAX,
    ORIGINAL_NAME,
    TEXT_MAX,
    Embedded,
    readable_size,
    write_protected_pdf,
)
from tests.smtp_gateway.sealing import samples
from tests.smtp_gateway.sealing.programs import run

PASSWORD = "K7QM-2XWD-HR9A-TT4E"


def sealed(folder: Path, mail: bytes) -> Path:
    source, output = folder / "mail.eml", folder / "out.pdf"
    source.write_bytes(mail)
    write_protected_pdf(source, output, PASSWORD, BUNDLED_FONT)
    return output


def shown(pdf: Path) -> str:
    return run("pdftotext", "-upw", PASSWORD, "-layout", pdf, "-").decode()


def detached(pdf: Path, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    run("pdfdetach", "-upw", PASSWORD, "-saveall", "-o", folder, pdf)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_only_the_password_opens_it(tmp_path: Path) -> None:
    pdf = sealed(tmp_path, samples.statement())
    secret = tmp_path / "secret"
    secret.write_text(PASSWORD)
    run("qpdf", f"--password-file={secret}", "--check", pdf)
    for wrong in ("K7QM-2XWD-HR9A-TT4F", PASSWORD.replace("-", ""), ""):
        secret.write_text(wrong)
        with pytest.raises(subprocess.CalledProcessError) as refused:
            run("qpdf", f"--password-file={secret}", "--check", pdf)
        assert b"invalid password" in refused.value.stderr


def test_the_encryption_is_aes_256_of_revision_6(tmp_path: Path) -> None:
    pdf = sealed(tmp_path, samples.statement())
    told = run("qpdf", f"--password={PASSWORD}", "--show-encryption", pdf).decode()
    assert "R = 6" in told
    assert told.count("AESv3") == 3


def test_nothing_of_the_mail_can_be_read_in_the_file(tmp_path: Path) -> None:
    raw = sealed(tmp_path, samples.plain("Account of Jane Roe 6222021234567890123")).read_bytes()
    for piece in ("6222021234567890123", "Jane", "wang.ming", "对账单"):
        assert piece.encode() not in raw
        assert piece.encode("utf-16-be") not in raw


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb18030"])
def test_the_text_can_be_read_and_searched(tmp_path: Path, charset: str) -> None:
    text = shown(sealed(tmp_path, samples.plain(charset=charset)))
    for piece in (
        "第三季度对账单",
        "王明 <wang.ming@bank.example>",
        "李静",
        "尊敬的客户：",
        "11010519491231002X",
    ):
        assert piece in text
    assert "2026-10-06 09:30 (+0800)" in text


def test_mail_that_says_gb2312_and_means_gbk_can_be_read(tmp_path: Path) -> None:
    mail = samples.plain("朱镕基", "gbk").replace(b"charset=gbk", b"charset=gb2312")
    assert "朱镕基" in shown(sealed(tmp_path, mail))


def test_html_alone_becomes_readable_text(tmp_path: Path) -> None:
    html = (
        "<html><head><style>p{color:red}</style></head><body><p>您好</p><p>余额 <b>100</b></p></body></html>"
    )
    text = shown(sealed(tmp_path, samples.multipart(samples.text_part(html, subtype="html"))))
    assert "您好" in text
    assert "余额 100" in text
    assert "color" not in text
    assert "<p>" not in text


def test_attachments_and_original_come_out_as_they_went_in(tmp_path: Path) -> None:
    mail = samples.statement().replace(b"Bcc: hidden.boss@bank.example\r\n", b"")
    files = detached(sealed(tmp_path, mail), tmp_path / "files")
    assert files == {"客户对账单.xlsx": samples.SHEET, ORIGINAL_NAME: mail}


def test_the_hidden_recipient_is_not_in_the_enclosed_original(tmp_path: Path) -> None:
    pdf = sealed(tmp_path, samples.statement())
    original = detached(pdf, tmp_path / "files")[ORIGINAL_NAME]
    assert b"hidden.boss" not in original
    assert samples.body_of(original) == samples.body_of(samples.statement())
    assert "hidden.boss" not in shown(pdf)


def test_a_large_original_is_not_enclosed_beside_its_parts(tmp_path: Path) -> None:
    content = bytes(ORIGINAL_MAX)
    mail = samples.multipart(
        samples.text_part("<p>正文</p>", subtype="html"), samples.attachment("大文件.bin", content)
    )
    files = detached(sealed(tmp_path, mail), tmp_path / "files")
    assert files == {"大文件.bin": content, "正文 text-1.html": "<p>正文</p>\r\n".encode()[:-2]}


def test_a_large_original_without_attachments_is_enclosed(tmp_path: Path) -> None:
    mail = samples.plain("一行文字\r\n" * (ORIGINAL_MAX // 14 + 1)).replace(
        b"Bcc: hidden.boss@bank.example\r\n", b""
    )
    pdf = sealed(tmp_path, mail)
    assert detached(pdf, tmp_path / "files") == {ORIGINAL_NAME: mail}
    assert "正文过长" in shown(pdf)


def test_a_long_text_goes_on_over_pages(tmp_path: Path) -> None:
    source, output = tmp_path / "mail.eml", tmp_path / "out.pdf"
    source.write_bytes(samples.plain("".join(f"第 {number} 行 line\r\n" for number in range(500))))
    held = write_protected_pdf(source, output, PASSWORD, BUNDLED_FONT)
    assert held == Embedded(pages=13, files=1)  # 41 lines a page, the first has the head
    text = shown(output)
    assert all(f"第 {number} 行 line" in text for number in range(500))


def test_text_beyond_the_limit_is_cut_with_a_word_about_it(tmp_path: Path) -> None:
    pdf = sealed(tmp_path, samples.plain("长" * (TEXT_MAX + 1)))
    assert "正文过长" in shown(pdf)


def test_many_attachments_are_counted_not_all_listed(tmp_path: Path) -> None:
    parts = [samples.attachment(f"file-{number}.txt", b"x") for number in range(LISTED_MAX + 5)]
    pdf = sealed(tmp_path, samples.multipart(samples.text_part("see files"), *parts))
    assert "另有 6 个 more" in shown(pdf)
    assert len(detached(pdf, tmp_path / "files")) == LISTED_MAX + 6


@pytest.mark.parametrize(
    "mail",
    [
        b"\xff\xfe\x00garbage without any structure",
        b"Subject: =?gb2312?B?//8?=\r\nContent-Type: text/plain; charset=no-such\r\n\r\n\xc4\xe3\xba\xc3",
        samples.multipart(
            samples.text_part(samples.TEXT), samples.attachment("a.bin", b"y" * 500), close=False
        ),
        samples.head(Content_Type="multipart/mixed") + b"\r\n--cut",
        samples.head(Date="yesterday", Content_Type="text/plain", Content_Transfer_Encoding="base64")
        + b"\r\n!",
    ],
    ids=["garbage", "bad-words", "cut-off", "no-boundary", "bad-base64"],
)
def test_damaged_mail_is_sealed_with_its_original(tmp_path: Path, mail: bytes) -> None:
    mail = mail.replace(b"Bcc: hidden.boss@bank.example\r\n", b"")
    files = detached(sealed(tmp_path, mail), tmp_path / "files")
    assert files[ORIGINAL_NAME] == mail


def test_an_empty_message_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SealingFailed, match="empty"):
        sealed(tmp_path, b"")


@pytest.mark.parametrize(
    ("octets", "text"), [(0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (3_565_158, "3.4 MB")]
)
def test_sizes_are_written_for_people(octets: int, text: str) -> None:
    assert readable_size(octets) == text
