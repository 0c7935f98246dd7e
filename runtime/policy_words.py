"""The words in which `ashseal-policy` speaks of tokens: Chinese and English side by side.

A token without words is shown as it is: a detector may know more reasons than this list.
"""

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Language = Literal["zh", "en"]
Pair = tuple[str, str]  # Chinese, English

LANGUAGES: tuple[Language, ...] = ("zh", "en")

ACTION: Mapping[str, Pair] = MappingProxyType(
    {
        "pass": ("放行，邮件照常发出", "passed, the mail leaves as it is"),
        "seal": ("加密，邮件加密后发出", "sealed, the mail leaves encrypted"),
        "redact": ("脱敏，客户信息遮盖后发出", "masked, the mail leaves without the client data"),
        "hold": ("暂扣，等待审批后再决定", "held, the mail waits for a decision"),
        "refuse": ("拒绝，邮件不会发出", "refused, the mail is not sent"),
        "keep": ("保留，文件不动", "kept, the file stays as it is"),
        "destroy": (
            "销毁，通知使用人，到期擦除",
            "destroyed: its person is told, and at the deadline it is wiped",
        ),
    }
)
SEVERITY: Mapping[str, Pair] = MappingProxyType(
    {
        "info": ("仅供参考", "for information"),
        "low": ("低", "low"),
        "medium": ("中", "medium"),
        "high": ("高", "high"),
        "critical": ("严重", "critical"),
    }
)
GRADE: Mapping[str, Pair] = MappingProxyType(
    {
        "general": ("一般", "general"),
        "sensitive": ("敏感", "sensitive"),
        "restricted": ("重点保护", "restricted (particular clients)"),
    }
)
CATEGORY: Mapping[str, Pair] = MappingProxyType(
    {
        "identity": ("个人身份信息", "identity data"),
        "property": ("个人财产信息", "property data"),
        "credit": ("个人信用信息", "credit data"),
        "transaction": ("个人金融交易信息", "transaction data"),
        "derived": ("衍生信息", "derived data"),
        "other": ("其他信息", "other data"),
    }
)
TYPE: Mapping[str, Pair] = MappingProxyType(
    {
        "RESIDENT_ID": ("居民身份证号", "resident identity number"),
        "RESIDENT_ID_15": ("15 位旧身份证号", "old identity number of 15 digits"),
        "FPR_CARD": ("外国人永久居留证号", "foreigner's permanent residence card"),
        "HKM_PERMIT": ("港澳居民来往内地通行证", "Hong Kong and Macao travel permit"),
        "TW_PERMIT": ("台湾居民来往大陆通行证", "Taiwan travel permit"),
        "PASSPORT": ("护照号", "passport number"),
        "USCI": ("统一社会信用代码", "unified social credit identifier"),
        "BANK_CARD": ("银行卡号", "bank card number"),
        "BANK_ACCOUNT": ("银行账号", "bank account number"),
        "CNAPS": ("支付系统行号", "bank code of the payment system"),
        "MOBILE": ("手机号", "mobile number"),
        "LANDLINE": ("固定电话", "landline number"),
        "EMAIL": ("电子邮箱", "e-mail address"),
        "PLATE": ("车牌号", "licence plate"),
        "VIN": ("车辆识别代号", "vehicle identification number"),
        "SECURITIES_ACCOUNT": ("证券账户", "securities account"),
        "NAME": ("姓名", "name"),
        "ADDRESS": ("地址", "address"),
        "PASSWORD": ("密码", "password"),
        "PASSWORD_HINT": ("密码提示", "hint at a password"),
        "ID_CARD_IMAGE": ("身份证影像", "picture of an identity card"),
        "BANK_CARD_IMAGE": ("银行卡影像", "picture of a bank card"),
        "INCOME": ("收入", "income"),
        "PROPERTY": ("资产", "property"),
        "TAX": ("纳税信息", "tax"),
        "HOUSING_FUND": ("公积金", "housing fund"),
        "LOAN": ("贷款", "loan"),
        "CREDIT_REPORT": ("征信", "credit report"),
        "TRANSACTION": ("交易记录", "transaction record"),
        "PROFILE": ("客户画像", "client profile"),
    }
)
# Reasons of detectors. With `{}`: the part behind the colon, in words of its own where it has them.
REASON: Mapping[str, Pair] = MappingProxyType(
    {
        "check-digit": ("校验位正确（{}）", "its check digit is right ({})"),
        "birth-date": ("其中的出生日期成立", "it holds a possible date of birth"),
        "region": ("其中的行政区划存在", "it holds an existing region"),
        "country": ("其中的国家代码存在", "it holds an existing country"),
        "form": ("符合该号码的形式", "it has the form of such a number"),
        "address-form": ("符合地址的形式", "it has the form of an address"),
        "label": ("旁边写明是“{}”", "the words beside it say: {}"),
        "header": ("表头写明是“{}”", "the header of the column says: {}"),
        "column": ("所在列的内容是“{}”", "its column holds: {}"),
        "written": ("写法：{}", "written {}"),
        "segment": ("号段 {} 已启用", "the number range {} is in use"),
        "issuer-range": ("发卡行标识 {} 存在", "the issuer {} exists"),
        "bank": ("行别代码 {} 存在", "the bank code {} exists"),
        "area-code": ("区号 {} 存在", "the area code {} exists"),
        "province": ("省份简称“{}”", "the province {} exists"),
        "digits": ("共 {} 位", "it has {} digits"),
        "beside": ("{}", "{}"),
        "address-units": ("含有地址单位（省市、路、号等）", "it has the units of an address"),
        "exact-match": ("属于名单“{}”", "it is on the list {}"),
        "shape": ("单元格内容是{}", "its cell holds {}"),
        "printed": ("印有“{}”", "it has {} printed on it"),
        "family-name": ("以姓氏开头", "it begins with a family name"),
        "capitalised": ("首字母大写", "it is capitalised"),
        "given": ("{}", "{}"),
        "hint": ("{}", "{}"),
        "resolved": ("同一文件或邮件中就有所说的{}", "the same file or mail holds what it speaks of: {}"),
    }
)
DETAIL: Mapping[str, Pair] = MappingProxyType(
    {
        "bank-name": ("银行名称", "the name of a bank"),
        "card-scheme": ("卡组织标识", "the name of a card scheme"),
        "valid-thru": ("有效期", "a term of validity"),
        "card-kind": ("卡种", "the kind of card"),
        "number-groups": ("分组卡号", "a number in groups"),
        "mod-11-2": ("GB 11643，MOD 11-2", "GB 11643, MOD 11-2"),
        "mod-11-10": ("ISO 7064,MOD 11,10", "ISO 7064, MOD 11,10"),
        "mod-31-3": ("GB 32100，MOD 31-3", "GB 32100, MOD 31-3"),
        "luhn": ("Luhn 算法", "Luhn"),
        "gb-16735": ("GB 16735", "GB 16735"),
        "plain": ("连续书写", "in one piece"),
        "grouped": ("按惯例分组", "in the usual groups"),
        "groups": ("分组书写", "in groups"),
        "part": ("是一长串分组数字的一部分", "as a part of many groups"),
        "window": ("是一长串分组数字的一部分", "as a part of many groups"),
        "spread": ("逐字隔开", "spread out"),
        "wrapped": ("跨行书写", "over two lines"),
        "chinese": ("用中文数字", "in Chinese numerals"),
        "local": ("没有区号", "without an area code"),
        "irregular": ("分隔不规则", "in unusual groups"),
        "prefixed": ("带国际区号", "with the country code"),
        "numerals": ("用中文数字", "in Chinese numerals"),
        "honorific": ("后面有尊称", "a form of address follows"),
        "name": ("姓名", "name"),
        "resident id": ("身份证号", "resident identity number"),
        "identity document": ("证件号码", "identity document"),
        "passport": ("护照", "passport"),
        "Hong Kong and Macau permit": ("港澳通行证", "Hong Kong and Macao permit"),
        "Taiwan permit": ("台胞证", "Taiwan permit"),
        "permanent residence card": ("永久居留证", "permanent residence card"),
        "social credit identifier": ("统一社会信用代码", "social credit identifier"),
        "bank card": ("银行卡号", "bank card"),
        "account": ("账号", "account"),
        "bank code": ("行号", "bank code"),
        "securities account": ("证券账户", "securities account"),
        "mobile": ("手机", "mobile"),
        "landline": ("固定电话", "landline"),
        "phone": ("电话", "phone"),
        "e-mail": ("邮箱", "e-mail"),
        "plate": ("车牌", "plate"),
        "vehicle number": ("车架号", "vehicle number"),
        "address": ("地址", "address"),
        "password": ("密码", "password"),
        "income": ("收入", "income"),
        "property": ("资产", "property"),
        "tax": ("纳税", "tax"),
        "housing fund": ("公积金", "housing fund"),
        "loan": ("贷款", "loan"),
        "credit report": ("征信", "credit report"),
        "transaction": ("交易", "transaction"),
        "profile": ("客户画像", "profile"),
        "neutral": ("其他内容", "something else"),
        "other number": ("其他编号", "another kind of number"),
        "label": ("旁边有说明", "words beside it say so"),
        "column": ("所在列的表头这样写明", "the header of its column says so"),
        "said": ("在“密码”一类的词之后提到", "it is told behind a word such as password"),
        "next to label": ("紧跟在说明文字之后", "it follows a label"),
        "title": ("前面有称呼", "a form of address stands before it"),
        "found": ("由地址本身的写法认出", "its own units make it one"),
        "figure": ("数字", "a figure"),
        "words": ("文字", "words"),
        "code": (
            "在“密码”一类的词之后以代码形式写出",
            "it is written as a code behind a word such as password",
        ),
        "adjacent": ("紧跟在“密码”一类的词之后", "it follows a word such as password"),
        "next line": ("在“密码”一类的词的下一行", "it stands on the line below a word such as password"),
        "quoted": ("在引号中写出", "it is written in quotes"),
        "opener": ("写明“用它打开”", "the text says to open something with it"),
        "stated": ("在“密码”一类的词之后写出", "it is written behind a word such as password"),
        "told": ("所在的一句话说的是密码", "the sentence that holds it tells a password"),
        "derived": ("从收件人知道的信息可以推出", "it can be worked out from what the recipient knows"),
        "usual": ("写明与往常相同", "the text says it is the usual one"),
        **TYPE,
    }
)

