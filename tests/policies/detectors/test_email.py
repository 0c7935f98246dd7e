"""EMAIL: everyday addresses, and at signs that make none."""

import pytest

from policies.detection import detect
from policies.detectors.base import Candidate
from policies.detectors.email import explain, validate


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("li.wei@example.com", "li.wei@example.com"),
        ("邮箱：li_wei+x@mail.example.com.cn。", "li_wei+x@mail.example.com.cn"),
        ("<Li@Example.COM>", "Li@Example.COM"),
        ("邮箱li@example.com转", "li@example.com"),
        ("ｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ"),
    ],
)
def test_an_address_is_found(text: str, value: str) -> None:
    assert [text[span.start : span.end] for span in detect(text) if span.type == "EMAIL"] == [value]


@pytest.mark.parametrize(
    "text", ["@", "a@", "@b.com", "a@b", "a@1.2", "5 pcs @ 3.50", "image001.png@01D9.png", "@@@@"]
)
def test_an_at_sign_alone_is_none(text: str) -> None:
    assert [span for span in detect(text) if span.type == "EMAIL"] == []


def test_dots_must_stand_between() -> None:
    assert validate(Candidate("a..b@example.com")) == 0.0
    assert explain(Candidate("a@example.com")) == ("address-form",)
