"""Headers that no list holds, read by their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.tables import header_grammar, header_lexicon
from policies.vocabulary import Topic


@pytest.mark.parametrize(
    ("header", "topic"),
    [
        ("近24个月最长连续逾期期数", Topic.CREDIT_REPORT),
        ("贷款审批查询次数", Topic.CREDIT_REPORT),
        ("未销户贷记卡账户数", Topic.CREDIT_REPORT),
        ("每期应还本息", Topic.LOAN),
        ("结欠本金余额", Topic.LOAN),
        ("年度绩效奖金", Topic.INCOME),
        ("公积金单位月缴额", Topic.HOUSING_FUND),
        ("应补(退)税额", Topic.TAX),
        ("二手车评估价", Topic.PROPERTY),
        ("应收付金额", Topic.TRANSACTION),
        ("客户风险承受能力评级", Topic.PROFILE),
        ("流失风险", Topic.PROFILE),
        ("忠诚度等级", Topic.PROFILE),
        ("churn probability", Topic.PROFILE),
        ("赡养老人扣除", Topic.TAX),
        ("信用评定等级", Topic.CREDIT_REPORT),
        ("未出账单金额", Topic.LOAN),
        ("购汇金额", Topic.TRANSACTION),
        ("股权价值", Topic.PROPERTY),
        ("城商行贷款余额", Topic.LOAN),  # what qualifies a sum need not be known
        ("principal outstanding", Topic.LOAN),
        ("max ovd days", Topic.CREDIT_REPORT),
        ("tot bonus amt", Topic.INCOME),
        ("营业收入", None),
        ("贷款利率", None),
        ("产品生命周期", None),
        ("渠道等级", None),
        ("贷款营销得分", None),
        ("流失率", None),
        ("贷款品种", None),
        ("风险等级说明", None),
        ("loan officer no", None),
        ("余额", None),
        ("", None),
    ],
)
def test_a_header_is_what_its_parts_say(header: str, topic: Topic | None) -> None:
    assert header_grammar.read(header) is topic


@given(st.permutations(["累计", "逾期", "次数"]))
def test_the_order_of_known_parts_does_not_matter(parts: list[str]) -> None:
    assert header_grammar.read("".join(parts)) is Topic.CREDIT_REPORT


def test_a_rule_needs_its_core_and_every_kind_it_names() -> None:
    rule = header_grammar.Rule(Topic.LOAN, "repay", ("money",), "loan part")
    assert rule.fits([frozenset({"repay"}), frozenset({"money"}), frozenset({"plain"})])
    assert not rule.fits([frozenset({"repay"})])
    assert not rule.fits([frozenset({"money"})])
    assert not rule.fits([frozenset({"repay"}), frozenset({"money"}), frozenset({"deal"})])


def test_rules_speak_of_kinds_that_the_lexicon_has() -> None:
    known = {*header_lexicon.CHINESE, *header_lexicon.LATIN}
    for rule in header_grammar.RULES:
        named = {rule.core, *"|".join((*rule.needs, rule.also)).split("|")} - {""}
        assert named <= known


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("婚姻状况", True),
        ("出 生", True),
        ("Marital status", True),
        ("客户风险等级", False),
        ("VIP level", False),
    ],
)
def test_a_trait_is_what_anybody_fills_in(header: str, expected: bool) -> None:
    assert header_grammar.is_trait(header) is expected
