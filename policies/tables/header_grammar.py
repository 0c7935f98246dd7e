"""Headers that no list holds, read by their parts: `近24个月最长连续逾期期数`, `累计已预扣预缴税额`, `max_ovd_days`.

A header is read only when it consists of known parts from end to end, so that `营业收入` and `贷款利率` are none.
A rule names the kinds of which one part must be, those that must stand with it, and those that may.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

import msgspec

from policies.lazily import lazily
from policies.tables import header_lexicon
from policies.vocabulary import Topic, any_of

_SHORTEST = 3  # code points of a Chinese header: shorter ones are in the lists or say too little
_UNKNOWN_MAX = 8  # code points of what qualifies a sum, whatever it is
_END_MIN = 2  # of what is qualified
_LONGEST = 28  # code points of a header
_BRACKETS = lazily(r"[()（）\[\]【】/、\-·. ]")
_LATIN_PART = lazily(r"[a-z]+|\d+m?")


class Rule(msgspec.Struct, frozen=True, dict=True):
    """What a header means of whose parts one is of `core`, one of each of `needs`, and all others of `also`."""

    topic: Topic
    core: str
    needs: tuple[str, ...] = ()  # each some kinds with a bar between them
    also: str = ""

    def fits(self, parts: list[frozenset[str]]) -> bool:
        """Return whether the kinds of the parts of a header are as the rule says."""
        kinds = frozenset().union(*parts)
        return (
            self.core in kinds
            and not any(map(kinds.isdisjoint, self._needed))
            and not any(map(self._allowed.isdisjoint, parts))
        )

    @cached_property
    def _needed(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(each.split("|")) for each in self.needs)

    @cached_property
    def _allowed(self) -> frozenset[str]:
        return frozenset({self.core, "plain"}.union(*self._needed, self.also.split("|")))


# The first that fits holds.
RULES = (
    Rule(Topic.TAX, "deduction", ("deducted",), "money"),
    Rule(Topic.HOUSING_FUND, "fund", also="fund part|money|tax part|deal"),
    Rule(Topic.TAX, "tax", also="tax part|tax detail|pay|pay part|money|taxable|fund part"),
    Rule(Topic.TAX, "tax part", ("money",), "taxable"),
    Rule(Topic.TAX, "taxable", also="money|pay"),
    Rule(Topic.CREDIT_REPORT, "credit", also="credit lead|state|count|credit part|overdue|rank|loan|wealth"),
    Rule(Topic.CREDIT_REPORT, "overdue", ("count",), "credit part|state|loan|overdue part"),
    Rule(Topic.CREDIT_REPORT, "overdue", ("overdue part",), "count"),
    Rule(Topic.CREDIT_REPORT, "query", ("count|query part",), "query part|credit part|credit account|credit"),
    Rule(Topic.CREDIT_REPORT, "loan account", ("count|state",), "credit account|money"),
    Rule(Topic.CREDIT_REPORT, "credit account", ("count",), "credit part|state|loan|loan part|money"),
    Rule(Topic.CREDIT_REPORT, "credit account", ("credit part|standing",), "state|count|loan"),
    Rule(Topic.CREDIT_REPORT, "standing", ("state|rank",), "credit account|credit part"),
    Rule(Topic.CREDIT_REPORT, "payment", ("state",), "credit part"),
    Rule(Topic.CREDIT_REPORT, "score", ("standing|credit lead|credit|plain",), "standing|credit lead|credit"),
    Rule(Topic.LOAN, "loan", also="loan part|money|count|repay|overdue|credit part|interest"),
    Rule(Topic.LOAN, "repay", ("money|plain|interest",), "loan part"),
    Rule(Topic.LOAN, "interest", ("repay|loan part",), "money"),
    Rule(Topic.LOAN, "loan part", ("money",), "repay|overdue|interest"),
    Rule(Topic.INCOME, "pay", also="pay part|money|interest"),
    Rule(Topic.INCOME, "paid", ("money|plain",), "pay part"),
    Rule(Topic.INCOME, "gain", ("pay|pay part",), "interest|money"),
    Rule(Topic.TRANSACTION, "deal", ("money|count|price|day|deal",), "deal part|holding|credit part"),
    Rule(Topic.TRANSACTION, "deal part", ("money",), "plain"),
    Rule(Topic.PROPERTY, "profit", also="holding|holding part|money"),
    Rule(Topic.PROPERTY, "holding", ("money|worth|count",), "holding part|wealth"),
    Rule(Topic.PROPERTY, "estate", ("worth|area|deed|money|count",), "estate part|bare estate"),
    Rule(Topic.PROPERTY, "bare estate", also="estate|estate part"),
    Rule(Topic.PROPERTY, "wealth", also="wealth part|holding|money|worth"),
    Rule(Topic.PROPERTY, "worth", ("holding part|estate part",), "holding"),
    Rule(Topic.PROFILE, "trait", also="trait part|whose"),
    Rule(Topic.PROFILE, "whose", ("rank",), "trait part"),
    Rule(Topic.PROFILE, "leaning", also="degree"),
    Rule(Topic.PROFILE, "leaning part", ("degree",)),
)


# Of these one part may be unknown, because what stands in the column must be a sum all the same.
_OF_SUMS = frozenset(
    {Topic.INCOME, Topic.PROPERTY, Topic.TAX, Topic.HOUSING_FUND, Topic.LOAN, Topic.TRANSACTION}
)
_OF_FEW_WORDS = {Topic.CREDIT_REPORT: 2, Topic.PROFILE: 2}  # code points that may qualify these
_NEVER_NUMBERS = _OF_SUMS - {Topic.PROPERTY}  # a deed has one
# `有逾期记录` is a value, `产品生命周期` a thing's.
_OF_NOBODY = ("有", "无", "产品", "项目", "市场", "设备", "系统", "行业", "渠道")
_OF_FIRMS = frozenset(("收入", "报酬"))  # have these, too
_OF_NUMBERS = frozenset(("no", "num", "number", "nbr", "id", "code", "seq", "cd"))  # end the name of a number


def _kinds(lexicon: Mapping[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, listed in lexicon.items():
        for word in listed.lower().split():
            found.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


_CHINESE, _LATIN = _kinds(header_lexicon.CHINESE), _kinds(header_lexicon.LATIN)
_OF_INITIALS = _kinds(header_lexicon.INITIALS)
_INITIALS_MIN = 4  # letters of initials of which no list knows the whole
_ARE_INITIALS = lazily(f"(?:{any_of(_OF_INITIALS)})+")
_INITIAL = lazily(any_of(_OF_INITIALS))
_PART = lazily(any_of(_CHINESE))


@lru_cache(maxsize=1 << 13)
def read(header: str, qualifier: int = _UNKNOWN_MAX) -> Topic | None:
    """Return what a header without its unit says, in small letters, by its parts; before a sum so much is unknown.

    >>> read("近24个月最长连续逾期期数"), read("营业收入")
    (<Topic.CREDIT_REPORT: 'credit report'>, None)
    """
    if not 1 < len(header) <= _LONGEST:
        return None
    if header.isascii():
        words = _LATIN_PART.findall(header)
        if len(words) == 1 and len(header) >= _INITIALS_MIN and _ARE_INITIALS.fullmatch(header):
            return _read(_INITIAL.findall(header), _OF_INITIALS)
        topic = _read([word for word in words if not word[0].isdigit()], _LATIN) if len(words) > 1 else None
        return None if topic in _NEVER_NUMBERS and words[-1] in _OF_NUMBERS else topic
    bare = _BRACKETS.sub("", header)
    if len(bare) < _SHORTEST:
        return None
    starts = _starts_of_parts(bare)
    for start in range(min(qualifier, len(bare) - _END_MIN) + 1):  # a Chinese noun is told by its end
        if start in starts:
            topic = _read(_PART.findall(bare, start), _CHINESE)
            if topic and (not start or _ends_so(topic, bare[:start], bare[start:])):
                return topic
    return None


def _starts_of_parts(bare: str) -> list[int]:
    """Return from where on a Chinese header is nothing but parts, the last first."""
    found = [len(bare)]
    for start in range(len(bare) - 1, -1, -1):
        for end in found:
            if bare[start:end] in _CHINESE:
                found.append(start)
                break
    return found


def _ends_so(topic: Topic, qualifier: str, end: str) -> bool:
    """Whether what qualifies an end of a known meaning may be anything."""
    if topic in _OF_FEW_WORDS:
        return len(qualifier) <= _OF_FEW_WORDS[topic] and not qualifier.startswith(_OF_NOBODY)
    return topic in _OF_SUMS and (len(end) >= _SHORTEST or (topic is Topic.INCOME and end not in _OF_FIRMS))


@lru_cache(maxsize=1 << 10)
def is_trait(header: str) -> bool:
    """Return whether a header asks for what anybody fills in of himself: schooling, marriage, the day of birth."""
    words, lexicon = (
        (_LATIN_PART.findall(header.lower()), _LATIN)
        if header.isascii()
        else (_PART.findall("".join(header.split())), _CHINESE)
    )
    return any("trait" in lexicon.get(word, ()) for word in words)


def _read(words: Iterable[str], lexicon: Mapping[str, frozenset[str]]) -> Topic | None:
    parts = [lexicon.get(word, frozenset()) for word in words]
    known = [part for part in parts if part]
    unknown = len(parts) - len(known)
    if unknown > 1 or len(known) <= unknown:
        return None
    kinds = frozenset().union(*known)
    topic = next((rule.topic for rule in RULES if rule.core in kinds and rule.fits(known)), None)
    return topic if not unknown or topic in _OF_SUMS else None
