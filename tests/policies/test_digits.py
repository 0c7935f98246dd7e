"""The digits of a text as columns, held against the expressions that say the same of one place."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from policies.code_points import CHINESE_DIGITS, framed
from policies.digits import GAP, Digits, find_chinese_digits, find_digits

RUN = re.compile(rf"[0-9]+(?:{GAP}[0-9]+)*+")
GROUP = re.compile(r"[0-9]+(?:=\r?\n[0-9]+)*+")
NO_BRACKETS = r"(?:[ \-.·_]{0,2}|[ ][\-.][ ]|[ \-]?=?\r?\n[ >]{0,4}\-?)"
CHINESE_RUN = re.compile(rf"[0-9{CHINESE_DIGITS}](?:{NO_BRACKETS}[0-9{CHINESE_DIGITS}])*+")
NUMERAL = re.compile(f"[{CHINESE_DIGITS}]")
TEXTS = st.text(st.sampled_from("0123456789 -.·_/()（）+=\r\n>x二"), max_size=60)


def of(text: str) -> Digits:
    return find_digits(text, framed(text))


def runs(digits: Digits) -> list[tuple[int, int]]:
    heads = [index for index, head in enumerate(digits.heads) if head == index]
    return [(int(digits.starts[head]), int(digits.ends[digits.tails[head] - 1])) for head in heads]


@given(TEXTS)
@example("1 - 2")
@example("1=\r\n2=\n3")
@example("1 =\r\n  >>-2")
@example("1  -2")
def test_groups_and_runs_are_those_of_the_expressions(text: str) -> None:
    digits = of(text)
    assert runs(digits) == [match.span() for match in RUN.finditer(text)]
    spans = list(zip(digits.starts.tolist(), digits.ends.tolist(), strict=True))
    assert spans == [match.span() for match in GROUP.finditer(text)]
    sizes = [sum(map(str.isdecimal, text[start:end])) for start, end in spans]
    assert digits.sizes.tolist() == sizes
    assert digits.before.tolist() == [sum(sizes[:index]) for index in range(len(sizes) + 1)]


@given(TEXTS)
def test_equal_gaps_have_equal_numbers(text: str) -> None:
    digits = of(text)
    gaps = list(
        zip(digits.ends.tolist()[:-1], digits.starts.tolist()[1:], digits.gaps.tolist(), strict=False)
    )
    joined = [(text[start:end], number) for start, end, number in gaps if number]
    assert len(set(joined)) == len({gap for gap, _ in joined}) == len({number for _, number in joined})


@given(st.text(st.sampled_from("一两两〇捌12  -/（，=\n"), max_size=24))
@example("一=\n两 1")
def test_chinese_numerals_stand_among_arabic_digits_and_brackets_part_them(text: str) -> None:
    found = runs(find_chinese_digits(text, framed(text)))
    expected = [match.span() for match in CHINESE_RUN.finditer(text)]
    assert found == (expected if NUMERAL.search(text) else [])


def test_digits_far_from_any_chinese_numeral_are_left_out() -> None:
    text = "12 " * 40 + "一 " + "34 " * 40
    digits = find_chinese_digits(text, framed(text))
    assert (len(digits.starts), digits.codes[120], int(digits.before[-1])) == (25, ord("1"), 48)


def test_long_runs_have_seven_digits_or_more() -> None:
    digits = of("12 34 56，12 34 567；1234567")
    assert (digits.in_long_runs.tolist(), digits.long_run_heads().tolist()) == ([3, 4, 5, 6], [3, 6])


def test_a_text_without_digits_has_none() -> None:
    assert (
        len(of("").starts) == len(of("手机").starts) == len(find_chinese_digits("", framed("")).starts) == 0
    )


def test_chinese_digits_come_in_pairs_of_everyday_and_formal() -> None:
    assert len(set(CHINESE_DIGITS)) == len(CHINESE_DIGITS)
    assert set("〇零一壹二贰三叁参九玖") <= set(CHINESE_DIGITS)
