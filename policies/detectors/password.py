"""PASSWORD: a secret written out, so that whoever reads the mail can open what it protects.

No standard describes a password; this file describes how people give one away: behind a word for
it (`密码：…`, `password is …`), alone on the next line, in a table column, or beside a word for
opening (`解压用…`, `use … to open`). The value only belongs to the span. What speaks about passwords
without giving one (密码另发, 见短信, ******, password policy, an empty field) proposes nothing.

>>> validate(Candidate("Abc@1234", shape="stated"))
0.96
>>> validate(Candidate("required", shape="stated"))
0.0
"""

import re
from collections.abc import Iterator

from policies.detectors.base import DISPROVED, Candidate
from policies.detectors.disclosure import password_wording as wording
from policies.detectors.disclosure.password_certain import certain_before, certain_behind, certain_next
from policies.detectors.disclosure.password_clause import (
    is_secret,
    more_behind,
    told,
    told_before,
    told_before_in_english,
)
from policies.detectors.disclosure.password_opening import beside_opener
from policies.detectors.disclosure.password_value import ends_its_line, surer, value_at
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import Topic

TYPE = "PASSWORD"
TRIGGERS = (Trigger.SECRET, Trigger.OPENER, Trigger.CELL, Trigger.AT_SIGN)
TOPICS = frozenset({Topic.PASSWORD})

LENGTH_MIN, LENGTH_MAX = 4, 64
_PREFIX_MAX = 8  # code points before a keyword that stands alone on its line: 附件, Excel
_VALUE_REACH = 44  # code points before a keyword in which a value and its verb stand
_FAR_VALUE_REACH = 80  # the same in English, where words are longer
_ADDRESS_REACH = 96  # before an at sign
_REACH = 160  # code points behind a keyword in which its value begins
_WORDINGS = (
    (wording.STATED, "stated"),
    (wording.SAID, "said"),
    (wording.NEXT_LINE, "next line"),
    (wording.ADJACENT, "adjacent"),
)
_WEAK_WORDINGS = _WORDINGS[:2]
_PLAIN_WORDINGS = (*_WEAK_WORDINGS, (wording.WEAK_ADJACENT, "adjacent"))
_DIGITS_ALONE_MIN = {"adjacent": 6, "before": 6, "address": 6, "told": 4, "code": 4, "opener": 4}
_CHANGES_OF_A_NAME = 2  # from small to capital letters: JavaScript, but not hwfjCeStGjVq
_LONG = 8  # letters that are no name
_SEVERAL_MAX = 5  # passwords that are listed behind one keyword


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield what may be the secret beside one word, the explicit wordings first."""
    text = page.text
    if hit.trigger is Trigger.CELL:
        if hit.topic is Topic.PASSWORD:
            yield from value_at(text, hit.start, hit.end, "column")
    elif hit.trigger is Trigger.OPENER:
        yield from beside_opener(text, hit)
    elif hit.trigger is Trigger.AT_SIGN:
        yield from _in_address(text, text.rfind("@", 0, hit.end))
    elif not _is_part_of_a_name(text, hit):
        yield from _beside_keyword(page, hit)


def validate(candidate: Candidate) -> float:
    """Return how sure it is, by what the value looks like and how it was given."""
    value, shape = candidate.value, candidate.shape
    if not LENGTH_MIN <= len(value) <= LENGTH_MAX or _is_no_value(value):
        return DISPROVED
    digits, letters = any(map(str.isdigit, value)), any(map(str.isalpha, value))
    if shape in _DIGITS_ALONE_MIN:
        return _validate_loose(value, shape, mixed=digits and (letters or not value.isalnum()))
    if wording.IDENTIFIER.fullmatch(value) and len(wording.CHANGES_CASE.findall(value)) <= _CHANGES_OF_A_NAME:
        return 0.6
    if digits or not value.isalnum() or shape == "quoted":
        return 0.96
    both_cases = value[1:] != value[1:].lower() and value != value.upper()
    return 0.8 if shape == "stated" or both_cases else 0.6


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return how it was given; nothing of the value."""
    return (f"given:{candidate.shape}",)


def _beside_keyword(page: Page, hit: Hit) -> Iterator[Candidate]:
    """The value before the keyword, then the one behind it: in an explicit wording, else in any."""
    text = page.text
    strong = _is_keyword_anywhere(text, hit)
    if text[hit.start - 1 : hit.start] not in wording.BEGINS_A_LINE:
        yield from _before_keyword(text, hit, strong=strong)
    if page.tables.in_header(hit.start):
        return
    last = None
    if wording.MAY_FOLLOW.match(text, hit.end):
        for candidate in _behind_keyword(text, hit):
            yield candidate
            last = candidate if validate(candidate) else last
    if last is None:
        for candidate in _in_any_words(text, hit, strong=strong):
            yield candidate
            last = candidate
    if last is not None:
        others = certain_next if text[hit.start].isascii() else more_behind
        yield from others(text, last.end, min(len(text), last.end + _REACH))


