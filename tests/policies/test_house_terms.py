"""What travels to a worker of a policy's terms."""

from policies.house_terms import HouseTerm, terms_of
from policies.language.parser import parse


def test_terms_bear_the_name_of_their_policy() -> None:
    policy = parse("""schema: 1
name: bank
title: {zh: 字, en: words}
terms: [{name: projects, words: [凤凰计划, Phoenix]}]
rules: [{name: r, when: {term: projects}, then: pass, reason: x}]
""")
    assert terms_of([policy]) == (HouseTerm("bank/projects", ("凤凰计划", "Phoenix")),)
