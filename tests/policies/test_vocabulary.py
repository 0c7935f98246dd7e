"""Labels and what they say."""

import re

import pytest

from policies.tables.header import TABLE_TOPICS
from policies.vocabulary import TOPIC_OF, Topic, any_of, header_topic, words


@pytest.mark.parametrize(
    ("cell", "topic"),
    [
        (" 身份证号* ", Topic.RESIDENT_ID),
        ("手机号码（必填）", Topic.MOBILE),
        ("Card No.", Topic.BANK_CARD),
        ("用户名", Topic.NEUTRAL),
        ("张三", None),
        ("姓名张三", None),
        ("", None),
    ],
)
def test_a_header_cell_is_a_label_and_nothing_else(cell: str, topic: Topic | None) -> None:
    assert header_topic(cell) == topic


def test_any_of_takes_the_longest_word() -> None:
    match = re.match(any_of(["姓名", "姓", "a+b"]), "姓名")
    assert match
    assert match[0] == "姓名"
    assert re.fullmatch(any_of(["a+b"]), "a+b")


def test_words_and_topics() -> None:
    assert words("a b  c") == {"a", "b", "c"}
    assert set(TOPIC_OF.values()) | TABLE_TOPICS == set(
        Topic
    )  # what heads a table of figures is in `topic_words`


def test_what_numbers_somebody_is_no_name() -> None:
    assert header_topic("借款人编号") is not Topic.NAME
    assert header_topic("手机号码") is Topic.MOBILE
