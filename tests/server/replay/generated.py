"""Random policies and the mails and files they are put to, seeded; every key of the language occurs.

Values come from small stocks, so that rules and rows meet often: few words, mixed case, `*` anywhere.
"""

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Any

from msgspec.structs import replace

from policies.decision.counters import counters_of
from policies.decision.subject import Approval, Subject
from policies.finding import Category, Finding, Grade, ListMatch, PlaceStep
from policies.inspected import DocumentMatch, EncryptedPart, Inspection, InspectionVerdict, TermMatch
from policies.model import (
    FILE_ACTIONS,
    MAIL_ACTIONS,
    Condition,
    Cumulative,
    ExceptionGrant,
    Mode,
    Policy,
    Rule,
    Scope,
    Severity,
    Words,
)
from policies.registers import Partner, Term
from policies.taxonomy import EntityType, category_of, grade_of

START = dt.datetime(2026, 5, 4, 20, 0, tzinfo=dt.UTC)
DAYS = 4
TYPES = (EntityType.MOBILE, EntityType.NAME, EntityType.RESIDENT_ID, EntityType.PASSWORD, EntityType.LOAN)
CONFIDENCES = (0.3, 0.69999, 0.7, 0.85, 0.99)
PEOPLE = ("Li@Bank.example", "wang_wu@bank.example", "W%@bank.example", "zhang.san@BRANCH.bank.example", "")
RECIPIENTS = ("a@partner.example", "B@Sub.partner.example", "a@b@other.example", "nobody", "ΑΣ@ΟΔΟΣ.example")
PATHS = ("/home/Li/Desktop/x.zip", "C:\\Users\\li\\a.b", "/tmp/a_b%c", "")
WORDS = ("desktop", "Removable", "temp", "zip", "x-pdf", "image", "limit:Members", "malformed:zip")
CATALOGUE = ("clients", "Private-Banking", "loans.2026", "contract A")
CONSENTS = ("given", "refused", "unrecorded")
STANDINGS = ("registered", "expired", "unknown")
TERM = (Term("projects", ("凤凰计划",)), Term("forms", ("form 7",)))


