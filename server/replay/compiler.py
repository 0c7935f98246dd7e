"""Policies to one SQL query that gives each stored row the verdict that the gateway would give.

`query` puts two or more sets of policies to the same rows, so that they can be compared in one pass:

    facts    what the rules ask of a row itself: people, addresses, paths, time, amounts
    asked    what they ask of its shape, once for each shape
    ruled    for each row and rule: whether it applies, whether an exception lets off
    judged   the rule that wins, as `policies.decision.decide` ranks them, and what cannot be said

Every verdict column has the name of its set before it: `after_rule`, …
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from policies.decision.decide import GRAVITY, STRICTNESS
from policies.model import Action, Channel, Mode, Policy, Rule
from server.replay import sql
from server.replay.conditions import Questions, RuleCompiler
from server.replay.schema import COLUMNS
from server.replay.sql import Sql

NONE = -1  # the number of the rule that wins where none applies
_MILDEST = sql.when((sql.column("is_file"), sql.text(Action.KEEP)), otherwise=sql.text(Action.PASS))
VERDICT = ("rule", "action", "would", "sure", "matched", "excepted", "unsure")


@dataclass(frozen=True)
class Numbered:
    """A rule with its number in the verdicts."""

    number: int
    policy: Policy
    rule: Rule

    @property
    def action(self) -> Action:
        """What is done when it wins."""
        if (self.rule.mode or self.policy.mode) is Mode.ENFORCE:
            return self.rule.then
        return Action.KEEP if self.rule.channels == (Channel.FILE,) else Action.PASS

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Strictest first, then gravest, then the one written first; see `policies.decision.decide`."""
        rule = self.rule
        return -STRICTNESS[self.action], -STRICTNESS[rule.then], -GRAVITY[rule.severity], self.number


@dataclass(frozen=True)
class PolicySet:
    """Policies in force together, and the name that stands before their columns."""

    name: str
    policies: tuple[Policy, ...]

    @property
    def rules(self) -> tuple[Numbered, ...]:
        """All rules, numbered in the order in which they are written."""
        written = [(policy, rule) for policy in self.policies for rule in policy.rules]
        return tuple(Numbered(number, policy, rule) for number, (policy, rule) in enumerate(written))

    def column(self, name: str) -> Sql:
        """Return a column of this set."""
        return sql.column(f"{self.name}_{name}")


def query(sets: Iterable[PolicySet], *, rows: Sql, shapes: Sql) -> exp.Select:
    """Return the query of verdicts: every column of `rows`, and `VERDICT` for each set.

    `rows` and `shapes` are tables with the columns of `schema.COLUMNS`.
    """
    sets = tuple(sets)
    kept = [sql.column(name) for name in COLUMNS["rows"]]
    verdicts = [exp.alias_(judged(each, name), f"{each.name}_{name}") for each in sets for name in VERDICT]
    return over_ruled(sets, [*kept, *verdicts], kept=kept, rows=rows, shapes=shapes)


def over_ruled(
    sets: Iterable[PolicySet], columns: Iterable[Sql], *, kept: Iterable[Sql], rows: Sql, shapes: Sql
) -> exp.Select:
    """Return a query for columns made of `wanted`, `excepted`, `judged`, and of the `kept` ones of rows."""
    facts, ruled, asked = _formulas(sets)
    of_rows = exp.select(*_with_shape(kept), *facts.columns()).from_(rows)
    return _put_together(of_rows, ruled, asked, shapes).select(*columns)


def over_cases(sets: Iterable[PolicySet], columns: Iterable[Sql], *, rows: Sql, shapes: Sql) -> exp.Select:
    """Return the same over cases: rows of which all that the rules ask is equal, with their number `rows`.

    Of a hundred million rows there are some hundred thousand cases, and each is judged once.
    """
    facts, ruled, asked = _formulas(sets)
    keys = [sql.column("shape"), *map(sql.column, facts.names())]
    each_row = exp.select("shape", *facts.columns()).from_(rows).subquery("each_row")
    counted = exp.select(*keys, exp.alias_(exp.Count(this=exp.Star()), "rows")).from_(each_row)
    return _put_together(counted.group_by(*keys), ruled, asked, shapes).select(*columns)


def _formulas(sets: Iterable[PolicySet]) -> tuple[Questions, list[Sql], Questions]:
    facts, asked = Questions("fact"), Questions("asked")
    ruled = [
        exp.alias_(asked.name_of(sql.among(sql.column("channel"), ["file"])), "is_file"),
        exp.alias_(asked.name_of(sql.among(sql.column("source"), ["incident"])), "is_incident"),
    ]
    for each in sets:
        ruled += _ruled(each, RuleCompiler(each.policies, facts, asked))
    return facts, ruled, asked


