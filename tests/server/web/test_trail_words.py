"""What the audit trail complains of, in the words of the page."""

import pytest

from server.web.language import translations
from server.web.trail_words import translated


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("entry 7 is missing", "缺少第 7 条记录"),
        ("not a checkpoint of this log", None),
        ("something quite new", "something quite new"),
    ],
)
def test_a_complaint_is_said_in_chinese(said: str, shown: str | None) -> None:
    in_chinese = translated(said, translations("zh").gettext)
    assert in_chinese == shown if shown else in_chinese != said
