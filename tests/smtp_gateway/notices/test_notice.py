"""The form of all notices, read as a mail program would."""

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.clock import HeldClock
from smtp_gateway.notices.notice import (
    ENVELOPE_SENDER,
    Link,
    NoticeMail,
    NoticeNotAllowed,
    NoticeSettings,
    Words,
    compose,
    languages,
)

NOW = datetime(2026, 10, 6, 1, 30, tzinfo=UTC)
SETTINGS = NoticeSettings("ashseal@bank.example", "https://console.bank.example", clock=HeldClock(NOW))
MAIL = NoticeMail("wang@bank.example", ("li@client.example",), "inc-7", message_id="<a@bank.example>")
WORDS = Words("标题", "发生", "原因 <b>&", ("第一步", "第二步"), Link("打开", "https://x.example/?a=1&b=2"))


def read(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.SMTP)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part
    content = part.get_content()
    assert isinstance(content, str)
    return content


def test_the_header_stops_answers_and_loops() -> None:
    message = read(compose(MAIL, SETTINGS, {"zh": WORDS}))
    assert ENVELOPE_SENDER == ""
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["From"] == "封烬 Ashseal <ashseal@bank.example>"
    assert message["To"] == "wang@bank.example"
    assert message["In-Reply-To"] == message["References"] == "<a@bank.example>"
    assert message["Date"].datetime == NOW
    assert message["Message-ID"].endswith("@bank.example>")
    assert not message.defects


def test_lines_end_in_crlf_and_are_short() -> None:
    raw = compose(MAIL, SETTINGS, {"zh": WORDS, "en": WORDS})
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 100


def test_both_bodies_say_everything() -> None:
    message = read(compose(MAIL, SETTINGS, {"zh": WORDS}))
    assert message["Subject"] == "标题"
    for piece in ("发生", "第一步", "第二步", "li@client.example", "inc-7"):
        assert piece in body(message, "plain")
        assert piece in body(message, "html")
    assert "原因 <b>&" in body(message, "plain")
    assert "原因 &lt;b&gt;&amp;" in body(message, "html")
    assert "https://x.example/?a=1&b=2" in body(message, "plain")
    assert 'href="https://x.example/?a=1&amp;b=2"' in body(message, "html")


def test_many_recipients_are_counted() -> None:
    many = NoticeMail("w@bank.example", tuple(f"p{number}@c.example" for number in range(14)), "i")
    assert "p9@c.example … (+4)" in body(read(compose(many, SETTINGS, {"en": WORDS})), "plain")


@pytest.mark.parametrize("sender", ["", "<>"])
def test_a_mail_from_the_null_sender_has_no_notice(sender: str) -> None:
    with pytest.raises(NoticeNotAllowed):
        compose(NoticeMail(sender, ("a@b.example",), "i"), SETTINGS, {"zh": WORDS})


@given(st.text(max_size=80))
def test_no_value_of_the_mail_adds_a_header_field(value: str) -> None:
    hostile = NoticeMail("w@bank.example", (value,), value, date=value, message_id=value, subject=value)
    names = list(read(compose(hostile, SETTINGS, {"zh": WORDS})).keys())
    assert set(names) - {"In-Reply-To", "References"} == {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress"),
        *("MIME-Version", "Content-Type"),
    }


@pytest.mark.parametrize(
    ("setting", "mail", "expected"),
    [
        ("auto", "en", ("en",)),
        ("auto", "zh", ("zh",)),
        ("auto", None, ("zh", "en")),
        ("zh", "en", ("zh",)),
        ("en", None, ("en",)),
        ("both", "en", ("zh", "en")),
    ],
)
def test_the_language_is_the_setting_or_the_mails_own(
    setting: str, mail: str, expected: tuple[str, ...]
) -> None:
    settings = NoticeSettings("a@b.example", language=setting)  # type: ignore[arg-type]
    assert languages(settings, mail) == expected  # type: ignore[arg-type]
