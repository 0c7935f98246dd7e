"""One card: its clock and its samples."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6
from PySide6.QtWidgets import QLabel

from agent.prompt.base import Choice, Found, Settled
from agent.prompt.card import Card
from agent.prompt.window import application
from tests.agent.prompt.conftest import make_question

APP = application()


def words(card: Card) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel)]


Make = Callable[..., tuple[Card, list[tuple[str, Choice]]]]


@pytest.fixture
def make() -> Iterator[Make]:
    """Make cards that have no window around them, and take them down before the application."""
    cards: list[Card] = []

    def card(**changes: object) -> tuple[Card, list[tuple[str, Choice]]]:
        answers: list[tuple[str, Choice]] = []
        cards.append(Card(make_question(**changes), "en", lambda *answer: answers.append(answer)))
        return cards[-1], answers

    yield card
    for one in cards:
        shiboken6.delete(one)


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (datetime(2099, 3, 2, 9, 0, 1, tzinfo=UTC), "00:59:59 left"),
        (datetime(2099, 2, 28, 9, 0, tzinfo=UTC), "2 d 01:00:00 left"),
        (datetime(2099, 3, 2, 10, 0, tzinfo=UTC), "Now due"),
        (datetime(2100, 1, 1, tzinfo=UTC), "Now due"),
    ],
)
def test_the_clock_counts_down(make: Make, now: datetime, shown: str) -> None:
    card, _ = make()
    card.tick(now)
    assert shown in words(card)


def test_the_clock_stops_with_the_answer(make: Make) -> None:
    card, answers = make()
    card.buttons["vault"].click()
    card.tick(datetime(2099, 3, 2, 9, 0, tzinfo=UTC))
    assert "Moving to the vault…" in words(card)
    assert answers == [("q1", "vault")]
    card.settle(Settled("q1", "vaulted"))
    card.tick(datetime(2099, 3, 2, 9, 0, tzinfo=UTC))
    assert "✓  Moved to the vault" in words(card)


def test_samples_and_types_are_few(make: Make) -> None:
    found = tuple(Found(f"TYPE_{number}", 9, ("a", "b", "c")) for number in range(20))
    card, _ = make(found=found)
    samples = [label for label in card.findChildren(QLabel) if label.objectName() == "sample"]
    assert len(samples) == 12
    assert "TYPE_0" in words(card)  # a type without a name of its own is shown as it is
