"""USCI: MOD 31-3, kinds and regions, and every way of writing the identifier."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.detectors.base import Candidate
from policies.detectors.usci import explain, validate
from policies.finding import ACT_CONFIDENCE
from policies.vocabulary import Topic
from tests.corpus import check_digits
from tests.policies.detectors.found import found

FOUND = [
    ("税号：九一11〇〇〇〇80二一〇〇433B", "九一11〇〇〇〇80二一〇〇433B"),
    ("税号：9111·0000·8021·0043·3B", "9111·0000·8021·0043·3B"),
    ("税号：9112-\n0110058657865Y", "9112-\n0110058657865Y"),
    ("91110000802100433B", "91110000802100433B"),
    ("某公司91110000802100433B法人", "91110000802100433B"),
    ("（91110000802100433b）", "91110000802100433b"),
    ("91110000 80210043 3B", "91110000 80210043 3B"),
    ("91 110000 802100433 B", "91 110000 802100433 B"),
    ("91110000-802100433-B", "91110000-802100433-B"),
    ("税号：9111 0000 8021 0043 3B", "9111 0000 8021 0043 3B"),
    ("９１１１００００８０２１００４３３Ｂ", "９１１１００００８０２１００４３３Ｂ"),
    ("9111\u200b0000802100433B", "9111\u200b0000802100433B"),
    ("9 1 1 1 0 0 0 0 8 0 2 1 0 0 4 3 3 B", "9 1 1 1 0 0 0 0 8 0 2 1 0 0 4 3 3 B"),
    ("税号为九一一一〇〇〇〇八〇二一〇〇四三三B", "九一一一〇〇〇〇八〇二一〇〇四三三B"),
    ("税号：玖壹壹壹零零零零捌零贰壹零零肆叁叁B", "玖壹壹壹零零零零捌零贰壹零零肆叁叁B"),
    ("9111000080\n2100433B", "9111000080\n2100433B"),
    ("9111000080210043\n3B", "9111000080210043\n3B"),
    ("91110000802=\r\n100433B", "91110000802=\r\n100433B"),
    ("9111010517530=\r\n69337", "9111010517530=\r\n69337"),
    ("12 610102 070238276 1", "12 610102 070238276 1"),
    ("统一社会信用代码\t名称\n91110000802100433B\t某公司\n", "91110000802100433B"),
    ("納稅人識別號：91110000802100433B", "91110000802100433B"),
    ("USCI: 91110000802100433B.", "91110000802100433B"),
    ("91100000100003962T", "91100000100003962T"),  # registered with the state itself
]
LOOK_ALIKES = [
    "123456789012345678",
    "编号：32100219600111756E",
    "身份证号码：63222219430601839C",
    "302.7 DL 323.784 302.737\n323.746 302.7 DL 323.825 302.768",
    "2\n19310237\n8698473163\n39",
    "911100008021004339",
    "91110000802100433C",
    "91110000802100433I",
    "91110000802100433BX",
    "x91110000802100433B",
    "0.91110000802100433B",
    "统一社会信用代码：911100008021004339",
    "税号：11010519491231002X",
    "550e8400-e29b-41d4-a716-446655440000",
    "13800138000 1234567",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_an_identifier_is_found_as_written(text: str, value: str) -> None:
    assert found("USCI", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("USCI", text) == []


CODE = r"[0-9A-HJ-NP-RT-UW-Y]{8}[0-9X]"


@given(
    st.sampled_from(["91", "92", "93", "51", "12"]),
    st.sampled_from(["110000", "440301", "652901"]),
    st.from_regex(CODE, fullmatch=True),
)
def test_exactly_one_check_character_fits(kind: str, region: str, organisation: str) -> None:
    body = kind + region + organisation
    fitting = [
        each
        for each in "0123456789ABCDEFGHJKLMNPQRTUWXY"
        if validate(Candidate(body + each, label=Topic.USCI))
    ]
    # One number in a few hundred is one of a resident as well, and taken for that.
    assert fitting in ([check_digits.mod_31_3(body)], [])
    assert fitting or body.isdecimal()


@pytest.mark.parametrize("body", ["81110000802100433", "94110000802100433", "91990000802100433"])
def test_kinds_and_regions_that_do_not_exist(body: str) -> None:
    assert validate(Candidate(body + check_digits.mod_31_3(body), label=Topic.USCI)) == 0.0


def test_a_number_without_letters_is_less_sure() -> None:
    body = "91110000802100461"
    digits = body + next(str(each) for each in range(10) if check_digits.mod_31_3(body) == str(each))
    lettered = Candidate("91110000802100433B")
    assert validate(Candidate(digits, shape="groups")) < ACT_CONFIDENCE < validate(lettered)
    assert validate(Candidate(digits, label=Topic.USCI)) > validate(lettered)


def test_reasons() -> None:
    assert explain(Candidate("91110000802100433B", label=Topic.USCI)) == (
        "check-digit:mod-31-3",
        "region",
        "label:social credit identifier",
    )
