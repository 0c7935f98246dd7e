"""The shape that makes the prefilter look for an address."""

import re

import pytest

from policies.address_trigger import TRIGGER


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建国路88号", ["路88号"]),
        ("忠孝東路四段216巷", ["段216巷"]),
        ("柳树村3组12号", ["村3组"]),
        ("3单元1201室", ["3单元", "1室"]),
        ("建国路8\n8号", ["路8\n8号"]),
        ("长江路沿线", []),
        ("会议室", []),
    ],
)
def test_places_worth_a_look(text: str, found: list[str]) -> None:
    matches = re.compile(TRIGGER.encode()).findall(text.encode())
    assert [match.decode() for match in matches] == found
