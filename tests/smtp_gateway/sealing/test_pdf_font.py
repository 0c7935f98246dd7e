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
