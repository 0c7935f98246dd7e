"""PASSWORD_HINT: words from which the reader can work the password out.

`密码是您手机号后六位`, `the password is your date of birth`, `the usual password`: no value is written,
yet whoever knows the client opens the file. The span is the clause that gives the hint, without the
word for the password, its verb, and `用`.

>>> validate(Candidate("您手机号后六位", shape="derived"))
0.85
"""

from collections.abc import Iterator
from itertools import islice

from policies.detectors.base import Candidate
from policies.detectors.disclosure import clause_wording, hint_clauses, opening_wording
from policies.detectors.disclosure import hint_wording as wording
from policies.normalize import start_of_line
from policies.page import Page
from policies.prefilter import Hit, Trigger
from policies.vocabulary import Topic

TYPE = "PASSWORD_HINT"
TRIGGERS = (Trigger.SECRET, Trigger.OPENER, Trigger.CELL)
TOPICS = frozenset({Topic.PASSWORD})

_REACH = 120
_FACT_REACH = 32  # code points before that word in which what makes it stands
_GIVERS_MAX = 4  # words that may lead to a hint, of which each is tried
_GAP_MAX = 24  # code points between a word for opening and a hint
_NEAR = 40  # code points behind a keyword in which its line ends
_SAME = "same "  # where the word for a password begins with it: `same pw`
_MARKS = frozenset(":：=")  # behind which a bare fact stands
_AS_PASSWORD_MAX = 6  # code points between a fact and the word for the password it makes


def propose(page: Page, hit: Hit) -> Iterator[Candidate]:
    """Yield the clause beside a word for a password, or for opening, that says how to find it."""
    text = page.text
    if hit.trigger is Trigger.OPENER:
        yield from _beside_opener(text, hit)
    elif hit.trigger is Trigger.CELL:
        if hit.topic is Topic.PASSWORD:
            yield from _clause(text, hit.start, hit.end)
    elif (
        not clause_wording.COMPOUND.match(text, hit.end) or wording.OF_HINTS.match(text, hit.end)
    ) and not page.tables.in_header(hit.start):
        found = list(_beside_keyword(text, hit))  # asked first, because hardly any word has a hint beside it
        if found and not wording.FORBIDDEN.search(
            text[max(0, hit.start - wording.FORBIDDEN_REACH) : hit.start]
        ):
            yield from found


def validate(candidate: Candidate) -> float:
    """Return how sure it is: a derivable secret is surer than a remark that it is the usual one."""
    return 0.85 if candidate.shape == "derived" else 0.75


def explain(candidate: Candidate) -> tuple[str, ...]:
    """Return how the hint is given."""
    return (f"hint:{candidate.shape}",)


def _beside_keyword(text: str, hit: Hit) -> Iterator[Candidate]:
    limit = min(len(text), hit.end + _REACH)
    usual = _usual(text, hit, limit)
    if usual:
        yield usual
        return
    said = False
    for candidate in _said(text, hit.end, limit):
        said = True
        yield candidate
    if not said:
        if text[hit.end : hit.end + 1] not in clause_wording.ENDS_A_SENTENCE:
            yield from _said_openly(text, hit.end, limit)
        if text[hit.start].isascii():
            yield from _as_the_password(text, hit)
        elif (
            text[hit.start - 1 : hit.start].isalpha()
            or text[hit.start - 1 : hit.start] in wording.OPENING_BRACKETS
        ):
            yield from _before_password(text, hit)
    if text[hit.start - 1 : hit.start] in wording.AS_PASSWORD_ENDS and wording.AS_PASSWORD.search(
        text, max(0, hit.start - _AS_PASSWORD_MAX), hit.start
    ):
        yield from _told_to_use(text, hit)


def _usual(text: str, hit: Hit, limit: int) -> Candidate | None:
    """`the usual password`, `上次的密码`, `same pw as usual`: what says so is before the word, or part of it."""
    if text[hit.start : hit.start + len(_SAME)].lower() == _SAME:
        return next(_clause(text, hit.start, limit), None)
    before = wording.usual_before(text, hit.start)
    if before is None or wording.FORMER.match(text, hit.end):
        return None
    if text[hit.start : hit.end].lower() == "credentials":  # re-use the same credentials
        return None
    start = hit.start - len(before[0].lstrip())
    as_before = wording.AS_BEFORE.match(text, hit.end)
    end = as_before.end() if as_before else hit.end
    return Candidate(text[start:end], start, end, "usual")


