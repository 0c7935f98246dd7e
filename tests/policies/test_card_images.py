"""Cards are told by their own words, also when only some could be read; forms and articles are none."""

import pytest

from policies.card_images import card_images

FRONT = "姓名 张三\n性别 男 民族 汉\n出生 1990年3月7日\n住址 北京市东城区8号\n公民身份号码 110101199003074514"
BACK = "中华人民共和国\n居民身份证\n签发机关 北京市公安局东城分局\n有效期限 2015.01.01-2035.01.01"
BANK = "中国工商银行 ICBC\n6222 0202 0011 1122 334\nVALID THRU 09/31\n银联 UnionPay"
FORM = "开户申请表\n姓名 张三 性别 男\n民族 汉 手机 13800138000\n住址 北京市\n工作单位 某公司 职业 教师"
ARTICLE = "居民身份证法规定,公民身份号码是每个公民唯一的、终身不变的身份代码,由公安机关编制。"


def kinds(text: str) -> list[str]:
    return [span.type for span in card_images(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (FRONT, "ID_CARD_IMAGE"),
        (BACK, "ID_CARD_IMAGE"),
        (FRONT + "\n" + BACK, "ID_CARD_IMAGE"),
        (BANK, "BANK_CARD_IMAGE"),
        ("CHINA MERCHANTS BANK\n6225 8819 3036 4262\nvisa", "BANK_CARD_IMAGE"),
    ],
)
def test_cards(text: str, kind: str) -> None:
    [span] = card_images(text)
    assert (span.type, span.start, span.end) == (kind, 0, len(text))
    assert span.confidence == 0.95
    assert span.reasons
    assert not any(character.isdigit() for reason in span.reasons for character in reason)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("姓名 张\n性别 男 民族 汉\n出生 1990年3月7日\n住址 北", "ID_CARD_IMAGE"),  # the number is covered
        ("姓名 张\n民身份号码 11010", "ID_CARD_IMAGE"),
        ("签发机关 北京市公安局\n有效期限 长期", "ID_CARD_IMAGE"),
        ("中华人民共和国\n居民身份证", "ID_CARD_IMAGE"),
        ("银联\nVALID THRU 09/31", "BANK_CARD_IMAGE"),
        ("中国建设银行\n6222 0202 0011 1122", "BANK_CARD_IMAGE"),
        ("6222 0202 0011 1122 334\n09/31", "BANK_CARD_IMAGE"),  # the logos were not read
        ("银联\n6222 0202 0011 1122 334\n客服电话 95588", "BANK_CARD_IMAGE"),
    ],
)
def test_cards_of_which_little_could_be_read(text: str, kind: str) -> None:
    [span] = card_images(text)
    assert span.type == kind
    assert 0.7 <= span.confidence < 0.95


@pytest.mark.parametrize(
    "text",
    [
        "",
        FORM,
        ARTICLE,
        ARTICLE * 12,
        "姓名 身份证号 手机号\n张三 110101199003074514 13800138000",
        "请携带居民身份证复印件到中国工商银行办理",
        "中国工商银行网点\n营业时间 09:00-17:00",
        "付款银行 中国建设银行\n账号 6222020200111122334\n备注 转账\n交易单位 某公司",
        "银联商务\n合计 100.00",
    ],
)
def test_no_cards(text: str) -> None:
    assert kinds(text) == []


def test_both_cards_on_one_page() -> None:
    assert kinds(FRONT + "\n" + BANK) == ["ID_CARD_IMAGE", "BANK_CARD_IMAGE"]
