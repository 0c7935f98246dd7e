"""Digits without padding give their octets, whatever is left over."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from inspection.base64_digits import decoded


@given(octets=st.binary(max_size=40), more=st.booleans())
def test_octets_come_back_and_a_digit_too_many_changes_nothing(*, octets: bytes, more: bool) -> None:
    digits = base64.b64encode(octets).rstrip(b"=")
    if more and len(digits) % 4 == 0:
        digits += b"A"
    assert decoded(digits) == octets
