r"""Amounts of money in a text or in the cell of a table, in yuan.

An amount counts where a sign says that it is one: `元` or `圆` behind it, `¥` or `人民币` before it, RMB or CNY
beside it, or a label that ends in `额`. Figures are read as people write them: groups, 万 and 亿 (GB/T 15835),
Chinese numerals, the capital ones of cheques too. Other currencies do not count: nobody here knows the day's rate.

>>> greatest_in("首付50万元，贷款人民币壹佰贰拾万元整，余额（万元）：80"), yuan_of("1,234.50 元")
(1200000, 1234)
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np

GREATEST = 10**15  # yuan; what is greater is another number
_BLOCK = 1 << 15  # code points whose wide form stays in the processor's cache
_REACH = 40  # code points between a sign and the far end of its figure
_BARE_MAX = 10  # digits of a figure without groups, fractions and sign: a longer one is another number

_BEHIND, _AHEAD, _LABELS = "元圆圓", "¥￥币幣", "额額"
_WORDS, _LATIN = ("RMB", "CNY"), "BY"  # and how these end
_DIGITS = {
    digit: value
    for value, written in enumerate(
        ("零〇", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for digit in written
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_ENGLISH = {"thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9}
_NUMERALS = "".join((*_DIGITS, *_TENS, *_GROUPS))
_INVISIBLE = "\xad\u200b\u200c\u200d\u2060\ufeff"
_OF_A_SUM = _NUMERALS + "0123456789０１２３４５６７８９,.，．余多 " + _INVISIBLE
_OF_A_SUM_AHEAD = _OF_A_SUM + ":：¥￥+-" + "".join(_ENGLISH) + "KMB"
_OF_A_LABEL = _OF_A_SUM_AHEAD + "度为是共合计=|()（）\t元圆单位人民币RMBCNYyuan"
_DROP_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))

_FIGURE = r"(?P<figure>\d{1,3}(?:,\d{3,4})++(?:\.\d{1,8}+)?|\d{1,15}+(?:\.\d{1,8}+)?)"
_TIMES = (
    r"(?:[余多]?(?P<times>[十百千拾佰仟]?[万萬亿億]{1,2}|[十百千]|(?:thousand|million|billion|bn|[km])\b))?"
)
_SUM = rf"(?:(?<!\d)(?<!\d\.){_FIGURE} ?{_TIMES}|(?P<spelt>[{_NUMERALS}]{{1,30}}+))[余多]?"
_YUAN = "(?P<yuan>元|圆|圓|块|RMB|CNY|yuan)?"
_CURRENCY = "(?P<currency>人民[币幣]|RMB|CNY)?[ :]?[¥￥]?"
_OTHER_UNITS = r"(?! ?[\d.,\-/%年月日号笔次户人个家期条张]| ?[A-Za-z])"  # a label counts and dates, too
_ENDING = re.compile(rf".*?{_SUM} ?\Z", re.IGNORECASE)
_BEGINNING = re.compile(rf"[ :]?[¥￥]? ?[+\-]?{_SUM}", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:度|为|是|共|合计)?(?P<unit>[ \t]?\((?:单位:?)?(?:人民币)?[十百千]?[万亿]?元?\))?"
    rf"[ \t]?[:=为是|]?[ \t]{{0,2}}{_CURRENCY} ?[+\-]?{_SUM} ?{_YUAN}{_OTHER_UNITS}",
    re.IGNORECASE,
)
_CELL = re.compile(
    rf"(?P<unit>)(?:约|近|超|超过|大于|不低于|[<>≥≤~])?{_CURRENCY} ?[+\-]?{_SUM} ?{_YUAN}整?"
    r"(?:[/每][年月])?(?:及?以[上下]|左右|\+)?",
    re.IGNORECASE,
)


def greatest_in(text: str) -> int:
    """Return the greatest amount in yuan that a text names, without its fractions; 0 when there is none."""
    greatest, digits = 0, 1
    for written, expression in _written(text):
        if expression is _ENDING and len(written) < digits and written.isascii():
            continue  # less, whatever it is
        found = expression.match(_plain(written))
        if found is not None and (yuan := _value(found)) > greatest:
            greatest, digits = yuan, len(str(yuan))
    return greatest


def yuan_of(cell: str, unit: str = "") -> int:
    """Return the amount in a cell that is known to hold money, without its fractions; 0 when it is none.

    `unit` is what the head of its column says of bare figures: `万元`.
    """
    found = _CELL.fullmatch(_plain(cell).strip())
    return _value(found, unit) if found is not None else 0


def _written(text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield what stands at each sign, and how to read it."""
    for start, end in _signs(text):
        sign = text[start]
        if sign in "币幣" and text[start - 2 : start] != "人民":
            continue
        if sign not in _AHEAD and sign not in _LABELS:
            before = text[max(0, start - _REACH) : start]
            written = before[len(before.rstrip(_OF_A_SUM)) :].lstrip()
            if written:
                yield written, _ENDING
        if sign not in _BEHIND:
            of_it, expression = (_OF_A_LABEL, _LABELLED) if sign in _LABELS else (_OF_A_SUM_AHEAD, _BEGINNING)
            behind = text[end : end + _REACH]
            size = len(behind) - len(behind.lstrip(of_it))
            if size:
                yield behind[: size + 1], expression


