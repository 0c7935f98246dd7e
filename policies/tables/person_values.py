"""Columns of persons, told by what is in them: names, identity numbers, mobiles, whatever the head is.

The family names are the most frequent ones of the Ministry of Public Security's yearly report on names.
"""

from collections.abc import Sequence

from policies.lazily import lazily
from policies.tables.few_values import filled

# The hundred family names that five of six people have.
_COMMON_NAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_MAY_BE_A_NAME = lazily(
    rf"[{_COMMON_NAMES}][\u3400-\u9fff*＊某xX]{{1,3}}|[\u3400-\u9fff]+·[\u3400-\u9fff·]+|"
    rf"[A-Z][A-Za-z'\-]{{1,15}},?(?: [A-Z][A-Za-z.'\-]{{0,15}}){{1,3}}"
)
_LIKE_A_NAME = lazily("[\u3400-\u9fff]{2,4}")
_NAME = lazily(f"[{_COMMON_NAMES}][\u3400-\u9fff]{{1,2}}")
_NAMES_MIN, _NAMES_SHARE = 3, 0.7
_IDENTITY = lazily(r"[1-9]\d{5}(?:(?:19|20)\d{6}|\*{6,8})[\d*]{3}[\dXx*]|1[3-9]\d(?:\d{4}|\*{4})\d{4}")


def has_persons(columns: Sequence[Sequence[str]]) -> bool:
    """Return whether one of the columns holds names or identity numbers of persons, whatever its head is.

    >>> has_persons([["1", "2", "3"], ["张三", "李小四", "王五"]]), has_persons([["存款", "贷款", "理财"]])
    (True, False)
    """
    return any(are_persons(column) for column in columns)


def may_be_person(value: str) -> bool:
    """Return whether a value may be a name, also in Latin letters or masked: `Li Na`, `Wong, T.M.`, `王**`."""
    return _MAY_BE_A_NAME.fullmatch(value) is not None


def are_persons(column: Sequence[str]) -> bool:
    """Return whether a column holds names or identity numbers of persons."""
    values = {*filled(column)}
    if not values or all(map(_IDENTITY.fullmatch, values)):
        return bool(values)
    return (
        len(values) >= _NAMES_MIN
        and all(map(_LIKE_A_NAME.fullmatch, values))
        and sum(map(bool, map(_NAME.fullmatch, values))) >= _NAMES_SHARE * len(values)
    )
