"""What is searched for."""

import os
import re
import subprocess
import sys

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


def test_labels_are_searched_for_as_code_writes_them_too() -> None:
    words = {each.word: each.topic for each in expressions()}
    assert words["card_no"] is words["cardno"] is words["card no"] is Topic.BANK_CARD
    assert words["monthly_income"] is words["monthlyincome"] is Topic.INCOME


def test_every_shape_is_an_expression_of_octets() -> None:
    for each in expressions():
        assert re.compile(each.pattern)


def test_shapes_stay_rare_in_prose() -> None:
    prose = "第一季度收入同比增长百分之三，北京分行于十二月二十日完成系统升级 V2.1。".encode()
    assert not any(re.search(each.pattern, prose) for each in expressions() if not each.word)


def test_every_process_numbers_them_alike() -> None:
    """A compiled database is handed from process to process, and sets of words have another order in each."""
    listing = "from policies.prefilter.expressions import expressions; print(expressions())"
    listed = {
        subprocess.run(
            [sys.executable, "-c", listing],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(listed) == 1
