"""Binary property lists, made by the standard library."""

import plistlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.inspected import InspectionVerdict
from tests.inspection.samples import ID, Reading, archive


def packed(value: object) -> bytes:
    return plistlib.dumps(value, fmt=plistlib.FMT_BINARY)


@pytest.mark.parametrize(
    "value",
    [
        {"note": f"no. {ID}"},
        {f"no. {ID}": True},
        {"身份证": f"号码 {ID}"},
        {"number": int(ID)},
        {"list": [{"in": ["it", f"a text of more than fifteen characters {ID}"]}]},
        {"data": f"a note: {ID}".encode()},
        {"data": archive({"a.txt": ID.encode()})},
        {"page": f"<html><p>{ID[:6]}<b>{ID[6:]}</b></p></html>".encode()},
        [str(number) for number in range(300)] + [ID],
    ],
)
def test_each_kind_of_object(value: object) -> None:
    reading = Reading(packed(value))
    assert (reading.walk.format, reading.walk.reason) == ("bplist", "")
    assert ID in reading.text


def test_a_value_stands_beside_its_key() -> None:
    lines = Reading(packed({"身份证号": ID, "name": "李明"})).primary.splitlines()
    assert {f"身份证号\t{ID}", "name\t李明"} <= set(lines)


def test_a_list_within_a_list() -> None:
    assert ID in Reading(packed({"inner": packed({"no": ID})})).text


def test_an_empty_list_is_read() -> None:
    assert Reading(packed({})).verdict is not InspectionVerdict.UNINSPECTABLE


@given(at=st.integers(0, 200), octet=st.integers(0, 255), cut=st.integers(0, 60))
def test_damage_outside_of_the_number_is_read_or_told(at: int, octet: int, cut: int) -> None:
    content = bytearray(packed({"note": f"no. {ID}", "b": [1, 2.5, True]}))
    content[at % len(content)] = octet
    content = content[: len(content) - cut]
    if ID.encode() in content:
        assert Reading(bytes(content)).found_or_told(ID)
