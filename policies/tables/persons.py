"""Whom the rows of a table are about: persons, companies, or things that have no figures of anybody.

A sum below `贷款余额` is a client's beside a name, an account or a client number, and nobody's beside branches,
products or the fields of a data dictionary.
"""

import re
from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import or_

from policies.lazily import lazily
from policies.tables import context_words
from policies.tables.header import CORE, HEADER_MAX, PERSON_WORDS, PERSONS, bare_of, read_header
from policies.vocabulary import Topic, any_of, words

# Number the rows of books and of databases as well, or are as often companies or colleagues.
_OF_ANYTHING = frozenset(context_words.OF_ANYBODY.split()) | {*context_words.ENGLISH_OF_ANYBODY.split("|")}
_PERSON_INITIALS = words("kh zh khh khbh khdm gh rybh ygbh hm xm khmc khxm ryxm sfzh sfzhm zjhm sjh sjhm")
_TRAITS = lazily("性别|年龄(?![段组层])|gender")  # of persons, unless persons are counted by them
_OF_SECURITIES = lazily("^(?:ticker|symbol|market cap|turnover|close|open|last)$")
_OF_FIRMS = lazily(
    "^(?:借款|授信|贷款|对公)(?:企业|公司|单位|客户)(?:名称|全称)?$|注册资本|"
    "参保人数|员工人数|企业名称|registered capital|^employees$|reg_capital"
)
_ENDS_LIKE_THINGS = lazily(
    "(?:英文名|中文名|合约|券种|账户类别|分行别|成本中心|作业名?|级距|税种|卡种|险种|品种|税目|产品|项目|科目|指标|地区|区域|城市|地级市|类别|档位|经办行|字段|数据项|简称|"
    "物资名称|分布|分组|分层|序列|岗位.?|职位|口径|含义|定义|商圈|标的|任务|服务名?|卡片等级|信用卡等级|"
    r"^(?:prod|product|sku|item|branch|org|dept|fund|sec|stock|grade)[ _]?(?:id|no|code|cd|name|nm)|"
    r"\b(?:type|caption|cohort|attribute|element|definition|meaning|role|estate|lot|contractor|"
    r"vendor name|sku|material|subsystem|batch name|job family))$"
)
_OF_STAFF = lazily(
    "^(?:客户|理财|管户|营销|产品|大堂)经理(?:姓名|名称)?$|业绩|排名|名次|龙虎榜|kpi|完成率|达成率|完成数|任务数|目标值|^rank(?:ing)?$|achievement"
)
_LOWEST = lazily(r"最[低小]|下限|\bmin(?:imum)?\b", re.IGNORECASE)
_HIGHEST = lazily(r"最[高大]|上限|\bmax(?:imum)?\b", re.IGNORECASE)
_OF_CLIENTS = lazily(r"^客户(?!经理)|户名|借款人|持有人|\b(?:client|cust|customer|borrower)(?:[ _]|$)")
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


@lru_cache(maxsize=1 << 8)
def is_of_staff(cells: tuple[str, ...], title: str) -> bool:
    """Return whether the sums are what employees have sold or been set: a ranking, with no client in a column."""
    if not (_all_signs(cells) & _STAFF or _OF_STAFF.search(title)):
        return False
    return not any(
        read_header(cell)[0] in PERSONS - {Topic.NAME} or _OF_CLIENTS.search(cell.lower()) for cell in cells
    )


def names_no_person(cells: Sequence[str]) -> bool:
    """Return whether the rows are branches, products or the like, by the first column that does not only count them."""
    named = [bare for bare in map(bare_of, cells[:3]) if bare not in _COUNTERS]
    return bool(named) and (named[0] in _ROWS_OF_NOBODY or named[0].removesuffix("名称") in _ROWS_OF_NOBODY)


def may_be_of_anybody(cell: str) -> bool:
    """Return whether a label names persons only where persons stand below it: `收款方`, `Owner`."""
    return bare_of(cell) in _OF_ANYTHING


@lru_cache(maxsize=1 << 12)
def is_of_company(cell: str) -> bool:
    """Return whether a label says that a row is a company's figures; `本期` in `本期应还` is what a person owes."""
    bare = cell.lower()
    core = CORE.search(bare)
    signs = _OF_COMPANIES.finditer(bare)
    return any(core is None or sign.start() < core.start() or core.end() < sign.end() for sign in signs)


def are_bounds(cells: Sequence[str]) -> bool:
    """Return whether two of these labels are the lower and the upper bound of something: a scale, nobody's figures."""
    return any(map(_LOWEST.search, cells)) and any(map(_HIGHEST.search, cells))


def counts_rows(cell: str) -> bool:
    """Return whether a label says no more of a row than its number or its day."""
    return bare_of(cell) in _COUNTERS


def counts_many(cell: str) -> bool:
    """Return whether a label counts or averages over many: beside it the figures are sums."""
    return bool(_signs(cell) & _SUM)


_PERSON, _TRAIT, _FIRM, _SECURITY, _SUM, _DEAL, _STAFF = 1, 2, 4, 8, 16, 32, 64
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
    found |= _STAFF if _OF_STAFF.search(bare_of(cell)) else 0
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
