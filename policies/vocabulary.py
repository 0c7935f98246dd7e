"""The words that stand before a value and say what it is: labels, table headers, honorifics.

A word belongs to one topic. Topic `OTHER_NUMBER` is the evidence against: an order number, a
tracking number or an amount may look like a mobile or a card.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType


class Topic(StrEnum):
    """What a label says of the value behind it."""

    NAME = "name"
    RESIDENT_ID = "resident id"
    BANK_CARD = "bank card"
    MOBILE = "mobile"
    EMAIL = "e-mail"
    PASSWORD = "password"  # noqa: S105 - the name of a topic
    OTHER_NUMBER = "other number"
    NEUTRAL = "neutral"  # says only that a row is a header


def words(text: str) -> frozenset[str]:
    """Return the words of a text, which is how long word lists read best."""
    return frozenset(text.split())


CHINESE = MappingProxyType(
    {
        Topic.NAME: (
            "姓名 客户姓名 客户名称 客户名 客户 户名 账户名称 账户名 开户名 持卡人 持有人 联系人 收款人 "
            "付款人 收件人 开户人 申请人 借款人 担保人 投保人 被保险人 受益人 委托人 代理人 经办人 "
            "法定代表人 法人代表 法人 户主 员工姓名 学生姓名 本人姓名 紧急联系人 客戶姓名 戶名 聯系人 "
            "聯絡人 客戶 持卡人姓名 联系人姓名 真实姓名"
        ),
        Topic.RESIDENT_ID: (
            "身份证号码 身份证号 身份证 身份證號碼 身份證號 身份證 居民身份证 公民身份号码 "
            "公民身份证号码 证件号码 证件号 證件號碼 證件號 有效证件号 身份证件号码 身份号码"
        ),
        Topic.BANK_CARD: (
            "银行卡号 银行卡 卡号 银行账号 银行帐号 银行账户 信用卡号 信用卡 借记卡号 借记卡 储蓄卡号 "
            "储蓄卡 收款账号 付款账号 收款账户 付款账户 账号 帐号 账户 银行卡号码 結算卡 结算卡 还款卡 "
            "扣款卡 賬號 帳號 卡號 銀行卡號 銀行卡"
        ),
        Topic.MOBILE: (
            "手机号码 手机号 手机 手機號碼 手機號 手機 移动电话 联系电话 联系方式 电话号码 电话 電話 "
            "聯系電話 預留手机 预留手机号 联系手机 微信号 微信 紧急联系电话"
        ),
        Topic.EMAIL: "邮箱 电子邮箱 电子邮件 邮件地址 電郵 郵箱 电子邮箱地址 邮箱地址",
        Topic.PASSWORD: (
            "密码 密碼 口令 解压码 解壓碼 提取码 提取碼 访问码 解密码 打开码 开启码 登录密码 查询密码 "
            "解压密码 打开密码 文件密码 初始密码 默认密码 取件密码 授权码"
        ),
        Topic.OTHER_NUMBER: (
            "订单号 订单编号 订单 運單號 运单号 快递单号 快递 物流单号 单号 單號 流水号 流水 交易号 "
            "交易流水号 编号 編號 合同号 合同编号 发票号码 发票号 发票代码 批次号 批次 工单号 工单 案号 "
            "任务号 序列号 设备号 产品编码 编码 条码 金额 时间戳 版本号 凭证号 参考号 受理号 申请号 文号 "
            "票号 QQ号 QQ 工号 学号 物料号 报文号 会议号"
        ),
        Topic.NEUTRAL: (
            "用户名 用户 序号 备注 性别 年龄 地址 日期 部门 职务 单位 类型 状态 系统 网点 支行 城市 "
            "文件名 文件"
        ),
    }
)

ENGLISH = MappingProxyType(
    {
        Topic.NAME: (
            "name|full name|customer name|client name|customer|client|account name|account holder|"
            "card holder|cardholder|contact|contact person|beneficiary|payee|applicant|borrower"
        ),
        Topic.RESIDENT_ID: (
            "id number|id no|id card|id card number|id card no|identity number|identity card|identity no|"
            "resident id|national id|citizen id|id"
        ),
        Topic.BANK_CARD: (
            "card number|card no|bank card|credit card|debit card|bank account|account number|account no|"
            "card|account|a/c|acct"
        ),
        Topic.MOBILE: (
            "mobile|mobile number|mobile no|mobile phone|phone|phone number|phone no|cell|cell phone|tel|"
            "telephone|contact number|mob"
        ),
        Topic.EMAIL: "email|e-mail|mail|email address|e-mail address",
        Topic.PASSWORD: "password|passwords|passwd|pwd|passcode|passphrase|pass phrase|pass code|pw|pass",
        Topic.OTHER_NUMBER: (
            "order number|order no|order id|order|tracking number|tracking no|tracking|invoice number|"
            "invoice no|invoice|reference|reference no|ref|ref no|serial number|serial no|serial|ticket|"
            "ticket no|transaction id|transaction no|batch|batch no|timestamp|meeting id|conference id|"
            "version|build|case no|contract no|qq"
        ),
        Topic.NEUTRAL: (
            "username|user name|user|login|system|host|url|remark|remarks|gender|sex|age|address|date|"
            "file|type"
        ),
    }
)


def _topics() -> dict[str, Topic]:
    words: dict[str, Topic] = {}
    for topic, chinese in CHINESE.items():
        words.update(dict.fromkeys(chinese.lower().split(), topic))
    for topic, english in ENGLISH.items():
        words.update(dict.fromkeys(english.split("|"), topic))
    return words


TOPIC_OF = MappingProxyType(_topics())
HONORIFICS = ("先生", "女士", "小姐", "太太")


def any_of(words: Iterable[str]) -> str:
    """Return an expression for the longest of some literals: a branch for each first character."""
    branches: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        branches.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in branches.items())


_labels = [word for word, topic in TOPIC_OF.items() if topic is not Topic.NEUTRAL]
# In English a label is a whole word: the `id` of `did` and the `pass` of `passage` are none.
_LABELS = (
    re.compile(any_of(word for word in _labels if not word.isascii())),
    re.compile(f"(?<![a-z])(?:{any_of(word for word in _labels if word.isascii())})(?![a-z])"),
)
_BARE = re.compile(r"[\s:*\"'：*#.]+")


def last_label(text: str) -> tuple[Topic, int] | None:
    """Return the topic of the last label in a short text and where that label ends."""
    lower = text.lower()
    last = None
    for labels in _LABELS if not lower.isascii() else _LABELS[1:]:
        for found in labels.finditer(lower):
            if last is None or found.end() > last.end():
                last = found
    return (TOPIC_OF[last[0]], last.end()) if last else None


def header_topic(cell: str) -> Topic | None:
    """Return the topic of a table cell that is a label and nothing else.

    >>> header_topic(" 客户姓名* "), header_topic("张三")
    (<Topic.NAME: 'name'>, None)
    """
    bare = _BARE.sub(" ", cell.lower()).strip()
    if bare in TOPIC_OF:
        return TOPIC_OF[bare]
    without_note = re.sub(r"[（(\[].{0,12}[）)\]]$", "", bare).strip()
    return TOPIC_OF.get(without_note)
