"""The words of the question in Chinese and English, and the names of what was found.

Both languages say the same three things, in this order: what is the matter, what can be done, what
happens by itself. Nothing threatens, nothing hides the consequence.
"""

import os
from collections.abc import Mapping
from typing import Literal

import msgspec

Language = Literal["zh", "en"]


class Texts(msgspec.Struct, frozen=True):
    """All words of one language. Words in braces are filled in."""

    title: str
    headline: str
    headline_many: str
    principle: str
    folder: str
    found: str
    times: str
    more: str
    why: str
    remaining: str
    due: str
    deadline_note: str
    destroy: str
    destroy_key: str
    destroy_hint: str
    vault: str
    vault_key: str
    vault_hint: str
    working: Mapping[str, str]
    results: Mapping[str, str]
    record: str
    answer: str
    later: str
    days: str


_EN = Texts(
    title="Ashseal",
    headline="A file with client data was left on this computer",
    headline_many="{count} files with client data were left on this computer",
    principle="Who uses it, destroys it. Please decide what becomes of it.",
    folder="Folder",
    found="Found in it",
    times="{count} times",
    more="and {count} more",
    why="Why",
    remaining="{time} left",
    due="Now due",
    deadline_note="Without an answer it is destroyed by itself at {time}, or when you log off.",
    destroy="Destroy now",
    destroy_key="D",
    destroy_hint="Overwrites and removes the file for good. It cannot be brought back.",
    vault="Move to the vault",
    vault_key="V",
    vault_hint="Seals the file into the vault and removes it from here.",
    working={"destroy": "Destroying…", "vault": "Moving to the vault…"},
    results={
        "destroyed": "Destroyed",
        "vaulted": "Moved to the vault",
        "kept": "Could not be destroyed; your steward was told",
        "gone": "The file is no longer there",
        "open": "The file was changed; you will be asked again",
    },
    record="Record {id}",
    answer="d destroy now, v move to the vault, Enter decide later: ",
    later="Not decided. The deadline stands.",
    days="{count} d ",
)
_ZH = Texts(
    title="封烬 Ashseal",
    headline="这台电脑上留有含客户信息的文件",
    headline_many="这台电脑上留有 {count} 个含客户信息的文件",
    principle="谁使用，谁销毁。请决定如何处理。",
    folder="位置",
    found="发现内容",
    times="{count} 处",
    more="另有 {count} 处",
    why="原因",
    remaining="剩余 {time}",
    due="已到期",
    deadline_note="如未处理，将于 {time} 或在您注销时自动销毁。",
    destroy="立即销毁",
    destroy_key="D",
    destroy_hint="覆写并删除文件，无法恢复。",
    vault="移入保管库",
    vault_key="V",
    vault_hint="加密存入保管库，并从此处清除。",
    working={"destroy": "正在销毁…", "vault": "正在移入保管库…"},
    results={
        "destroyed": "已销毁",
        "vaulted": "已移入保管库",
        "kept": "未能销毁，已通知责任管理员",
        "gone": "文件已不存在",
        "open": "文件已被修改，稍后会再次询问",
    },
    record="记录编号 {id}",
    answer="d 立即销毁，v 移入保管库，回车 稍后决定：",
    later="未决定。期限不变。",
    days="{count} 天 ",
)

_TYPES: Mapping[str, tuple[str, str]] = {
    "RESIDENT_ID": ("居民身份证号码", "Resident ID number"),
    "RESIDENT_ID_15": ("居民身份证号码（15 位）", "Resident ID number (15 digits)"),
    "FPR_CARD": ("外国人永久居留证", "Foreigner's permanent residence card"),
    "HKM_PERMIT": ("港澳居民来往内地通行证", "Hong Kong and Macao travel permit"),
    "TW_PERMIT": ("台湾居民来往大陆通行证", "Taiwan travel permit"),
    "PASSPORT": ("护照号码", "Passport number"),
    "USCI": ("统一社会信用代码", "Unified social credit code"),
    "BANK_CARD": ("银行卡号", "Bank card number"),
    "BANK_ACCOUNT": ("银行账号", "Bank account"),
    "CNAPS": ("联行号", "Bank code (CNAPS)"),
    "MOBILE": ("手机号码", "Mobile number"),
    "LANDLINE": ("固定电话", "Landline number"),
    "EMAIL": ("电子邮箱", "E-mail address"),
    "PLATE": ("车牌号", "Licence plate"),
    "VIN": ("车辆识别代号", "Vehicle identification number"),
    "SECURITIES_ACCOUNT": ("证券账户", "Securities account"),
    "NAME": ("姓名", "Name"),
    "ADDRESS": ("地址", "Address"),
    "PASSWORD": ("密码", "Password"),
    "PASSWORD_HINT": ("密码提示", "Hint at a password"),
    "ID_CARD_IMAGE": ("身份证影像", "Picture of an ID card"),
    "BANK_CARD_IMAGE": ("银行卡影像", "Picture of a bank card"),
    "INCOME": ("收入", "Income"),
    "PROPERTY": ("资产", "Property"),
    "TAX": ("纳税信息", "Tax"),
    "HOUSING_FUND": ("公积金", "Housing fund"),
    "LOAN": ("贷款", "Loan"),
    "CREDIT_REPORT": ("征信报告", "Credit report"),
    "TRANSACTION": ("交易记录", "Transaction record"),
    "PROFILE": ("客户画像", "Client profile"),
}


def of(language: Language) -> Texts:
    """Return the words of a language."""
    return _ZH if language == "zh" else _EN


def choose(wanted: str, environment: Mapping[str, str] = os.environ) -> Language:
    """Return `wanted` if it is a language, else that of the session: Chinese unless it says otherwise."""
    if wanted == "zh":
        return "zh"
    if wanted == "en":
        return "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name, ""):
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def type_name(kind: str, language: Language) -> str:
    """Return the name of an entity type for people; a new one is shown as it is."""
    chinese, english = _TYPES.get(kind, (kind, kind))
    return chinese if language == "zh" else english


def remaining(seconds: float, texts: Texts) -> str:
    """Return a span of time as `1 d 07:59:12`, or that it is over."""
    if seconds <= 0:
        return texts.due
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    clock = f"{hour:02}:{minute:02}:{second:02}"
    return texts.remaining.format(time=(texts.days.format(count=days) if days else "") + clock)
