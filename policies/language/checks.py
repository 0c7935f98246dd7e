"""What a policy must fulfil beyond its form: names that exist, actions that fit, words that are there."""

from collections.abc import Iterator

from policies.decision.redaction import acted_on
from policies.language.checks_of_conditions import condition_faults
from policies.language.checks_of_scopes import scope_faults
from policies.language.errors import Fault, Path, Problem
from policies.language.expressions import fault_of
from policies.model import FILE_ACTIONS, Action, Channel, Policy, Rule

WORDS_MAX = 1000  # of all terms of a policy: each costs time with every text
_QUIET = (Action.PASS, Action.KEEP)


def check(policy: Policy, places: dict[Path, tuple[int, int]]) -> list[Problem]:
    """Return the problems of a well-formed policy; `places` tells where each value was written."""
    return [
        Problem(*_nearest_place(places, path), message, remedy) for path, message, remedy in _faults(policy)
    ]


def _faults(policy: Policy) -> Iterator[Fault]:
    yield from _twice("rules", [rule.name for rule in policy.rules])
    yield from _twice("clauses", [clause.id for clause in policy.clauses], key="id")
    known = {clause.id for clause in policy.clauses}
    for index, rule in enumerate(policy.rules):
        path: Path = ("rules", index)
        for position, clause in enumerate(rule.clauses):
            if clause not in known:
                yield (
                    (*path, "clauses", position),
                    f"no clause {clause!r}",
                    f"known here: {', '.join(sorted(known)) or 'none'}",
                )
        yield from _rule_faults(policy, rule, path)
    yield from scope_faults(policy)
    yield from _register_faults(policy)
    yield from _case_faults(policy)


def _case_faults(policy: Policy) -> Iterator[Fault]:
    names = {rule.name for rule in policy.rules}
    for index, case in enumerate(policy.tests):
        path: Path = ("tests", index)
        if case.rule and case.rule not in names:
            yield (*path, "rule"), f"no rule {case.rule!r}", f"known here: {', '.join(sorted(names))}"
        if (case.expect in FILE_ACTIONS) != (case.channel is Channel.FILE):
            yield (
                (*path, "expect"),
                f"a {case.channel} never ends as {case.expect}",
                "change `expect` or `channel`",
            )


def _register_faults(policy: Policy) -> Iterator[Fault]:
    yield from _twice("partners", [partner.name for partner in policy.partners])
    yield from _twice("terms", [term.name for term in policy.terms])
    for index, term in enumerate(policy.terms):
        if not term.words and not term.expression:
            yield ("terms", index), f"the term {term.name!r} says nothing", "add `words` or an `expression`"
        fault = fault_of(term.expression) if term.expression else None
        if fault:
            yield ("terms", index, "expression"), *fault
    if sum(len(term.words) for term in policy.terms) > WORDS_MAX:
        yield ("terms",), f"more than {WORDS_MAX} words", "an exact-match list holds more"


def _twice(key_of_list: str, names: list[str], key: str = "name") -> Iterator[Fault]:
    for index, name in enumerate(names):
        if name in names[:index]:
            yield (key_of_list, index, key), f"{name!r} is used twice", "give each its own name"


def _rule_faults(policy: Policy, rule: Rule, path: Path) -> Iterator[Fault]:
    if rule.channels != ((Channel.FILE,) if rule.then in FILE_ACTIONS else (Channel.MAIL,)):
        yield (
            (*path, "scope", "channels"),
            f"{rule.then} is no action of this channel",
            "change `then` or `channels`",
        )
    if rule.notice is None and rule.then not in _QUIET:
        yield (
            path,
            f"rule {rule.name!r} has no notice",
            "add `notice: {zh: …, en: …}`: people must learn what to do",
        )
    for key, given, action in (
        ("deadline", rule.deadline, Action.DESTROY),
        ("allow_vault", rule.allow_vault, Action.DESTROY),
        ("split", rule.split, Action.REFUSE),
        ("otherwise", rule.otherwise, Action.REDACT),
    ):
        if given and rule.then is not action:
            yield (*path, key), f"`{key}` belongs to {action}", f"take `{key}` away"
    if rule.then is Action.REDACT and not acted_on(rule.when):
        yield (
            (*path, "then"),
            "there is nothing that `redact` could mask",
            "choose findings in `when`, for example by `entity` or `grade`",
        )
    if rule.when is not None:
        terms = {term.name for term in policy.terms}
        for_files = Channel.FILE in rule.channels
        yield from condition_faults(rule.when, (*path, "when"), terms=terms, for_files=for_files)


def _nearest_place(places: dict[Path, tuple[int, int]], path: Path) -> tuple[int, int]:
    while path not in places:
        path = path[:-1]
    return places[path]
