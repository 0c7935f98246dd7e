"""Pages as a reader sees them."""

from pathlib import Path

import pytest

from smtp_gateway.sealing import pdf_pages
from smtp_gateway.sealing.pdf_font import BUNDLED_FONT, load_font
from smtp_gateway.sealing.pdf_pages import Cover, Pages
from tests.smtp_gateway.sealing.programs import run

COVER = Cover(
    title="第三季度对账单",
    rows=(("发件人 From", "王明"), ("收件人 To", "李静, " * 60)),
    note="说明文字\nA note",
    attachments=(("对账单.xlsx", "12 KB"), ("很长的文件名" * 12 + ".pdf", "3 MB")),
)


def shown(content: bytes, folder: Path) -> str:
    path = folder / "out.pdf"
    path.write_bytes(content)
    return run("pdftotext", "-layout", path, "-").decode()


def test_the_head_has_all_that_it_is_given(tmp_path: Path) -> None:
    pages = Pages(load_font(BUNDLED_FONT), COVER.title)
    pages.cover(COVER)
    assert pages.text("正文一\n\n正文二")
    text = shown(pages.finish(), tmp_path)
    for piece in (
        "封烬 Ashseal",
        "第三季度对账单",
        "王明",
        "说明文字",
        "A note",
        "对账单.xlsx",
        "12 KB",
        "正文二",
    ):
        assert piece in text
    assert text.replace("\n", "").replace(" ", "").count("李静,") == 60


def test_fonts_are_embedded(tmp_path: Path) -> None:
    pages = Pages(load_font(BUNDLED_FONT), "t")
    pages.text("中文 Latin")
    path = tmp_path / "out.pdf"
    path.write_bytes(pages.finish())
    listed = run("pdffonts", path).decode()
    faces = [line.split() for line in listed.splitlines()[2:]]
    assert any("WenQuanYiMicroHei" in face[0] and face[-5:-4] == ["yes"] for face in faces)


def test_text_stops_at_the_last_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "PAGES_MAX", 2)
    pages = Pages(load_font(BUNDLED_FONT), "t")
    assert not pages.text("行\n" * 500)
    pages.closing("继续见附件")
    assert shown(pages.finish(), tmp_path).count("\f") == 2
