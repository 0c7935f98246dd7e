import email
import email.policy

import msgspec

from server.alerts.store import Example, Pending
from server.alerts.texts import mail_of
from server.alerts.types import AlertRow, AlertState
from tests.server.support import NOW

ROW = AlertRow(7, "k", AlertState.SENDING, "high", "gw-1 client-data", 3, NOW, NOW, 0)
PENDING = Pending(ROW, (Example("inc-1", NOW, "refused"), Example("", NOW, "bad-signature")))


def made(language: str = "both", pending: Pending = PENDING) -> email.message.EmailMessage:
    message = mail_of(
        pending,
        sender="ashseal@bank.example",
        recipients=("a@bank.example", "b@bank.example"),
        public_url="https://console.bank.example",
        language=language,  # type: ignore[arg-type]
    )
    return email.message_from_bytes(message.as_bytes(), policy=email.policy.SMTP)


def test_the_mail_says_what_how_many_and_where_to_look() -> None:
    message = made()
    text = message.get_content()
    assert "封烬告警 高" in message["Subject"]
    assert "(3)" in message["Subject"]
    assert "https://console.bank.example/incidents/inc-1" in text
    assert "bad-signature" in text
    assert "incidents/\n" not in text
    assert message["To"] == "a@bank.example, b@bank.example"
    assert message["Auto-Submitted"] == "auto-generated"


def test_one_language_alone() -> None:
    assert "Log in" not in made("zh").get_content()
    assert "请登录" not in made("en").get_content()
    assert "Ashseal high alert" in made("en")["Subject"]


def test_the_same_alert_has_the_same_message_id() -> None:
    assert made()["Message-ID"] == made()["Message-ID"]
    other = Pending(msgspec.structs.replace(ROW, id=8), ())
    assert made(pending=other)["Message-ID"] != made()["Message-ID"]


def test_a_line_break_in_a_name_cannot_add_a_header() -> None:
    evil = Pending(msgspec.structs.replace(ROW, subject="gw-1\r\nBcc: x@evil.example"), ())
    message = made(pending=evil)
    assert message["Bcc"] is None
    assert "gw-1" in message["Subject"]
