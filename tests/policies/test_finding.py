"""Spans and findings are frozen records with reasons."""

import msgspec
import pytest

from policies.finding import Category, Finding, Grade, PlaceStep, Span


def test_a_finding_survives_the_way_between_processes() -> None:
    finding = Finding(
        "RESIDENT_ID",
        Category.IDENTITY,
        Grade.SENSITIVE,
        0.95,
        "110105********002X",
        "0" * 32,
        (PlaceStep("body", ""),),
    )
    assert msgspec.json.decode(msgspec.json.encode(finding), type=Finding) == finding


def test_a_span_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Span(0, 1, "NAME", 0.8).start = 5  # type: ignore[misc]
