"""Whom the rows of a table are about: persons, companies, or things that have no figures of anybody.

A sum below `贷款余额` is a client's beside a name, an account or a client number, and nobody's beside branches,
products or the fields of a data dictionary.
"""

from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import or_

from policies.lazily import lazily
from policies.tables import context_words
from policies.tables.header import CORE, HEADER_MAX, PERSON_WORDS, PERSONS, bare_of, read_header
from policies.vocabulary import Topic, any_of, words

_OF_ANYTHING = words("account id")  # number the rows of books and of databases as well
_PERSON_INITIALS = words("kh zh khh gh hm xm khmc khxm sfzh zjhm sjh")
_TRAITS = lazily("性别|年龄(?![段组层])|gender")  # of persons, unless persons are counted by them
_OF_SECURITIES = lazily("^(?:ticker|symbol|market cap|turnover|close|open|last)$")
_OF_FIRMS = lazily("注册资本|参保人数|员工人数|企业名称|registered capital|^employees$|reg_capital")
_ENDS_LIKE_THINGS = lazily(
    "(?:税种|卡种|险种|品种|税目|产品|项目|科目|指标|地区|区域|城市|地级市|类别|档位|经办行|字段|数据项|简称|"
    "物资名称|分布|分组|分层|序列|岗位.?|职位|口径|含义|定义|商圈|标的|任务|服务名?|卡片等级|信用卡等级|"
    r"\b(?:type|caption|cohort|attribute|element|definition|meaning|role|estate|lot|contractor|"
    r"vendor name|sku|material|subsystem|batch name|job family))$"
)
_OF_DEALS = lazily(
    "买卖|委托|成交日|成交时间|方向|交割|持仓|盈亏|^side$|b/s|buy|pnl|p&l|hold_|trade date|bs_flag|entrust"
)
_MANY = lazily(
    "人数|户数|笔数|客户数|人均|户均|样本|占比|headcount|_cnt$|^customers$|^count$|^share$|^n$|avg|average"
)  # beside departments and branches: sums over many
_OF_COMPANIES = lazily(any_of(context_words.OF_COMPANIES.split()))
_ROWS_OF_NOBODY = frozenset(context_words.ROWS_OF_NOBODY.split())
_ROWS_OF_THINGS = frozenset(
    {*context_words.ROWS_OF_THINGS.split(), *context_words.ENGLISH_ROWS_OF_THINGS.split("|")}
)
_COUNTERS = words("序号 编号 no # id 日期 年度 年份") | {""}


def names_persons(cells: Sequence[str]) -> bool:
    """Return whether one of these labels says that the table is about persons."""
    signs = _all_signs(cells)
    if signs & _FIRM:
        return any(read_header(cell)[0] in PERSONS - {Topic.NAME} for cell in cells)
    if signs & _SECURITY and signs & _PERSON:
        return any(_signs(cell) & _PERSON and bare_of(cell) != "name" for cell in cells)
    return bool(signs & _PERSON) or (bool(signs & _TRAIT) and not signs & _SUM)


def has_rows_of_things(cells: Sequence[str]) -> bool:
    """Return whether the rows are products, posts, indicators, fields or terms, of which a figure is nobody's."""
    named = next((bare for bare in map(bare_of, cells[:3]) if bare not in _COUNTERS), "")
    signs = _all_signs(cells)
    return (_is_thing(named) or bool(signs & _SECURITY)) and not signs & _DEAL


def names_no_person(cells: Sequence[str]) -> bool:
    """Return whether the rows are branches, products or the like, by the first column that does not only count them."""
    named = [bare for bare in map(bare_of, cells[:3]) if bare not in _COUNTERS]
    return bool(named) and named[0] in _ROWS_OF_NOBODY


@lru_cache(maxsize=1 << 12)
def is_of_company(cell: str) -> bool:
    """Return whether a label says that a row is a company's figures; `本期` in `本期应还` is what a person owes."""
    bare = cell.lower()
    core = CORE.search(bare)
    signs = _OF_COMPANIES.finditer(bare)
    return any(core is None or sign.start() < core.start() or core.end() < sign.end() for sign in signs)


def counts_many(cell: str) -> bool:
    """Return whether a label counts or averages over many: beside it the figures are sums."""
    return bool(_signs(cell) & _SUM)


_PERSON, _TRAIT, _FIRM, _SECURITY, _SUM, _DEAL = 1, 2, 4, 8, 16, 32
_BY_SIGN = (
    (_TRAIT, _TRAITS),
    (_FIRM, _OF_FIRMS),
    (_SECURITY, _OF_SECURITIES),
    (_SUM, _MANY),
    (_DEAL, _OF_DEALS),
)


@lru_cache(maxsize=1 << 13)
def _signs(cell: str) -> int:
    """What a label says of its table, one bit each."""
    low = cell.lower()
    found = sum(sign for sign, expression in _BY_SIGN if expression.search(low))
    return found | (_PERSON if _is_of_person(cell) else 0)


def _all_signs(cells: Sequence[str]) -> int:
    return reduce(or_, map(_signs, cells), 0)


@lru_cache(maxsize=1 << 12)
def _is_thing(bare: str) -> bool:
    return bool(bare) and (bare in _ROWS_OF_THINGS or _ENDS_LIKE_THINGS.search(bare) is not None)


def _is_of_person(cell: str) -> bool:
    """Whether a label says that a row is about a person; `Account` alone is one of a company's books as well."""
    bare = bare_of(cell)
    if bare in _PERSON_INITIALS or (len(bare) <= HEADER_MAX and PERSON_WORDS.search(bare)):
        return True
    return read_header(cell)[0] in PERSONS and bare not in _OF_ANYTHING
