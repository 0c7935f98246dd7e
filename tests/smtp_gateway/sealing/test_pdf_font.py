"""The bundled face: what it has, and that another file is refused with a reason."""

from pathlib import Path

import pytest

from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.pdf_font import BUNDLED_FONT, MISSING, load_font


def test_the_face_has_chinese_latin_and_signs() -> None:
    font = load_font(BUNDLED_FONT)
    text = "封烬 Ashseal 0123 €￥ é Я “引号” —— ① • 镕喆 〓"
    assert font.shown(text) == text
    assert font.shown("a\U0001f600") == "a" + MISSING


def characters(charset: str, first: range, second: range) -> str:
    """Return all Chinese characters of a double-byte set in this area."""
    pairs = (bytes((high, low)).decode(charset, "ignore") for high in first for low in second)
    return "".join(pair for pair in pairs if "\u4e00" <= pair <= "\u9fff")


@pytest.mark.parametrize(
    ("charset", "first", "second", "count"),
    [
        ("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF), 6763),  # both levels
        ("gbk", range(0x81, 0xFF), range(0x40, 0xFF), 20_902),  # names of people need more than those
        ("big5", range(0xA4, 0xFA), range(0x40, 0xFF), 13_000),  # traditional, from Hong Kong and Taiwan
    ],
)
def test_every_character_that_chinese_mail_is_written_in_has_its_glyph(
    charset: str, first: range, second: range, count: int
) -> None:
    text = characters(charset, first, second)
    assert len(text) >= count
    assert MISSING not in load_font(BUNDLED_FONT).shown(text)


def test_the_terms_under_which_the_face_may_be_embedded_lie_beside_it() -> None:
    terms = BUNDLED_FONT.with_name(f"{BUNDLED_FONT.stem}.LICENSE.txt").read_text("utf-8")
    assert "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION" in terms
    assert "END OF TERMS AND CONDITIONS" in terms


def test_widths_are_points() -> None:
    font = load_font(BUNDLED_FONT)
    assert font.width("中文", 10) == pytest.approx(20, abs=0.5)
    assert 0 < font.width("i", 10) < font.width("W", 10) < 12


def test_another_file_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "font.ttf"
    wrong.write_bytes(b"no font")
    for path in (wrong, tmp_path / "missing.ttf"):
        with pytest.raises(SealingFailed, match="a TrueType font with Chinese is needed"):
            load_font(path)
