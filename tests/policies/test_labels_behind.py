"""Numbers whose label stands behind them."""

import pytest

from policies.detection import detect


@pytest.mark.parametrize(
    ("text", "type", "value"),
    [
        ("陈静，E12345678（护照）", "PASSPORT", "E12345678"),
        ("陈静，E 1234 5678 (passport)", "PASSPORT", "E 1234 5678"),
        ("01234567，这是我的台胞证", "TW_PERMIT", "01234567"),
        ("0123 4567 是台胞证号码。", "TW_PERMIT", "0123 4567"),
        ("A123456789 is my securities account", "SECURITIES_ACCOUNT", "A123456789"),
        ("M12345678（回乡证号码）", "HKM_PERMIT", "M12345678"),
        ("110105491231002（旧身份证）", "RESIDENT_ID_15", "110105491231002"),
        (
            "０２０００３３１９２００１２３４５６７（对公账号）",
            "BANK_ACCOUNT",
            "０２０００３３１９２００１２３４５６７",
        ),
        ("零一二三四五六七（台胞证）", "TW_PERMIT", "零一二三四五六七"),
        ("尾号 7 A123456789（股东账号）", "SECURITIES_ACCOUNT", "A123456789"),
    ],
)
def test_a_bracket_or_a_verb_joins_a_number_to_its_label(text: str, type: str, value: str) -> None:  # noqa: A002
    assert [(span.type, text[span.start : span.end]) for span in detect(text)] == [(type, value)]


@pytest.mark.parametrize(
    "text",
    [
        "01234567，台胞证",
        "01234567（含台胞证的有效期和签发地）",
        "12345678901234是账户余额",
        "截至20240101（台胞证）",
        "合同 12345678 的台胞证",
        "订单号：0123456789（账号）",
        "见附件 1（护照）",
    ],
)
def test_a_label_that_nothing_joins_says_nothing(text: str) -> None:
    assert detect(text) == []
