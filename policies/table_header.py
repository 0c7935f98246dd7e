"""What one cell of a header says of its column: the topic, and how surely it speaks of a person."""

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache

from policies import table_words
from policies.lazily import lazily
from policies.vocabulary import TOPIC_OF, Topic, any_of, header_topic, words

TABLE_TOPICS = frozenset(Topic[name] for name in table_words.PERSONAL)
PERSONS = frozenset(
    {
        Topic.NAME, Topic.RESIDENT_ID, Topic.CERTIFICATE, Topic.PASSPORT, Topic.HKM_PERMIT, Topic.TW_PERMIT,
        Topic.FPR_CARD, Topic.BANK_CARD, Topic.ACCOUNT, Topic.SECURITIES_ACCOUNT, Topic.MOBILE, Topic.PHONE,
    }
)  # fmt: skip
_WITHOUT_MEANS = TABLE_TOPICS | {None, Topic.NEUTRAL, Topic.OTHER_NUMBER}  # what a closer word may overrule
HEADER_MAX = 48  # code points of a header cell
_AROUND_MAX = 10  # code points beside the word that says what it is
_QUALIFIER_MAX = 6
_SHORT, _SHORT_ENDS = (
    2,
    words("姓名 户名 密码 口令 地址 住址 电话 手机 卡号 账号 帐号 邮箱 车牌"),
)
_SENTENCE = lazily(r"[,;|，。；：:、！？!?<>={}\"']|\d$|超过|达到|不得|应当|(?<!申)请|将|\d[\d,.]{2}")
_NUMBERED = lazily(r"(?<=[\u3400-\u9fff]{2})[1-9]$")  # 手机号1, 手机号2
_NO_LABEL = lazily(r"[0-9]$|[。！？]")  # most cells are values: no word of the tables ends like one
_PERSON_WORDS = lazily(
    "客户(?!数|总数|经理|量|群)|性别|年龄|姓名|借款人|申请人|员工|持卡人|身份证|client|customer|employee|borrower"
)
_NOTE = lazily(r"[（(\[【][^（()）\[\]【】]{0,16}[）)\]】]$")
_CLOSING = "）)]】"
_EDGE = " \t\r\"'*#“”_:：>"
_UNIT = lazily(r"(?:[/_\-]? ?(?:人民币|rmb|cny|usd|万?元))$")
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


_CHINESE = _by_word(
    (table_words.PERSONAL, None, Strength.PERSONAL), (table_words.USUAL, None, Strength.USUAL)
)
_EXACT = _by_word(
    (table_words.ENGLISH_PERSONAL, "|", Strength.PERSONAL),
    (table_words.ENGLISH_USUAL, "|", Strength.USUAL),
    (table_words.ENGLISH_WITH_PERSONS, "|", Strength.WITH_PERSONS),
    (table_words.WITH_PERSONS, None, Strength.WITH_PERSONS),
)
_CORE = lazily(any_of(_CHINESE))
_NOT_A_VALUE = lazily(any_of(table_words.NOT_A_VALUE.split()))
_OF_COMPANIES = lazily(any_of(table_words.OF_COMPANIES.split()))
_OF_STATEMENTS = frozenset(table_words.OF_STATEMENTS.split())
_NEUTRAL = frozenset(table_words.NEUTRAL.split())
_ROWS_OF_NOBODY = frozenset(table_words.ROWS_OF_NOBODY.split())
_COUNTERS = words("序号 编号 no # 日期 年度 年份") | {""}