def _in_any_words(text: str, hit: Hit, *, strong: bool) -> Iterator[Candidate]:
    """What a sentence tells in words that nobody listed, by the words next to the value or by its looks."""
    limit = min(len(text), hit.end + _REACH)
    found = told(text, hit.start, hit.end, limit) if strong else []
    yield from found
    if not found and (strong or wording.is_pw(text, hit.start)):
        yield from certain_behind(text, hit.end, limit)
        yield from certain_before(text, hit.start, hit.end)


def _is_keyword_anywhere(text: str, hit: Hit) -> bool:
    """Whether the keyword is one in whatever sentence it stands: not `pass`, nor the end of 弱口令."""
    if text[hit.start].isascii():
        return text[hit.start : hit.end].lower() not in wording.WEAK_KEYWORDS
    return not text.endswith(wording.OF_NO_USE, 0, hit.start)


def _is_no_value(value: str) -> bool:
    return bool(
        wording.MASK.fullmatch(value)
        or wording.PLACEHOLDER.fullmatch(value)
        or value.lower().rstrip(".!") in wording.STOP_WORDS
        or not any(map(str.isalnum, value))
    )


def _validate_loose(value: str, shape: str, *, mixed: bool) -> float:
    """Without a colon or a verb between, only what no ordinary word looks like counts."""
    if wording.TOOLS.fullmatch(value) or (shape == "opener" and value[0] == "-"):  # an option of a program
        return DISPROVED
    if shape == "told":  # chosen by its looks already
        return 0.9 if mixed else 0.8
    if shape == "code" and len(value) == LENGTH_MIN and value.isalpha() and value.islower():  # 提取码 abkd
        return 0.8
    if mixed or wording.WITH_SIGNS.fullmatch(value):
        return 0.9
    if len(wording.CHANGES_CASE.findall(value)) > _CHANGES_OF_A_NAME:
        return 0.8
    return 0.8 if value.isdigit() and len(value) >= _DIGITS_ALONE_MIN[shape] else DISPROVED


def _behind_keyword(text: str, hit: Hit) -> Iterator[Candidate]:
    limit = min(len(text), hit.end + _REACH)
    word = text[hit.start : hit.end].lower()
    code = text[hit.end - 1] == "码" and text[hit.start : hit.end - 1] in wording.OF_FILES  # 解压码 8899
    for expression, shape in _wordings_of(text, hit, word):
        gap = expression.match(text, hit.end, limit)
        if not gap:
            continue
        given = "code" if code and shape == "adjacent" else shape
        for candidate in value_at(text, gap.end(), limit, given):
            if _is_another_thing(text, hit, word, candidate):
                return
            if shape != "next line" or _follows(text, hit, gap[0], candidate):
                yield _without_account(text, hit, surer(text, hit.start, hit.end, candidate))
                if wording.SEVERAL.search(gap[0]):
                    yield from _others(text, candidate.end, limit, shape)
                return


def _is_another_thing(text: str, hit: Hit, word: str, candidate: Candidate) -> bool:
    """Whether it is a word of prose, a day, an identifier or a piece of a program."""
    value, end = candidate.value, candidate.end
    if word == "mm" and not any(map(str.isdigit, value)):  # MM=minutes, mm: Optimize
        return True
    if word == "credentials":  # user / Abc1234, and not OAuth/OIDC
        behind = wording.BEHIND_ACCOUNT.match(text, end)
        return not any(map(str.isdigit, behind[1] if behind else value.partition("/")[2]))
    if word in wording.OF_PROSE_TOO and (" " in value or not any(map(str.isdigit, value))):
        return True  # the key to unlock: growth 2025
    if word == "pass" and value.isalpha() and text[end : end + 1] == " ":  # boarding pass: gate B12
        return True
    if (
        candidate.shape == "adjacent"
        and wording.CODE.fullmatch(value)
        and not wording.VALUE_ENDS.match(text, end)
    ):
        return True
    return _is_day_of_change(text, hit, value) or _is_code(text, word, candidate)


