"""A list below its label: every line of it is what the label says, until a line is something else."""

import pytest

from policies.detection import detect


def found(text: str) -> list[tuple[str, str]]:
    return [(span.type, text[span.start : span.end]) for span in detect(text)]


@pytest.mark.parametrize(
    ("label", "kind", "values"),
    [
        ("身份证号", "RESIDENT_ID_15", ["440582660715719", "310101770516030", "450103600127954"]),
        ("账号：", "BANK_ACCOUNT", ["1100145789", "1100145780", "1100145781"]),
        ("**护照号码**", "PASSPORT", ["E12345678", "G23456789"]),
        ("台胞证号", "TW_PERMIT", ["01234567", "01234568"]),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_line_of_the_list_is_one(label: str, kind: str, values: list[str], line_end: str) -> None:
    text = line_end.join(["附件", label, *values, "共计"])
    assert found(text) == [(kind, value) for value in values]


@pytest.mark.parametrize(
    "text",
    [
        "请提供账号\n订单\n1100145789012\n1100145780012",  # another line comes first
        "订单号\n1100145789012\n1100145780012",
        "金额\n1100145789012\n1100145780012",
    ],
)
def test_a_list_of_other_things_is_none(text: str) -> None:
    assert found(text) == []


def test_the_list_ends_where_a_line_is_something_else() -> None:
    assert found("账号\n1100145789012\n1100145789013\n见附件\n1100145789014") == [
        ("BANK_ACCOUNT", "1100145789012"),
        ("BANK_ACCOUNT", "1100145789013"),
    ]
