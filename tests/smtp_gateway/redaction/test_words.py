"""Why a mail could not be masked: one ASCII line for the reply, a sentence in each language for its sender."""

import pytest

from policies.model import Action
from smtp_gateway.redaction import words
from tests.smtp_gateway.arrivals import finding

REASONS = ("signed:dkim", "signed:smime", "signed:openpgp", "part", "unread", "rule", "limit:edits", "failed")


@pytest.mark.parametrize("why", REASONS)
@pytest.mark.parametrize("action", [Action.HOLD, Action.REFUSE])
def test_each_reason_is_one_ascii_line_and_has_both_languages(why: str, action: Action) -> None:
    said = words.reason(why, action)
    assert said.isascii()
    assert said.startswith("The mail cannot be masked: ")
    assert "{" not in said
    zh, en = words.notice(why, action, ())
    assert "遮盖" in zh
    assert "masked" in en
    assert ("审批" in zh) is ("decision" in en) is (action is Action.HOLD)


def test_a_signature_is_named() -> None:
    assert words.notice("signed:dkim", Action.HOLD, ())[0] == (
        "客户信息本应遮盖后发出，但邮件带有 DKIM 数字签名，改动内容会使签名失效。邮件已暂扣，等待审批。"
    )
    assert "S/MIME" in words.reason("signed:smime", Action.HOLD)


def test_attachments_are_named_each_once_and_not_too_many() -> None:
    found = [finding(("part", "2"), ("attachment", f"{n}.docx")) for n in (1, 1, 2, 3, 4)]
    zh, en = words.notice("part", Action.REFUSE, found)
    assert "（附件：1.docx、2.docx、3.docx）" in zh
    assert "(attachment: 1.docx, 2.docx, 3.docx)" in en
