"""What in a policy has come to its end: nothing is wrong with it, but somebody should look."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

import msgspec

from policies.model import Policy


class Outdated(msgspec.Struct, frozen=True):
    """An exception of the rule `name`, or the agreement with the partner `name`, and its last day."""

    kind: Literal["exception", "partner"]
    name: str
    expired: dt.date


def outdated(policy: Policy, day: dt.date) -> Iterator[Outdated]:
    """Yield the exceptions and agreements of a policy that had ended before a day."""
    for rule in policy.rules:
        for grant in rule.exceptions:
            if grant.expires < day:
                yield Outdated("exception", rule.name, grant.expires)
    for partner in policy.partners:
        if partner.expires < day:
            yield Outdated("partner", partner.name, partner.expires)
