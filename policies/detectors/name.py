"""NAME: a person's name behind a label, in a table column, or before an honorific.

A name has no form of its own; only what stands beside it makes it one. A Chinese name is a family
name and one or two given characters, or a minority's name with its middle dot; a name in Latin
letters is two or three capitalised words. The honorific does not belong to the value.

>>> validate(Candidate("张小明", shape="honorific"))
0.8
>>> validate(Candidate("如下", shape="label"))
0.0
"""

import re
from collections.abc import Iterator

from policies.detectors.base import DISPROVED, Candidate
from policies.detectors.surnames import AMBIGUOUS, COMPOUND, SINGLE
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import HONORIFICS, TOPIC_OF, Topic

TYPE = "NAME"
TRIGGERS = (Trigger.LABEL, Trigger.CELL, Trigger.HONORIFIC)

_HAN = "\u3400-\u9fff"
_BEHIND_LABEL = re.compile(
    rf"[ \t]{{0,3}}(?:[（(][^（()）\n]{{0,10}}[)）])?[ \t]{{0,3}}(?:[:：=|\t]|是|为|叫)[ \t|]{{0,4}}(?:\r?\n[ \t]*+)?(?=\S)"
)
_CHINESE = re.compile(
    rf"[{_HAN}][ ]{{1,2}}[{_HAN}](?![{_HAN}])|[{_HAN}]{{1,8}}(?:[·•.][{_HAN}]{{1,8}}){{0,3}}"
)
_LATIN = re.compile(
    r"[A-Z][a-z]{1,20}(?: [A-Z]\.)?(?:[ \-][A-Z][a-z]{1,20}){1,2}(?![A-Za-z])|[A-Z]{2,15}[ ,]{1,2}[A-Z]{2,20}(?![A-Za-z])"
)
_FULL_NAME = re.compile(rf"[{_HAN}]{{2,4}}")
_MINORITY = re.compile(rf"[{_HAN}]{{1,8}}(?:[·•.][{_HAN}]{{1,8}})+")
_NAME_MAX = 4
_BEFORE_HONORIFIC = 4

# What follows a label without being a name, though it may begin like one.
_NO_NAMES = frozenset(
    "如下 见附件 无 不详 未知 保密 同上 必填 选填 汉字 拼音 经理 公司 单位 部门 名称 客户 本人 先生 女士 高级 高管 安全 "
    "经办 全部 全体 有限 国家 国际 家庭 成员 人员 方式 电话 手机 号码 地址 和谐 通知 平台 文件 文档 关系 关于 明细 "
    "时间 应当 应该 管理 计划 都是 能够 相关 公布 公开 公告 红利 原因 原件 代表 代理 查询 查看 空白 填写 易方 金额 "
    "单号 单据 单笔 支行 分行 银行 水电 钱款 何时 何人 许可 封面 成功 成立 广大 广州 东莞 江苏 温州 贵宾 尊敬 各位 "
    "常用 常规 于此 后续 路由 利率 利息 双方 甘肃 云南 海南 河南 湖南 山东 山西 广东 广西 黑龙江 万元 万家 平安 华夏 "
    "陈述 解释 解除 强制 终止 连续 容易 步骤 简介 简历 充值 司机 向您 车主 房主 房东 边远 温馨 项目 计算 包括 包含".split()
)
_LABEL_WORDS = tuple(word for word, topic in TOPIC_OF.items() if not word.isascii() and len(word) > 1)
_LABEL_INSIDE = re.compile(
    "|".join(map(re.escape, sorted(_LABEL_WORDS, key=len, reverse=True)))
    + "|性别|年龄|出生|地址|职务|部门|单位|民族|日期|先生|女士|小姐"
)


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield the name behind a label, in a cell, or before an honorific."""
    if hit.trigger is Trigger.HONORIFIC:
        yield from _before_honorific(page.text, hit)
    elif hit.topic is Topic.NAME:
        if hit.trigger is Trigger.CELL:
            yield from _at(page.text, hit.start, hit.end, "column")
        elif page.tables.topic_at(hit.start) is None:
            behind = _BEHIND_LABEL.match(page.text, hit.end, hit.end + 40)
            if behind:
                yield from _at(page.text, behind.end(), min(len(page.text), behind.end() + 48), "label")


def validate(candidate: Candidate) -> float:
    """Return how sure it is: a family name, a plausible length, and no word known to be none."""
    value = candidate.value
    if value[0].isascii():
        return 0.8 if candidate.shape != "honorific" else DISPROVED
    if _MINORITY.fullmatch(value):
        return 0.85
    if not _is_chinese_name(value):
        return DISPROVED
    return 0.8 if candidate.shape == "honorific" else 0.85


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return the reasons, strongest first."""
    return (
        (f"beside:{candidate.shape}", "family-name")
        if not candidate.value[0].isascii()
        else (f"beside:{candidate.shape}",)
    )


def _at(text: str, start: int, end: int, shape: str) -> Iterator[Candidate]:
    while start < end and text[start] in " \t\"'“‘*[【<":
        start += 1
    latin = _LATIN.match(text, start, end)
    if latin:
        yield Candidate(latin[0], start, latin.end(), shape)
    chinese = _CHINESE.match(text, start, end)
    if chinese:
        value = chinese[0]
        cut = _LABEL_INSIDE.search(value)
        value = value[: cut.start()] if cut else value
        if value:
            yield Candidate(value.replace(" ", ""), start, start + len(value), shape)


def _before_honorific(text: str, hit: Hit) -> Iterator[Candidate]:
    """The longest of the last two to four characters that is a name; a doubtful family name only if none is shorter."""
    before = re.search(
        rf"[{_HAN}]{{0,{_BEFORE_HONORIFIC}}}$", text[max(0, hit.start - _BEFORE_HONORIFIC) : hit.start]
    )
    run = before[0] if before else ""
    names = [run[-size:] for size in (4, 3, 2) if size <= len(run) and _is_chinese_name(run[-size:])]
    names.sort(key=lambda name: name[0] in AMBIGUOUS)
    if names and (names[0][0] not in AMBIGUOUS or len(names[0]) == len(run)):
        yield Candidate(names[0], hit.start - len(names[0]), hit.start, "honorific")


def _is_chinese_name(value: str) -> bool:
    if (
        not 2 <= len(value) <= _NAME_MAX
        or value[:2] in _NO_NAMES
        or value in _NO_NAMES
        or value.endswith(HONORIFICS)
    ):
        return False
    if value[:2] in COMPOUND:
        return len(value) > 2  # noqa: PLR2004 - a family name of two and at least one given character
    return value[0] in SINGLE and len(value) < _NAME_MAX
