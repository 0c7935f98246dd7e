"""What is searched for."""

import re

from policies.prefilter.expressions import expressions
from policies.vocabulary import TOPIC_OF, Topic


def test_each_word_is_searched_for_once_in_small_letters() -> None:
    words = [each.word for each in expressions() if each.word]
    assert len(words) == len(set(words))
    assert all(word == word.lower() for word in words if word.isascii())


def test_words_that_only_make_a_header_are_not_searched_for() -> None:
    words = {each.word for each in expressions()}
    assert {"备注", "remark"}.isdisjoint(words)
    assert TOPIC_OF["备注"] is Topic.NEUTRAL


def test_every_shape_is_an_expression_of_octets() -> None:
    for each in expressions():
        assert re.compile(each.pattern)


def test_shapes_stay_rare_in_prose() -> None:
    prose = "第一季度收入同比增长百分之三，北京分行于十二月二十日完成系统升级 V2.1。".encode()
    assert not any(re.search(each.pattern, prose) for each in expressions() if not each.word)
