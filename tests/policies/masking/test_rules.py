"""Masks show what may be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.masking.rules import HIDDEN, RULES, mask
from policies.taxonomy import ENTITY_TYPES


@pytest.mark.parametrize(
    ("kind", "value", "masked"),
    [
        ("RESIDENT_ID", "11010519491231002x", "110105********002X"),
        ("RESIDENT_ID", "１１０１０５ 19491231\u200b 002X", "110105********002X"),
        ("RESIDENT_ID_15", "110105491231002", "110105******002"),
        ("BANK_CARD", "6222 0212 3456 7890 128", "622202*********0128"),
        ("BANK_ACCOUNT", "110012345678", "1100****5678"),
        ("BANK_ACCOUNT", "110012345", HIDDEN),  # one hidden digit would be no secret
        ("MOBILE", "+86 138-0013-8000", "138****8000"),
        ("LANDLINE", "010-88886666", "*******6666"),
        ("PASSPORT", "E12345678", "E1*****78"),
        ("PLATE", "京A·12345", "京A****5"),
        ("NAME", "张三", "张*"),
        ("NAME", "欧阳修文", "欧***"),
        ("NAME", "李", "李*"),
        ("EMAIL", "Li.Wei@example.com", "l***@example.com"),
        ("EMAIL", "no address", HIDDEN),
        ("PASSWORD", "Abc@1234", HIDDEN),
        ("PASSWORD", "a", HIDDEN),
        ("PASSWORD_HINT", "您的生日", HIDDEN),
        ("INCOME", "12,345.67", HIDDEN),
        ("a type of tomorrow", "12345678", HIDDEN),
    ],
)
def test_masks(kind: str, value: str, masked: str) -> None:
    assert mask(kind, value) == masked


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("北京市西城区金融大街1号", "北京市西城区"),
        ("广东省深圳市福田区益田路5033号", "广东省深圳市福田区"),
        ("广西壮族自治区南宁市青秀区民族大道100号", "广西壮族自治区南宁市青秀区"),
        ("浙江省义乌市稠州北路699号", "浙江省义乌市"),
        ("四川省凉山彝族自治州会理县城关镇", "四川省凉山彝族自治州会理县"),
        ("朝阳区建国路88号", "朝阳区"),
        ("北京市阳光小区5号楼", "北京市"),
        ("金融大街1号", ""),
        ("北京市西城区", ""),
        ("No. 1 Finance Street, Beijing", ""),
    ],
)
def test_an_address_is_shown_up_to_its_district(address: str, shown: str) -> None:
    assert mask("ADDRESS", address) == shown + HIDDEN


def test_each_type_has_a_rule_and_each_rule_a_type() -> None:
    assert set(RULES) == set(ENTITY_TYPES)


@given(
    st.sampled_from(ENTITY_TYPES),
    st.text(st.sampled_from("0123456789AXabc张三北京市海淀区@. "), min_size=5, max_size=30),
)
def test_no_mask_shows_the_whole_value(kind: str, value: str) -> None:
    assert value.strip() not in mask(kind, value)
    assert len(mask(kind, value)) <= len(value) + len(HIDDEN)


@given(st.sampled_from(ENTITY_TYPES), st.text(max_size=40))
def test_any_text_has_a_mask(kind: str, value: str) -> None:
    assert mask(kind, value)
