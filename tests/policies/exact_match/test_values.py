"""One form and one hash for a value, however it is written."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.detection import normal_value
from policies.exact_match.keys import IndexKey
from policies.exact_match.values import ABSENT, ColumnHash, normal_form, words_form

KEY = b"a key of 32 octets, for this test"
SALT = bytes(16)


@given(
    st.sampled_from(["RESIDENT_ID", "MOBILE", "BANK_CARD", "EMAIL"]),
    st.from_regex(r"[0-9]{0,20}", fullmatch=True),
)
def test_the_short_way_for_digits_gives_what_detection_gives(kind: str, digits: str) -> None:
    assert normal_form(kind, digits) == normal_value(kind, digits)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("张小明", " 张 小 明\u200b"),
        ("阿卜杜拉·买买提", "阿卜杜拉•买买提"),
        ("ZHANG San", "zhang san"),
        ("北京市朝阳区甲1号", "北京市 朝阳区，甲１号"),
    ],
)
def test_words_are_the_same_however_spaced(one: str, other: str) -> None:
    assert words_form(one) == words_form(other) != ""


@given(st.text(max_size=20))
def test_words_come_letter_by_letter(text: str) -> None:
    assert words_form(words_form(text)) == words_form(text)


def test_many_hashes_are_those_of_each_and_an_empty_cell_has_none() -> None:
    column = ColumnHash(IndexKey(KEY, SALT).secret, 0)
    assert column.many(["a", "", "李四"]).tolist() == [column.one("a"), ABSENT, column.one("李四")]
    assert column.many([]).dtype == np.uint64


def test_key_salt_and_column_each_change_the_hash() -> None:
    hashes = {
        ColumnHash(IndexKey(key, salt).secret, number).one("13800138000")
        for key in (KEY, KEY + b"!")
        for salt in (SALT, b"1" * 16)
        for number in (0, 1)
    }
    assert len(hashes) == 8
