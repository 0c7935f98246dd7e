"""FPR_CARD: the card of 2023 by check character and date, the older one by its label."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.detection import detect
from policies.detectors.base import Candidate
from policies.detectors.fpr_card import explain, validate
from policies.finding import ACT_CONFIDENCE
from policies.vocabulary import Topic
from tests.corpus import check_digits
from tests.policies.detectors.found import found

FOUND = [
    ("911124198108030024", "911124198108030024"),
    ("永居证911124198108030024", "911124198108030024"),
    ("永居证号：911124 19810803 0024", "911124 19810803 0024"),
    ("911-1241-9810-8030-024", "911-1241-9810-8030-024"),
    ("永居证：９１１１２４１９８１０８０３００２４", "９１１１２４１９８１０８０３００２４"),
    ("911124\u200b198108030024", "911124\u200b198108030024"),
    ("9 1 1 1 2 4 1 9 8 1 0 8 0 3 0 0 2 4", "9 1 1 1 2 4 1 9 8 1 0 8 0 3 0 0 2 4"),
    ("永居证：九一一一二四一九八一零八零三零零二四", "九一一一二四一九八一零八零三零零二四"),
    ("911124198108\n030024", "911124198108\n030024"),
    ("永居证号\t姓名\n911124198108030024\tJohn Smith\n", "911124198108030024"),
    ("Foreign Permanent Resident ID Card number is 911124198108030024.", "911124198108030024"),
    ("外國人永久居留身份證號碼：911124198108030024", "911124198108030024"),
    ("永居证：CAN110080020301", "CAN110080020301"),
    ("永久居留证 CAN 1100 8002 0301", "CAN 1100 8002 0301"),
    ("永居证：can110080020301", "can110080020301"),
    ("永居证：ＣＡＮ１１００８００２０３０１", "ＣＡＮ１１００８００２０３０１"),
    ("永居证：C A N 1 1 0 0 8 0 0 2 0 3 0 1", "C A N 1 1 0 0 8 0 0 2 0 3 0 1"),
    ("永居证：CAN1100\n80020301", "CAN1100\n80020301"),
    ("证件号码：GBR310075122501", "GBR310075122501"),
]
LOOK_ALIKES = [
    "911124198108030025",
    "990124198108030020",
    "9111241981080300241",
    "A911124198108030024",
    "0.911124198108030024",
    "CAN110080020301",
    "SKU110080020301",
    "型号 CAN110080020301",
    "永居证：CAN11008002030",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_a_card_is_found_as_written(text: str, value: str) -> None:
    assert found("FPR_CARD", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("FPR_CARD", text) == []


@given(
    st.sampled_from(["11", "31", "44", "65"]),
    st.integers(0, 999),
    st.dates(date(1930, 1, 1), date(2030, 1, 1)),
    st.integers(0, 999),
)
def test_the_card_of_2023_by_its_check_character(
    region: str, country: int, born: date, sequence: int
) -> None:
    body = f"9{region}{country:03}{born:%Y%m%d}{sequence:03}"
    fitting = [each for each in "0123456789X" if validate(Candidate(body + each))]
    assert fitting == [check_digits.mod_11_2(body)]
    value = body + fitting[0]
    assert [(span.type, span.end) for span in detect(value)] == [("FPR_CARD", 18)]


def test_an_older_card_is_sure_by_label_and_date() -> None:
    dated, undated = Candidate("CAN110080020301"), Candidate("CAN110089990301")
    assert 0.0 < validate(dated) < ACT_CONFIDENCE
    assert validate(undated) == 0.0
    assert [
        validate(Candidate(each.value, label=Topic.FPR_CARD)) >= ACT_CONFIDENCE for each in (dated, undated)
    ] == [True, True]


def test_reasons() -> None:
    assert explain(Candidate("911124198108030024")) == ("check-digit:mod-11-2", "birth-date")
    assert explain(Candidate("CAN110080020301", label=Topic.CERTIFICATE)) == (
        "country",
        "birth-date",
        "label:identity document",
    )
