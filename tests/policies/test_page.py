"""What a page says of the value at a position."""

import pytest

from policies.page import read
from policies.prefilter import Trigger
from policies.vocabulary import Topic


@pytest.mark.parametrize(
    ("before", "topic"),
    [
        ("手机：", Topic.MOBILE),
        ("手机号（新）为 ", Topic.MOBILE),
        ("手机：\n", Topic.MOBILE),
        ("手机：\n> ", Topic.MOBILE),
        ("手  机：", Topic.MOBILE),
        ("手機號碼：", Topic.MOBILE),
        ("МОВ: ", Topic.MOBILE),  # Cyrillic
        ("普 通 护 照 号 码：", Topic.PASSPORT),
        ("<td>银行卡号</td><td>", Topic.BANK_CARD),
        ('手机： <span class="value" style="color: red">', Topic.MOBILE),
        ('<input name="bankCardNo" value="', Topic.BANK_CARD),
        ('<input title="手机号码" value="', Topic.MOBILE),
        ("证件号码：", Topic.CERTIFICATE),
        ("证件类型：台胞证，证件号码：", Topic.TW_PERMIT),
        ("台胞证：01234567\n证件号码：", Topic.CERTIFICATE),
        ('台胞证号="', Topic.TW_PERMIT),
        ("WHERE card_no='", Topic.BANK_CARD),
        ('<input name="', None),
        ("Passport #:\n", Topic.PASSPORT),
        ("手机和订单号：", Topic.OTHER_NUMBER),
        ("订单的手机：", Topic.MOBILE),
        ("手机已换。请拨", None),
        ("订单号：", Topic.OTHER_NUMBER),
        ("订单号：13800138000、", Topic.OTHER_NUMBER),
        ("订单已发出，请拨", None),
        ("手机\n\n", None),
        ("a" * 40, None),
        ("手机" + "a" * 40, None),
        ("", None),
    ],
)
def test_the_label_before_a_value(before: str, topic: Topic | None) -> None:
    assert read(before + "13900139000").label_of(len(before)) == topic


def test_the_column_counts_more_than_the_words_before() -> None:
    text = "订单号\t手机\n手机\t13800138000\n"
    assert read(text).label_of(text.index("13800138000")) is Topic.MOBILE
    assert read(text).label_of(text.rindex("手机")) is Topic.OTHER_NUMBER


def test_cells_become_hits() -> None:
    page = read("姓名\t密码\n张三\ta1b2\n")
    cells = [(hit.topic, page.text[hit.start : hit.end]) for hit in page.hits if hit.trigger is Trigger.CELL]
    assert cells == [(Topic.NAME, "张三"), (Topic.PASSWORD, "a1b2")]


def test_headers_of_figures_are_no_labels_of_what_stands_behind_them() -> None:
    """`月收入` says what a column holds; it does not make a telephone number behind it something else."""
    text = "他的月收入13900139000"
    page = read(text)
    assert len(page.labels) == 0
    assert page.label_of(text.index("139")) is None
