"""What stands between a word for opening and a password."""

import pytest

from policies.detectors.disclosure import opening_wording as wording


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("用Abc#99", "Abc#99"),
        ("我用“Abc#99”对附件做了", "Abc#99"),
        ("凭 Abc#99 ", "Abc#99"),
        ("双击后输Abc#99就能", "Abc#99"),
    ],
)
def test_a_value_is_put_in_before_the_word(text: str, value: str) -> None:
    found = wording.USED_BEFORE.search(text)
    assert found
    assert found["value"] == value


@pytest.mark.parametrize("gap", ["，", "了：", "处理好了，", "文件用", "上传 "])
def test_what_leads_from_encrypting_to_the_value(gap: str) -> None:
    assert wording.ENCRYPTED_BEHIND.match(gap + "X#1")


def test_what_encrypts_stands_at_once_before_the_word() -> None:
    found = wording.USED_AT_ONCE.search("附件用52514695 ")
    assert found
    assert found["value"] == "52514695"
    assert not wording.USED_AT_ONCE.search("附件用52514695于")


def test_a_cipher_is_known_by_its_beginning() -> None:
    assert wording.is_cipher("ChaCha20Poly1305")
    assert not wording.is_cipher("w6HezKdWQn")


@pytest.mark.parametrize("before", ["请输入", "键入“", "Enter ", "凭"])
def test_a_password_is_typed(before: str) -> None:
    assert wording.TYPING.search(before)


@pytest.mark.parametrize("before", ["请用", "with ", "以"])
def test_a_tool_is_used(before: str) -> None:
    assert not wording.TYPING.search(before)
