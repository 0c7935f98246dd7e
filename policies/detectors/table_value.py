"""INCOME, PROPERTY, TAX, HOUSING_FUND, LOAN, CREDIT_REPORT, TRANSACTION, PROFILE: cells of tables.

A figure alone is nobody's income; the header of its column makes it so. What headers there are is
in `topic_words`, whether a header counts in its table is told in `header_row`; here the shape of
the value proves it: an amount, a day, a grade. Grades of risk are those of the securities
investors' suitability rules (C1 to C5, R1 to R5), the five classes of loans those of the banking
regulator's loan risk classification (正常 关注 次级 可疑 损失).

>>> INCOME.validate(Candidate("35,000.00元")), INCOME.validate(Candidate("面议"))
(0.9, 0.0)
"""

import re
from collections.abc import Iterator

import msgspec

from policies.detectors import table_field
from policies.detectors.base import DISPROVED, Candidate
from policies.lazily import lazily
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.tables.few_values import HISTORY
from policies.tables.record_fields import NOT_FILLED_IN
from policies.vocabulary import Topic, words

_LONGEST = 40  # code points of a cell's value

_CURRENCY = r"(?:[+\-]?(?:人民币|RMB|CNY|USD|HKD|EUR|GBP|JPY|MOP|TWD|US\$|HK\$|NT\$|MOP\$|[¥￥$€£]) ?)?"
_FIGURE = r"(?:\d{1,3}(?:[,，' ]\d{3}){1,4}|\d{1,10})(?:\.\d{1,4})?"
_UNIT = (
    r"(?: ?(?:[百千]?[万亿]?(?:余|多)?(?:元整?|圆|圓|块|美元|港元|港币)?|万余|RMB|CNY|USD|HKD|[kKwW]))?"
    r"(?:(?:/|每|a |per )(?:月|年|month|year))?"
)
_ABOUT = r"(?:(?:约|近|超|超过|大于|小于|不低于|about|over|[<>≥≤~+\-]) ?)?"
_ONE = rf"{_CURRENCY}[+\-]?{_FIGURE}{_UNIT}"
_AMOUNT = rf"{_ABOUT}{_ONE}(?:[\-~至到]{_CURRENCY}{_FIGURE}{_UNIT})?(?:以上|以下|左右|及以上|\+)?"
_BOOKED = rf"[(（]{_ONE}[)）]|{_ONE}(?:-| ?(?:CR|DR|借|贷))"  # how books show what is owed, and on which side
_CHINESE_AMOUNT = (
    r"(?:人民币)?[零〇一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾百佰千仟万亿点两]{2,16}(?:元整?|圆整?|块)?"
)
_DAY = r"(?:19|20)\d{2}[\-/.年]?(?:0?[1-9]|1[0-2])[\-/.月]?(?:[0-3]?\d日?)?"
_CLOCK = r"(?:[上下]午 ?)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?: ?[AP]M|Z|[+\-]\d{2}:?\d{2})?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}\.?"
_FOREIGN_DAY = (  # 15/03/2024, 03-15-24, 15 Mar 2024, Mar 15, 2024
    rf"\d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:(?:19|20)\d{{2}}|\d{{2}})|\d{{1,2}}[ \-]{_MONTH},?[ \-](?:19|20)?\d{{2}}|"
    rf"{_MONTH} \d{{1,2}}, ?(?:19|20)\d{{2}}"
)
_TIME = (
    rf"(?:(?:{_DAY}|{_FOREIGN_DAY})(?:[ T]{{0,2}}{_CLOCK}| \d{{6}}(?:\d{{3}})?)?|{_CLOCK}|\d{{1,2}}[\-/月]\d{{1,2}}日?|"
    r"20\d{12}(?:\d{3})?)"
)
_TERM = r"\d{1,4} ?(?:个?月|期|年|天|日|次|笔|个|days?|months?|years?|times)(?:期|整)?"
_ANSWERS = words("是 否 有 无 命中 未命中 y n yes no")  # whether somebody is on a list
_REASON = r"[\u3400-\u9fff]{0,10}(?:审批|管理|查询|审查|核查|处理)"  # why somebody asked for a report
_COUNT = r"\d{1,4}(?: ?[次笔分个项条家户期天月])?"
_YEARS = r"\d{1,2} ?年(?:以[上下内]|内)?"
_ACCOUNT = r"[A-Z]{0,4}\d{6,20}"
_DEED = (
    r"[^\s,;|]{0,16}(?:不动产权?|房地?产?权?证?|房权证|房产证)[^\s,;|]{0,14}?第? ?[A-Z]?\d{4,12} ?号?|"
    r"[A-Z]{0,3}\d{6,14}"
)
_PIECES = (
    r"[0-9一二两三四五六七八九十]{1,3} ?(?:套|处|辆|台|间|户)[^\s,;|]{0,12}|\d{1,5}(?:\.\d+)? ?(?:平方米|平米|平|"
    r"㎡|m2|m²)"
)
_CREDIT = (
    r"[^\s,;|\d]{0,6}(?:正常|关注|次级|可疑|损失|損失|不良|呆账|逾期|连[一二三四五六七]|"
    r"累[一二三四五六七]|通过|不通过|拒绝|良好|优秀|较差|失信|"
    r"结清|冻结|止付|代偿|核销|一般)[^\s,;|]{0,10}|[A-D]{1,3}[+\-]?级?|[优良中差]|"
    r"(?:no )?(?:normal|special[ -]mention|substandard|doubtful|loss|overdue|good|excellent|fair|poor|clean|delinquent|"
    r"past due|defaulted)(?: \w{1,12})?"
)
_LABEL = r"[A-Za-z\u3400-\u9fff][A-Za-z0-9\u3400-\u9fff+\-/、·（）() ]{0,18}"
_BAND = r"\d{1,6}(?:[\-~至到]\d{1,6})?(?:[百千]?万|[年岁人口])(?:元)?(?:以上|以下|及以上)?"  # 50-100万, 3-5年
_RATE = r"\d{1,2}(?:\.\d{1,2})?[%％]"
_SCORE = r"[1-9]\d{2}|0\.\d{1,4}"
_GRADE = (
    r"[CRPAR][1-6](?:级|型|类)?(?:[\-（(]?[\u3400-\u9fff]{2,6}[)）]?)?|[1-5一二三四五][级星]?|\d{1,2}[级类]"
)

