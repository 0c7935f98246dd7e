r"""ID_CARD_IMAGE, BANK_CARD_IMAGE: a picture that shows a card, told by the words printed on it (row R4).

The words are those of GA 448 (front and back of the resident identity card) and the usual print of
bank cards. The number need not be readable. Words count where a card has them, at the beginning of a line or
behind another field; what a form or an article has besides takes away from it.

>>> [span.type for span in card_images("姓名 张三\n性别 男 民族 汉\n出生 1990年3月7日\n住址 北京市")]
['ID_CARD_IMAGE']
"""

import re
from collections.abc import Iterator

from policies.finding import Span

_LONG = 400  # code points: a card has fewer, even both sides on one page
_GAP = r"[ \t:：]*"
_FRONT = {
    "姓名": re.compile(rf"(?m)^{_GAP}姓{_GAP}名"),
    "性别": re.compile(rf"性{_GAP}别{_GAP}[男女]"),
    "民族": re.compile(rf"民{_GAP}族{_GAP}[\u4e00-\u9fff]"),
    "出生": re.compile(rf"出{_GAP}生{_GAP}(?:19|20)\d\d{_GAP}年"),
    "住址": re.compile(rf"(?m)^{_GAP}住{_GAP}址"),
}
_NUMBER_LABEL = re.compile(r"公民身份号码?|民身份号码")
_BACK = {
    "居民身份证": re.compile(r"居民身份证(?![号法复正])"),
    "中华人民共和国": re.compile(r"中华人民共和国"),
    "签发机关": re.compile(r"签发机关"),
    "有效期限": re.compile(r"有效期限"),
}
_OF_FORMS = re.compile(
    r"电话|手机|单位|职业|学历|邮箱|申请|签名|婚姻|籍贯|审核|客户编?号|备注|编号|职务|部门"
)
_BANK = {
    "bank-name": re.compile(
        r"(?i)[\u4e00-\u9fff]{2,8}银行|农村信用社|\bICBC\b|\bCCB\b|BANK OF \w+|\w+ BANK\b|邮政储蓄"
    ),
    "card-scheme": re.compile(r"(?i)银联|union\s?pay|\bvisa\b|master\s?card|\bJCB\b|american express"),
    "valid-thru": re.compile(
        r"(?i)(?:valid|good)\s*(?:thru|from|until|date)|month\s*/\s*year|(?<!\d)(?:0[1-9]|1[0-2])/[2-4]\d(?![\d/])"
    ),
    "card-kind": re.compile(
        r"(?i)信用卡|借记卡|储蓄卡|白金卡?|金卡|龙卡|牡丹卡|\bdebit\b|\bcredit\b|platinum|authorized signature|\batm\b"
    ),
    "number-groups": re.compile(
        r"(?m)^\D{0,6}\d{4}[ \t]+\d{4}[ \t]+\d{4}[ \t]+\d{1,7}(?:[ \t]+\d{1,4})?\D{0,6}$"
    ),
}
_SURE, _LIKELY, _POSSIBLE = 0.95, 0.85, 0.75


def card_images(text: str) -> Iterator[Span]:
    """Yield one span over the whole text of a picture for each kind of card it shows.

    `text` is what was read in one picture, a line for each line. Confidence is 0.95 where the words are the
    card's own, 0.75 where few of them could be read.
    """
    for kind, look in (("ID_CARD_IMAGE", _identity), ("BANK_CARD_IMAGE", _bank)):
        confidence, words = look(text)
        if confidence:
            yield Span(0, len(text), kind, confidence, tuple(f"printed:{word}" for word in words))


def _identity(text: str) -> tuple[float, list[str]]:
    front, back = _met(_FRONT, text), _met(_BACK, text)
    words = ["公民身份号码", *front, *back] if _NUMBER_LABEL.search(text) else front + back
    own = len(words) - len(front) - len(back)
    foreign = len(set(_OF_FORMS.findall(text)))
    if foreign > 1 or (len(text) > _LONG and len(words) < 6):  # noqa: PLR2004  # both sides, then
        return 0.0, []
    if (own and len(front) > 1) or ("居民身份证" in back and {"签发机关", "有效期限"} & set(back)):
        return _SURE, words
    if own + len(front) > 3 or {"签发机关", "有效期限"} <= set(back):  # noqa: PLR2004  # of six
        return _LIKELY, words
    if own + len(front) > 2 or (own and front) or {"中华人民共和国", "居民身份证"} <= set(back):  # noqa: PLR2004
        return (_POSSIBLE, words) if not foreign else (0.0, [])
    return 0.0, []


def _bank(text: str) -> tuple[float, list[str]]:
    words = _met(_BANK, text)
    foreign = len(set(_OF_FORMS.findall(text)))
    issued = {"bank-name", "card-scheme"} & set(words) or {"number-groups", "valid-thru"} <= set(words)
    if len(text) > _LONG or foreign > 1 or not issued:
        return 0.0, []
    if len(words) > 2:  # noqa: PLR2004  # of five
        return _SURE, words
    if "number-groups" in words or {"card-scheme", "valid-thru"} <= set(words):
        return _LIKELY, words
    return (_POSSIBLE, words) if {"bank-name", "valid-thru"} <= set(words) else (0.0, [])


def _met(words: dict[str, re.Pattern[str]], text: str) -> list[str]:
    return [name for name, word in words.items() if word.search(text)]
