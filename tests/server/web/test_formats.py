from datetime import UTC, datetime

import pytest

from server.web import formats


def test_instants_are_shown_in_beijing_time_and_told_to_machines_in_utc() -> None:
    moment = datetime(2026, 1, 31, 20, 30, 5, tzinfo=UTC)
    assert formats.when(moment) == "2026-02-01 04:30"
    assert formats.when("2026-01-31T20:30:05Z", seconds=True) == "2026-02-01 04:30:05"
    assert formats.when(None) == "–"
    assert formats.machine_time(moment) == "2026-01-31T20:30:05.000000Z"


@pytest.mark.parametrize(
    ("octets", "shown"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KB"),
        (184_320, "180.0 KB"),
        (3 * 2**30, "3.0 GB"),
        (2**53, "8192.0 TB"),
    ],
)
def test_sizes(octets: int, shown: str) -> None:
    assert formats.size(octets) == shown


def test_a_password_is_cut_into_groups_that_give_it_back() -> None:
    assert formats.groups_of_four("abcdefghij") == ["abcd", "efgh", "ij"]
    assert formats.groups_of_four("") == []


def test_a_day_of_a_filter_is_a_beijing_day() -> None:
    start, end = formats.day_start("2026-05-04"), formats.day_end("2026-05-04")
    assert start == datetime(2026, 5, 3, 16, tzinfo=UTC)
    assert end == datetime(2026, 5, 4, 16, tzinfo=UTC)


@pytest.mark.parametrize("wrong", ["", "yesterday", "2026-02-30", "2026-05-04T00:00", "99999-01-01"])
def test_what_is_no_day_narrows_nothing(wrong: str) -> None:
    assert formats.day_start(wrong) is None
    assert formats.day_end(wrong) is None
