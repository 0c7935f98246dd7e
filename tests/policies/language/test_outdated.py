"""Ended exceptions and agreements are told of from the day after their last."""

import datetime as dt

import pytest

from policies.language.outdated import Outdated, outdated
from policies.language.parser import parse

LAST = dt.date(2026, 3, 31)
POLICY = parse("""schema: 1
name: p
title: {zh: 字, en: words}
partners:
  - {name: 甲, domains: x.example, purpose: 通知, categories: identity, agreement: A-1, expires: 2026-03-31}
rules:
  - name: r
    then: pass
    reason: x
    exceptions:
      - {owner: a, reason: b, expires: 2026-03-31, applies_to: {senders: li@bank.example}}
      - {owner: a, reason: b, expires: 2027-03-31, applies_to: {senders: wang@bank.example}}
""")


@pytest.mark.parametrize(
    ("day", "ended"),
    [
        (LAST, []),
        (LAST + dt.timedelta(1), [Outdated("exception", "r", LAST), Outdated("partner", "甲", LAST)]),
    ],
)
def test_what_has_ended(day: dt.date, ended: list[Outdated]) -> None:
    assert list(outdated(POLICY, day)) == ended
