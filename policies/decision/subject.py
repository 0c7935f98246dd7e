"""Whom and what a decision is about, with all that its caller has to find out beforehand."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import msgspec

from policies.decision.counters import Counter
from policies.finding import Category
from policies.inspected import Inspection


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    """A release that was asked for and granted beforehand (row R28).

    `recipients` are patterns as in a policy; `until` is an aware UTC instant, the last at which it holds.
    """

    id: str
    sender: str
    recipients: tuple[str, ...]
    categories: tuple[Category, ...]
    until: dt.datetime


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """Whom and what a decision is about: one recipient of a mail, or one file.

    `now` is an aware UTC instant; `places` are names of places on disk such as `desktop` or
    `removable`; `groups` are those of the sender or person. `totals` holds the number of every counter
    that `policies.decision.counters.counters_of` lists, this mail included. `approvals` are those that the
    caller found for the sender; which of them holds is decided here.
    """

    channel: Literal["mail", "file"]
    inspection: Inspection
    now: dt.datetime
    sender: str = ""
    recipient: str = ""
    direction: str = "outbound"
    path: str = ""
    person: str = ""
    places: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    totals: Mapping[Counter, int] = {}
    approvals: tuple[Approval, ...] = ()
