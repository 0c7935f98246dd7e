"""What one cell of a header says of its column: the topic, and how surely it speaks of a person."""

import re
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import lru_cache

from policies.lazily import lazily
from policies.tables import header_grammar, topic_words
from policies.vocabulary import TOPIC_OF, Topic, any_of, header_topic, words

TABLE_TOPICS = frozenset(Topic[name] for name in topic_words.PERSONAL)
PERSONS = frozenset(
    {
        Topic.NAME, Topic.RESIDENT_ID, Topic.CERTIFICATE, Topic.PASSPORT, Topic.HKM_PERMIT, Topic.TW_PERMIT,
        Topic.FPR_CARD, Topic.BANK_CARD, Topic.ACCOUNT, Topic.SECURITIES_ACCOUNT, Topic.MOBILE, Topic.PHONE,
    }
)  # fmt: skip
PLAIN_TOPICS = frozenset(Topic) - TABLE_TOPICS - {Topic.NEUTRAL}
_WITHOUT_MEANS = TABLE_TOPICS | {None, Topic.NEUTRAL, Topic.OTHER_NUMBER}  # what a closer word may overrule
_SAY_LITTLE = frozenset({None, Topic.NEUTRAL, Topic.OTHER_NUMBER})
HEADER_MAX = 64  # code points of a header cell
_AROUND_MAX = 10  # code points beside the word that says what it is
_QUALIFIER_MAX = 6
_QUALIFIER_OF_SUMS_MAX = 8
_SHORT, _SHORT_ENDS = (
    2,
    words("姓名 户名 密码 口令 地址 住址 电话 手机 卡号 账号 帐号 邮箱 车牌"),
)
_SENTENCE = lazily(
    r"[,;|，。；：:、！？!?<>={}\"']|\d$|超过|达到|不得|应当|分为|分成|包括|属于|高于|低于|上升|下降|(?<!申)请|将|"
    r"\d[\d,.]{2}"
)
_SPAN = lazily(
    r"(?:近|前|过去|最近|第)?\d{1,3}(?:个|期)?[月天期年日季周次](?![\d月日])|[M]\d(?!\d)|(?<=[a-z]{3})_?\d{1,2}[mdMD]?(?![\d.])|"
    r"(?<=[A-Z]{3})_?\d{1,2}[MD]?(?![\d.])"
)
_NUMBERED = lazily(r"(?<=[\u3400-\u9fff]{2})[1-9]$")  # 手机号1, 手机号2
_MAY_END_NUMBERED = frozenset("123456789\n")
_NO_LABEL = lazily(
    r"[0-9]$|[。！？]|[\"'] ?[:：=] ?[\"'\d]"
)  # most cells are values: no word of the tables ends like one
_VALUES = words(
    "本人 我是"
)  # stand before a name in a sentence, and in a cell for what somebody is to somebody
PERSON_WORDS = lazily(
    "(?<!目标)(?<!适用)(?:客户|员工|职工|会员|职员|雇员|被保险人|参保人|投保人|投资人|委托人)"
    "(?:编码|姓名|名称|名|编号|号|代码|ID|id|标识|类型|性别|年龄|证件|手机|电话|地址)|^(?:客户|员工|职工)$|"
    "姓名|借款人|申请人|持卡人|身份证|^工号|^人员编号|纳税人(?!识别号|名称)|被保险人|"
    r"(?:^|[^a-z])(?:client|customer|employee|borrower|ecif|cif)(?![a-z]| (?:segment|tier|count|grade|class))|"
    r"(?:^|[^a-z])(?:cust|cus|emp|staff|member|party|holder|investor|insured|taxpayer|applicant|e)[ _.]?"
    r"(?:no|id|nm|name|code)(?![a-z])|^cstnm$|"
    r"^(?:id|idcard|cert|card|acct|account|mobile|cell)[ _](?:no|num|number|code|phone)$"
)
_KEY_MAX = 20  # code points of a label that numbers or names persons
_NOTE = lazily(r"[（(\[【][^（()）\[\]【】]{0,16}[）)\]】]$")
_CLOSING = "）)]】"
_EDGE = " \t\r\"'*#“”_:：>!"
_UNIT = lazily(r"(?:[/_\-]? ?(?:人民币|rmb|cny|usd|hkd|万?元))$", re.IGNORECASE)
_BILINGUAL = lazily(
    r"(?P<chinese>(?:\d{1,2}[期个])?[\u3400-\u9fff][\u3400-\u9fff（()）0-9]{1,15})[ /|:：\-]*"
    r"(?P<latin>[A-Za-z][A-Za-z .'/()&\-]{1,40})|"
    r"(?P<latin_first>[A-Za-z][A-Za-z .'/&\-]{1,40}?)[ /|(（:：\-]*(?P<chinese_behind>[\u3400-\u9fff]{2,16})[)）]?"
)
_UNIT_ENDS = "元币bydpBYDP"
_CAMEL = lazily(r"(?<=[a-z])(?=[A-Z])")
# How the columns of databases are cut short: `cust_name`, `txn_amt`.
_IN_FULL = {
    "cust": "customer",
    "acct": "account",
    "acc": "account",
    "amt": "amount",
    "bal": "balance",
    "nm": "name",
    "nbr": "number",
    "num": "number",
    "txn": "transaction",
    "trans": "transaction",
    "cert": "certificate",
}


