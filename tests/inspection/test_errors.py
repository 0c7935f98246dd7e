"""Failures carry a reason and nothing of what was read."""

import pytest

from inspection.errors import BudgetSpent, Unreadable


@pytest.mark.parametrize("kind", [Unreadable, BudgetSpent])
def test_the_reason_is_all_there_is(kind: type[Unreadable]) -> None:
    error = kind("malformed:zip")
    assert (error.reason, str(error)) == ("malformed:zip", "malformed:zip")


def test_a_reader_that_handles_the_unreadable_must_let_a_spent_budget_pass_on_purpose() -> None:
    with pytest.raises(Unreadable):
        raise BudgetSpent("limit:members")
    assert not issubclass(Unreadable, BudgetSpent)
