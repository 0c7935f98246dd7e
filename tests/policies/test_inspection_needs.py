"""What policies ask of an inspection together."""

import pytest

from policies.house_terms import HouseTerm
from policies.inspection_needs import Needs, needs_of
from policies.language.errors import PolicyInvalid
from policies.language.parser import parse
from policies.model import InspectionLimits, Policy

TEXT = """schema: 1
name: {name}
title: {{zh: 字, en: words}}
{more}
rules: [{{name: r, when: {{uninspectable: true}}, then: hold, reason: x, notice: {{zh: 字, en: words}}}}]
"""


def policy(name: str, more: str = "") -> Policy:
    return parse(TEXT.format(name=name, more=more))


def test_without_a_wish_the_product_decides() -> None:
    assert needs_of([policy("a")]) == needs_of([]) == Needs()


def test_of_each_limit_the_smallest_counts_and_terms_add_up() -> None:
    one = policy("a", "limits: {members: 2000, depth: 4}\nterms: [{name: t, words: [凤凰]}]")
    other = policy("b", "limits: {members: 3000, pictures: 0, cpu_seconds: 5}")
    assert needs_of([one, policy("c"), other]) == Needs(
        (HouseTerm("a/t", ("凤凰",)),), InspectionLimits(members=2000, depth=4, pictures=0, cpu_seconds=5)
    )


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ("{depth: 0}", "limits.depth cannot be '0'.*a whole number from 1 to 32"),
        ("{dept: 3}", "unknown key 'dept' in limits.*did you mean 'depth'"),
    ],
)
def test_a_limit_that_is_none_is_refused_with_a_remedy(limits: str, words: str) -> None:
    with pytest.raises(PolicyInvalid, match=words):
        policy("a", f"limits: {limits}")