def _said(text: str, start: int, limit: int) -> Iterator[Candidate]:
    """`密码是您手机号后六位`, `密码（身份证后六位）`."""
    says = wording.SAYS.match(text, start, limit)
    if says:
        for candidate in _clause(text, says.end(), limit):
            bare = hint_clauses.BARE.fullmatch(candidate.value) and not wording.EXPLICIT.search(says[0])
            if not bare:
                yield from _unless_told(text, candidate, limit)
        number = (
            hint_clauses.BARE_ENGLISH.match(text, says.end(), limit)
            if says[0].rstrip(" ")[-1:] in _MARKS
            else None
        )
        if number:
            yield Candidate(number[0], number.start(), number.end(), "derived")
    start += text[start : start + 1] == " "
    if text[start : start + 1] in wording.OPENING_BRACKETS:
        for candidate in _clause(text, start + 1, limit):
            is_closed = text[candidate.end : candidate.end + 1] in wording.CLOSING_BRACKETS
            if is_closed and not hint_clauses.BARE.fullmatch(candidate.value):
                yield candidate


def _unless_told(text: str, candidate: Candidate, limit: int) -> Iterator[Candidate]:
    """A hint, but of `密码没变，还是Abc123` none, and of `密码没变，您手机号后六位` the part that says more."""
    if candidate.shape == "usual":
        if wording.TOLD.match(text, candidate.end) or text[candidate.end : candidate.end + 1] in {"?", "？"}:
            return
        if text[candidate.end : candidate.end + 1] in {"，", ","}:
            surer = [each for each in _clause(text, candidate.end + 1, limit) if each.shape == "derived"]
            yield from surer or (candidate,)
            return
    yield candidate


def _said_openly(text: str, start: int, limit: int) -> Iterator[Candidate]:
    """`密码我没写在这里，是您手机号后六位`: any words may stand between, but few right before the hint."""
    start += text[start : start + 1] == "码"
    near = text[start : start + _NEAR]
    below = list(_below(text, start, limit)) if "\n" in near or "？" in near or "?" in near else []
    yield from below
    gap = None if below or near[:3].isascii() else wording.OPEN_GAP.match(text, start, limit)
    if gap is None:
        return
    for giver in islice(wording.GIVER.finditer(text, start, gap.end() + 1), _GIVERS_MAX):
        if wording.ELSEWHERE.search(text, start, giver.end()):
            return
        for candidate in _clause(text, giver.end(), limit):
            if giver[0][0] in "是系为成即：:" or not hint_clauses.BARE.fullmatch(candidate.value):
                yield candidate
                return


def _below(text: str, start: int, limit: int) -> Iterator[Candidate]:
    """The clause on the next line, or in the answer to a question."""
    for expression in (clause_wording.ASKED, clause_wording.BELOW):
        gap = expression.match(text, start, limit)
        if gap and not wording.ELSEWHERE.search(gap[0].replace("?", "？").partition("？")[0]):
            if (
                text[start - 1].isascii()
                and not clause_wording.ANNOUNCES.search(gap[0])
                and expression is not clause_wording.ASKED
            ):
                continue  # PASSWORD}, and below it "The phone tree was tested"
            yield from _clause(text, gap.end(), limit)


def _before_password(text: str, hit: Hit) -> Iterator[Candidate]:
    """`身份证后六位就是密码`, where the clause begins with it and ends with the word for the password."""
    near = start_of_line(text, hit.start, _FACT_REACH)
    connection = wording.IS_PASSWORD.search(text, max(near, hit.start - _AS_PASSWORD_MAX * 2), hit.start)
    if connection is None or not wording.ENDS_CLAUSE.match(text, hit.end):
        return
    for begin in wording.CLAUSE_BEGINS.finditer(text, near - 1 if near else 0, connection.start()):
        if wording.FORBIDDEN.search(text[max(0, begin.end() - wording.FORBIDDEN_REACH) : begin.end()]):
            return
        for candidate in _clause(text, begin.end(), hit.end):
            if (
                wording.IS_PASSWORD.fullmatch(text, candidate.end, hit.start)
                and candidate.shape == "derived"
                and (not hint_clauses.BARE.fullmatch(candidate.value) or _is_surely(begin[0], connection[0]))
            ):
                yield candidate
                return


