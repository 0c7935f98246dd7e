"""A name that ends where an honorific begins."""

import pytest

from policies.detectors.name_ending import before_honorific, is_chinese_name, name_at_the_end
from policies.prefilter import Hit, Trigger


def before(text: str, honorific: str) -> list[str]:
    start = text.index(honorific)
    hit = Hit(Trigger.HONORIFIC, start, start + len(honorific))
    return [candidate.value for candidate in before_honorific(text, hit)]


@pytest.mark.parametrize(
    ("text", "honorific", "name"),
    [
        ("请转告李建国经理", "经理", "李建国"),
        ("感谢崔强先生", "先生", "崔强"),
        ("阿依古丽·买买提女士", "女士", "阿依古丽·买买提"),
        ("David Chen先生", "先生", "David Chen"),
        ("方平辉总已经确认", "总已", "方平辉"),
        ("黄娟（先生）", "先生", "黄娟"),
        ("尊敬的孙宏图总经理", "总经理", "孙宏图"),
    ],
)
def test_the_name_before_an_honorific(text: str, honorific: str, name: str) -> None:
    assert before(text, honorific) == [name]


@pytest.mark.parametrize(
    ("text", "honorific"), [("余额汇总，您看", "总，您"), ("张总好", "总好"), ("客户经理", "经理")]
)
def test_a_word_before_an_honorific_is_no_name(text: str, honorific: str) -> None:
    assert before(text, honorific) == []


def test_the_longest_name_that_ends_a_run() -> None:
    assert name_at_the_end("委托欧阳修文", "") == "欧阳修文"
    assert name_at_the_end("各位", "") == ""


def test_words_that_look_like_names_are_none() -> None:
    assert not is_chinese_name("融资")
    assert is_chinese_name("邵雪飞")