def _signs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of every sign. One pass for all of them: a search for each costs three times as much."""
    if text.isascii():
        yield from _words(text)
        return
    for start in range(0, len(text), _BLOCK):
        for within in np.flatnonzero(_may_be_signs(text[start : start + _BLOCK])).tolist():
            at = start + within
            if text[at] not in _LATIN:
                yield at, at + 1
            elif text[at - 2 : at + 1] in _WORDS:
                yield at - 2, at + 1


def _words(text: str) -> Iterator[tuple[int, int]]:
    for word in _WORDS:
        at = text.find(word)
        while at >= 0:
            yield at, at + len(word)
            at = text.find(word, at + len(word))


def _may_be_signs(text: str) -> Any:  # noqa: ANN401 - numpy's arrays
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(codes) != len(text):
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    found = codes == ord(_BEHIND[0])
    for sign in _BEHIND[1:] + _AHEAD + _LABELS + _LATIN:
        found |= codes == ord(sign)
    return found


def _plain(text: str) -> str:
    """Even out widths, and drop what is invisible."""
    plain = unicodedata.normalize("NFKC", text)
    return plain if plain.isprintable() else plain.translate(_DROP_INVISIBLE)


def _value(found: re.Match[str], unit: str = "") -> int:
    """Return the yuan of a match, 0 of what is too great to be money."""
    figure, times = found["figure"], found["times"]
    if figure is None:
        return _bounded(_spelt(found["spelt"]))
    if found.re is _LABELLED or found.re is _CELL:
        if not times and not found["yuan"]:
            times = found["unit"] or unit
        if not (times or found["yuan"] or found["currency"]) and figure.isdigit() and len(figure) > _BARE_MAX:
            return 0
    if not times and figure.isdigit():
        return _bounded(int(figure))
    return _bounded(int(Decimal(figure.replace(",", "")) * _times(times or "")))


def _bounded(yuan: int) -> int:
    return yuan if yuan <= GREATEST else 0


def _times(words: str) -> int:
    """Multiply out `千万`, `million`, or the units in `（万元）`."""
    if words.lower() in _ENGLISH:
        return _ENGLISH[words.lower()]
    times = 1
    for sign in words:
        times *= _TENS.get(sign) or _GROUPS.get(sign) or 1
    return times


def _spelt(numerals: str) -> int:
    """Read Chinese numerals: a digit times its ten, groups of ten thousand; digits alone stand side by side."""
    whole = group = digit = 0
    for sign in numerals:
        if sign in _DIGITS:
            digit = digit * 10 + _DIGITS[sign]
        elif sign in _TENS:
            group, digit = group + (digit or 1) * _TENS[sign], 0
        elif sign in "亿億":
            whole, group, digit = (whole + group + digit) * _GROUPS[sign], 0, 0
        else:
            whole, group, digit = whole + (group + digit) * _GROUPS[sign], 0, 0
    return whole + group + digit
