"""A look-up gives exactly the rows that have a value."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.exact_match.header import IndexInvalid
from policies.exact_match.index import Index, short
from policies.finding import Grade
from tests.policies.exact_match.made import KEY, index_of

_MOBILES = st.lists(st.from_regex(r"13[0-9]{9}", fullmatch=True), max_size=300)


@settings(max_examples=40)
@given(_MOBILES, st.binary(max_size=3), st.sampled_from([1, 2]))
def test_each_value_has_its_rows_and_no_other(mobiles: list[str], before: bytes, least: int) -> None:
    index = index_of(["MOBILE"], [(mobile,) for mobile in mobiles], start=before, least=least)
    for mobile in [*mobiles, "14900000000"]:
        expected = {row for row, other in enumerate(mobiles) if other == mobile}
        assert set(index.rows_of(0, mobile)) == expected


def test_a_value_is_found_however_it_is_written() -> None:
    index = index_of(["RESIDENT_ID", "MOBILE"], [("11010519491231002x", "+86 138 0013 8000")])
    assert index.rows_of(0, "１１０１０５ 19491231 002X") == index.rows_of(1, "13800138000") == [0]
    assert index.rows_of(0, "13800138000") == []


def test_a_row_knows_its_name_its_grade_and_its_consent() -> None:
    index = index_of(
        ["MOBILE", "NAME"], [("13800138000", "张三"), ("13900139000", "")],
        marks=[(Grade.RESTRICTED, False), (None, None)],
    )  # fmt: skip
    assert index.short_of(1, 0) == short(index.hashes[1].one("张三"))
    assert index.short_of(1, 1) == 0
    assert index.marks(0) == (Grade.RESTRICTED, False)
    assert index.marks(1) == (None, None)


def test_a_foreign_key_is_refused() -> None:
    header = index_of(["MOBILE"], []).header
    with pytest.raises(
        IndexInvalid, match=f"was built with key {header.key_id}, this is key .*; build it with"
    ):
        Index(header, bytes(header.body_size), KEY + b"!")


@pytest.mark.parametrize("octets", [-1, 1])
def test_a_body_of_another_size_is_refused(octets: int) -> None:
    header = index_of(["MOBILE"], []).header
    with pytest.raises(IndexInvalid, match=f"instead of {header.body_size}; fetch it again"):
        Index(header, bytes(header.body_size + octets), KEY)