class Strength(IntEnum):
    """How much a header must be borne out by the rest of its table."""

    PERSONAL = 3
    USUAL = 2
    WITH_PERSONS = 1
    NONE = 0


def _by_word(*lists: tuple[Mapping[str, str], str | None, Strength]) -> dict[str, tuple[Topic, Strength]]:
    found: dict[str, tuple[Topic, Strength]] = {}
    for mapping, separator, strength in lists:
        for name, listed in mapping.items():
            for word in listed.lower().split(separator):
                found.setdefault(word, (Topic[name], strength))
    return found


_WITH_PERSONS_MIN = 4  # characters of an everyday word that counts within a longer header, too
_CHINESE = _by_word(
    (topic_words.PERSONAL, None, Strength.PERSONAL),
    (topic_words.USUAL, None, Strength.USUAL),
    (
        {
            name: " ".join(word for word in words.split() if len(word) >= _WITH_PERSONS_MIN)
            for name, words in topic_words.WITH_PERSONS.items()
        },
        None,
        Strength.WITH_PERSONS,
    ),
)
_EXACT = _by_word(
    (topic_words.ENGLISH_PERSONAL, "|", Strength.PERSONAL),
    (topic_words.ENGLISH_USUAL, "|", Strength.USUAL),
    (topic_words.ENGLISH_WITH_PERSONS, "|", Strength.WITH_PERSONS),
    (topic_words.WITH_PERSONS, None, Strength.WITH_PERSONS),
    (topic_words.ATTRIBUTES, None, Strength.WITH_PERSONS),
    (topic_words.INITIALS, None, Strength.WITH_PERSONS),
    (topic_words.OF_PERSONS, None, Strength.NONE),
)
CORE = lazily(any_of(_CHINESE))
_NOT_A_VALUE = lazily(any_of(topic_words.NOT_A_VALUE.split()))
_MAY_BE_COMPOSED = frozenset(("平均", "机构", "目标"))  # of those: 月平均收入, 授信机构数
_NEUTRAL = frozenset(
    {
        *topic_words.NEUTRAL.split(),
        *topic_words.ENGLISH_NEUTRAL.split("|"),
        *" ".join(topic_words.ROW_KEYS.values()).split(),
    }
)


@lru_cache(maxsize=1 << 13)
def read_header(cell: str) -> tuple[Topic | None, Strength]:
    """Return the topic of a cell that is a label and nothing else, and how surely it is about a person.

    >>> read_header("借款人月收入（元）"), read_header("税率")
    ((<Topic.INCOME: 'income'>, <Strength.PERSONAL: 3>), (None, <Strength.NONE: 0>))
    """
    if cell[-1:] in _MAY_END_NUMBERED:
        cell = _NUMBERED.sub("", cell)
    if cell in _VALUES or _NO_LABEL.search(cell):
        return None, Strength.NONE
    found = _read(cell)
    if found[0] in _SAY_LITTLE and not cell.isascii():
        found = next((each for each in map(_read, languages(cell)) if each[0] not in _SAY_LITTLE), found)
    return found


def has_figure(cell: str) -> bool:
    """Return whether a cell has figures other than the spans of time in a label: `近30天申请机构数`, `qry_cnt_6m`."""
    if not any(map(str.isdigit, cell)):
        return False
    return any(map(str.isdigit, _SPAN.sub("", cell)))


