"""Rules in SQL over one row and its shape: scope, exceptions, and every key of a condition.

The mirror of `policies.decision.conditions.holds`. Each question is asked once (`Questions`), of the shape where
that can answer; a rule is a formula of the answers.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec
from sqlglot import exp

from policies.decision.conditions import asks_findings
from policies.decision.counters import counter_of
from policies.decision.document_use import asks_document
from policies.model import Condition, Cumulative, ExceptionGrant, Policy, Rule, Scope
from policies.taxonomy import EntityType
from server.replay import findings, partners, sql
from server.replay.keys import counter_key, term_key
from server.replay.schema import COLUMNS
from server.replay.sql import Sql

_OF_SHAPE = frozenset(COLUMNS["shapes"])
# What is compiled here. A key that the language gains later makes its rule "cannot say", not silently true.
_SCOPE = frozenset(
    {"channels", "directions", "senders", "recipients", "domains", "groups", "persons", "places", "paths"}
)
_CONDITION = frozenset(
    {
        *("entity", "grade", "category", "confidence", "listed", "certain", "consent"),
        *("beyond_agreement", "count", "distinct", "cumulative", "amount", "password_disclosed"),
        *("password_hint_disclosed", "encrypted_attachment", "encrypted_by_sender", "uninspectable"),
        *("uninspectable_reason", "unread", "format", "size_over", "term", "document", "document_share"),
        *("partner", "approved", "together", "within", "all", "any", "not_"),
    }
)


class Questions:
    """Questions to a table, each asked once, by the name of the column that answers it."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._names: dict[Sql, str] = {}

    def name_of(self, question: Sql) -> Sql:
        """Return the column that holds the answer; a constant answers itself."""
        if isinstance(question, exp.Boolean):
            return question
        return sql.column(self._names.setdefault(question, f"{self._prefix}_{len(self._names)}"))

    def columns(self) -> list[Sql]:
        """Return `question AS name` for each."""
        return [exp.alias_(question, name) for question, name in self._names.items()]

    def names(self) -> list[str]:
        """Return the name of each."""
        return list(self._names.values())


class RuleCompiler:
    """Rules of policies that are in force together.

    `facts` are questions to a row, `asked` to the shape of its findings; a rule is a formula of the answers.
    """

    def __init__(self, policies: tuple[Policy, ...], facts: Questions, asked: Questions) -> None:
        self._policies = policies
        self._facts = facts
        self._asked = asked
        nothing, *covering = partners.agreements(policies)
        self._covering = [(each, partners.agreed(policies, each)) for each in covering]
        self._nothing = nothing

    def applies(self, policy: Policy, rule: Rule) -> Sql:
        """Return whether a rule applies to a row; NULL where that cannot be said."""
        channels = self._name_of(sql.among(sql.column("channel"), rule.channels))
        return sql.every([channels, *self._in_scope(rule.scope), self._holds(rule.when, policy)])

    def lets_off(self, grants: Iterable[ExceptionGrant]) -> Sql:
        """Return whether one of the exceptions holds for a row."""
        return sql.some(
            sql.every([self._name_of(partners.until(grant.expires)), *self._in_scope(grant.applies_to)])
            for grant in grants
        )

    def _in_scope(self, scope: Scope) -> Iterator[Sql]:
        """Every key but `channels`, which belongs to the rule."""
        if _has_more(scope, _SCOPE):
            yield exp.null()
        single = (
            ("direction", scope.directions),
            ("sender", scope.senders),
            ("recipient", scope.recipients),
            ("domain", scope.domains),
            ("person", scope.persons),
            ("path", scope.paths),
        )
        for name, patterns in single:
            if patterns:
                yield self._name_of(sql.fits_any(sql.column(name), patterns))
        for name, patterns in (("groups", scope.groups), ("places", scope.places)):
            if patterns:
                yield self._inspected(_one_fits(name, patterns))

    def _inspected(self, question: Sql) -> Sql:
        """An incident does not tell the answer."""
        known = self._name_of(sql.among(sql.column("source"), ["inspection"]))
        return sql.when((known, self._name_of(question)))

    def _name_of(self, question: Sql) -> Sql:
        """Put a question to the shape if that can answer it, else to the row."""
        columns = {column.name for column in question.find_all(exp.Column)}
        return (self._asked if columns <= _OF_SHAPE else self._facts).name_of(question)

    def _holds(self, condition: Condition | None, policy: Policy) -> Sql:
        if condition is None:
            return sql.true()
        if any(_has_more(each, _CONDITION) for each in (condition, *condition.together)):
            return exp.null()
        plain = (
            *_flags(condition), *self._kinds(condition, policy), *_numbers(condition), *_documents(condition)
        )  # fmt: skip
        keys = [
            *map(self._name_of, plain),
            *map(self._inspected, _lists(condition)),
            *self._passwords(condition),
        ]
        if asks_findings(condition):
            keys.append(self._by_agreement(condition, lambda agreed: findings.enough(condition, agreed)))
        if condition.together:
            keys.append(self._by_agreement(condition, lambda agreed: findings.together(condition, agreed)))
        keys += [self._holds(each, policy) for each in condition.all]
        if condition.any:
            keys.append(sql.some(self._holds(each, policy) for each in condition.any))
        if condition.not_ is not None:
            keys.append(_negated(self._holds(condition.not_, policy)))
        return sql.every(keys)

    def _passwords(self, condition: Condition) -> Iterator[Sql]:
        flags = (
            (condition.password_disclosed, EntityType.PASSWORD),
            (condition.password_hint_disclosed, EntityType.PASSWORD_HINT),
        )
        for wanted, kind in flags:
            if wanted is not None:
                told = self._asked.name_of(findings.enough(Condition(entity=(kind,)), ()))
                yield told if wanted else _negated(told)

    def _kinds(self, condition: Condition, policy: Policy) -> Iterator[Sql]:
        if condition.uninspectable_reason:
            yield sql.fits_any(sql.column("reason"), condition.uninspectable_reason)
        if condition.partner:
            yield sql.among(partners.standing(self._policies), condition.partner)
        if condition.term:
            keys = {term.name: term_key(policy.name, term) for term in policy.terms}
            yield sql.some(_term(keys[name]) for name in condition.term if name in keys)

    def _by_agreement(self, condition: Condition, question: Callable[[partners.Agreed], Sql]) -> Sql:
        """What depends on the agreement is asked once for each set of categories that one can cover."""
        otherwise = self._asked.name_of(question(self._nothing))
        if all(each.beyond_agreement is None for each in (condition, *condition.together)):
            return otherwise
        cases = [
            (self._name_of(in_force), self._asked.name_of(question(covered)))
            for covered, in_force in self._covering
        ]
        return sql.when(*cases, otherwise=otherwise) if cases else otherwise


