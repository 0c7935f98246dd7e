"""PASSWORD_HINT: words from which the reader can work the password out.

`密码是您手机号后六位`, `the password is your date of birth`, `the usual password`: no value is written,
yet whoever knows the client opens the file. The span is the clause that gives the hint, without the
word for the password, its verb, and `用`.

>>> validate(Candidate("您手机号后六位", shape="derived"))
0.85
"""

from collections.abc import Iterator

from policies.detectors import hint_wording as wording
from policies.detectors.base import Candidate
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import Topic

TYPE = "PASSWORD_HINT"
TRIGGERS = (Trigger.SECRET, Trigger.OPENER, Trigger.CELL)
TOPICS = frozenset({Topic.PASSWORD})

_REACH = 120
_FACT_REACH = 32  # code points before that word in which what makes it stands
_AS_PASSWORD_MAX = 6  # code points between a fact and the word for the password it makes


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield the clause beside a word for a password, or for opening, that says how to find it."""
    text = page.text
    if hit.trigger is Trigger.OPENER:
        yield from _beside_opener(text, hit)
    elif hit.trigger is Trigger.CELL:
        if hit.topic is Topic.PASSWORD:
            yield from _clause(text, hit.start, hit.end)
    elif wording.MAY_FOLLOW.match(text, hit.end) and not page.tables.in_header(hit.start):
        before = text[max(0, hit.start - wording.FORBIDDEN_REACH) : hit.start]
        if not wording.FORBIDDEN.search(before):
            yield from _beside_keyword(text, hit)


def validate(candidate: Candidate) -> float:
    """Return how sure it is: a derivable secret is surer than a remark that it is the usual one."""
    return 0.85 if candidate.shape == "derived" else 0.75


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return how the hint is given."""
    return (f"hint:{candidate.shape}",)


def _beside_keyword(text: str, hit: Hit) -> Iterator[Candidate]:
    limit = min(len(text), hit.end + _REACH)
    before = wording.USUAL_BEFORE.search(text[max(0, hit.start - wording.BEFORE_MAX) : hit.start])
    if before and not wording.FORMER.match(text, hit.end):
        start = hit.start - len(before[0].lstrip())
        as_before = wording.AS_BEFORE.match(text, hit.end)
        end = as_before.end() if as_before else hit.end
        yield Candidate(text[start:end], start, end, "usual")
        return
    yield from _said(text, hit.end, limit)
    if text[hit.start - 1 : hit.start] in wording.AS_PASSWORD_ENDS and wording.AS_PASSWORD.search(
        text, max(0, hit.start - _AS_PASSWORD_MAX), hit.start
    ):
        yield from _told_to_use(text, hit)


def _said(text: str, start: int, limit: int) -> Iterator[Candidate]:
    """`密码是您手机号后六位`, `密码（身份证后六位）`."""
    says = wording.SAYS.match(text, start, limit)
    if says:
        for candidate in _clause(text, says.end(), limit):
            bare = wording.BARE.fullmatch(candidate.value) and not wording.EXPLICIT.search(says[0])
            told = candidate.shape == "usual" and wording.TOLD.match(text, candidate.end)
            if not (bare or told):
                yield candidate
    if text[start : start + 1] in wording.OPENING_BRACKETS:
        for candidate in _clause(text, start + 1, limit):
            is_closed = text[candidate.end : candidate.end + 1] in wording.CLOSING_BRACKETS
            if is_closed and not wording.BARE.fullmatch(candidate.value):
                yield candidate


def _told_to_use(text: str, hit: Hit) -> Iterator[Candidate]:
    """`请以身份证后六位作为密码`, and not what a rule or a report says of those who do so."""
    near = max(text.rfind("\n", 0, hit.start) + 1, hit.start - wording.USED_REACH)
    for used in wording.USED.finditer(text, max(near, hit.start - _FACT_REACH), hit.start):
        before = max(near, used.end() - wording.FORBIDDEN_REACH)
        if wording.TOLD_TO_USE.search(text, before, used.end()) and not wording.FORBIDDEN.search(
            text[before : used.start()]
        ):
            for candidate in _clause(text, used.end(), hit.end):
                if wording.AS_PASSWORD.fullmatch(text, candidate.end, hit.start):
                    yield candidate


def _clause(text: str, start: int, limit: int) -> Iterator[Candidate]:
    first = text[start : start + 1]
    for expression, shape in wording.CLAUSES_LATIN if first.isascii() else wording.CLAUSES_CHINESE:
        found = expression.match(text, start, limit)
        if found:
            yield Candidate(found[0], found.start(), found.end(), shape)
            return


def _beside_opener(text: str, hit: Hit) -> Iterator[Candidate]:
    end = hit.end - len("with") if text[hit.start : hit.end].lower().endswith("with") else hit.end
    using = wording.USING.match(text, end, end + 24)
    if using:
        yield from _clause(text, using.end(), min(len(text), using.end() + _REACH))
    near = max(text.rfind("\n", 0, hit.start) + 1, hit.start - wording.USED_REACH)
    for used in wording.USED.finditer(text, near, hit.start):
        for candidate in _clause(text, used.end(), min(len(text), used.end() + _REACH)):
            if wording.FORBIDDEN.search(text[near : used.start()]):
                continue
            plain = text.startswith(wording.ENCRYPTED, hit.start) and wording.BARE.fullmatch(candidate.value)
            if wording.TO_OPEN.fullmatch(text, candidate.end, hit.start) and not plain:  # 身份证号加密存储
                yield candidate
