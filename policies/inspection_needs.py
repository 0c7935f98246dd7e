"""What the policies in force ask of an inspection: terms to look for, and how far to read."""

from collections.abc import Iterable

import msgspec

from policies.house_terms import HouseTerm, terms_of
from policies.model import InspectionLimits, Policy


class Needs(msgspec.Struct, frozen=True):
    """What a worker is told of the policies; two that are equal ask for the same."""

    terms: tuple[HouseTerm, ...] = ()
    limits: InspectionLimits = InspectionLimits()


def needs_of(policies: Iterable[Policy]) -> Needs:
    """Return what policies ask together: the terms of all, and of each limit the smallest."""
    policies = tuple(policies)
    return Needs(terms_of(policies), _smallest([policy.limits for policy in policies if policy.limits]))


def _smallest(asked: Iterable[InspectionLimits]) -> InspectionLimits:
    smallest: dict[str, int] = {}
    for each in asked:
        for name, value in msgspec.structs.asdict(each).items():
            if value is not None:
                smallest[name] = min(value, smallest.get(name, value))
    return InspectionLimits(**smallest)
