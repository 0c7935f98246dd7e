"""Two sets of policies against the same history: what each would have done, and whom the change meets."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import msgspec
from sqlglot import exp

from policies.decision.decide import STRICTNESS
from server.replay import sql
from server.replay.compiler import Numbered, PolicySet, judged, over_cases, over_ruled, unknown, wanted
from server.replay.history import ROWS, SHAPES, History
from server.replay.sql import Sql

_CASES = "cases"
_FURTHER = 4


class Change(msgspec.Struct, frozen=True):
    """So many rows (mail and recipient, or file) would end otherwise."""

    before: str
    after: str
    rows: int


class RuleChange(msgspec.Struct, frozen=True):
    """A rule of either policy: rows it applied to, and rows of which it cannot be said."""

    policy: str
    rule: str
    before: int = 0
    after: int = 0
    newly: int = 0
    no_longer: int = 0
    cannot_say: int = 0  # of the new policy


class Concerned(msgspec.Struct, frozen=True):
    """A person or a unit, and how many rows of theirs would end otherwise."""

    name: str
    rows: int
    stricter: int


class Message(msgspec.Struct, frozen=True):
    """A mail to one recipient, or a file, that would end otherwise; never what is in it."""

    id: str
    at: str  # UTC
    recipient: str  # empty for a file
    before: str
    before_rule: str
    after: str
    after_rule: str


class Comparison(msgspec.Struct, frozen=True):
    """What would change. `cannot_say` counts rows whose new outcome depends on what was not recorded."""

    rows: int
    incidents: int  # of the rows, those from incidents alone: where no rule applied there is none
    before: dict[str, int]
    after: dict[str, int]
    changes: tuple[Change, ...]
    rules: tuple[RuleChange, ...]
    people: tuple[Concerned, ...]
    units: tuple[Concerned, ...]
    messages: tuple[Message, ...]
    cannot_say: int

    @property
    def changed(self) -> bool:
        """Whether anything ends otherwise, or a rule applies where it did not, or no longer does."""
        return bool(self.changes) or any(each.newly or each.no_longer for each in self.rules)


Progress = Callable[[str, float], None]


def compare(
    history: History, before: PolicySet, after: PolicySet, *, top: int, progress: Progress
) -> Comparison:
    """Return what would change; of people, units and messages the `top` ones, most concerned first.

    `progress` is told what is being done and its share (0.0 to 1.0).
    """
    sets = (before, after)
    counted = count_outcomes(history, sets, progress)
    changes = [(row["before_action"], row["after_action"], row["rows"]) for row in counted]
    people: list[dict[str, Any]] = []
    messages: list[dict[str, Any]] = []
    if any(old != new for old, new, _ in changes):
        people = history.ask(_people(sets), lambda share: progress("people", share))
        messages = _latest(history, sets, top, progress)
    return Comparison(
        rows=sum(rows for _, _, rows in changes),
        incidents=sum(row["incidents"] for row in counted),
        before=_totals((old, rows) for old, _, rows in changes),
        after=_totals((new, rows) for _, new, rows in changes),
        changes=_changes(changes),
        rules=_rules(sets, counted),
        people=_most("who", people, top),
        units=_most("unit", people, top),
        messages=tuple(_message(sets, row) for row in messages),
        cannot_say=sum(row["unsure"] for row in counted),
    )


def count_outcomes(
    history: History, sets: tuple[PolicySet, PolicySet], progress: Progress
) -> list[dict[str, Any]]:
    """Judge every row by both; return for each pair of actions the rows, and those each rule applies to."""
    history.keep(_CASES, _cases(sets), lambda share: progress("judging", share))
    return history.ask(_summary(sets))


def _cases(sets: tuple[PolicySet, PolicySet]) -> exp.Select:
    before, after = sets
    columns = [exp.alias_(judged(each, "action"), f"{each.name}_action") for each in sets]
    columns.append(exp.alias_(sql.negated(judged(after, "sure")), "unsure"))
    for place, (old, new) in enumerate(_pairs(sets)):
        for name, condition in _of_rule(before, after, old, new):
            columns.append(exp.alias_(condition, f"{name}_{place}"))
    kept = [sql.column("shape"), sql.column("rows"), sql.column("is_incident")]
    return over_cases(sets, [*kept, *columns], rows=ROWS, shapes=SHAPES)


def _summary(sets: tuple[PolicySet, PolicySet]) -> exp.Select:
    before, after = sets
    counts = [_count(sql.true(), "rows"), _count(sql.column("unsure"), "unsure")]
    counts.append(_count(sql.column("is_incident"), "incidents"))
    for place, (old, new) in enumerate(_pairs(sets)):
        for name, _ in _of_rule(before, after, old, new):
            counts.append(_count(sql.column(f"{name}_{place}"), f"{name}_{place}"))
    keys = ("before_action", "after_action")
    return exp.select(*keys, *counts).from_(_CASES).group_by(*keys)


def _of_rule(
    before: PolicySet, after: PolicySet, old: Numbered | None, new: Numbered | None
) -> list[tuple[str, Sql]]:
    """What is counted of a rule: where it applies, where that cannot be said, where the two differ."""
    found = []
    if new is not None:
        found += [("after", wanted(after, new)), ("cannot_say", unknown(after, new))]
    if old is not None:
        found.append(("before", wanted(before, old)))
    if old is not None and new is not None:
        then, now = wanted(before, old), wanted(after, new)
        found += [
            ("newly", sql.every([now, _not_true(then)])),
            ("no_longer", sql.every([then.copy(), _not_true(now.copy())])),
        ]
    return found


def _people(sets: tuple[PolicySet, PolicySet]) -> exp.Select:
    nobody = sql.among(sql.column("sender"), [""])
    who = sql.when((nobody, sql.column("person")), otherwise=sql.column("sender"))
    changed = _changed(sets, [exp.alias_(who, "who"), sql.column("unit")], ("action",))
    keys = ("who", "unit", "before_action", "after_action")
    counted = exp.alias_(exp.Count(this=exp.Star()), "rows")
    return exp.select(*keys, counted).from_(changed.subquery("changed")).group_by(*keys)


def _latest(
    history: History, sets: tuple[PolicySet, PolicySet], top: int, progress: Progress
) -> list[dict[str, Any]]:
    """Look back from the newest row, a day, four, sixteen …, until enough are found: ids are dear to read."""
    ends = [exp.Min(this=sql.column("at")), exp.Max(this=sql.column("at"))]
    [span] = history.ask(exp.select(*map(exp.alias_, ends, ("oldest", "newest"))).from_(ROWS))
    back = dt.timedelta(days=1)
    while True:
        since = max(span["oldest"], span["newest"] - back)
        found = history.ask(_messages(sets, top, since), lambda share: progress("messages", share))
        if len(found) == top or since == span["oldest"]:
            return found
        back *= _FURTHER


def _messages(sets: tuple[PolicySet, PolicySet], top: int, since: dt.datetime) -> exp.Select:
    kept = [sql.column(name) for name in ("id", "at", "recipient")]
    recent = exp.GTE(this=sql.column("at"), expression=exp.cast(sql.text(since.isoformat()), "timestamp"))
    latest = exp.Ordered(this=sql.column("at"), desc=True)
    changed = _changed(sets, kept, ("action", "rule"), recent)
    return changed.order_by(latest, "id", "recipient").limit(top)


def _changed(
    sets: tuple[PolicySet, PolicySet], kept: list[Sql], verdict: tuple[str, ...], only: Sql | None = None
) -> exp.Select:
    """Return the rows that end otherwise; only rows of a shape of which one does are judged again."""
    shapes = exp.select("shape").from_(_CASES).where(_ends_otherwise())
    suspects = exp.select("*").from_(ROWS).where(exp.In(this=sql.column("shape"), query=shapes.subquery()))
    suspects = suspects.where(only) if only is not None else suspects
    verdicts = [exp.alias_(judged(each, name), f"{each.name}_{name}") for each in sets for name in verdict]
    columns = [*(sql.column(each.alias_or_name) for each in kept), *verdicts]
    inner = over_ruled(sets, columns, kept=kept, rows=suspects.subquery("suspects"), shapes=SHAPES)
    return exp.select("*").from_(inner.subquery("verdicts")).where(_ends_otherwise())


def _pairs(sets: tuple[PolicySet, PolicySet]) -> list[tuple[Numbered | None, Numbered | None]]:
    """Rules of both sets, those of one name together."""
    old, new = ({(one.policy.name, one.rule.name): one for one in each.rules} for each in sets)
    return [(old.get(name), new.get(name)) for name in dict.fromkeys((*new, *old))]


def _rules(sets: tuple[PolicySet, PolicySet], counted: list[dict[str, Any]]) -> tuple[RuleChange, ...]:
    found = []
    for place, (old, new) in enumerate(_pairs(sets)):
        one = new or old
        assert one is not None  # noqa: S101 - a pair has one at least
        sums = {
            name: sum(row.get(f"{name}_{place}", 0) for row in counted)
            for name in ("before", "after", "newly", "no_longer", "cannot_say")
        }
        if old is None:
            sums["newly"] = sums["after"]
        if new is None:
            sums["no_longer"] = sums["before"]
        found.append(RuleChange(one.policy.name, one.rule.name, **sums))
    return tuple(found)


def _message(sets: tuple[PolicySet, PolicySet], row: dict[str, Any]) -> Message:
    rules = [_name_of(each, row[f"{each.name}_rule"]) for each in sets]
    return Message(
        id=row["id"],
        at=f"{row['at'].isoformat()}Z",
        recipient=row["recipient"],
        before=row["before_action"],
        before_rule=rules[0],
        after=row["after_action"],
        after_rule=rules[1],
    )


def _name_of(each: PolicySet, number: int) -> str:
    return each.rules[number].rule.name if number >= 0 else ""


def _most(key: str, rows: list[dict[str, Any]], top: int) -> tuple[Concerned, ...]:
    all_of_them: Counter[str] = Counter()
    stricter: Counter[str] = Counter()
    for row in rows:
        all_of_them[row[key]] += row["rows"]
        if STRICTNESS[row["after_action"]] > STRICTNESS[row["before_action"]]:
            stricter[row[key]] += row["rows"]
    chosen = sorted(all_of_them.items(), key=lambda item: (-item[1], item[0]))[:top]
    return tuple(Concerned(name, count, stricter[name]) for name, count in chosen)


def _totals(found: Any) -> dict[str, int]:  # noqa: ANN401
    totals: Counter[str] = Counter()
    for action, rows in found:
        totals[action] += rows
    return {action.value: totals[action] for action in STRICTNESS if action in totals}


def _changes(found: list[tuple[str, str, int]]) -> tuple[Change, ...]:
    changed = [Change(old, new, rows) for old, new, rows in found if old != new]
    return tuple(sorted(changed, key=lambda each: (-each.rows, each.before, each.after)))


def _ends_otherwise() -> Sql:
    return exp.NEQ(this=sql.column("before_action"), expression=sql.column("after_action"))


def _count(condition: Sql, name: str) -> Sql:
    """The rows of the cases for which a condition holds."""
    rows = sql.when((condition, sql.column("rows")), otherwise=sql.number(0))
    whole = exp.DataType.build("bigint")
    return exp.alias_(exp.cast(exp.Sum(this=rows), whole), name)


def _not_true(condition: Sql) -> Sql:
    """What was unknown before is not taken for a match."""
    return exp.Not(this=exp.Coalesce(this=condition, expressions=[sql.false()]))
