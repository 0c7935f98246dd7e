"""Blank files are proven blank to their last octet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.limits import Limits
from inspection.readers.text import nothing
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import Alone


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 1000])
def test_nothing_but_nul_octets_is_verified(size: int) -> None:
    reading = Alone(nothing.read, bytes(size), limits=Limits(window=100))
    assert reading.segments == []
    assert reading.verdict is InspectionVerdict.EMPTY_VERIFIED


@given(before=st.integers(0, 300), octet=st.integers(1, 255), behind=st.integers(0, 300))
def test_one_other_octet_anywhere_is_told(before: int, octet: int, behind: int) -> None:
    content = bytes(before) + bytes([octet]) + bytes(behind)
    assert Alone(nothing.read, content, limits=Limits(window=100)).walk.reason == "unknown-format"
