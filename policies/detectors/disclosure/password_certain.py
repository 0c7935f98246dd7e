"""A value that can be nothing but a password, in whatever sentence a word for a password stands.

Letters, digits and signs mixed as no name, number, version, sum or address mixes them. Beside a word for a
password such a value needs no verb: it is enough that nothing says it is another thing's.

>>> is_certain("Xk#39fkw"), is_certain("HT2024-118"), is_certain("a.li2@mail.bank.cn")
(True, False, False)
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from policies.detectors.base import Candidate
from policies.detectors.disclosure import clause_wording, password_wording
from policies.detectors.disclosure.password_clause import is_secret
from policies.detectors.disclosure.password_value import value_at
from policies.lazily import lazily

_SHORTEST = 6
_CHANGES = 4  # between small letters, capitals and digits: Xk39fKw, and not Harbor66 or HT2024
_BEHIND_MAX, _BEFORE_MAX, _OTHERS_MAX = 40, 40, 6
_DIGIT = re.compile(r"[0-9]")
_VALUE_WITHIN = 72  # code points behind the word
_PARTS_OF_NAMES = frozenset("_-./")
_SIGN = re.compile(r"[@#$%^&*!+=~]")
# Sums, letters with an at sign, addresses, queries, names of firms.
_OTHER = lazily(
    r"[A-Za-z]{0,3}\$[\d,.]+[A-Za-z]{0,2}|[^@]*@[\w\-]+(?:\.[\w\-]+)+|.*[/:\\<>(){}\[\]|,;].*|[^=]*=[^&]*&.*|"
    r"[0-9a-f]{8,}|(?i:bug|issue|case|pr|ticket)#\d+|[A-Z]{2,}#\d{1,3}|.*%[.\d]*[sd].*|[A-Z]&[A-Z]\w*|[\d.]+%?|"
    r"[+\-]?\d+[A-Za-z]{0,3}%?|"
    r"[A-Za-z]+[0-9.]*[+?!]+|"
    r"#\d+|[a-z_]+=.*|[?&].*|.*\?{2}.*|"
    r"[A-Za-z_]+\.[A-Za-z_]+.*"
)
_RUN = re.compile(r"[!-~]{6,64}")
_LEADS = ":;,=->)]}|*\"'`"  # what may stand before a value in its run
# What parts a value from the word in one sentence holds none of these; on a line of its own below it is all.
_ENDS_A_SENTENCE = re.compile(r"[。；!！?？]|;(?! )")
_BELOW = lazily(
    r"[^\n：:=]{0,16}\r?\n(?:[ \t\r>]*\n)?[ \t>]{0,6}(?:[【\[][0-9:]{4,8}[】\]][ ]?)?"
    r"(?:就?是|为|输入?|填|密码|：|:)?[ \"'“‘「『《【]{0,2}"
)
_BEFORE = lazily(
    r"(?<![!-~])(?P<value>[!-~]{6,32}?)[\"'”’」』》】\])）>`*]{0,2}[ ]?"
    r"[^\n。；;!！?？!-~]{0,16}?(?:[ ]?[（(]?[A-Za-z]{2,8}[ ])?[\"'“‘「『《【]?\Z"
)
_GIVEN = lazily(
    r"(?:\b(?:is|was|use|enter|type)|[:：是为成用=]|-{2}|[0-9]位，)[ ]?[“‘\"'「『《【（(\[<`]{0,2}\Z"
)
_NEXT = lazily(
    r"[\"'”’」』》】\])）>`]{0,2}[ ]?(?:[，,、;；/和与及]|and|"
    r"or)[ ]?[^\n。；;!！?？!-~]{0,16}?(?:[A-Za-z]{2,8}[ ]){0,4}"
    r"[\"'“‘「『《【]?(?=[!-~]{6})(?=[!-~]{0,31}[0-9])"
)
_ANOTHER_THING = lazily(
    r"单号|编号|型号|版本|代码|账[号户]|帐号|用户|登录名|工号|邮箱地址|网址|链接|错误码|报错|示例|例如|比如|"
    r"如：|举例|"
    r"\b(?:e\.g\.|example|such as|like|hash|error|version|user|account|ticket|commit)\b",
    re.IGNORECASE,
)


def is_certain(value: str) -> bool:
    """Return whether a value is a password by its looks alone, wherever it stands beside a word for one."""
    value = value.rstrip(".,;:")
    if len(value) < _SHORTEST or not value.isascii() or _OTHER.fullmatch(value):
        return False
    if password_wording.PLACEHOLDER.fullmatch(value) or password_wording.TOOLS.fullmatch(value):
        return False
    if not any(map(str.isdigit, value)) or not any(map(str.isalpha, value)):
        return False
    return bool(_SIGN.search(value)) or _changes(value) >= _CHANGES


def _changes(value: str) -> int:
    """Return how often digits, small and capital letters follow upon each other."""
    kinds = [each.isdigit() + 2 * each.isupper() for each in value if each.isalnum()]
    return sum(one != next_one for one, next_one in pairwise(kinds))


def certain_behind(text: str, end: int, limit: int) -> Iterator[Candidate]:
    """Yield the certain value in the clause behind a word for a password, or on the line below, and its fellows."""
    if text[end - 1].isascii() and text[end : end + 1] in _PARTS_OF_NAMES:  # PASSWORD_MIN_LENGTH=12
        return
    for run in _RUN.finditer(text, end, min(limit, end + _VALUE_WITHIN)):
        if not _DIGIT.search(run[0]):
            continue
        start = run.end() - len(run[0].lstrip(_LEADS))
        gap = text[end:start]
        if _parts(gap) and not _ANOTHER_THING.search(gap) and not clause_wording.PROHIBITED.search(gap):
            first = next(_at(text, start, limit, given=_is_given(gap)), None)
            if first:
                yield first
                yield from certain_next(text, first.end, limit)
        return


def _parts(gap: str) -> bool:
    """Whether a value behind it still belongs to the word before it."""
    if "\n" in gap:
        return bool(_BELOW.fullmatch(gap))
    return len(gap) <= _BEHIND_MAX and not _ENDS_A_SENTENCE.search(gap)


def certain_before(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield the certain value before a word for a password that ends its clause: `试试X这个密码`."""
    if not password_wording.CLAUSE_ENDS.match(text, end):
        return
    near = max(0, start - _BEFORE_MAX)
    if not _DIGIT.search(text, near, start):
        return
    found = _BEFORE.search(text, near, start)
    if (
        found is None
        or _ANOTHER_THING.search(text, near, start)
        or clause_wording.PROHIBITED.search(text, near, start)
    ):
        return
    for candidate in value_at(text, found.start("value"), found.end("value"), "told"):
        if is_certain(candidate.value):
            yield candidate


def certain_next(text: str, end: int, limit: int) -> Iterator[Candidate]:
    """Yield the other certain values of the same sentence: `城东X，城西Y`."""
    for _ in range(_OTHERS_MAX):
        gap = _NEXT.match(text, end, min(limit, end + _BEHIND_MAX))
        candidate = (
            None if gap is None or _ANOTHER_THING.search(gap[0]) else next(_at(text, gap.end(), limit), None)
        )
        if candidate is None:
            return
        yield candidate
        end = candidate.end


def _is_given(gap: str) -> bool:
    return bool(_GIVEN.search(gap)) and not clause_wording.ELSEWHERE.search(gap)


def _at(text: str, start: int, limit: int, *, given: bool = False) -> Iterator[Candidate]:
    for candidate in value_at(text, start, limit, "told"):
        value = candidate.value
        mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
        if is_certain(value) or (given and mixed and is_secret(value, digits=False, least=_SHORTEST)):
            yield Candidate(candidate.value, candidate.start, candidate.end, "told")
