"""What a policy must fulfil beyond its form: names that exist, actions that fit, words that are there."""

from collections.abc import Iterator

from policies.errors import Problem
from policies.features import selects
from policies.model import FILE_ACTIONS, Action, Channel, Condition, Policy, Rule, Scope

_Path = tuple[str | int, ...]
_QUIET = (Action.PASS, Action.KEEP)


def check(policy: Policy, places: dict[_Path, tuple[int, int]]) -> list[Problem]:
    """Return the problems of a well-formed policy; `places` tells where each value was written."""
    return [
        Problem(*_nearest_place(places, path), message, remedy) for path, message, remedy in _faults(policy)
    ]


_Fault = tuple[_Path, str, str]


def _faults(policy: Policy) -> Iterator[_Fault]:
    yield from _twice("rules", [rule.name for rule in policy.rules])
    yield from _twice("clauses", [clause.id for clause in policy.clauses], key="id")
    known = {clause.id for clause in policy.clauses}
    for index, rule in enumerate(policy.rules):
        path: _Path = ("rules", index)
        for position, clause in enumerate(rule.clauses):
            if clause not in known:
                yield (
                    (*path, "clauses", position),
                    f"no clause {clause!r}",
                    f"known here: {', '.join(sorted(known)) or 'none'}",
                )
        yield from _rule_faults(rule, path)
    names = {rule.name for rule in policy.rules}
    for index, case in enumerate(policy.tests):
        path = ("tests", index)
        if case.rule and case.rule not in names:
            yield (*path, "rule"), f"no rule {case.rule!r}", f"known here: {', '.join(sorted(names))}"
        if (case.expect in FILE_ACTIONS) != (case.channel is Channel.FILE):
            yield (
                (*path, "expect"),
                f"a {case.channel} never ends as {case.expect}",
                "change `expect` or `channel`",
            )


def _twice(key_of_list: str, names: list[str], key: str = "name") -> Iterator[_Fault]:
    for index, name in enumerate(names):
        if name in names[:index]:
            yield (key_of_list, index, key), f"{name!r} is used twice", "give each its own name"


def _rule_faults(rule: Rule, path: _Path) -> Iterator[_Fault]:
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
    ):
        if given and rule.then is not action:
            yield (*path, key), f"`{key}` belongs to {action}", f"take `{key}` away"
    if rule.when is not None:
        yield from _condition_faults(rule.when, (*path, "when"))
    for index, grant in enumerate(rule.exceptions):
        if grant.applies_to == Scope():
            yield (
                (*path, "exceptions", index),
                "the exception lets everybody off",
                "name whom in `applies_to`",
            )


def _condition_faults(condition: Condition, path: _Path) -> Iterator[_Fault]:
    if condition == Condition(within=condition.within):
        yield path, "the condition says nothing", "add a key such as `entity`, or take `when` away"
    yield from _together_faults(condition, path)
    for key in ("all", "any"):
        for index, each in enumerate(getattr(condition, key)):
            yield from _condition_faults(each, (*path, key, index))
    if condition.not_ is not None:
        yield from _condition_faults(condition.not_, (*path, "not"))


def _together_faults(condition: Condition, path: _Path) -> Iterator[_Fault]:
    if condition.within != "medium" and not condition.together:
        yield (*path, "within"), "`within` belongs to `together`", "add `together` or take `within` away"
    if len(condition.together) == 1:
        yield (*path, "together"), "together needs at least two selections", "add another"
    for index, each in enumerate(condition.together):
        if not _only_selects(each):
            remedy = "use entity, grade, category, confidence, count, distinct"
            yield (*path, "together", index), "only findings can be together", remedy


def _only_selects(condition: Condition) -> bool:
    selection = Condition(
        entity=condition.entity,
        grade=condition.grade,
        category=condition.category,
        confidence=condition.confidence,
        count=condition.count,
        distinct=condition.distinct,
    )
    return selects(condition) and selection == condition


def _nearest_place(places: dict[_Path, tuple[int, int]], path: _Path) -> tuple[int, int]:
    while path not in places:
        path = path[:-1]
    return places[path]