def _put_together(of_rows: exp.Select, ruled: list[Sql], asked: Questions, shapes: Sql) -> exp.Select:
    answers = exp.select("shape", *asked.columns()).from_(shapes)
    joined = exp.select(exp.Column(this=exp.Star(), table=exp.to_identifier("facts")), *ruled).from_("facts")
    joined = joined.join("asked", using="shape", join_type="left")
    made = exp.select().from_("ruled")
    for name, query_ in (("facts", of_rows), ("asked", answers), ("ruled", joined)):
        made = made.with_(name, as_=query_, copy=False)
    return made


def _with_shape(kept: Iterable[Sql]) -> list[Sql]:
    return list(dict.fromkeys((*kept, sql.column("shape"))))


def _ruled(each: PolicySet, compiler: RuleCompiler) -> list[Sql]:
    columns: list[Sql] = []
    for one in each.rules:
        applies = compiler.applies(one.policy, one.rule)
        columns.append(exp.alias_(applies, f"{each.name}_applies_{one.number}"))
        if one.rule.exceptions:
            off = compiler.lets_off(one.rule.exceptions)
            columns.append(exp.alias_(off, f"{each.name}_off_{one.number}"))
    return columns


def judged(each: PolicySet, name: str) -> Sql:
    """Return a verdict column (one of `VERDICT`), in terms of `ruled`."""
    rules = each.rules
    by_rank = sorted(rules, key=lambda one: one.rank)
    makers: dict[str, Callable[[], Sql]] = {
        "rule": lambda: _first(
            [(wanted(each, one), sql.number(one.number)) for one in by_rank], sql.number(NONE)
        ),
        "action": lambda: _first([(wanted(each, one), sql.text(one.action)) for one in by_rank], _MILDEST),
        "would": lambda: _first(_strictest_first(each), _MILDEST),
        "sure": lambda: _first([case for one in by_rank for case in _certainty(each, one)], sql.true()),
        "matched": lambda: _numbers((wanted(each, one), one.number) for one in rules),
        "excepted": lambda: _numbers(
            (excepted(each, one), one.number) for one in rules if one.rule.exceptions
        ),
        "unsure": lambda: _numbers((unknown(each, one), one.number) for one in rules),
    }
    return makers[name]()


def wanted(each: PolicySet, one: Numbered) -> Sql:
    """Return, in `ruled`, whether a rule applies and no exception lets off."""
    applies = each.column(f"applies_{one.number}")
    if not one.rule.exceptions:
        return applies
    return sql.every([applies, sql.negated(each.column(f"off_{one.number}"))])


def excepted(each: PolicySet, one: Numbered) -> Sql:
    """Return, in `ruled`, whether an exception lets off from a rule that applies."""
    return sql.every([each.column(f"applies_{one.number}"), each.column(f"off_{one.number}")])


def unknown(each: PolicySet, one: Numbered) -> Sql:
    """Return, in `ruled`, whether it cannot be said that a rule applies."""
    return exp.Is(this=exp.Paren(this=wanted(each, one)), expression=exp.null())


def _strictest_first(each: PolicySet) -> list[tuple[Sql, Sql]]:
    rules = sorted(each.rules, key=lambda one: -STRICTNESS[one.rule.then])
    return [(wanted(each, one), sql.text(one.rule.then)) for one in rules]


def _first(cases: list[tuple[Sql, Sql]], otherwise: Sql) -> Sql:
    return sql.when(*cases, otherwise=otherwise) if cases else otherwise.copy()


def _certainty(each: PolicySet, one: Numbered) -> tuple[tuple[Sql, Sql], tuple[Sql, Sql]]:
    """Going down by rank: an unknown rule could win, a rule that applies does."""
    return (unknown(each, one), sql.false()), (wanted(each, one), sql.true())


def _numbers(cases: Iterable[tuple[Sql, int]]) -> Sql:
    """The numbers of those that hold, as a list."""
    found = [sql.when((condition, sql.number(number))) for condition, number in cases]
    there = exp.Not(this=exp.Is(this=exp.to_identifier("n"), expression=exp.null()))
    return sql.filtered(exp.Array(expressions=found), "n", there)


def render(made: exp.Expr, dialect: Literal["duckdb", "clickhouse"]) -> str:
    """Return a query as text. ClickHouse has to be told that what a join does not find is NULL."""
    if dialect == "clickhouse":
        setting = exp.EQ(this=exp.var("join_use_nulls"), expression=sql.number(1))
        made = made.copy()
        made.set("settings", [setting])
    return made.sql(dialect, identify=True)
