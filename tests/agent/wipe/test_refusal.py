"""Errors of the way to a file become tokens of the record."""

import errno

import pytest

from agent.wipe import refusal


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOENT, refusal.VANISHED),
        (errno.ELOOP, refusal.SYMBOLIC_LINK),
        (errno.EXDEV, refusal.OTHER_FILE_SYSTEM),
        (errno.EACCES, refusal.NO_PERMISSION),
        (errno.EROFS, refusal.READ_ONLY),
        (errno.EIO, "error-EIO"),
        (None, "error-unknown"),
    ],
)
def test_each_error_has_a_reason(number: int | None, reason: str) -> None:
    error = OSError(number, "") if number is not None else OSError()
    assert refusal.from_error(error).reason == reason
