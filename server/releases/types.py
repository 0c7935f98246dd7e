"""Releases as pages and commands see them."""

from datetime import datetime
from enum import StrEnum

import msgspec

from policies.finding import Category


class ReleaseState(StrEnum):
    """Where a release stands. What was asked for never changes: who wants something else asks anew."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Wanted(msgspec.Struct, frozen=True):
    """What is asked for: who may send what to whom, from when until when (aware UTC), what for and why.

    A recipient is an address, or a domain for everybody in it.
    """

    sender: str
    recipients: tuple[str, ...]
    categories: tuple[Category, ...]
    purpose: str  # one line
    since: datetime
    until: datetime
    reason: str


class Release(msgspec.Struct, frozen=True):
    """A release with all that was done about it. `asked_by_id` is 0 for the owner of the console's machine."""

    id: int
    state: ReleaseState
    wanted: Wanted
    asked_by: str
    asked_by_id: int
    asked_at: datetime
    decided_by: str = ""
    decided_at: datetime | None = None
    comment: str = ""  # of whoever decided
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""

    def standing(self, now: datetime) -> str:
        """Return the state as people see it: `over` when its term is, `later` before it begins."""
        open_ended = self.state in (ReleaseState.SUBMITTED, ReleaseState.APPROVED)
        if open_ended and self.wanted.until < now:
            return "over"
        if self.state is ReleaseState.APPROVED and now < self.wanted.since:
            return "later"
        return self.state.value


class Use(msgspec.Struct, frozen=True):
    """A copy of a mail that a release let through, or would have: `outcome` is what became of it."""

    incident_id: str
    at: datetime
    recipient: str
    outcome: str


class Listed(msgspec.Struct, frozen=True):
    """A line of the list."""

    release: Release
    standing: str
    uses: int
