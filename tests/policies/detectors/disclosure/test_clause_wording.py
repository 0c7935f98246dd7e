"""The words around a password that is told in a sentence, and that none of them is slow on a hostile text."""

import re
from time import perf_counter

import pytest

from policies.detectors.disclosure import clause_wording as wording

EXPRESSIONS = {name: value for name, value in vars(wording).items() if isinstance(value, re.Pattern)}


@pytest.mark.parametrize("name", EXPRESSIONS)
@pytest.mark.parametrize("piece", [" ", "a", "用", "(", "密码是", "是，", "a是", "\n", " as is", "，a1是"])
def test_no_wording_is_catastrophic(name: str, piece: str) -> None:
    begin = perf_counter()
    EXPRESSIONS[name].match(piece * 2000)
    assert perf_counter() - begin < 0.5


@pytest.mark.parametrize("gap", ["我昨天改成了", "已由小王重置为", "你填", "发你：", "还没变，仍是", "就用"])
def test_what_ends_a_gap_gives_a_value(gap: str) -> None:
    assert wording.GIVER.search(gap)


@pytest.mark.parametrize("gap", ["但是", "作为", "完成", "采用", "的电话", "因为"])
def test_words_that_only_look_alike_give_none(gap: str) -> None:
    assert not wording.GIVER.search(gap)


@pytest.mark.parametrize("behind", ["器年检", "重置流程", "学基础", "长度为8", "错误", "柜钥匙"])
def test_a_keyword_in_a_longer_word_is_none(behind: str) -> None:
    assert wording.COMPOUND.match(behind)


def test_a_reset_to_something_tells_it() -> None:
    assert not wording.COMPOUND.match("重置为Abc123")