_PLACEHOLDER = lazily(r"[xX]{2,}|[*＊]{2,}|_+|[.…]+")
_NO_VALUES = words(
    "无 無 - / -- — 不详 未知 保密 合计 总计 小计 暂无 待定 待补 空 n/a na none null nil unknown tbd total 元 万元 "
    "varchar decimal string int number bigint date text char 面议 见附件 选填 必填 否 是 yes no "
    "示例 样例 请填写 填写 数字 日期 文本 字符"
)


class TableValue(msgspec.Struct, frozen=True):
    """The detector of one table type: which column it reads and what its cells look like."""

    TYPE: str
    topic: Topic
    expression: re.Pattern[str]
    TRIGGERS: tuple[Trigger, ...] = (Trigger.CELL, Trigger.LABEL)

    @property
    def TOPICS(self) -> frozenset[Topic]:  # noqa: N802 - the name that modules use
        """The topic of its column."""
        return frozenset({self.topic})

    def propose(self, page: Page, hit: Hit) -> Iterator[Candidate]:
        """Yield the value of a cell of this type's column, or behind its label in a form."""
        if hit.topic is not self.topic:
            return
        if hit.trigger is Trigger.LABEL:
            value = table_field.value_behind(page, hit.start, hit.end, self.topic)
            if value:
                yield Candidate(page.text[slice(*value)], *value, "field", hit.topic)
        elif hit.end - hit.start <= _LONGEST:
            yield Candidate(page.text[hit.start : hit.end], hit.start, hit.end, "cell", hit.topic)

    def validate(self, candidate: Candidate) -> float:
        """Return how sure it is: a value of the shape that such a column holds."""
        value = candidate.value
        if self.topic is Topic.CREDIT_REPORT and candidate.shape == "cell" and value.lower() in _ANSWERS:
            return 0.9
        if (
            value.lower() in _NO_VALUES
            or _PLACEHOLDER.fullmatch(value)
            or not self.expression.fullmatch(value)
        ):
            return DISPROVED
        if candidate.shape == "field":
            return DISPROVED if NOT_FILLED_IN.match(value) else 0.9
        return 0.9

    def explain(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the header's topic and what the cell holds."""
        kind = "figure" if any(map(str.isdigit, candidate.value)) else "words"
        return (f"column:{self.topic}", f"shape:{kind}")


def _of(name: str, *shapes: str) -> TableValue:
    return TableValue(name, Topic[name], lazily("|".join(f"(?:{shape})" for shape in shapes), re.IGNORECASE))


_MONEY = (_AMOUNT, _BOOKED, _CHINESE_AMOUNT)
INCOME = _of("INCOME", *_MONEY)
PROPERTY = _of("PROPERTY", *_MONEY, _DEED, _PIECES)
TAX = _of("TAX", *_MONEY)
HOUSING_FUND = _of("HOUSING_FUND", *_MONEY, _ACCOUNT, _RATE)
LOAN = _of("LOAN", *_MONEY, _TERM, _TIME)
CREDIT_REPORT = _of("CREDIT_REPORT", _COUNT, _REASON, _ACCOUNT, _CREDIT, _AMOUNT, _TIME, HISTORY)
TRANSACTION = _of("TRANSACTION", *_MONEY, _TIME)
PROFILE = _of("PROFILE", _GRADE, _YEARS, _LABEL, _TIME, _BAND, _RATE, _SCORE, r"[1-9]\d?[个人]?")

DETECTORS = (INCOME, PROPERTY, TAX, HOUSING_FUND, LOAN, CREDIT_REPORT, TRANSACTION, PROFILE)
