"""Tables whose cells one space parts: what heads a column says what stands below, prose heads nothing."""

import pytest

from policies.detection import detect

ROWS = "1 33015473520815 E12345678 已核实\r\n2 330189186139837617 E23456789\r\n3 11002258631369169 G34567890 待补"
TABLE = f"客户名单\r\n序号 银行账号 护照号 备注\r\n{ROWS}\r\n以上"
VALUES = [
    ("BANK_ACCOUNT", "33015473520815"),
    ("PASSPORT", "E12345678"),
    ("BANK_ACCOUNT", "330189186139837617"),
    ("PASSPORT", "E23456789"),
    ("BANK_ACCOUNT", "11002258631369169"),
    ("PASSPORT", "G34567890"),
]


def found(text: str) -> list[tuple[str, str]]:
    return [(span.type, text[span.start : span.end]) for span in detect(text)]


def test_a_row_may_lack_its_remark() -> None:
    assert found(TABLE) == VALUES
    assert found(TABLE.replace("\r", "")) == VALUES


def test_a_cell_that_goes_on_below_ends_no_table() -> None:
    assert found(TABLE.replace("E12345678 已核实", "E12345678 已核实\r\n（柜面 李）")) == VALUES


def test_the_number_of_the_next_row_is_no_part_of_a_value() -> None:
    text = "序号 车架号 股东账号 备注\n2 LFVPLDRN9T9316758 0210289944\n3 LSGJ3LXL5SX671515 0043547675"
    assert [value for kind, value in found(text) if kind != "VIN"] == ["0210289944", "0043547675"]


@pytest.mark.parametrize(
    "text",
    [
        "请您 提供 银行账号 护照号 等资料\n1 8 33015473520815 E12345678 已核实",  # a sentence
        "银行账号 护照号\n33015473520815 E12345678",  # too narrow to tell
        "序号 银行账号 护照号 备注\n1 2 33015473520815 E12345678 已核实 x",  # other columns
        "序号 银行账号 护照号 备注\n一\n二\n三\n1 33015473520815 E12345678 已核实",  # far below
        "第1批 银行账号 护照号\n1 33015473520815 E12345678",  # no heads
        f"序号 银行账号 护照号 备注\n1 33015473520815 E12345678 {'字' * 400}",  # no row but a paragraph
    ],
)
def test_what_only_looks_like_a_table_says_nothing(text: str) -> None:
    assert found(text) == []
