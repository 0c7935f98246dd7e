"""What a title or a label is about, by the words of the trade in it: `10月薪酬发放表`, `公积金对账单`.

The words are those of the forms named in `topic_words`, which name whole columns; here they only tell the kind.
"""

import re
from functools import lru_cache

from policies.lazily import lazily
from policies.vocabulary import Topic

# A statement is one of something, and of transactions where nothing is said.
_STATEMENT = lazily(
    "流水|交易|明细账|分户账|对账单|账单|发生额|借方|贷方|statement|transaction|debit|credit(?! (?:report|bureau|"
    "check|score|card|line|limit))",
    re.IGNORECASE,
)
_TITLE_MAX = 64  # code points before a table: more is a text
_SUBJECTS = {
    Topic.TRANSACTION: "成交|交割|委托|申赎|申购|赎回|认购|购买|兑付|理赔|转账记录",
    Topic.INCOME: (
        "补助|抚恤|加给|提成|wages?|工资|薪|[应实]发|奖|佣金|津贴|补贴|养老金|退休金|年金|收入|劳务|报酬|payroll|"
        "salary|payslip|bonus"
    ),
    Topic.PROPERTY: (
        "资产|存款|理财|市值|估值|评估|房产|不动产|房屋|押品|抵押|质押|持仓|持股|财产|权益登记|deposit bal|"
        "account bal|aum|asset|propert(?:y|ies)|house|holding|collateral"
    ),
    Topic.TAX: "个税|所得税|完税|纳税|扣缴|汇算|涉税|专项附加|抵扣|税|tax|iit|paye",
    Topic.HOUSING_FUND: "公积金|强积金|缴存|汇缴|归集|provident fund|hpf",
    Topic.LOAN: (
        "贷款|借据|借款|还款|按揭|放款|逾期|融资|分期|授信|催收|欠款|loan|mortgage|repayment|instal"
    ),
    Topic.CREDIT_REPORT: (
        "征信|联征|贷记卡信息|芝麻|百行|黑名单|失信|信用报告|信用记录|查询记录|credit (?:report|bureau|check)|"
        "bureau"
    ),
    Topic.PROFILE: (
        "画像|kyc|客户信息|客户资料|信息登记|问卷|合格投资者|标签|基本信息|适当性|测评|偏好|尽职调查|告知|profile"
    ),
}
_SUBJECT = {topic: lazily(expression, re.IGNORECASE) for topic, expression in _SUBJECTS.items()}


@lru_cache(maxsize=1 << 10)
def subject_of(title: str) -> Topic | None:
    """Return what a title says a table is about: the last of its words, as a Chinese noun is told by its end.

    >>> subject_of("贷款客户工资明细"), subject_of("公积金对账单")
    (<Topic.INCOME: 'income'>, <Topic.HOUSING_FUND: 'housing fund'>)
    """
    title = title[-_TITLE_MAX:]
    last, subject = -1, Topic.TRANSACTION if _STATEMENT.search(title) else None
    for topic, expression in _SUBJECT.items():
        for found in expression.finditer(title):
            if found.end() > last:
                last, subject = found.end(), topic
    return subject
