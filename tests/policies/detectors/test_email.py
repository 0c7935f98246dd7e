"""EMAIL: everyday addresses, and at signs that make none."""

import pytest

from policies.detectors.base import Candidate
from policies.detectors.email import explain, validate
from tests.policies.detectors.found import found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("li.wei@example.com", "li.wei@example.com"),
        ("邮箱：li_wei+x@mail.example.com.cn。", "li_wei+x@mail.example.com.cn"),
        ("<Li@Example.COM>", "Li@Example.COM"),
        ("邮箱li@example.com转", "li@example.com"),
        ("ｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ"),
        ("li\u200b@example.com", "li\u200b@example.com"),
        ("li=\nwei@example.com", "li=\nwei@example.com"),
        ("li@exam=\r\nple.com", "li@exam=\r\nple.com"),
        ("郵箱\t姓名\nli@example.com\t张三\n", "li@example.com"),
        ('<a href="mailto:li@example.com?subject=x">', "li@example.com"),
        ("E-mail......li@example.com.", "li@example.com"),
        ("Email——li_na@example.com", "li_na@example.com"),
        ("邮箱_li.wei@example.com.txt", "li.wei@example.com"),
        ("a--b@example.com", "a--b@example.com"),
        ("邮箱/E-mail_li@example.com", "li@example.com"),
        ("email：__li@example.com__", "li@example.com"),
        ("&#108;i&#64;example.com", "&#108;i&#64;example.com"),
    ],
)
def test_an_address_is_found(text: str, value: str) -> None:
    assert found("EMAIL", text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "@",
        "git@example.com:org/repo.git",
        "xxx@xxx.com",
        "a@",
        "@b.com",
        "a@b",
        "a@1.2",
        "5 pcs @ 3.50",
        "image001.png@01D9.png",
        "@@@@",
        "li@@example.com",
        "cid:image001@host.example.com",
        "Message-ID: <20240311.a1@host.example.com>",
        "postgres://user:secret@db.example.com:5432",
        "https://user@example.com/",
    ],
)
def test_an_at_sign_alone_is_none(text: str) -> None:
    assert found("EMAIL", text) == []


def test_dots_must_stand_between() -> None:
    assert validate(Candidate("a..b@example.com")) == 0.0
    assert explain(Candidate("a@example.com")) == ("address-form",)


def test_a_mailbox_of_a_service_stands_for_nobody() -> None:
    assert validate(Candidate("noreply@example.com")) == validate(Candidate("support2@example.com")) == 0.5
    assert validate(Candidate("servicio.li@example.com")) == 0.95
