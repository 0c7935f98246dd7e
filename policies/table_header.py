"""What one cell of a header says of its column: the topic, and how surely it speaks of a person."""

import re
from collections.abc import Iterator, Mapping
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
HEADER_MAX = 64  # code points of a header cell
_AROUND_MAX = 10  # code points beside the word that says what it is
_QUALIFIER_MAX = 6
_SHORT, _SHORT_ENDS = (
    2,
    words("姓名 户名 密码 口令 地址 住址 电话 手机 卡号 账号 帐号 邮箱 车牌"),
)
_SENTENCE = lazily(
    r"[,;|，。；：:、！？!?<>={}\"']|\d$|超过|达到|不得|应当|分为|分成|包括|属于|高于|低于|上升|下降|(?<!申)请|将|"
    r"\d[\d,.]{2}"
)
_NUMBERED = lazily(r"(?<=[\u3400-\u9fff]{2})[1-9]$")  # 手机号1, 手机号2
_NO_LABEL = lazily(r"[0-9]$|[。！？]")  # most cells are values: no word of the tables ends like one
_PERSON_WORDS = lazily(
    "客户(?!数|总数|经理|量|群)|性别|年龄|姓名|借款人|申请人|员工|持卡人|身份证|client|customer|employee|borrower"
)
_NOTE = lazily(r"[（(\[【][^（()）\[\]【】]{0,16}[）)\]】]$")
_CLOSING = "）)]】"
_EDGE = " \t\r\"'*#“”_:：>"
_UNIT = lazily(r"(?:[/_\-]? ?(?:人民币|rmb|cny|usd|hkd|万?元))$", re.IGNORECASE)
_BILINGUAL = lazily(
    r"(?P<chinese>[\u3400-\u9fff][\u3400-\u9fff（()）0-9]{1,15})[ /|:：\-]*(?P<latin>[A-Za-z][A-Za-z .'/()&\-]{1,40})|"
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
    (table_words.PERSONAL, None, Strength.PERSONAL),
    (table_words.USUAL, None, Strength.USUAL),
    (
        {
            name: " ".join(word for word in words.split() if len(word) >= _WITH_PERSONS_MIN)
            for name, words in table_words.WITH_PERSONS.items()
        },
        None,
        Strength.WITH_PERSONS,
    ),
)
_EXACT = _by_word(
    (table_words.ENGLISH_PERSONAL, "|", Strength.PERSONAL),
    (table_words.ENGLISH_USUAL, "|", Strength.USUAL),
    (table_words.ENGLISH_WITH_PERSONS, "|", Strength.WITH_PERSONS),
    (table_words.WITH_PERSONS, None, Strength.WITH_PERSONS),
)
_CORE = lazily(any_of(_CHINESE))
_NOT_A_VALUE = lazily(any_of(table_words.NOT_A_VALUE.split()))
_MANY = lazily("人数|户数|笔数|人均|户均|[hH]eadcount")  # beside departments and branches: sums over many
_OF_COMPANIES = lazily(any_of(table_words.OF_COMPANIES.split()))
_OF_STATEMENTS = frozenset(table_words.OF_STATEMENTS.split())
_NEUTRAL = frozenset({*table_words.NEUTRAL.split(), *table_words.ENGLISH_NEUTRAL.split("|")})
_ROWS_OF_NOBODY = frozenset(table_words.ROWS_OF_NOBODY.split())
# Beside `Name` in tables of constants, options and files.
_OF_THINGS = words(
    "name value values type no # description field status version file system constant default"
) | {""}
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
    found = _read(cell)
    if found[0] is None and not cell.isascii():
        found = next((each for each in map(_read, _languages(cell)) if each[0]), found)
    return found


def _languages(cell: str) -> Iterator[str]:
    """Yield what a header in two languages says in each: `贷款金额 Loan amount（元）`."""
    parts = _BILINGUAL.fullmatch(_without_unit(cell.strip(_EDGE)))
    if parts:
        yield parts["chinese"] or parts["chinese_behind"]
        yield parts["latin"] or parts["latin_first"]


def _read(cell: str) -> tuple[Topic | None, Strength]:
    whole = cell.lower().strip(_EDGE)
    if whole in _EXACT:
        return _EXACT[whole]
    bare = _bare(cell)
    if not bare or len(bare) > HEADER_MAX:
        return None, Strength.NONE
    if bare in _EXACT:
        return _EXACT[bare]
    topic = header_topic(bare)
    if topic is None and bare.isascii():
        full = " ".join(_IN_FULL.get(word, word) for word in bare.split())
        topic = header_topic(full) or (Topic.NEUTRAL if full in _NEUTRAL else _unqualified(full))
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


def settle(cells: list[str]) -> list[Topic | None]:
    """Return the topics of a header row; a word that the rest of the row does not bear out is neutral."""
    read = [read_header(cell) for cell in cells]
    persons = any(map(_is_of_person, cells))
    of_nobody = _names_no_person(cells) and all(strength is not Strength.PERSONAL for _, strength in read)
    companies = not persons and (of_nobody or any(map(_is_of_company, cells)))
    if not persons and _names_no_person(cells) and any(map(_MANY.search, cells)):
        read = [(Topic.NEUTRAL if topic in TABLE_TOPICS else topic, strength) for topic, strength in read]
    topics = [_settled(topic, strength, persons=persons, companies=companies) for topic, strength in read]
    if Topic.NAME in topics and set(map(_bare, cells)) <= _OF_THINGS:
        topics = [Topic.NEUTRAL if topic is Topic.NAME else topic for topic in topics]
    if (persons and Topic.TRANSACTION in topics) or _is_statement(cells, topics):
        for index, cell in enumerate(cells):
            if _bare(cell) in _OF_STATEMENTS:
                topics[index] = Topic.TRANSACTION
    return topics


@lru_cache(maxsize=1 << 12)
def _is_of_person(cell: str) -> bool:
    """Whether a label says that a row is about a person; `Account` alone is one of a company's books as well."""
    if _PERSON_WORDS.search(cell.lower()):
        return True
    return read_header(cell)[0] in PERSONS and _bare(cell) != "account"


@lru_cache(maxsize=1 << 12)
def _is_of_company(cell: str) -> bool:
    """Whether a label says that a row is a company's figures; `本期` in `本期应还` is part of what a person owes."""
    bare = cell.lower()
    core = _CORE.search(bare)
    signs = _OF_COMPANIES.finditer(bare)
    return any(core is None or sign.start() < core.start() or core.end() < sign.end() for sign in signs)


def _names_no_person(cells: list[str]) -> bool:
    """Whether the rows are branches, products or the like, by the first column that does not only count them."""
    named = [bare for bare in map(_bare, cells[:3]) if bare not in _COUNTERS]
    return bool(named) and named[0] in _ROWS_OF_NOBODY


def settle_pair(label: str, around: str) -> Topic | None:
    """Return the topic of a label in a left cell, given the text around its row."""
    topic, strength = read_header(label)
    persons = any(map(_is_of_person, around.split("\n")))
    companies = not persons and any(map(_is_of_company, around.split("\n")))
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
    bare = _without_unit(bare.lower().strip(_EDGE))
    return " ".join(bare.rstrip(".").split()) if bare.isascii() else "".join(bare.split())


def _without_unit(cell: str) -> str:
    """A cell without the note in brackets and the unit that end it."""
    if cell[-1:] in _CLOSING:
        cell = _NOTE.sub("", cell).strip(_EDGE) or cell
    if cell[-1:] in _UNIT_ENDS:
        cell = _UNIT.sub("", cell).strip(_EDGE) or cell
    return cell