def _wordings_of(text: str, hit: Hit, word: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    if word not in wording.WEAK_KEYWORDS:
        return _WORDINGS
    begins = word in wording.WEAK_BUT_PLAIN and wording.BEGINS_A_CLAUSE.search(
        text, max(0, hit.start - 3), hit.start
    )
    return _PLAIN_WORDINGS if begins else _WEAK_WORDINGS


def _others(text: str, end: int, limit: int, shape: str) -> Iterator[Candidate]:
    """`密码分别是A和B`: the values behind the first."""
    for _ in range(_SEVERAL_MAX):
        between = wording.NEXT_OF_SEVERAL.match(text, end, limit)
        candidate = next(value_at(text, between.end(), limit, shape), None) if between else None
        if candidate is None:
            return
        yield candidate
        end = candidate.end


def _is_code(text: str, word: str, candidate: Candidate) -> bool:
    """`connect(password=password)`, `pw = getenv("PW")`: a name, or what a function gives."""
    if text.startswith(('("', "('", "()"), candidate.end):
        return True
    return candidate.value.lower() == word and text[candidate.start - 1] == "="


def _is_day_of_change(text: str, hit: Hit, value: str) -> bool:
    """`上次修改密码：2023-12-01`."""
    changed = wording.CHANGED_BEFORE.search(text, max(0, hit.start - _PREFIX_MAX), hit.start)
    return bool(changed and wording.DAY.fullmatch(value))


def _before_keyword(text: str, hit: Hit, *, strong: bool) -> Iterator[Candidate]:
    if not text[hit.start].isascii():
        if strong:
            yield from told_before(text, hit.start, hit.end, _VALUE_REACH)
        return
    if not wording.CLAUSE_ENDS.match(text, hit.end):
        return
    before = wording.VALUE_BEFORE.search(text[max(0, hit.start - _VALUE_REACH) : hit.start])
    if before:
        start = hit.start - len(before[0])
        shape = "told" if _is_of_no_language(before[1]) else "before"
        yield Candidate(before[1], start, start + len(before[1]), shape)
    elif strong:
        yield from told_before_in_english(text, hit.start, _FAR_VALUE_REACH)


def _is_of_no_language(value: str) -> bool:
    """Whether letters are mixed as in no word and no name: LqrhftGeMQ, and not JavaScript or UserID."""
    changes = len(wording.CHANGES_CASE.findall(value))
    return value.isalpha() and changes >= _CHANGES_OF_A_NAME and is_secret(value, digits=False, least=_LONG)


def _in_address(text: str, at: int) -> Iterator[Candidate]:
    secret = wording.IN_ADDRESS.search(text[max(0, at - _ADDRESS_REACH) : at])
    if secret:
        yield Candidate(secret[1], at - len(secret[1]), at, "address")


def _without_account(text: str, hit: Hit, candidate: Candidate) -> Candidate:
    """Of `用户名/密码：admin/Abc1234` and of a query string only the password is the value."""
    value = candidate.value
    head, slash, tail = value.partition("/")
    of_account = wording.ACCOUNT_BEFORE.search(text[max(0, hit.start - 12) : hit.start]) or text.startswith(
        ("账密", "credentials", "Credentials"), hit.start
    )
    if slash and of_account:
        return Candidate(tail, candidate.start + len(head) + 1, candidate.end, candidate.shape)
    behind = wording.BEHIND_ACCOUNT.match(text, candidate.end) if of_account else None
    if behind:
        return Candidate(behind[1], behind.start(1), behind.end(1), candidate.shape)
    if text[hit.start - 1 : hit.start] in {"?", "&"} and "&" in value:
        value = value.partition("&")[0]
        return Candidate(value, candidate.start, candidate.start + len(value), candidate.shape)
    return candidate


def _follows(text: str, hit: Hit, gap: str, candidate: Candidate) -> bool:
    """The value stands alone on its line, announced, or under a keyword that stands alone too."""
    if not ends_its_line(text, candidate.end, wording.LINE_ENDS):
        return False
    if wording.ANNOUNCED.search(gap):
        return True
    before = text[max(0, hit.start - _PREFIX_MAX - 1) : hit.start].rpartition("\n")[2].strip(" \t【「*>-#")
    return len(before) < _PREFIX_MAX and any(map(str.isdigit, candidate.value))


def _is_part_of_a_name(text: str, hit: Hit) -> bool:
    """The `pass` in passage, the `pwd` in a longer word, a program's name and a test's verdict are no keywords."""
    start, end = hit.start, hit.end
    if not text[start].isascii():
        return False
    before, behind = text[start - 1 : start], text[end : end + 1]
    if any(each.isascii() and each.isalpha() for each in (before, behind)):
        return True
    if before and before in wording.NAME_BEFORE:
        return bool(wording.NAME_BEHIND.match(text, end))
    if text.startswith("PASS", start) and behind in {":", "="}:
        reach = wording.VERDICT_REACH
        return bool(
            wording.VERDICT.search(text, max(0, start - reach), start)
            or wording.VERDICT.search(text, end, end + reach)
        )
    return before == ":" and bool(wording.CLOCK_BEFORE.search(text[max(0, start - 5) : start]))
