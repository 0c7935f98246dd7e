"""Masks show what may be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.masking import HIDDEN, mask
from policies.taxonomy import ENTITY_TYPES


@pytest.mark.parametrize(
    ("kind", "value", "masked"),
    [
        ("RESIDENT_ID", "11010519491231002x", "110105********002X"),
        ("BANK_CARD", "6222 0212 3456 7890 128", "622202*********0128"),
        ("MOBILE", "+86 138-0013-8000", "138****8000"),
        ("NAME", "张三", "张*"),
        ("NAME", "欧阳修文", "欧***"),
        ("NAME", "李", "李*"),
        ("EMAIL", "li.wei@example.com", "l***@example.com"),
        ("PASSWORD", "Abc@1234", HIDDEN),
        ("PASSWORD", "a", HIDDEN),
        ("PASSWORD_HINT", "您的生日", HIDDEN),
        ("ADDRESS", "北京市西城区金融大街1号", "北京市西城区******"),
        ("LANDLINE", "010-88886666", "*******6666"),
    ],
)
def test_masks(kind: str, value: str, masked: str) -> None:
    assert mask(kind, value) == masked


@given(
    st.sampled_from(ENTITY_TYPES), st.text(st.sampled_from("0123456789AXabc张三@. "), min_size=5, max_size=30)
)
def test_no_mask_shows_the_whole_value(kind: str, value: str) -> None:
    assert mask(kind, value) != value
    assert len(mask(kind, value)) <= max(len(value) + 4, len(HIDDEN))
