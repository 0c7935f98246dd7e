"""The prefilter reports every place worth a look, and no hit depends on what reports it."""

from policies.prefilter import DIGITS_MIN, Hit, Trigger, scan
from policies.vocabulary import Topic


def kinds(text: str) -> list[tuple[Trigger, str]]:
    return [(hit.trigger, text[hit.start : hit.end]) for hit in scan(text)]


def test_each_kind_of_hit() -> None:
    assert kinds("1234567") == [(Trigger.NUMBER, "1234567")]
    assert kinds("1" * (DIGITS_MIN - 1)) == []
    assert kinds("1 2-3 4\n5 6 (7)") == [(Trigger.NUMBER, "1 2-3 4\n5 6 (7")]
    assert kinds("a@b") == [(Trigger.AT_SIGN, "@")]
    assert kinds("@ b") == []
    assert kinds("张三先生") == [(Trigger.HONORIFIC, "先生")]
    assert kinds("解压密码") == [(Trigger.SECRET, "解压密码")]
    assert kinds("解压用") == [(Trigger.OPENER, "解压")]
    assert kinds("Please open with it") == [(Trigger.OPENER, "open with")]
    assert kinds("PASSWORD Passcode pwd")[0] == (Trigger.SECRET, "PASSWORD")


def test_labels_carry_their_topic_and_the_longest_wins() -> None:
    assert scan("客户姓名") == [Hit(Trigger.LABEL, 0, 4, Topic.NAME)]
    assert [hit.topic for hit in scan("身份证号、银行卡号、手机号")] == [
        Topic.RESIDENT_ID,
        Topic.BANK_CARD,
        Topic.MOBILE,
    ]
