"""A masked text holds no value, is otherwise as it was, and says the same of the same value."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.detection import detect
from policies.finding import Span
from policies.masking import Masker, masked_text
from policies.taxonomy import ENTITY_TYPES

TEXT_TYPES = [kind for kind in ENTITY_TYPES if not kind.endswith("_IMAGE")]
VALUES = st.one_of(
    st.from_regex(r"[0-9]{4,18}", fullmatch=True),
    st.from_regex(r"[A-Z][a-z]{3,8}[0-9]{1,3}", fullmatch=True),
    st.text(st.sampled_from("欧阳修文司马光"), min_size=4, max_size=6),
)
PARTS = st.lists(
    st.tuples(st.text("，。 甲\n\ud800", max_size=5), st.sampled_from(TEXT_TYPES), VALUES), max_size=8
)


def joined(parts: list[tuple[str, str, str]]) -> tuple[str, list[Span]]:
    """Return a text of fillers and values, and the spans of the values."""
    text = ""
    spans = []
    for filler, kind, value in parts:
        start = len(text) + len(filler) + 1
        text += f"{filler}：{value}"
        spans.append(Span(start, start + len(value), kind, 0.9))
    return text, spans


def at(text: str, value: str, kind: str, start: int = 0) -> Span:
    found = text.index(value, start)
    return Span(found, found + len(value), kind, 0.9)


@settings(max_examples=40)
@given(PARTS)
def test_no_value_is_left(parts: list[tuple[str, str, str]]) -> None:
    masked = masked_text(*joined(parts))
    assert [value for _, _, value in parts if f"：{value}" in masked] == []


@settings(max_examples=40)
@given(PARTS)
def test_what_is_not_a_value_stays_as_it_was(parts: list[tuple[str, str, str]]) -> None:
    masker = Masker()
    masked = masker.masked_text(*joined(parts))
    assert masked == "".join(f"{filler}：{masker.mask_of(kind, value)}" for filler, kind, value in parts)


@settings(max_examples=40)
@given(PARTS)
def test_masks_are_the_same_exactly_for_the_same_values(parts: list[tuple[str, str, str]]) -> None:
    masker = Masker()
    masks = {(kind, value): masker.mask_of(kind, value) for _, kind, value in parts}
    assert len(set(masks.values())) == len(masks)
    assert masks == {key: masker.mask_of(*key) for key in reversed(masks)}


@settings(max_examples=40)
@given(PARTS, st.randoms(use_true_random=False))
def test_the_order_of_the_spans_does_not_matter(parts: list[tuple[str, str, str]], rng) -> None:
    text, spans = joined(parts)
    shuffled = rng.sample(spans, len(spans))
    assert masked_text(text, shuffled) == masked_text(text, spans)


def test_different_values_with_one_mask_are_told_apart() -> None:
    text = "主卡持有人13800138000，备用13800238000，回电13800138000"
    spans = [
        at(text, "13800138000", "MOBILE"),
        at(text, "13800238000", "MOBILE"),
        at(text, "13800138000", "MOBILE", 20),
    ]
    assert masked_text(text, spans) == "主卡持有人138****8000，备用138****8000#2，回电138****8000"


def test_a_value_written_otherwise_has_the_same_mask() -> None:
    text = "６２２２０２ 1234567890128 即 6222-0212-3456-7890-128"
    spans = [at(text, text[:20], "BANK_CARD"), at(text, "6222-0212-3456-7890-128", "BANK_CARD")]
    assert masked_text(text, spans) == "622202*********0128 即 622202*********0128"


def test_what_was_found_once_is_masked_wherever_it_stands_again() -> None:
    text = "姓名：张小明\n附：张小明的贷款合同，口令 Abc@1234（XAbc@12345 不是）"
    spans = [at(text, "张小明", "NAME"), at(text, "Abc@1234", "PASSWORD")]
    assert masked_text(text, spans) == "姓名：张**\n附：张**的贷款合同，口令 ******（XAbc@12345 不是）"


def test_an_amount_is_masked_in_its_table_only() -> None:
    text = "月收入\n5000\n会议费5000元"
    assert masked_text(text, [at(text, "5000", "INCOME")]) == "月收入\n******\n会议费5000元"


def test_the_parts_of_a_mail_agree_and_a_name_of_the_attachment_is_masked_in_the_subject() -> None:
    subject, body, attachment = "关于张小明", "电话13800138000", "户名：张小明 13800138000 张晓光"
    spans = [
        at(attachment, "张小明", "NAME"),
        at(attachment, "13800138000", "MOBILE"),
        at(attachment, "张晓光", "NAME"),
    ]
    masker = Masker()
    masker.take_in(attachment, spans)
    assert masker.masked_text(subject, []) == "关于张**"
    assert masker.masked_text(body, [at(body, "13800138000", "MOBILE")]) == "电话138****8000"
    assert masker.masked_text(attachment, spans) == "户名：张** 138****8000 张**#2"


@pytest.mark.parametrize("order", [1, -1])
def test_of_overlapping_spans_nothing_is_left(order: int) -> None:
    text = "卡6222021234567890128张"
    spans = [Span(1, 12, "MOBILE", 0.9), Span(5, 20, "BANK_CARD", 0.9)][::order]
    assert masked_text(text, spans) == "卡622****2345张"


@pytest.mark.parametrize("span", [(-1, 2), (0, 5), (2, 2), (3, 1)])
def test_a_span_of_another_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="lies outside of a text of 4 characters; give the text"):
        masked_text("abcd", [Span(*span, "NAME", 0.9)])


def test_nothing_is_found_in_a_masked_text_and_masking_again_changes_nothing() -> None:
    text = (
        "姓名：张小明，身份证号：11010519491231002X，手机：13800138000，13800238000\n"
        "邮箱：zhang@example.com 解压密码：Abc@1234，另一密码：Xyz#5678\n卡号：6222 0212 3456 7890 128"
    )
    assert len(detect(text)) >= 7
    masked = masked_text(text, detect(text))
    assert masked_text(masked, detect(masked)) == masked
    assert [span for span in detect(masked) if span.type != "NAME"] == []


@settings(max_examples=40)
@given(PARTS)
def test_replacements_are_what_the_masked_text_is_made_of(parts: list[tuple[str, str, str]]) -> None:
    text, spans = joined(parts)
    found = Masker().replacements(text, reversed(spans))
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    for start, end, shown in reversed(found):
        text = text[:start] + shown + text[end:]
    assert text == masked_text(*joined(parts))
