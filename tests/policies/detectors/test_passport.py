"""PASSPORT: letters and digits behind a word for it; article numbers look alike."""

import pytest

from policies.detectors.base import Candidate
from policies.detectors.passport import explain, validate
from policies.finding import ACT_CONFIDENCE
from policies.vocabulary import Topic
from tests.policies.detectors.found import found

FOUND = [
    ("护照E12345678", "E12345678"),
    ("护照：G12345678", "G12345678"),
    ("护照号码：EA1234567", "EA1234567"),
    ("护照号 E 12345678", "E 12345678"),
    ("护照号 E 1234 5678", "E 1234 5678"),
    ("护照号 EA 1234567", "EA 1234567"),
    ("护照号：E-12345678", "E-12345678"),
    ("护照：ea1234567", "ea1234567"),
    ("护照：Ｅ１２３４５６７８", "Ｅ１２３４５６７８"),
    ("护照：E1234\u200b5678", "E1234\u200b5678"),
    ("护照：E 1 2 3 4 5 6 7 8", "E 1 2 3 4 5 6 7 8"),
    ("护照：E A 1 2 3 4 5 6 7", "E A 1 2 3 4 5 6 7"),
    ("护照：E一二三四五六七八", "E一二三四五六七八"),
    ("护照：E1234\n5678", "E1234\n5678"),
    ("护照：E=\r\n12345678", "E=\r\n12345678"),
    ("姓名\t护照号码\n张三\tE12345678\n", "E12345678"),
    ("证件类型：护照，证件号码：E12345678", "E12345678"),
    ("His passport no. is E12345678, valid until 2030.", "E12345678"),
    ("護照號碼：Е12345678", "Е12345678"),  # the letter is Cyrillic
    ("外交护照：DE1234567", "DE1234567"),
    ("护照 P1234567", "P1234567"),
    ("护照 K12345678", "K12345678"),
    ("护照号码：TK1234567", "TK1234567"),
    ("Passport No.: 536279841", "536279841"),
    ("PP No. M36279841", "M36279841"),
    ("WHERE passport_no='E12345678'", "E12345678"),
    ('<div data-passport-no="E12345678">', "E12345678"),
    ("Passport #:\nE12345678", "E12345678"),
    ("护照号：E_12345678", "E_12345678"),
    ("client Li (passport e14505021, mobile 13900139000)", "e14505021"),
]
LOOK_ALIKES = [
    "E12345678",
    "型号：E12345678",
    "物料号 G12345678",
    "护照：E00000000",
    "护照：E123456",
    "护照：E123456789",
    "护照：XE12345678",
    "护照：E12345678X",
    "护照有效期至20300101",
    "护照办理电话 66668888",
    "型号：TK1234567",
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_a_passport_is_found_as_written(text: str, value: str) -> None:
    assert found("PASSPORT", text) == [value]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_not(text: str) -> None:
    assert found("PASSPORT", text) == []


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("E12345678", True),
        ("G12345678", True),
        ("EA1234567", True),
        ("EI1234567", False),
        ("EO1234567", False),
        ("SE1234567", True),
        ("G1234567", False),
        ("H12345678", False),
    ],
)
def test_without_a_label_only_the_forms_of_chinese_passports_are_considered(value: str, known: bool) -> None:
    assert bool(validate(Candidate(value))) is known
    assert validate(Candidate(value)) < ACT_CONFIDENCE < validate(Candidate(value, label=Topic.PASSPORT))


def test_labels_and_reasons() -> None:
    by_label = {label: validate(Candidate("E12345678", label=label)) for label in (None, *Topic)}
    assert by_label[Topic.PASSPORT] > by_label[Topic.CERTIFICATE] >= ACT_CONFIDENCE
    assert by_label[None] > by_label[Topic.OTHER_NUMBER]
    assert explain(Candidate("E12345678", label=Topic.PASSPORT)) == ("form", "label:passport")
