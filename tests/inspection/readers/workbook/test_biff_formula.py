"""Constants in compiled formulas."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.workbook import biff_formula
from inspection.readers.workbook.biff_formula import BIFF5, BIFF8, BIFF12, constants
from tests.inspection.readers.workbook.excel_files import text_token

NUMBER = b"\x1f" + struct.pack("<d", 622202020011112)
CONCAT = b"\x08"


@pytest.mark.parametrize(
    ("grammar", "text"),
    [
        (BIFF8, text_token("甲")),
        (BIFF8, b"\x17\2\0ab"),
        (BIFF5, b"\x17\2ab"),
        (BIFF12, b"\x17\1\0" + "甲".encode("utf-16-le")),
    ],
)
def test_texts_and_numbers_behind_other_tokens(grammar: biff_formula.Grammar, text: bytes) -> None:
    reference = b"\x44" + bytes(grammar.sizes[0x24])
    choose = b"\x19\x04\1\0" + bytes(4)
    found, rest = constants(reference + b"\x1e\1\0" + choose + text + CONCAT + NUMBER, grammar)
    assert found == ["甲" if b"\x32" in text or b"\x75" in text else "ab", "622202020011112"]
    assert rest == b""


def test_what_stands_behind_an_unknown_token_is_given_back() -> None:
    assert constants(text_token("a") + b"\x7fxyz", BIFF8) == (["a"], b"\x7fxyz")


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=60), st.sampled_from([BIFF5, BIFF8, BIFF12]))
def test_no_tokens_raise(tokens: bytes, grammar: biff_formula.Grammar) -> None:
    constants(tokens, grammar)