@dataclass
class Maker:
    """Draws from one seeded source."""

    rng: Random

    def maybe(self, share: float) -> bool:
        return self.rng.random() < share

    def some(self, stock: Any, most: int = 2) -> tuple[Any, ...]:
        return tuple(self.rng.sample(list(stock), self.rng.randint(1, min(most, len(stock)))))

    def pattern(self, stock: tuple[str, ...]) -> str:
        """Return a word of the stock, in any case, pieces of it replaced by stars."""
        word = self.rng.choice([each for each in stock if each])
        word = self.rng.choice([word, word.upper(), word.lower()])
        for _ in range(self.rng.choice([0, 1, 1, 2, 3])):
            start = self.rng.randint(0, len(word))
            word = word[:start] + "*" + word[self.rng.randint(start, len(word)) :]
        return word or "*"

    def patterns(self, stock: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.pattern(stock) for _ in range(self.rng.randint(1, 2)))

    def selection(self) -> dict[str, Any]:
        keys: dict[str, Any] = {
            "entity": lambda: self.some(TYPES),
            "grade": lambda: self.some(Grade),
            "category": lambda: self.some(Category, 3),
            "confidence": lambda: self.rng.choice((0.0, 0.3, 0.7, 0.85, 1.0)),
            "listed": lambda: self.patterns(CATALOGUE),
            "certain": lambda: self.maybe(0.5),
            "consent": lambda: self.some(CONSENTS),
        }
        return {name: keys[name]() for name in self.some(keys, 3)}

    def counted(self) -> Condition:
        keys = self.selection()
        if self.maybe(0.3):
            keys["beyond_agreement"] = self.maybe(0.5)
        if self.maybe(0.3):
            keys["count"] = self.rng.randint(1, 4)
        if self.maybe(0.4):
            keys["distinct"] = self.rng.randint(1, 3)
        return Condition(**keys)

    def single(self) -> dict[str, Any]:
        keys: dict[str, Any] = {
            "password_disclosed": lambda: self.maybe(0.5),
            "password_hint_disclosed": lambda: self.maybe(0.5),
            "encrypted_attachment": lambda: self.maybe(0.5),
            "encrypted_by_sender": lambda: self.maybe(0.5),
            "uninspectable": lambda: self.maybe(0.5),
            "uninspectable_reason": lambda: self.patterns(WORDS),
            "unread": lambda: self.patterns(WORDS),
            "format": lambda: self.patterns(WORDS),
            "size_over": lambda: self.rng.randrange(100),
            "amount": lambda: self.rng.choice((1, 100, 250000)),
            "document": lambda: self.patterns(CATALOGUE),
            "document_share": lambda: self.rng.choice((0.0, 0.3, 0.5, 1.0)),
            "partner": lambda: self.some(STANDINGS),
            "approved": lambda: self.maybe(0.5),
            "term": lambda: tuple(term.name for term in self.some(TERM)),
            "cumulative": self.cumulative,
        }
        return {name: keys[name]() for name in self.some(keys, 2)}

    def cumulative(self) -> Cumulative:
        limit = {self.rng.choice(("count", "distinct")): self.rng.randint(1, 5)}
        by = self.rng.choice(("sender", "recipient", "recipient-domain"))
        return Cumulative(**(self.selection() if self.maybe(0.5) else {}), **limit, by=by)

    def condition(self, depth: int = 2) -> Condition:
        kind = self.rng.randrange(7 if depth else 3)
        if kind == 0:
            return Condition(**self.single())
        if kind in {1, 2}:
            return self.counted()
        if kind in {3, 4}:
            within = self.rng.choice(("medium", "part"))
            return Condition(together=(self.counted(), self.counted()), within=within)
        inner = tuple(self.condition(depth - 1) for _ in range(2))
        if kind == 5:
            return Condition(**{self.rng.choice(("all", "any")): inner}, **self.single())
        return Condition(not_=inner[0])

    def scope(self) -> Scope:
        keys: dict[str, Any] = {
            "directions": lambda: self.some(("outbound", "inbound", "internal")),
            "senders": lambda: self.patterns(PEOPLE),
            "recipients": lambda: self.patterns(RECIPIENTS),
            "domains": lambda: self.patterns(("partner.example", "sub.partner.example", "nobody")),
            "groups": lambda: self.patterns(WORDS),
            "persons": lambda: self.patterns(PEOPLE),
            "places": lambda: self.patterns(WORDS),
            "paths": lambda: self.patterns(PATHS),
        }
        return Scope(**{name: keys[name]() for name in self.some(keys)})

    def grant(self) -> ExceptionGrant:
        expires = (START + dt.timedelta(days=self.rng.randint(-1, DAYS))).date()
        return ExceptionGrant("an owner", "a reason", expires, self.scope())

    def rule(self, number: int) -> Rule:
        return Rule(
            name=f"rule-{number}",
            then=self.rng.choice(FILE_ACTIONS if self.maybe(0.3) else MAIL_ACTIONS),
            reason="A reason.",
            scope=self.scope() if self.maybe(0.4) else Scope(),
            when=self.condition() if self.maybe(0.95) else None,
            severity=self.rng.choice(list(Severity)),
            mode=self.rng.choice([None, None, *Mode]),
            exceptions=tuple(self.grant() for _ in range(2)) if self.maybe(0.3) else (),
        )

    def policy(self, name: str = "generated") -> Policy:
        return Policy(
            schema=1,
            name=name,
            title=Words("生成", "generated"),
            mode=self.rng.choice(list(Mode)),
            rules=tuple(self.rule(number) for number in range(self.rng.randint(1, 6))),
            partners=tuple(self.partner(number) for number in range(self.rng.randint(0, 3))),
            terms=TERM,
        )

    def partner(self, number: int) -> Partner:
        expires = (START + dt.timedelta(days=self.rng.randint(-1, DAYS))).date()
        domains = self.patterns(("partner.example", "sub.partner.example", "other.example"))
        return Partner(
            f"partner {number}", domains, "a purpose", self.some(Category, 3), "an agreement", expires
        )

    def finding(self) -> Finding:
        kind = self.rng.choice(TYPES)
        consent = self.rng.choice((None, True, False))
        matches = (
            [ListMatch(self.rng.choice(CATALOGUE), (), self.maybe(0.6), consent)] if self.maybe(0.3) else []
        )
        return Finding(
            type=kind.value,
            category=category_of(kind),
            grade=Grade.RESTRICTED if matches and self.maybe(0.5) else grade_of(kind),
            confidence=self.rng.choice(CONFIDENCES),
            masked="***",
            value_hash=f"{self.rng.randrange(4):032x}",
            place=(PlaceStep("part", str(self.rng.randrange(2))),) if self.maybe(0.9) else (),
            matches=(*matches, *matches) if self.maybe(0.2) else tuple(matches),
        )

    def inspection(self) -> Inspection:
        uninspectable = self.maybe(0.2)
        name, category = (self.rng.choice(CATALOGUE) for _ in range(2))
        documents = (DocumentMatch(name, self.rng.choice((0.3, 0.5, 0.9)), (), category),)
        return Inspection(
            verdict=InspectionVerdict.UNINSPECTABLE if uninspectable else InspectionVerdict.INSPECTED,
            reason=self.rng.choice(WORDS) if uninspectable else "",
            format=self.rng.choice(WORDS),
            size=self.rng.randrange(100),
            seconds=0.0,
            findings=tuple(self.finding() for _ in range(self.rng.choice((0, 0, 1, 2, 4, 7)))),
            encrypted=(EncryptedPart((), "zip", "strong"),) if self.maybe(0.1) else (),
            sender_encrypted=self.maybe(0.1),
            unread=self.some(WORDS) if self.maybe(0.3) else (),
            documents=documents if self.maybe(0.4) else (),
            formats=self.some(WORDS) if self.maybe(0.5) else (),
            amount=self.rng.choice((0, 99, 100, 250000)),
        )

    def subject(self, policies: tuple[Policy, ...]) -> Subject:
        """Return a subject with a number for each counter of the policies."""
        terms = [f"{policy.name}/{term.name}" for policy in policies for term in policy.terms]
        inspection = self.inspection()
        if terms and self.maybe(0.3):
            inspection = _with_term(inspection, self.rng.choice(terms))
        now = START + dt.timedelta(
            seconds=self.rng.randrange(DAYS * 86_400), microseconds=self.rng.randrange(9)
        )
        approval = Approval(
            id="x",
            sender=self.pattern(PEOPLE),
            recipients=self.patterns(RECIPIENTS),
            categories=self.some(Category, 6),
            until=now + dt.timedelta(seconds=self.rng.randint(-1, 1)),
        )
        return Subject(
            channel="file" if self.maybe(0.3) else "mail",
            inspection=inspection,
            now=now,
            sender=self.rng.choice(PEOPLE),
            recipient=self.rng.choice(RECIPIENTS),
            direction=self.rng.choice(("outbound", "outbound", "inbound")),
            path=self.rng.choice(PATHS),
            person=self.rng.choice(PEOPLE),
            places=self.some(WORDS) if self.maybe(0.5) else (),
            groups=self.some(WORDS) if self.maybe(0.5) else (),
            totals={counter: self.rng.randrange(7) for counter in counters_of(policies)},
            approvals=(approval,) if self.maybe(0.5) else (),
        )


def _with_term(inspection: Inspection, name: str) -> Inspection:
    return replace(inspection, terms=(TermMatch(name, 1, ()),))


def maker(seed: int) -> Maker:
    return Maker(Random(seed))
