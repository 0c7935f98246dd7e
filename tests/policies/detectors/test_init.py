"""The lists of detectors: each type has one, each hears of something, each says why."""

import pytest

from policies.detection import detect
from policies.detectors import BY_HIT, BY_LABEL, BY_SHAPE, DETECTORS, NUMBER_DETECTORS, possible
from policies.prefilter import Trigger
from policies.taxonomy import ENTITY_TYPES
from policies.vocabulary import Topic

ALL = (*DETECTORS, *NUMBER_DETECTORS)
EXAMPLES = {
    "RESIDENT_ID": "身份证号：11010519491231002X",
    "RESIDENT_ID_15": "身份证号：110105491231002",
    "FPR_CARD": "永居证：911124198108030024",
    "HKM_PERMIT": "回乡证：H12345678",
    "TW_PERMIT": "台胞证：01234567",
    "PASSPORT": "护照：E12345678",
    "BANK_CARD": "卡号：6222021234567890128",
    "BANK_ACCOUNT": "账号：0200003319200123456",
    "CNAPS": "行号：102100099996",
    "MOBILE": "手机：13800138000",
    "LANDLINE": "座机：010-88886666",
    "SECURITIES_ACCOUNT": "股东账号：A123456789",
    "USCI": "税号：91110000802100433B",
    "VIN": "车架号：LSVAU2A34N2183294",
    "PLATE": "车牌：京A12345",
    "EMAIL": "邮箱：li@example.com",
    "NAME": "姓名：张三",
    "ADDRESS": "地址：北京市朝阳区建国路88号",
    "PASSWORD": "密码：Abc@1234",
    "PASSWORD_HINT": "密码是您手机后六位",
    "INCOME": "姓名\t月收入\n张三\t35,000.00\n",
    "PROPERTY": "姓名\t房产价值\n张三\t3,500,000.00\n",
    "TAX": "姓名\t纳税额\n张三\t3,500.00\n",
    "HOUSING_FUND": "姓名\t公积金余额\n张三\t35,000.00\n",
    "LOAN": "姓名\t贷款余额\n张三\t350,000.00\n",
    "CREDIT_REPORT": "姓名\t征信逾期次数\n张三\t3\n",
    "TRANSACTION": "姓名\t交易金额\n张三\t3,500.00\n",
    "PROFILE": "姓名\t风险等级\n张三\tC3\n",
}


def test_every_type_of_the_taxonomy_that_is_found_in_text_has_one_detector() -> None:
    types = [detector.TYPE for detector in ALL]
    assert sorted(types) == sorted(EXAMPLES)
    assert set(types) <= set(ENTITY_TYPES)


@pytest.mark.parametrize(("kind", "text"), EXAMPLES.items())
def test_every_detector_finds_its_example_and_says_why(kind: str, text: str) -> None:
    reasons = [span.reasons for span in detect(text) if span.type == kind]
    assert len(reasons) == 1
    assert reasons[0]
    assert all(reasons[0])


def test_every_trigger_is_heard_by_somebody() -> None:
    heard = {trigger for (trigger, _), detectors in BY_HIT.items() if detectors}
    assert heard == set(Trigger) - {Trigger.NUMERALS}  # heard by the page


def test_a_label_is_heard_by_the_detectors_of_its_topic_only() -> None:
    assert [each.TYPE for each in BY_HIT[Trigger.LABEL, Topic.VIN]] == ["VIN"]
    assert [each.TYPE for each in BY_HIT[Trigger.CELL, Topic.INCOME]] == ["INCOME"]
    assert BY_HIT[Trigger.LABEL, Topic.OTHER_NUMBER] == ()


def test_a_number_detector_is_asked_about_all_its_shapes_and_no_others() -> None:
    for detector in NUMBER_DETECTORS:
        asked = {shape for shape, detectors in BY_SHAPE.items() if detector in detectors}
        assert asked == detector.SHAPES


def test_what_only_a_label_makes_a_value_is_asked_about_where_one_speaks_of_it() -> None:
    asked = {label: [each.TYPE for each in BY_LABEL[label].get((8, "2"), ())] for label in (None, *Topic)}
    assert {label for label, types in asked.items() if types} == {
        Topic.LANDLINE,
        Topic.TW_PERMIT,
        Topic.SECURITIES_ACCOUNT,
    }
    assert [possible("22223333", label) for label in (None, Topic.MOBILE, Topic.LANDLINE)] == [
        False,
        False,
        True,
    ]
