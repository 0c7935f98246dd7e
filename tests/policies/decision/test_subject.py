"""A subject says as little as its caller knows."""

import datetime as dt

from policies.decision.subject import Subject
from policies.inspected import Inspection, InspectionVerdict


def test_what_a_caller_does_not_know_is_empty() -> None:
    inspection = Inspection(InspectionVerdict.EMPTY_VERIFIED, "", "message", 0, 0.0)
    subject = Subject(channel="mail", inspection=inspection, now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert (subject.totals, subject.approvals, subject.groups) == ({}, (), ())
