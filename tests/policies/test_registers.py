"""Partners and terms as a policy writes them down."""

import datetime as dt

from policies.language.parser import parse

TEXT = """schema: 1
name: p
title: {zh: 字, en: words}
partners:
  - name: 短信服务商
    domains: ["sms.example", "*.sms.example"]
    purpose: 交易通知
    categories: identity
    agreement: HT-2026-017
    expires: 2026-12-31
terms:
  - {name: projects, words: [凤凰计划, Project Phoenix]}
  - {name: contracts, expression: "HT-[0-9]{4}-[0-9]{3}"}
rules:
  - {name: r, when: {term: [projects, contracts]}, then: pass, reason: x}
"""


def test_registers_are_read() -> None:
    policy = parse(TEXT)
    (partner,) = policy.partners
    assert (partner.categories, partner.expires) == (("identity",), dt.date(2026, 12, 31))
    assert [(term.name, len(term.words), bool(term.expression)) for term in policy.terms] == [
        ("projects", 2, False),
        ("contracts", 0, True),
    ]
