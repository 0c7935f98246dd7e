"""Hints at passwords beside the data that they speak of."""

import pytest

from policies.finding import Category, Finding, Grade
from policies.hint_facts import RESOLVED_CONFIDENCE, facts_in, resolved

HINT = Finding("PASSWORD_HINT", Category.OTHER, Grade.GENERAL, 0.85, "***", "0" * 32, (), ("hint:derived",))


@pytest.mark.parametrize(
    ("hint", "facts"),
    [
        ("您手机号后六位", {"MOBILE"}),
        ("your mobile phone number", {"MOBILE"}),
        ("公司电话", {"MOBILE", "LANDLINE"}),
        ("身份证后6位", {"RESIDENT_ID", "RESIDENT_ID_15"}),
        ("客户生日", {"RESIDENT_ID", "RESIDENT_ID_15"}),
        ("the client's date of birth", {"RESIDENT_ID", "RESIDENT_ID_15"}),
        ("卡号末四位", {"BANK_CARD"}),
        ("统一社会信用代码后四位", {"USCI"}),
        ("车牌号", {"PLATE"}),
        ("客户姓名拼音", {"NAME"}),
        ("the usual one", set()),
        ("老样子", set()),
    ],
)
def test_what_a_hint_speaks_of(hint: str, facts: set[str]) -> None:
    assert facts_in(hint) == facts


def test_beside_its_fact_a_hint_is_as_good_as_the_password() -> None:
    told = resolved(HINT, frozenset({"MOBILE"}), {"MOBILE", "NAME"})
    assert (told.confidence, told.reasons) == (RESOLVED_CONFIDENCE, ("resolved:MOBILE", "hint:derived"))


def test_without_its_fact_it_stays_a_hint() -> None:
    assert resolved(HINT, frozenset({"MOBILE"}), {"NAME"}) is HINT
