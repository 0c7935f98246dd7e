import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.web.chart import HEIGHT, WIDTH, bar_chart


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=14))
def test_bars_stand_on_one_line_inside_the_chart_and_keep_their_proportion(counts: list[int]) -> None:
    chart = bar_chart([(f"2026-05-{day + 1:02}", count) for day, count in enumerate(counts)])
    feet = {round(bar.y + bar.height, 0) for bar in chart.bars}
    assert len(feet) == 1
    for bar in chart.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert 0 <= bar.y <= HEIGHT
    tallest = max(chart.bars, key=lambda bar: bar.value)
    for bar in chart.bars:
        assert bar.height == pytest.approx(tallest.height * bar.value / max(1, tallest.value), abs=0.2)


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 2), (2, 2), (3, 4), (5, 10), (11, 20), (99, 100), (101, 200)]
)
def test_the_scale_ends_at_a_round_number(highest: int, top: int) -> None:
    assert bar_chart([("2026-05-01", highest)]).lines[-1][0] == top


def test_a_bar_is_labelled_with_its_day() -> None:
    assert bar_chart([("2026-05-01", 3)]).bars[0].label == "05-01"
