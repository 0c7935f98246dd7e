"""RESIDENT_ID: check character, date, region, and every way of writing the number."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.detection import detect
from policies.detectors.base import Candidate
from policies.detectors.resident_id import birth_date, explain, validate
from policies.vocabulary import Topic
from tests.corpus import check_digits
from tests.policies.detectors.found import found


def number(region: str = "110105", born: str = "19491231", sequence: str = "002") -> str:
    return (body := region + born + sequence) + check_digits.mod_11_2(body)


WRITTEN = [
    "11010519491231002X",
    "11010519491231002x",
    "110105 19491231 002X",
    "110105 1949 1231 002X",
    "110105-19491231-002x",
    "1101 0519 4912 3100 2X",
    "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
    "１１０１０５１９４９１２３１００２Ｘ",
    "110105１９４９1231 ００２x",
    "1101051949\u200b1231\u200b002X",
    "1101\ufeff05194912\u2060310\u00ad02X",
    "110105\u00a019491231\u2003002X",
    "110105\u201319491231\u2014002X",
    "110105.19491231.002X",
    "110105·19491231·002X",
    "110105_19491231_002X",
    "11010519491231002Х",  # the last letter is Cyrillic
    "11010519491231002×",
    "一一〇一〇五一九四九一二三一〇〇二X",
    "壹壹零壹零伍壹玖肆玖壹貳參壹零零貳X",
    "11010519491231=\n002X",
    "𝟏𝟏𝟎𝟏𝟎𝟓𝟏𝟗𝟒𝟗𝟏𝟐𝟑𝟏𝟎𝟎𝟐X",
]
BROKEN = [
    "11010519491231\n002X",
    "11010519491231\r\n002X",
    "1101051949\n  1231002X",
    "110105194912310\n> 02X",
    "11010519491231002\nX",
    "11010519491231002=\r\nX",
]

LOOK_ALIKES = [
    "deadbeefab11010519491231002X",
    "x1id11010519491231002X",
    "110105194912310021",  # wrong check character
    "11010519491331002X",
    "11010519490230002X",
    "91010519491231002X",
    "911010519491231002X",
    "11010519491231002X1",
    "0.11010519491231002X",
    number(region="990105"),
    number(born="19490231"),
    number(born="18201231"),
    "20240311882134455123",
]


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("around", ["{}", "身份证号：{}，请核对", "ID No.{};", "a\t{}\tb\n"])
def test_the_number_is_found_as_written(written: str, around: str) -> None:
    text = around.format(written)
    assert [(text[span.start : span.end], span.type) for span in detect(text)] == [(written, "RESIDENT_ID")]


@pytest.mark.parametrize("written", BROKEN)
@pytest.mark.parametrize("around", ["{}", "身份證號碼：{}，请核对", '"{}","a"'])
def test_the_number_is_found_over_a_line_break(written: str, around: str) -> None:
    assert found("RESIDENT_ID", around.format(written)) == [written]


@pytest.mark.parametrize("around", ["SFZ{}", "客户a{}，", "扫描件 id{}.pdf"])
def test_a_short_word_may_be_glued_to_it(around: str) -> None:
    text = around.format("11010519491231002X")
    assert [text[span.start : span.end] for span in detect(text)] == ["11010519491231002X"]


def test_two_cells_are_not_one_number() -> None:
    assert found("RESIDENT_ID", "a\t11010519491231\n002X\tb\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "姓名\t身份证号\n张三\t11010519491231002X\n",
        "姓名 | 张三 | 身份证号 | 11010519491231002X",
        "<td>身份证</td><td>11010519491231002X</td>",
        '<input name="idNo" value="11010519491231002X">',
    ],
)
def test_the_number_is_found_in_tables_and_forms(text: str) -> None:
    assert found("RESIDENT_ID", text) == ["11010519491231002X"]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("RESIDENT_ID", text) == []


@given(
    st.sampled_from(["110105", "440301", "310115", "810000", "830000", "652901"]),
    st.dates(date(1900, 1, 1), date(2030, 12, 31)),
    st.integers(0, 999),
)
def test_every_valid_number_is_found(region: str, born: date, sequence: int) -> None:
    value = number(region, born.strftime("%Y%m%d"), f"{sequence:03}")
    assert [span.type for span in detect(f"见{value}。")] == ["RESIDENT_ID"]


@given(st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_noticed(place: int, digit: str) -> None:
    value = number(sequence="123")
    changed = value[:place] + digit + value[place + 1 :]
    assert bool(validate(Candidate(changed))) is (changed == value)


def test_label_raises_and_other_number_lowers() -> None:
    plain, labelled, order = (
        validate(Candidate(number(), label=label)) for label in (None, Topic.RESIDENT_ID, Topic.OTHER_NUMBER)
    )
    assert labelled > plain > order > 0.7


def test_reasons_and_birth_date() -> None:
    assert explain(Candidate(number(), label=Topic.RESIDENT_ID))[-1] == "label:resident id"
    assert birth_date(number()[6:14]) == date(1949, 12, 31)
    assert birth_date(number(born="19490231")) is None


def test_a_row_of_decimals_is_no_identity_number() -> None:
    assert found("RESIDENT_ID", "DL 292.306 194.8 .6 LW 316.527 203.207 316.527 179.507 DL") == []
    assert found("RESIDENT_ID", "身份证号 110105.19491231.002X") == ["110105.19491231.002X"]
