"""PASSWORD_HINT: words from which the reader can work the password out.

`密码是您手机号后六位`, `the password is your date of birth`, `the usual password`: no value is written,
yet whoever knows the client opens the file. The span is the clause that gives the hint.

>>> validate(Candidate("您手机号后六位", shape="derived"))
0.85
"""

import re
from collections.abc import Iterator

from policies.detectors.base import Candidate
from policies.page import Page
from policies.prefilter import Hit, Trigger

TYPE = "PASSWORD_HINT"
TRIGGERS = (Trigger.SECRET,)

_REACH = 100
_SAYS = r"[ ]?(?:(?:[:：]|也?就?是|还是|仍是|仍为|为|統一為|统一为|设为|都是){0,2})[ ]{0,3}"
_WHOSE = r"(?:您|你|贵司|贵方|客户|本人|我|收件人|他|她|持卡人)?(?:本人)?的?"
_OF_WHAT = (
    r"(?:手机号码?|手机|手機號?碼?|电话号码?|电话|身份证号码?|身份证|身份證號?碼?|证件号码?|证件|卡号|银行卡号?|账号|"
    r"工号|学号|生日|出生日期|出生年月日?|统一社会信用代码|信用代码|车牌号?)"
)
_PART = (
    r"(?:的?(?:最后|最後|末尾|尾号?|前|后|後|末)(?:[0-9一二三四五六七八九十]{1,2})?[位个個](?:数字?|數字?)?)"
)
_DERIVED = re.compile(rf"{_SAYS}({_WHOSE}{_OF_WHAT}{_PART}?)")
_AS_BEFORE = r"(?:跟|和|与|同)?(?:上次|以前|之前|往常|平时|上回)的?(?:一样|相同|一致)?"
_USUAL = re.compile(rf"{_SAYS}(老样子|老规矩|老密码|不变|照旧|同上次?|{_AS_BEFORE})")
_DIGITS_OF = r"(?:the )?(?:last|first) (?:\w+ ){1,2}(?:digits|characters|numbers) of "
_FACT = (
    r"(?:mobile|cell|phone|id|identity|card|passport|account|employee|date of birth|birthday|birth ?date)"
    r"(?: (?:phone|number|no\.?|card)){0,2}"
)
_ENGLISH = re.compile(
    r"(?:\s(?:for \S{1,40} )?(?:is|was|will be)|\s?:)\s(?:set to )?"
    rf"((?:{_DIGITS_OF})?(?:your|the client's|his|her|my|the) {_FACT}"
    r"|(?:the )?(?:usual|same as (?:before|last time|always|usual)|same)(?: one)?)(?![A-Za-z])",
    re.IGNORECASE,
)
_USUAL_BEFORE = re.compile(
    r"(?:(?:the|our|same) )?(?:usual|same|old|previous) $|(?:老|(?:平时|以前|上次|常用|之前)的?)$",
    re.IGNORECASE,
)


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield the clause behind (or before) a word for a password that says how to find it."""
    text, limit = page.text, min(len(page.text), hit.end + _REACH)
    for expression, shape in ((_DERIVED, "derived"), (_USUAL, "usual"), (_ENGLISH, "derived")):
        found = expression.match(text, hit.end, limit)
        if found:
            yield Candidate(found[1], found.start(1), found.end(1), shape)
            return
    before = _USUAL_BEFORE.search(text[max(0, hit.start - 16) : hit.start])
    if before:
        start = hit.start - len(before[0])
        yield Candidate(text[start : hit.end], start, hit.end, "usual")


def validate(candidate: Candidate) -> float:
    """Return how sure it is: a derivable secret is surer than a remark that it is the usual one."""
    return 0.85 if candidate.shape == "derived" else 0.75


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return how the hint is given."""
    return (f"hint:{candidate.shape}",)
