"""What is stored of a mail: the answers a rule asks for, and no plain value."""

import msgspec
import pytest

from policies.decision.subject import Subject
from policies.finding import Category, Finding, Grade, ListMatch, PlaceStep
from policies.inspected import Inspection, InspectionVerdict
from server.replay import rows
from server.replay.rows import row_of
from tests.server.support import NOW


def finding(value: str = "a", part: str = "clients.xlsx", **more: object) -> Finding:
    place = (PlaceStep("attachment", part), PlaceStep("sheet", "1"))
    made = Finding("MOBILE", Category.IDENTITY, Grade.GENERAL, 0.9, "138****8000", value * 32, place)
    return msgspec.structs.replace(made, **more)


def subject(*findings: Finding, **more: object) -> Subject:
    inspection = Inspection(InspectionVerdict.INSPECTED, "", "message", 100, 0.1, findings=findings)
    made = Subject(
        channel="mail", inspection=inspection, now=NOW, sender="Li@Bank.example", recipient="A@B.example"
    )
    return msgspec.structs.replace(made, **more)


def test_texts_stand_as_patterns_are_compared() -> None:
    row, _ = row_of(subject(groups=("Retail", "Ops")), (), id="m-1", policy_version=3)
    assert (row.sender, row.domain, row.unit, row.at) == (
        "li@bank.example", "b.example", "retail", "2026-05-04T08:00:00",
    )  # fmt: skip
    assert row_of(subject(), (), id="m-1", policy_version=3)[0].unit == "bank.example"


def test_equal_values_and_parts_are_told_without_naming_them() -> None:
    found = (finding("a"), finding("b"), finding("a", "other.xlsx"))
    row, shape = row_of(subject(*found), (), id="m-1", policy_version=3)
    assert [(each.value, each.part) for each in shape.findings] == [(0, 0), (1, 0), (0, 1)]
    told = msgspec.json.encode((row, shape)).decode()
    assert "xlsx" not in told
    assert "138" not in told


def test_mails_that_are_alike_share_a_shape() -> None:
    first = row_of(subject(finding("a"), finding("b")), (), id="m-1", policy_version=3)[0]
    second = row_of(
        subject(finding("c"), finding("d"), recipient="x@y.example"), (), id="m-2", policy_version=3
    )[0]
    third = row_of(subject(finding("c"), finding("c")), (), id="m-3", policy_version=3)[0]
    assert first.shape == second.shape != third.shape
    assert first.value_hashes != second.value_hashes


def test_consent_is_told_in_three_words() -> None:
    matches = tuple(ListMatch("Clients", (), True, consent) for consent in (True, False, None))
    _, shape = row_of(subject(finding(matches=matches)), (), id="m-1", policy_version=3)
    assert [(each.index, each.consent) for each in shape.findings[0].matches] == [
        ("clients", "given"), ("clients", "refused"), ("clients", ""),
    ]  # fmt: skip


def test_a_huge_table_is_told_in_part_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "FINDINGS_MAX", 2)
    row, shape = row_of(subject(*[finding()] * 3), (), id="m-1", policy_version=3)
    assert (len(shape.findings), shape.whole, len(row.value_hashes)) == (2, False, 2)
