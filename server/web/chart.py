"""A small bar chart as numbers: the template draws it as SVG, which needs no script.

Nothing moves in it, it prints, and a screen reader gets the same figures as a table.
"""

from collections.abc import Sequence

import msgspec

WIDTH = 720
HEIGHT = 210
_TOP = 22
_BOTTOM = 26
_LEFT = 34


class Bar(msgspec.Struct, frozen=True):
    """One bar in the chart's own units; `label` is under it, `value` above it."""

    label: str
    value: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where its label is centred."""
        return round(self.x + self.width / 2, 1)


class BarChart(msgspec.Struct, frozen=True):
    """Bars and the horizontal lines behind them, each line with its value."""

    bars: tuple[Bar, ...]
    lines: tuple[tuple[int, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT


def bar_chart(days: Sequence[tuple[str, int]]) -> BarChart:
    """Lay out one bar for each (ISO date, count); the label is the month and the day."""
    top = _ceiling(max((count for _, count in days), default=0))
    room = HEIGHT - _TOP - _BOTTOM
    slot = (WIDTH - _LEFT) / max(1, len(days))
    bars = [
        Bar(
            label=day[5:],
            value=count,
            x=round(_LEFT + index * slot + slot * 0.18, 1),
            y=round(HEIGHT - _BOTTOM - room * count / top, 1),
            width=round(slot * 0.64, 1),
            height=round(room * count / top, 1),
        )
        for index, (day, count) in enumerate(days)
    ]
    lines = [(value, round(HEIGHT - _BOTTOM - room * value / top, 1)) for value in (0, top // 2, top)]
    return BarChart(tuple(bars), tuple(lines))


def _ceiling(highest: int) -> int:
    """Return an even round number not below `highest`: 2, 4, 10, 20, 40, 100, …."""
    step = 1
    while True:
        for factor in (2, 4, 10):
            if factor * step >= highest:
                return factor * step
        step *= 10
