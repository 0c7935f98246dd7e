"""Where a vehicle number or a social credit identifier may stand by its form."""

import pytest

from policies.code_places import find_codes
from policies.code_points import framed
from policies.digits import find_chinese_digits, find_digits
from policies.prefilter import Trigger

VIN, USCI = "LSVAU2A34N2183294", "91110000802100433B"


def places(text: str, trigger: Trigger) -> list[str]:
    codes = framed(text)
    hits = find_codes(text, find_digits(text, codes), find_chinese_digits(text, codes))
    return [text[hit.start :] for hit in hits if hit.trigger is trigger]


@pytest.mark.parametrize(
    "written",
    [VIN, VIN.lower(), "LSV AU2A34 N2183294", "LSVAU2A34-N2183294", " ".join(VIN), "LSVAUEFGHJKMN2183"],
)
def test_a_vehicle_number_stands_where_its_last_digits_end(written: str) -> None:
    assert places(f"车架号{written}。", Trigger.VIN) == [f"{written}。"]


@pytest.mark.parametrize(
    "text",
    [
        "20260316203619837",
        VIN + "X",
        "LSVAU2A34N218329",
        "LsVAU2A34N2183294",
        "the budget of 20260316",
        f"{VIN[:-4]} and 3294",
    ],
)
def test_what_is_all_digits_longer_or_of_both_cases_is_none(text: str) -> None:
    assert places(text, Trigger.VIN) == []


@pytest.mark.parametrize(
    "written",
    [
        USCI,
        USCI.lower(),
        "91 110000 802100433 B",
        "9111-0000-8021-0043-3B",
        "9=\r\n1110000802100433B",
        "N2110000802100433B",
    ],
)
def test_an_identifier_begins_with_its_registry_and_kind(written: str) -> None:
    assert f"{written}。" in places(f"税号\n{written}。", Trigger.USCI)


def test_an_identifier_in_chinese_numerals() -> None:
    assert places("税号九一一一零零零零八零二一零零四三三B", Trigger.USCI) == [
        "九一一一零零零零八零二一零零四三三B"
    ]


@pytest.mark.parametrize("text", ["2026-05-11", "91110000802100433", f"{USCI}C", "13800138000", ""])
def test_dates_and_shorter_numbers_begin_no_identifier(text: str) -> None:
    assert places(text, Trigger.USCI) == []
