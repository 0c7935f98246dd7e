"""HKM_PERMIT: H or M and eight digits or ten, behind a word for the permit."""

import pytest

from policies.detectors.base import Candidate
from policies.detectors.hkm_permit import explain, validate
from policies.finding import ACT_CONFIDENCE
from policies.vocabulary import Topic
from tests.policies.detectors.found import found

FOUND = [
    ("回乡证H12345678", "H12345678"),
    ("回乡证：H1234567801", "H1234567801"),
    ("回乡证号 H 12345678 01", "H 12345678 01"),
    ("回乡证号 H 1234 5678 01", "H 1234 5678 01"),
    ("回乡证：H-12345678", "H-12345678"),
    ("回乡证：h12345678", "h12345678"),
    ("回乡证：Ｈ１２３４５６７８", "Ｈ１２３４５６７８"),
    ("回乡证：H1234\u200b5678", "H1234\u200b5678"),
    ("回乡证：H 1 2 3 4 5 6 7 8", "H 1 2 3 4 5 6 7 8"),
    ("回乡证：H一二三四五六七八", "H一二三四五六七八"),
    ("回乡证：H1234\n567801", "H1234\n567801"),
    ("回乡证：H=\n12345678", "H=\n12345678"),
    ("姓名\t回乡证号\n陈大文\tH12345678\n", "H12345678"),
    ("Home Return Permit No.: M12345678", "M12345678"),
    ("證件類型：港澳居民來往內地通行證，證件號碼：M12345678", "M12345678"),
    ("回鄉證號碼：Н12345678", "Н12345678"),  # the letter is Cyrillic
    ("港澳通行证（H12345678）", "H12345678"),
    ("HRP No. H12345678", "H12345678"),
    ("hrpNo: H1234567801", "H1234567801"),
    ("姓名\tHome Visit Permit\n张三\tH12345678\n", "H12345678"),
]
LOOK_ALIKES = [
    "H12345678",
    "型号：H12345678",
    "订单号H1234567801",
    "回乡证：H1234567",
    "回乡证：H123456789",
    "回乡证：H00000000",
    "回乡证：AH12345678",
    "回乡证：H12345678A",
    "回乡证：K12345678",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_a_permit_is_found_as_written(text: str, value: str) -> None:
    assert found("HKM_PERMIT", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("HKM_PERMIT", text) == []


@pytest.mark.parametrize(
    ("label", "low", "high"),
    [
        (Topic.HKM_PERMIT, ACT_CONFIDENCE, 1.0),
        (Topic.CERTIFICATE, ACT_CONFIDENCE, 1.0),
        (None, 0.4, 0.6),
        (Topic.OTHER_NUMBER, 0.1, 0.3),
    ],
)
def test_the_label_decides(label: Topic | None, low: float, high: float) -> None:
    assert low <= validate(Candidate("M1234567801", label=label)) <= high


def test_reasons() -> None:
    assert explain(Candidate("H12345678")) == ("form",)
    assert explain(Candidate("H12345678", label=Topic.HKM_PERMIT)) == (
        "form",
        "label:Hong Kong and Macau permit",
    )
