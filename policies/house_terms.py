"""Terms of the house as they travel to a worker: plain records, apart from the search, which loads much more."""

from collections.abc import Iterable

import msgspec

from policies.model import Policy


class HouseTerm(msgspec.Struct, frozen=True):
    """A term as a worker needs it; `name` has the name of its policy before it: `bank/projects`."""

    name: str
    words: tuple[str, ...] = ()
    expression: str | None = None


def terms_of(policies: Iterable[Policy]) -> tuple[HouseTerm, ...]:
    """Return the terms of policies."""
    return tuple(
        HouseTerm(f"{policy.name}/{term.name}", term.words, term.expression)
        for policy in policies
        for term in policy.terms
    )
