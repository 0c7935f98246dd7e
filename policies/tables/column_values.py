"""What the values of a column say, and what its table is about, where no list and no grammar knows the head.

`文化程度代码 | 02`, `用信情况 | 35,000.00`, `XL | 本科`: nobody can list how all systems call their columns. Three
things tell without the words: values of which there are few (schooling, the five classes of loans, histories of
payments), deeds and areas, and sums of money in a table whose other columns or title say whose kind they are.
This holds only in tables of persons; whether a table is one is told in `persons`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from policies.lazily import lazily
from policies.tables.few_values import filled, of_few, of_shape
from policies.tables.header import HEADER_MAX, PERSONS, TABLE_TOPICS, Strength, bare_of, read_header
from policies.tables.person_values import are_persons
from policies.tables.subjects import subject_of
from policies.vocabulary import Topic

_SUMS = frozenset(
    {
        Topic.INCOME, Topic.PROPERTY, Topic.TAX, Topic.HOUSING_FUND, Topic.LOAN, Topic.CREDIT_REPORT,
        Topic.TRANSACTION,
    }
)  # fmt: skip
_YIELDING = frozenset(
    {Topic.TRANSACTION, Topic.PROPERTY, Topic.LOAN}
)  # where a word says hardly more than a sum
_OF_TITLE = 4.5  # columns that the last word of a title weighs as much as
_OF_ACCOUNTS = frozenset({Topic.TRANSACTION, Topic.PROPERTY})
_SEVERAL = 2  # columns

_SUM = lazily(
    r"[(（]?[+\-]?(?:人民币|RMB|CNY|HKD|USD|NTD|[¥￥$])? ?[+\-]?(?:\d{1,3}(?:,\d{3})+|\d{1,10})(?:\.\d{1,4})?"
    r" ?(?:[百千]?[万亿]?元|万)?[)）]?",
    re.IGNORECASE,
)
_PLAINLY_A_SUM = lazily(r"\d,\d{3}|\.\d\d\b|[¥￥元万]")
_PLAINLY_MIN = 0.7  # of the values of a column whose head says nothing of money
_ENDS_LIKE_SUMS = lazily(
    "(?:[额款金费薪资酬值价息税贴补奖利债本余贷欠进入出付供缴领扣负担养医]|[应实]发|发放|到账|费用|合计|小计|总计|结转|减免)$|"
    r"\b(?:amt|amount|pay|income|tax|bal|balance|value|val|fee|total|sum|earnings?|deduction|contribution|limit|share|employe[er]|paid|"
    r"debit|credit|principal|interest|price|assets?|equity|cash|deposits?|withdrawals?|in|out)$"
)
_NO_SUMS = lazily(
    "[率号码期日年月龄岁名]$|比例?$|占比|系数|倍数|编号|代码|日期|时间|天数|[次笔件户人套张份股家]数|数量|份额|工时|学时|"
    "得分|分数|成绩|评分|积分|排名|名次|序|均价|净值|价格|指数|温度|里程|业绩|销量|达成|指标|预算|报销|"
    r"\b(?:id|no|num|number|code|date|dt|rate|ratio|pct|percent|cnt|count|score|rank|age|qty|quantity|nav|year|"
    r"month|days?|hours?|points?|index|units?|seq|version|size|weight|height|port|lines?)\b"
)
_UNIT_OF_MONEY = lazily(
    r"[(（/ _](?:单位[:：]?)?(?:人民币)?(?:[百千]?[万亿]?元|万|RMB|CNY|HKD|USD)[)）]?$", re.IGNORECASE
)

_ENDS_LIKE_CREDIT = lazily(
    "(?:[数次笔户家期月天分]|命中|等级|评级|分级|结果|标志|原因|三累六|状态)$|"
    r"\b(?:cnt|count|times|score|accounts?|payments?|status|dpd|inquiries|enquiries|max|worst)\b"
)
_COUNTS_CREDIT = lazily(r"(?:机构|账户|查询|逾期|申请|借贷).{0,2}(?:数|[次家笔户]数)$")
_OF_REPORTS = lazily(r"\d{1,4}(?:[次笔家个期天月户]|\.\d)?|[A-D]{1,3}[+\-]?|[一-鿿]{1,6}")
_NO_TRAITS = lazily(
    "[名人部行处号码址点地日期机]$|机构|单位|公司|学校|网点|渠道|备注|时间|状态|来源|省份|城市|区域|地区|用途|摘要|产品|"
    r"项目|币种|班次|周[一二三四五六日]|\b(?:id|no|code|name|date|dt|branch|dept|status|channel|source|remark|city|currency)\b"
)
_TRAIT = lazily(
    r"[A-Za-z\u3400-\u9fff][A-Za-z0-9+\-/\u3400-\u9fff]{0,9}|\d{1,2}[\-~至]\d{1,2}[年岁]?|\d{1,3}[年分岁](?:以[上下])?"
)
_OF_SCORES, _SCORE = lazily("分$|分[数值]$|score"), lazily(r"\d{1,3}分?")
_TRAITS_MIN = 2  # columns of a table that is about what its clients are like


def settle_by_values(
    labels: Sequence[str], topics: Sequence[Topic | None], title: str, columns: Sequence[Sequence[str]]
) -> list[Topic | None]:
    """Return the topics of a table of persons, with those that only the values of their columns tell.

    >>> of = ("姓名", "月供", "欠本"), (Topic.NAME, Topic.LOAN, None)
    >>> settle_by_values(*of, "", [["张三"], ["1,200.00"], ["35,000.00"]])[2]
    <Topic.LOAN: 'loan'>
    """
    about = _about(tuple(topics), title)
    settled = list(topics)
    for index, (label, topic) in enumerate(zip(labels, topics, strict=True)):
        if topic not in PERSONS:
            column = columns[index] if index < len(columns) else ()
            settled[index] = _by_value(label, topic, column, about, title)
    return settled


def settle_by_value(
    label: str, topics: Sequence[Topic | None], title: str, column: Sequence[str]
) -> Topic | None:
    """Return the same of the last label of a table, of which these are the topics, and the values of its column."""
    topic = topics[-1]
    return topic if topic in PERSONS else _by_value(label, topic, column, _about(tuple(topics), title), title)


class _About(msgspec.Struct, frozen=True):
    """What a table is about, by its columns and its title; of what its sums are."""

    weights: dict[Topic, float]
    subject: Topic | None
    of_sums: Topic | None


@lru_cache(maxsize=1 << 8)
def _about(topics: tuple[Topic | None, ...], title: str) -> _About:
    weights = _weights(topics, title)
    of_sums = _heaviest({topic: weight for topic, weight in weights.items() if topic in _SUMS})
    return _About(weights, _heaviest(weights), of_sums)


def _by_value(
    label: str, topic: Topic | None, column: Sequence[str], about: _About, title: str
) -> Topic | None:
    values = filled(column) if column else []
    if values and (decided := of_shape(values)):
        return decided
    if topic in _YIELDING and about.of_sums and _yields(label, topic, about.of_sums, about.weights, title):
        return about.of_sums
    if not values or not label or not (topic is None or _says_only_sum(topic, label)) or _is_counter(values):
        return topic
    few = of_few(label, values, alone=about.subject is None)
    return few or _by_table(label, values, about) or topic


def _yields(label: str, topic: Topic, of_sums: Topic, weights: dict[Topic, float], title: str) -> bool:
    """Whether a label that says hardly more than a sum is one of the kind that its table is about."""
    by_title = subject_of(title) is of_sums
    if read_header(label)[0] is not topic:
        return False  # the rest of the row has told
    if subject_of(label) or _may_be_of_sums(label) is False:
        return False
    is_usual = read_header(label)[1] is not Strength.WITH_PERSONS
    if weights[of_sums] <= weights[topic] or (is_usual and not (by_title and topic in _OF_ACCOUNTS)):
        return False
    return by_title or weights[of_sums] >= _SEVERAL


def _is_counter(values: list[str]) -> bool:
    """Whether the values number the rows."""
    if len(values) < 2 or not all(map(str.isdecimal, values)):  # noqa: PLR2004 - one numbers nothing
        return False
    first = int(values[0])
    return all(int(value) == first + index for index, value in enumerate(values))


def _heaviest(weights: dict[Topic, float]) -> Topic | None:
    return max(weights, key=lambda topic: weights[topic], default=None)


def is_of_sums(label: str) -> bool:
    """Return whether a label heads sums by its last character or its unit."""
    return _may_be_of_sums(label) is True


def may_be_told_by_values(label: str, value: str) -> bool:
    """Return whether a label that nothing is known of may be one of a sum, or its value is one of few."""
    return is_of_sums(label) or of_few(label, [value], alone=False) is not None


def _weights(topics: Iterable[Topic | None], title: str) -> dict[Topic, float]:
    weights: dict[Topic, float] = dict(Counter(topic for topic in topics if topic in TABLE_TOPICS and topic))
    subject = subject_of(title)
    if subject:
        weights[subject] = weights.get(subject, 0) + _OF_TITLE
    return weights


def _says_only_sum(topic: Topic | None, label: str) -> bool:
    return topic is Topic.OTHER_NUMBER and _may_be_of_sums(label) is True


def _by_table(label: str, values: list[str], table: _About) -> Topic | None:
    """What the table is about, where the values are of the kind that such a table holds."""
    bare, about = bare_of(label), table.subject
    if table.of_sums and _are_sums(label, values):
        return table.of_sums
    if about in {Topic.CREDIT_REPORT, Topic.LOAN} and all(map(_OF_REPORTS.fullmatch, values)):
        ends = _ENDS_LIKE_CREDIT if about is Topic.CREDIT_REPORT else _COUNTS_CREDIT
        return Topic.CREDIT_REPORT if ends.search(bare) else None
    weight = table.weights[about] if about is Topic.PROFILE else 0
    if (
        weight >= _TRAITS_MIN
        and weight != _OF_TITLE  # a title alone makes no column one
        and not _NO_TRAITS.search(bare)
        and not are_persons(values)
    ):
        shape = _SCORE if _OF_SCORES.search(bare) else _TRAIT
        return about if all(map(shape.fullmatch, values)) else None
    return None


def _are_sums(label: str, values: list[str]) -> bool:
    may_be = _may_be_of_sums(label)
    if may_be is False or not all(map(_SUM.fullmatch, values)):
        return False
    return may_be or sum(map(bool, map(_PLAINLY_A_SUM.search, values))) >= _PLAINLY_MIN * len(values)


@lru_cache(maxsize=1 << 12)
def _may_be_of_sums(label: str) -> bool | None:
    """Whether a label heads sums by its last character or its unit; None where it may be anything."""
    bare = bare_of(label)
    if not bare or len(bare) > HEADER_MAX or _NO_SUMS.search(bare):
        return False
    is_with_unit = bare != label.lower().strip() and _UNIT_OF_MONEY.search(label) is not None
    return is_with_unit or _ENDS_LIKE_SUMS.search(bare) is not None or None