def _is_surely(begin: str, connection: str) -> bool:
    """Whether a bare fact is told to be the password: `手机号就是密码`, and of a whole sentence `生日为查询密码`."""
    if connection.startswith(wording.SURELY):
        return True
    return begin in {"", "\n", "。", "；"} and connection.startswith(wording.IS)


def _as_the_password(text: str, hit: Hit) -> Iterator[Candidate]:
    """`enter your postcode as the password`."""
    if not wording.AS_THE_PASSWORD.search(text, max(0, hit.start - _FACT_REACH), hit.start):
        return
    for used in wording.USED.finditer(text, max(0, hit.start - wording.USED_REACH), hit.start):
        if not wording.FORBIDDEN.search(text, max(0, used.start() - wording.FORBIDDEN_REACH), used.start()):
            for candidate in _clause(text, used.end(), hit.end):
                if wording.AS_THE_PASSWORD.fullmatch(text, candidate.end, hit.start):
                    yield candidate


def _told_to_use(text: str, hit: Hit) -> Iterator[Candidate]:
    """`请以身份证后六位作为密码`, and not what a rule or a report says of those who do so."""
    near = start_of_line(text, hit.start, wording.USED_REACH)
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
    if first == "的":  # 没有密码的账户
        return
    for expression, shape in hint_clauses.clauses(first):
        found = expression.match(text, start, limit)
        if found:
            yield Candidate(found[0], found.start(), found.end(), shape)
            return


def _beside_opener(text: str, hit: Hit) -> Iterator[Candidate]:
    for candidate in (*_behind_opener(text, hit), *_before_opener(text, hit)):
        if not text.startswith(opening_wording.LOGINS, hit.start) or wording.OF_A_PART.search(
            candidate.value
        ):
            yield candidate


def _behind_opener(text: str, hit: Hit) -> Iterator[Candidate]:
    end = hit.end - len("with") if text[hit.start : hit.end].lower().endswith("with") else hit.end
    limit = min(len(text), end + _REACH)
    using = wording.USING.match(text, end, end + _GAP_MAX)
    if using:
        for candidate in _clause(text, using.end(), limit):
            yield from _unless_told(text, candidate, limit)
        return
    encrypted = text.startswith("加密", hit.start)
    usual = text[end : end + 1] in opening_wording.USUAL_BEGINS
    if encrypted or (usual and text.startswith(opening_wording.UNPACKED, hit.start)):
        gap = opening_wording.ENCRYPTED_BEFORE_HINT.match(text, end, end + _GAP_MAX) if encrypted else None
        for candidate in _clause(text, gap.end() if gap else end, limit):
            derived = candidate.shape == "derived" and gap and wording.OF_A_PART.search(candidate.value)
            if derived or (candidate.shape == "usual" and not encrypted):
                yield candidate


def _before_opener(text: str, hit: Hit) -> Iterator[Candidate]:
    near = start_of_line(text, hit.start, wording.USED_REACH)
    if text[hit.end : hit.end + 1] in wording.CLOSING_BRACKETS:
        yield from _in_brackets(text, max(near, hit.start - _FACT_REACH), hit)
    for used in wording.USED.finditer(text, near, hit.start):
        for candidate in _clause(text, used.end(), min(len(text), used.end() + _REACH)):
            if wording.FORBIDDEN.search(text[near : used.start()]):
                continue
            plain = text.startswith(wording.NO_PROOF, hit.start) and hint_clauses.BARE.fullmatch(
                candidate.value
            )
            if wording.TO_OPEN.fullmatch(text, candidate.end, hit.start) and not plain:
                yield candidate


def _in_brackets(text: str, near: int, hit: Hit) -> Iterator[Candidate]:
    """`名单.zip（手机号后六位解压）`."""
    for bracket in wording.BRACKET_BEFORE.finditer(text, near, hit.start):
        for candidate in _clause(text, bracket.end(), hit.end):
            if wording.TO_OPEN.fullmatch(text, candidate.end, hit.start):
                yield candidate
