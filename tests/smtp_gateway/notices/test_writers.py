"""What each notice tells its reader: what happened, why, what to do."""

import email
import email.policy
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from runtime.clock import HeldClock
from smtp_gateway.notices import (
    Language,
    NoticeMail,
    NoticeNotAllowed,
    NoticeSettings,
    escrow_notice,
    held_notice,
    masked_notice,
    refusal_notice,
)

NOW = datetime(2026, 10, 6, 1, 30, tzinfo=UTC)
SETTINGS = NoticeSettings("ashseal@bank.example", "https://console.bank.example/", clock=HeldClock(NOW))
MAIL = NoticeMail(
    "wang@bank.example", ("li@client.example",), "inc-7", date="Tue, 06 Oct 2026 09:30:00 +0800"
)


def refusal(mail: NoticeMail, lang: Language | None) -> bytes:
    return refusal_notice(
        mail, SETTINGS, reason_zh="邮件里写有密码。", reason_en="It holds a password.", lang=lang
    )


def held(mail: NoticeMail, lang: Language | None) -> bytes:
    return held_notice(
        mail, SETTINGS, reason_zh="附件无法检查。", reason_en="A file cannot be read.", lang=lang
    )


def masked(mail: NoticeMail, lang: Language | None) -> bytes:
    counts = {"RESIDENT_ID": 2, "NAME": 1}
    return masked_notice(
        mail, SETTINGS, counts, reason_zh="对外脱敏。", reason_en="Partners get masked data.", lang=lang
    )


def escrow(mail: NoticeMail, lang: Language | None) -> bytes:
    until = datetime(2026, 10, 13, 1, 30, tzinfo=UTC)
    return escrow_notice(mail, SETTINGS, escrow_id="esc-1", expires_at=until, lang=lang)


def text(raw: bytes) -> str:
    message = email.message_from_bytes(raw, policy=email.policy.SMTP)
    assert isinstance(message, EmailMessage)
    part = message.get_body(("plain",))
    assert part
    return f"{message['Subject']}\n{part.get_content()}"


@pytest.mark.parametrize(
    ("write", "lang", "said"),
    [
        (refusal, "zh", ("您的邮件没有发出", "邮件里写有密码。", "然后重新发送", "电话或当面", "inc-7")),
        (refusal, "en", ("Your mail was not sent", "It holds a password.", "send it again", "inc-7")),
        (masked, "zh", ("已脱敏后发出", "姓名 1 处、居民身份证号 2 处", "对外脱敏。", "不要另发邮件")),
        (
            masked,
            "en",
            ("client data masked", "name (1), resident identity number (2)", "Partners get", "whole"),
        ),
        (held, "zh", ("正在等待审批", "附件无法检查。", "请不要重复发送")),
        (held, "en", ("waiting for approval", "A file cannot be read.", "do not send it again")),
        (
            escrow,
            "zh",
            ("请领取密码", "https://console.bank.example/secrets/esc-1", "只显示一次", "2026-10-13"),
        ),
        (escrow, "en", ("collect its password", "https://console.bank.example/secrets/esc-1", "shown once")),
    ],
)
def test_a_notice_says_what_why_and_the_next_step(
    write: Callable[[NoticeMail, Language | None], bytes], lang: Language, said: tuple[str, ...]
) -> None:
    read = text(write(MAIL, lang))
    assert all(piece in read for piece in said)


@pytest.mark.parametrize("write", [refusal, held, escrow])
def test_without_a_known_language_both_are_written(
    write: Callable[[NoticeMail, Language | None], bytes],
) -> None:
    read = text(write(MAIL, None))
    assert "现在怎么做" in read
    assert "WHAT TO DO NOW" in read


@pytest.mark.parametrize("write", [refusal, held, escrow])
def test_the_null_sender_gets_none(write: Callable[[NoticeMail, Language | None], bytes]) -> None:
    with pytest.raises(NoticeNotAllowed):
        write(NoticeMail("", ("li@client.example",), "inc-7"), "zh")
