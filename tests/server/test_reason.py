import pytest

from server.errors import Invalid
from server.reason import checked_reason


def test_a_reason_is_trimmed() -> None:
    assert checked_reason("  新规要求 ") == "新规要求"


@pytest.mark.parametrize("reason", ["", " a ", "x" * 1001])
def test_none_too_short_and_too_long_are_refused(reason: str) -> None:
    with pytest.raises(Invalid):
        checked_reason(reason)