RESULT: Mapping[str, Pair] = MappingProxyType(
    {
        "fine": (
            "{file}：策略 {name} 没有问题，共 {rules} 条规则、{tests} 个测试",
            "{file}: policy {name} is fine: {rules} rules, {tests} test cases",
        ),
        "holds": ("成立  ", "ok    "),
        "failed": ("不成立", "FAILED"),
        "held": ("{file}：{all} 个测试中 {held} 个成立", "{file}: {held} of {all} cases hold"),
        "ended exception": (
            "  注意：规则 {name} 有一项例外已于 {day} 到期",
            "  note: an exception of rule {name} ended on {day}",
        ),
        "ended partner": (
            "  注意：合作方“{name}”的协议已于 {day} 到期",
            "  note: the agreement with {name} ended on {day}",
        ),
        "untried": ("没有任何测试用到的规则：{}", "rules that no case tries: {}"),
    }
)
UNREADABLE: Mapping[str, Pair] = MappingProxyType(
    {
        "FileNotFoundError": ("没有文件 {name}：请检查路径", "{name}: no such file: check the path"),
        "PermissionError": ("没有读取 {name} 的权限", "{name}: no permission to read it"),
        "IsADirectoryError": ("{name} 是文件夹：请给出文件", "{name} is a folder: name a file"),
        "UnicodeDecodeError": (
            "{name} 第 {at} 个字节处不是 UTF-8：请另存为 UTF-8",
            "{name} is not UTF-8 at octet {at}: save it as UTF-8",
        ),
        "LookupError": (
            "没有内置策略 {name}；内置策略有：{known}",
            "no built-in policy {name}; there are {known}",
        ),
        "OSError": ("无法读取 {name}：{why}", "{name} cannot be read: {why}"),
    }
)
DIFFERENCE: Mapping[str, Pair] = MappingProxyType(
    {
        "policy": ("策略", "policy"),
        "clauses": ("条款", "clause"),
        "partners": ("合作方", "partner"),
        "terms": ("内部用语", "term"),
        "rules": ("规则", "rule"),
        "tests": ("测试", "test"),
        "nothing": ("（无）", "(nothing)"),
        "milder": (" —— 比原来宽松", " — milder than before"),
    }
)


def language_of(environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of a terminal: Chinese when its locale is, else English."""
    locale = next((environment[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(key)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def word(table: Mapping[str, Pair], token: str, language: Language) -> str:
    """Return the words of a token in a language; the token itself when there are none."""
    pair = table.get(token)
    return pair[LANGUAGES.index(language)] if pair else token


def reason_in_words(reason: str, language: Language) -> str:
    """Return a detector's reason in words.

    >>> reason_in_words("check-digit:luhn", "en"), reason_in_words("label:mobile", "zh")
    ('its check digit is right (Luhn)', '旁边写明是“手机”')
    """
    kind, _, detail = reason.partition(":")
    if kind not in REASON:
        return reason
    return word(REASON, kind, language).format(word(DETAIL, detail, language))
