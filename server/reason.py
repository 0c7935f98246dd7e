"""The reason for a change, asked for before the change (row R13)."""

from server.errors import Invalid

REASON_MIN = 3
REASON_MAX = 1000


def checked_reason(reason: str) -> str:
    """Return the reason for a change without white space around it.

    Raises:
        Invalid: it has less than 3 or more than 1000 characters.
    """
    text = reason.strip()
    if not REASON_MIN <= len(text) <= REASON_MAX:
        raise Invalid(
            f"请填写原因（{REASON_MIN} 至 {REASON_MAX} 个字符）。",
            f"Give a reason, {REASON_MIN} to {REASON_MAX} characters.",
        )
    return text
