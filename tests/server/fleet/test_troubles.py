import pytest

from server.fleet.troubles import lasting


@pytest.mark.parametrize(
    ("detail", "before", "alarmed", "new"),
    [
        ("disk full", "", "", ""),  # told once
        ("disk full", "disk full", "", "disk full"),
        ("disk full", "disk full", "disk full", ""),  # alarmed already
        ("3 events wait; disk full", "2 events wait", "", "3 events wait"),
        ("a; b", "a; b", "a", "b"),
        ("", "a", "a", ""),
    ],
)
def test_a_trouble_is_alarmed_when_it_was_told_twice_and_only_then(
    detail: str, before: str, alarmed: str, new: str
) -> None:
    assert lasting(detail, before, alarmed)[0] == new


def test_a_trouble_that_went_and_came_again_is_alarmed_again() -> None:
    said, alarms, alarmed, before = ["a", "a", "a", "b", "a", "a"], [], "", ""
    for detail in said:
        new, alarmed = lasting(detail, before, alarmed)
        alarms.append(new)
        before = detail
    assert alarms == ["", "a", "", "", "", "a"]
