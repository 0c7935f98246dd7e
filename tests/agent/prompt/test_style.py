"""The style sheet's words stand on their ground with enough contrast (WCAG 2.2, 4.5 to 1)."""

import pytest

from agent.prompt import style


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        (style.INK, "#ffffff"),
        (style.ASH, "#ffffff"),
        (style.EMBER, "#ffffff"),
        (style.LEAF, "#ffffff"),
        (style.SEAL_DARK, style.SEAL_TINT),
        ("#ffffff", style.SEAL),
        ("#f6d9d5", style.SEAL),
        ("#ffffff", style.SEAL_DARK),
        (style.ASH, style.PAPER),
    ],
)
def test_words_are_legible(words: str, ground: str) -> None:
    assert contrast(words, ground) >= 4.5


def test_every_colour_is_in_the_sheet() -> None:
    for colour in (style.INK, style.ASH, style.LINE, style.PAPER, style.SEAL, style.EMBER, style.LEAF):
        assert colour in style.SHEET
