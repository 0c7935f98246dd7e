"""Values of which there are so few, or that are written so, that they say what they are: 本科, 丧偶, C3, `NN1NN2*`.

Schooling follows GB/T 4658, marriage GB/T 2261.2, grades of investors the securities investors' suitability rules,
classes of loans the banking regulator's risk classification, reasons and histories the People's Bank's credit report.
"""

import re
from collections.abc import Sequence

from policies.lazily import lazily
from policies.vocabulary import Topic, words

HISTORY = "[NCGDZMBA*#/1-9]{12,60}"  # of 24 or 60 months of payments, as the People's Bank's report writes it
SAMPLE = 12  # values of a column that are looked at
_NO_VALUES = words("- / -- — 无 空 null NULL None n/a N/A 0 0.00")
_FEW = tuple(
    (Topic[name], least, lazily(expression, re.IGNORECASE))
    for name, least, expression in (
        (
            "PROFILE", 2,
            (
                "(?:全日制|在职|统招|成人)?(?:博士|硕士|本科|学士|大[专学]|专科|高[中职]|中[专技]|初中|小学|研究生|"
                "技校|职高)"
                "(?:研究生|本科|学生|毕业|学历|[及或]?以[上下]|[及/、或]?(?:初中|高中|中专|大专))*|"
                r"(?:bachelor|master|doctor|associate)(?:'?s| degree)*|ph\.?d|diploma|secondary|primary|high school|"
                "college|university|(?:under|post)?graduate"
            ),
        ),
        (
            "PROFILE", 2,
            (
                "(?:[已未初再离丧](?:婚|异|偶)|单身|分居)(?:[(（]?[有无未已][\u3400-\u9fff]{0,3}[)）]?)?|离婚|"
                "(?:un)?married|single|divorced|widow(?:ed|er)?"
            ),
        ),
        (
            "PROFILE", 2,
            (
                "(?:相对|比较)?(?:保守|谨慎|稳健|平衡|均衡|进取|积极|激进|成长|安逸|增长)型(?:投资者)?|"
                r"C[1-6](?:级|型|[\-（( ]?[\u3400-\u9fff]{2,5}[)）]?)?|(?:very )?(?:conservative|aggressive|balanced|"
                r"prudent)"
            ),
        ),
        (
            "PROFILE", 2,
            (
                "教师|医生|护士|公务员|律师|会计师?|工程师|程序员|军人|农民|工人|司机|学生|个体(?:户|工商户|经营者?)?|"
                "(?:私营)?企业[主高管]{1,2}|自由职业者?|[离已]?退休(?:人员)?|无业|家庭主妇|自营商|(?:企业|公司|"
                "银行)?职员|"
                "事业单位(?:职工|人员|员工)?|teacher|doctor|nurse|lawyer|accountant|engineer|retired|"
                "self-employed|student"
            ),
        ),
        (
            "PROFILE", 2,
            (
                "(?:普通|标准|大众|银|金|白银|黄金|铂金|白金|钻石|黑金|至尊|私行|私人银行|财富|贵宾|尊享|VIP ?[1-9]?|"
                "[一二三四五六七]星)"
                "(?:客户|会员|级|卡){0,2}|(?:silver|gold|platinum|diamond|premier|private|priority|standard)(?: "
                "client| member)?"
            ),
        ),
        ("CREDIT_REPORT", 1, "[NCGDZMBA*#/1-7]{12,60}"),
        ("CREDIT_REPORT", 2, "(?:[一二三四五]类[:： ]?)?(?:正常|关注|次级|可疑|损失)(?:类|[一二三四1-4]级?)?"),
        (
            "CREDIT_REPORT", 2,
            (
                "贷款审批|贷后管理|信用卡审批|本人查询.{0,8}|担保资格审查|贷前(?:审查|审批)|保前审查|保后管理|融资审批|"
                "法人代表[\u3400-\u9fff]{2,12}|异议(?:核查|处理)|资信审查"
            ),
        ),
        (
            "PROPERTY", 1,
            (
                r"(?=[^权字]{0,24}+[权字])[^:：]{0,16}(?:不动产权|房地?产?权证|房权证|房地.{0,2}字)"
                r"[^:：]{0,14}\d{4,12}.{0,3}"
            ),
        ),
        ("PROPERTY", 2, r"\d{1,5}(?:\.\d+)? ?(?:平方米|平米|㎡|m2|m²)"),
    )
)  # fmt: skip
_SHAPES = tuple((topic, expression) for topic, least, expression in _FEW if least == 1)
_ANY_OF_FEW = lazily("|".join(f"(?:{values.pattern})" for *_, values in _FEW), re.IGNORECASE)
_BEGINS_LIKE_FEW = lazily(
    rf"[ \t]{{0,8}}+(?:[\"'“*]{{0,2}}+(?:{_ANY_OF_FEW.pattern})|[\"'“]?[NCGDZMBA*#/1-9]{{12}})", re.IGNORECASE
)
_BAD_CLASS = lazily("次级|可疑|损失|[五5]级|分类|class|wjfl")
_OF_POSTS = lazily("岗|职[务位级称]|post|title|position|部门|单位|科室")


def filled(column: Sequence[str]) -> list[str]:
    """Return the first values of a column without those that say that there is none."""
    return [value for value in column[:SAMPLE] if value and value not in _NO_VALUES]


def begins_like_few(text: str, position: int) -> bool:
    """Return whether what stands here, behind space and quotes, may be a value of which there are few."""
    return _BEGINS_LIKE_FEW.match(text, position) is not None


def of_few(label: str, values: list[str], *, alone: bool) -> Topic | None:
    """Return what values say of which there are few; everyday words alone in their table say it by two."""
    if not values or not _ANY_OF_FEW.fullmatch(values[0]):
        return None
    for topic, least, expression in _FEW:
        if len(values) >= (least if alone else 1) and all(map(expression.fullmatch, values)):
            if "正常" in values and not _BAD_CLASS.search(" ".join((label.lower(), *values))):
                continue
            return None if topic is Topic.PROFILE and _OF_POSTS.search(label.lower()) else topic
    return None


def of_shape(values: Sequence[str]) -> Topic | None:
    """Return what values say that nothing else is written like: deeds, histories of payments."""
    return next((topic for topic, expression in _SHAPES if all(map(expression.fullmatch, values))), None)