@lru_cache(maxsize=1 << 13)
def read_header(cell: str) -> tuple[Topic | None, Strength]:
    """Return the topic of a cell that is a label and nothing else, and how surely it is about a person.

    >>> read_header("借款人月收入（元）"), read_header("税率")
    ((<Topic.INCOME: 'income'>, <Strength.PERSONAL: 3>), (None, <Strength.NONE: 0>))
    """
    cell = _NUMBERED.sub("", cell)
    if _NO_LABEL.search(cell):
        return None, Strength.NONE
    bare = _bare(cell)
    if not bare or len(bare) > HEADER_MAX:
        return None, Strength.NONE
    if bare in _EXACT:
        return _EXACT[bare]
    topic = header_topic(bare)
    if topic is None and bare.isascii():
        full = " ".join(_IN_FULL.get(word, word) for word in bare.split())
        topic = Topic.NEUTRAL if full in _NEUTRAL else header_topic(full) or _unqualified(full)
        return _EXACT.get(full, (topic, Strength.NONE))
    if topic in _WITHOUT_MEANS and not bare.isascii():
        core = _CORE.search(bare)
        if core and _is_about(bare, core):
            return _CHINESE[core[0]]
    if topic is None:
        topic = Topic.NEUTRAL if bare in _NEUTRAL else _by_its_end(bare)
    return topic, Strength.NONE


def _is_about(cell: str, core: re.Match[str]) -> bool:
    """A few words around the core qualify it; marks, figures behind it and some words make it a sentence."""
    around = len(cell) - len(core[0])
    return around <= _AROUND_MAX and not _NOT_A_VALUE.search(cell) and not _SENTENCE.search(cell)


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


def settle(cells: list[str]) -> list[Topic | None]:
    """Return the topics of a header row; a word that the rest of the row does not bear out is neutral."""
    read = [read_header(cell) for cell in cells]
    persons = any(topic in PERSONS for topic, _ in read) or any(
        _PERSON_WORDS.search(cell.lower()) for cell in cells
    )
    of_nobody = _names_no_person(cells) and all(strength is not Strength.PERSONAL for _, strength in read)
    companies = not persons and (of_nobody or any(_OF_COMPANIES.search(cell.lower()) for cell in cells))
    topics = [_settled(topic, strength, persons=persons, companies=companies) for topic, strength in read]
    if Topic.TRANSACTION in topics or _is_statement(cells, topics):
        for index, cell in enumerate(cells):
            if _bare(cell) in _OF_STATEMENTS and persons:
                topics[index] = Topic.TRANSACTION
    return topics


def _names_no_person(cells: list[str]) -> bool:
    """Whether the rows are branches, products or the like, by the first column that does not only count them."""
    named = [bare for bare in map(_bare, cells[:3]) if bare not in _COUNTERS]
    return bool(named) and named[0] in _ROWS_OF_NOBODY


def settle_pair(label: str, around: str) -> Topic | None:
    """Return the topic of a label in a left cell, given the text around its row."""
    topic, strength = read_header(label)
    persons = bool(_PERSON_WORDS.search(around.lower()))
    companies = not persons and bool(_OF_COMPANIES.search(around.lower()))
    return _settled(topic, strength, persons=persons, companies=companies)


def settle_field(label: str) -> Topic | None:
    """Return the topic of a label before a value, where it is known that the text speaks of a person."""
    topic, strength = read_header(label)
    return _settled(topic, strength, persons=True, companies=False)


def _settled(topic: Topic | None, strength: Strength, *, persons: bool, companies: bool) -> Topic | None:
    if topic not in TABLE_TOPICS or strength is Strength.PERSONAL:
        return topic
    if strength is Strength.USUAL:
        return Topic.NEUTRAL if companies else topic
    return topic if persons else Topic.NEUTRAL


def _is_statement(cells: list[str], topics: list[Topic | None]) -> bool:
    days = any("日期" in cell or "时间" in cell or _bare(cell) in {"date", "time"} for cell in cells)
    return days and any(
        topic in {Topic.ACCOUNT, Topic.BANK_CARD} or "对方" in cell or "对手" in cell
        for cell, topic in zip(cells, topics, strict=True)
    )


def _bare(cell: str) -> str:
    """A cell in small letters without quotes, a note in brackets, its unit and spaces that spread it out."""
    bare = _CAMEL.sub("_", cell).replace("_", " ") if cell.isascii() else cell
    bare = bare.lower().strip(_EDGE)
    if bare[-1:] in _CLOSING:
        bare = _NOTE.sub("", bare).strip(_EDGE) or bare
    if bare[-1:] in "元bydp":
        bare = _UNIT.sub("", bare).strip(_EDGE) or bare
    return " ".join(bare.rstrip(".").split()) if bare.isascii() else "".join(bare.split())
