"""What may stand between a label and its value."""

import re

import pytest

from policies.detectors import label_gap as gap

BETWEEN = re.compile(
    rf"{gap.CLOSED}{gap.NOTE}(?:{gap.MARK}|{gap.VERB}|{gap.SOME_MARKUP}|{gap.ATTRIBUTE}){gap.VALUE_NEXT}"
)


@pytest.mark.parametrize(
    "between",
    [
        "：",
        ": ",
        "】：",
        "（必填）：",
        "\t",
        "| ",
        "→",
        "......",
        "是",
        "变更为",
        "已更正为：",
        "</td><td>",
        '" value="',
        '": "',
        "：</b>&nbsp;",
    ],
)
def test_marks_verbs_and_markup(between: str) -> None:
    assert BETWEEN.fullmatch(between)


@pytest.mark.parametrize("between", ["", "另发", "见短信", "和", "</td></tr>\n"])
def test_other_words_are_no_gap(between: str) -> None:
    assert not BETWEEN.fullmatch(between)