def languages(cell: str) -> Iterator[str]:
    """Yield what a header in two languages says in each: `贷款金额 Loan amount（元）`."""
    parts = _BILINGUAL.fullmatch(_without_unit(cell.strip(_EDGE)))
    if parts:
        yield parts["chinese"] or parts["chinese_behind"]
        yield parts["latin"] or parts["latin_first"]


def _read(cell: str) -> tuple[Topic | None, Strength]:
    whole = cell.lower().strip(_EDGE)
    bare = bare_of(cell)
    listed = _EXACT.get(whole) or _EXACT.get(bare)
    if listed or not bare or len(bare) > HEADER_MAX:
        return listed or (None, Strength.NONE)
    topic, strength = _read_latin(bare) if bare.isascii() else _read_chinese(bare)
    if topic is None and len(bare) <= _KEY_MAX and PERSON_WORDS.search(bare):
        topic = Topic.NEUTRAL
    return topic, strength or (Strength.WITH_PERSONS if topic in TABLE_TOPICS else Strength.NONE)


def _read_latin(bare: str) -> tuple[Topic | None, Strength]:
    full = " ".join(_IN_FULL.get(word, word) for word in bare.split())
    if header_topic(bare) is None and full in _EXACT:
        return _EXACT[full]
    topic = header_topic(bare) or header_topic(full) or _composed(bare)
    return topic or (Topic.NEUTRAL if full in _NEUTRAL else _unqualified(full)), Strength.NONE


def _read_chinese(bare: str) -> tuple[Topic | None, Strength]:
    topic = header_topic(bare)
    core = CORE.search(bare) if topic in _WITHOUT_MEANS else None
    if core and _is_about(bare, core):
        topic, strength = _CHINESE[core[0]]
        if core[0] == bare:
            return topic, strength
        composed = _composed(bare, 0) or topic
        if composed is not topic:
            strength = Strength(max(strength - 1, Strength.WITH_PERSONS))  # `公积金贷款` of a branch
        return composed, strength
    if topic is None:
        topic = _composed(bare) or (Topic.NEUTRAL if bare in _NEUTRAL else _by_its_end(bare))
    return topic, Strength.NONE


def _composed(bare: str, qualifier: int = _QUALIFIER_OF_SUMS_MAX) -> Topic | None:
    """What its parts say; words that are known to say nothing here are left alone."""
    if bare in _NEUTRAL or not _MAY_BE_COMPOSED.issuperset(_NOT_A_VALUE.findall(bare)):
        return None
    return header_grammar.read(bare, qualifier)


def _is_about(cell: str, core: re.Match[str]) -> bool:
    """A few words around the core qualify it; marks, figures behind it and some words make it a sentence."""
    if len(cell) - len(core[0]) > _AROUND_MAX or _SENTENCE.search(cell):
        return False
    others = _NOT_A_VALUE.finditer(cell)  # `税收` in `应税收入` is part of it
    return all(core.start() <= other.start() and other.end() <= core.end() for other in others)


def _by_its_end(cell: str) -> Topic | None:
    """`附件密码`, `被保险人身份证号`: the topic of the longest known word that ends a Chinese cell."""
    if cell.isascii() or _SENTENCE.search(cell):
        return None
    for start in range(1, min(_QUALIFIER_MAX, len(cell) - 2) + 1):
        topic = TOPIC_OF.get(cell[start:])
        if topic is not None and topic not in TABLE_TOPICS:
            return topic if len(cell) - start > _SHORT or cell[start:] in _SHORT_ENDS else None
    return None


def _unqualified(cell: str) -> Topic | None:
    """`former id card number`: what its end says by itself, if that is two words at least and not of names."""
    rest = cell.partition(" ")[2]
    topic = header_topic(rest) if " " in rest else None
    return topic if topic is not Topic.NAME else None


@lru_cache(maxsize=1 << 13)
def bare_of(cell: str) -> str:
    """Return a cell in small letters without quotes, a note in brackets, its unit and spaces that spread it out."""
    bare = _CAMEL.sub("_", cell).replace("_", " ") if cell.isascii() else cell
    bare = _without_unit(bare.lower().strip(_EDGE))
    return " ".join(bare.rstrip(".").split()) if bare.isascii() else "".join(bare.split())


def _without_unit(cell: str) -> str:
    """A cell without the note in brackets and the unit that end it."""
    if cell[-1:] in _CLOSING:
        cell = _NOTE.sub("", cell).strip(_EDGE) or cell
    if cell[-1:] in _UNIT_ENDS:
        cell = _UNIT.sub("", cell).strip(_EDGE) or cell
    return cell