def _flags(condition: Condition) -> Iterator[Sql]:
    flags = (
        (condition.encrypted_attachment, "encrypted_attachment"),
        (condition.encrypted_by_sender, "sender_encrypted"),
        (condition.uninspectable, "uninspectable"),
        (condition.approved, "approved"),
    )
    for wanted, name in flags:
        if wanted is not None:
            yield sql.column(name) if wanted else sql.negated(sql.column(name))


def _lists(condition: Condition) -> Iterator[Sql]:
    if condition.unread:
        yield _one_fits("unread", condition.unread)
    if condition.format:
        yield _one_fits("formats", condition.format)


def _numbers(condition: Condition) -> Iterator[Sql]:
    if condition.size_over is not None:
        yield exp.GT(this=sql.column("size"), expression=sql.number(condition.size_over))
    if condition.amount is not None:
        yield sql.at_least(sql.column("amount"), condition.amount)
    if condition.cumulative is not None:
        yield _cumulative(condition.cumulative)


def _one_fits(name: str, patterns: tuple[str, ...]) -> Sql:
    fits = sql.fits_any(exp.to_identifier("v"), patterns)
    return sql.exists(sql.column(name), "v", fits)


def _documents(condition: Condition) -> Iterator[Sql]:
    """Where nobody could look for documents, or an incident tells of none, there is no answer."""
    if asks_document(condition):
        share = sql.at_least(sql.part_of("d", "share"), float(condition.document_share or 0.0))
        called = [sql.fits_any(sql.part_of("d", key), condition.document) for key in ("name", "category")]
        names = sql.some(called) if condition.document else sql.true()
        known = exp.Not(this=exp.Is(this=sql.column("documents"), expression=exp.null()))
        yield sql.when((known, sql.exists(sql.column("documents"), "d", sql.every([names, share]))))


def _term(key: str) -> Sql:
    sought = sql.has(sql.column("terms_sought"), sql.text(key))
    return sql.when((sought, sql.has(sql.column("terms"), sql.text(key))))


def _cumulative(cumulative: Cumulative) -> Sql:
    """The number that was handed to the decision then; no number, no answer."""
    mine = sql.among(sql.part_of("t", "counter"), [counter_key(counter_of(cumulative))])
    limit = cumulative.count or cumulative.distinct or 1
    reached = sql.every([mine, sql.at_least(sql.part_of("t", "total"), limit)])
    counted = sql.exists(sql.column("totals"), "t", mine.copy())
    return sql.when((counted, sql.exists(sql.column("totals"), "t", reached)))


def _has_more(given: msgspec.Struct, known: frozenset[str]) -> bool:
    """Whether a key is used that is not known here."""
    nothing = type(given)()
    return any(getattr(given, key) != getattr(nothing, key) for key in {*given.__struct_fields__} - known)


def _negated(condition: Sql) -> Sql:
    if isinstance(condition, exp.Boolean):
        return sql.false() if condition == sql.true() else sql.true()
    return sql.negated(condition)
