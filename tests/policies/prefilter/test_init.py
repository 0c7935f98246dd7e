"""Both matchers report the same hits, so that what is installed makes no difference to what is found."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.normalize import fold
from policies.prefilter import Hit, TooDense, Trigger, fallback_scanner, scan
from policies.vocabulary import Topic
from tests.corpus.dev.corpus import samples

FRAGMENTS = (
    *"0123456789 -./_\n\r()+=>:：，。@xX×一二三〇零京沪AaZz密码姓名客户手机号证\ud800é·",
    "手机号码",
    "收款账户名称",
    "password",
    "Passwords",
    "phone number",
    "a@b.cn",
    "LSVAU2A37N2183294",
    "京A·12345",
    "13800138000",
    "1 3 8 0 0 1 3 8",
    "一三八零零一三八",
    "先生",
    "解压",
)


@settings(deadline=None)  # the first text compiles the expressions
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_the_fallback_reports_the_same_hits(text: str) -> None:
    assert list(fallback_scanner().scan(text)) == list(scan(text))


def test_the_fallback_reports_the_same_hits_in_mails() -> None:
    for sample in samples(seed=5, count=25):
        text = fold(sample.text).text
        assert list(fallback_scanner().scan(text)) == list(scan(text))


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("手机号码：", Hit(Trigger.LABEL, 0, 4, Topic.MOBILE)),
        ("My PASSWORD is", Hit(Trigger.SECRET, 3, 11, Topic.PASSWORD)),
        ("姓   名", Hit(Trigger.LABEL, 0, 5, Topic.NAME)),
        ("张先生", Hit(Trigger.HONORIFIC, 1, 3)),
        ("解压用", Hit(Trigger.OPENER, 0, 2)),
        ("li@b.cn", Hit(Trigger.AT_SIGN, 3, 3)),
        ("京A12345", Hit(Trigger.PLATE, 6, 6)),
    ],
)
def test_what_is_hit(text: str, hit: Hit) -> None:
    assert hit in list(scan(text))


@pytest.mark.parametrize(
    "text",
    [
        "address the issue",
        "passage",
        "compass",
        "names",
        "他 说 密",
        "12 apples",
        "a @ b",
        "京城的一天",
    ],
)
def test_what_is_not(text: str) -> None:
    assert len(scan(text)) == 0


def test_of_words_within_each_other_the_longest_counts() -> None:
    assert [(hit.start, hit.end) for hit in scan("持卡人姓名")] == [(0, 5)]


def test_labels_that_share_characters_are_one_of_the_longer_topic() -> None:
    assert list(scan("收款账户名称")) == [Hit(Trigger.LABEL, 0, 6, Topic.NAME)]
    assert list(scan("台湾居民来往大陆通行证号码")) == [Hit(Trigger.LABEL, 0, 13, Topic.TW_PERMIT)]


def test_hits_of_a_long_text_are_those_of_its_parts() -> None:
    """Octets are searched in pieces of a megabyte; nothing is lost or doubled at their borders."""
    rng = random.Random(3)
    line = "客户手机号码：13800138000，password: abc，"
    text = "".join(line + "字" * rng.randrange(9) for _ in range(25_000))
    hits = list(scan(text))
    assert len(text.encode()) > 1 << 20
    assert sum(hit.trigger is Trigger.SECRET for hit in hits) == 25_000
    assert sum(hit.topic is Topic.MOBILE for hit in hits) == 25_000
    assert all(text[hit.start : hit.end] == "password" for hit in hits if hit.trigger is Trigger.SECRET)


def test_a_long_list_of_values_is_a_text() -> None:
    assert len(scan("身份证 11010519491231002X\n" * 100_000)) == 100_000


@pytest.mark.parametrize(
    "record",
    [
        "li.wei{0}@qq.com\n",
        "<name>张伟</name><phone>138001{0:05}</phone><email>li{0}@163.com</email><password>Ab@{0}</password>\n",
        '{{"name":"张伟","tel":"138001{0:05}","pwd":"Ab@{0}"}},\n',
        "姓名：张伟 手机：138001{0:05} 邮箱：li{0}@163.com 密码：Ab@{0}\n",
        "用户{0}，密码：Ab@{0}\n",
        "INSERT INTO t (name, phone, password) VALUES ('张伟', '138001{0:05}', 'Ab@{0}');\n",
    ],
)
def test_an_export_of_clients_is_a_text_however_it_is_written(record: str) -> None:
    text = "".join(record.format(number) for number in range(12_000))
    assert len(scan(text)) >= 12_000


def test_a_text_of_nothing_but_keywords_is_no_text() -> None:
    with pytest.raises(TooDense, match="density"):
        scan("密码" * 200_000)


def test_where_a_text_becomes_too_dense_is_told() -> None:
    with pytest.raises(TooDense) as dense:
        scan("客户资料请查收。" * 100_000 + "a@b.c" * 400_000)
    assert 100_000 <= dense.value.place <= 800_000
