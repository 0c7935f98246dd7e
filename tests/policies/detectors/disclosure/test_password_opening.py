"""A password beside a word for opening or encrypting, where none for a password stands."""

import pytest

from policies.detection import detect
from policies.detectors.disclosure.password_opening import is_tool, is_unmistakable


def passwords(text: str) -> list[str]:
    return [text[span.start : span.end] for span in detect(text) if span.type == "PASSWORD"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("台账我用Zlrz_0652!加的密", "Zlrz_0652!"),
        ("考虑到数据敏感，我用Tpbx+196724对附件做了加密", "Tpbx+196724"),
        ("打包文件已加密：Boc#324734A", "Boc#324734A"),
        ("zip我加密了，用P@ssw0rd@9161开", "P@ssw0rd@9161"),
        ("登录用0TT$dYUfG61。", "0TT$dYUfG61"),
        ("登陆请用初始的W3lcome#541", "W3lcome#541"),
        ("打开时请输入sunshine", "sunshine"),
        ("请用“67596927”打开", "67596927"),
        ("各部门解压时统一使用Boc*72434!，请注意保管", "Boc*72434!"),
        ("i2na&AQQCCf6，解压用的", "i2na&AQQCCf6"),
        ("You'll need Aa@779 to unlock it.", "Aa@779"),
        ("The attachment can be opened using nV9@S5Zx7.", "nV9@S5Zx7"),
        ("Hxzq$124 will open the report.", "Hxzq$124"),
        ("附件用52514695加密了", "52514695"),
        ("文件我用 w6HezKdWQn 加了密", "w6HezKdWQn"),
        ("打开 code:748102", "748102"),
    ],
)
def test_the_value_is_found(text: str, value: str) -> None:
    assert passwords(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "用WinRAR5.9解压",
        "采用TLS1.3加密传输",
        "已加密，v2.1客户端可看",
        "用PBKDF2加密存储",
        "文件使用ChaCha20Poly1305加密",
        "合同用20240101加密",
        "打开 code: 404",
        "请使用U20881登录",
        "登录时使用域账号",
        "请用“Excel”打开",
        "输入regedit打开注册表",
        "打开文件请用Chrome",
    ],
)
def test_tools_ciphers_and_users_are_none(text: str) -> None:
    assert passwords(text) == []


def test_what_is_typed_may_be_a_command() -> None:
    assert [each for each in ("regedit", "WinRAR5.9", "sunshine") if is_tool(each)] == [
        "regedit",
        "WinRAR5.9",
    ]


def test_a_users_name_is_not_unmistakable() -> None:
    assert is_unmistakable("Zhang@2024")
    assert not is_unmistakable("zhang2024")
