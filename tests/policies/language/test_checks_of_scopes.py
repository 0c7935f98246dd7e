"""Scopes that nothing could fit, or that everything would."""

import datetime as dt

import pytest

from policies.finding import Category
from policies.language.checks_of_scopes import scope_faults
from policies.model import Action, Channel, ExceptionGrant, Policy, Rule, Scope, Words
from policies.registers import Partner

WORDS = Words("字", "words")
SOMEBODY = Scope(senders=("li@bank.example",))


def faults(
    then: Action, scope: Scope, *exceptions: Scope, domains: str = "x.example"
) -> list[tuple[str, str, str]]:
    grants = tuple(ExceptionGrant("a", "b", dt.date(2027, 1, 1), each) for each in exceptions)
    rule = Rule(name="r", then=then, reason="x", scope=scope, notice=WORDS, exceptions=grants)
    partner = Partner("甲", (domains,), "通知", (Category.IDENTITY,), "A-1", dt.date(2027, 1, 1))
    policy = Policy(schema=1, name="p", title=WORDS, rules=(rule,), partners=(partner,))
    return [(".".join(map(str, path)), message, remedy) for path, message, remedy in scope_faults(policy)]


def test_sound_scopes() -> None:
    mail = Scope(senders=("*@bank.example", "*"), recipients=("a@x.example",), domains=("*.x.example",))
    assert faults(Action.SEAL, mail, SOMEBODY) == []
    files = Scope(persons=("li",), paths=("/home/*",), places=("desktop",), groups=("staff",))
    assert faults(Action.DESTROY, files, Scope(persons=("li",))) == []


@pytest.mark.parametrize(
    ("then", "scope", "place", "message", "remedy"),
    [
        (Action.SEAL, Scope(paths=("/home/*",)), "paths", "`paths` belongs to file", "take `paths` away"),
        (Action.SEAL, Scope(persons=("li",)), "persons", "`persons` belongs to file", "take `persons` away"),
        (
            Action.DESTROY,
            Scope(domains=("x.example",)),
            "domains",
            "`domains` belongs to mail",
            "take `domains` away",
        ),
        (Action.SEAL, Scope(domains=("*@x.example",)), "domains.0", "a domain has no @", 'write "x.example"'),
        (
            Action.SEAL,
            Scope(senders=("x.example",)),
            "senders.0",
            "an address has an @",
            'write "*@x.example"',
        ),
    ],
)
def test_what_nothing_could_fit(then: Action, scope: Scope, place: str, message: str, remedy: str) -> None:
    assert faults(then, scope) == [(f"rules.0.scope.{place}", message, remedy)]
    of_exception = faults(then, Scope(), scope)
    assert of_exception == [(f"rules.0.exceptions.0.applies_to.{place}", message, remedy)]


@pytest.mark.parametrize("scope", [Scope(), Scope(channels=(Channel.MAIL,))])
def test_an_exception_names_somebody(scope: Scope) -> None:
    assert [fault[:2] for fault in faults(Action.SEAL, Scope(), scope)] == [
        ("rules.0.exceptions.0", "the exception lets everybody off")
    ]


def test_a_partner_has_domains() -> None:
    assert faults(Action.SEAL, Scope(), domains="@x.example") == [
        ("partners.0.domains.0", "a domain has no @", 'write "x.example"')
    ]
