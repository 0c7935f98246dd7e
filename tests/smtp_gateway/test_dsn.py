"""Bounces: who hears of what, and what a notification says of it."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smtp_gateway import dsn
from smtp_gateway.dsn import Failure
from smtp_gateway.letter import Letter
from smtp_gateway.smtp.address import Recipient, parse

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
HEADER = b"From: li@bank.example\r\nSubject: =?utf-8?B?5oql5ZGK?=\r\n\r\n"
GONE = b"550 5.1.1 no such user\r\n"


def recipient(said: bytes) -> Recipient:
    return Recipient(*parse(b"TO:" + said, b"TO"))


def letter(said: bytes = b"<li@bank.example>") -> Letter:
    sender, parameters = parse(b"FROM:" + said, b"FROM")
    return Letter(sender, parameters, (), b"", "m1", 1, eight_bit=False)


def bounce(*failures: Failure, about: Letter | None = None, header: bytes = HEADER) -> bytes:
    about = about or letter()
    given = failures or (Failure(recipient(b"<wang@x.example>"), GONE),)
    return dsn.bounce(about, given, header, sender="ashseal@bank.example", hostname="gw.example", now=NOW)


def parts(raw: bytes) -> list[EmailMessage]:
    read = message_from_bytes(raw, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return [part for part in read.iter_parts() if isinstance(part, EmailMessage)]


def status(raw: bytes) -> bytes:
    """Return the machine's part as octets."""
    return raw.partition(b"\r\nContent-Type: message/delivery-status\r\n\r\n")[2].partition(b"\r\n\r\n--")[0]


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (b"", True),
        (b" NOTIFY=NEVER", False),
        (b" NOTIFY=SUCCESS,DELAY", False),
        (b" NOTIFY=success,failure", True),
        (b" ORCPT=rfc822;FAILURE@x", True),
    ],
)
def test_who_asked_to_be_left_alone_is_left_alone(wish: bytes, told: bool) -> None:
    failure = Failure(recipient(b"<wang@x.example>" + wish), GONE)
    other = Failure(recipient(b"<chen@x.example>"), GONE)
    assert dsn.wanted(letter(), [failure, other]) == ([failure, other] if told else [other])


def test_the_null_sender_never_gets_a_bounce() -> None:
    assert dsn.wanted(letter(b"<>"), [Failure(recipient(b"<wang@x.example>"), GONE)]) == []


def test_a_bounce_is_a_report_in_three_parts_that_answers_nobody() -> None:
    raw = bounce()
    read = message_from_bytes(raw, policy=policy.default)
    assert read.get_content_type() == "multipart/report"
    assert read.get_param("report-type") == "delivery-status"
    assert (read["To"], read["Auto-Submitted"]) == ("li@bank.example", "auto-replied")
    assert read["From"] == "Mail Delivery System <ashseal@bank.example>"
    assert read["Date"].datetime == NOW
    assert read["Message-ID"].endswith("@bank.example>")
    assert read.defects == []
    kinds = [part.get_content_type() for part in parts(raw)]
    assert kinds == ["text/plain", "message/delivery-status", "text/rfc822-headers"]
    text = parts(raw)[0].get_content()
    assert "未能送达" in text
    assert "could not be delivered" in text
    assert "<wang@x.example>: 550 5.1.1 no such user" in text
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_the_status_names_each_recipient_with_what_was_said_of_him() -> None:
    about = letter(b"<li@bank.example> ENVID=QQ+2B314")
    first = Failure(recipient(b"<@r1:Wang@X.example> ORCPT=rfc822;Wang+2Ba@x.example"), GONE)
    second = Failure(recipient(b"<chen@x.example>"), b"552-5.2.2 full\r\n552 5.2.2 really\r\n")
    assert status(bounce(first, second, about=about)).decode().split("\r\n") == [
        "Reporting-MTA: dns; gw.example",
        "Original-Envelope-Id: QQ+314",
        "",
        "Original-Recipient: rfc822; Wang+a@x.example",
        "Final-Recipient: rfc822; Wang@X.example",
        "Action: failed",
        "Status: 5.1.1",
        "Diagnostic-Code: smtp; 550 5.1.1 no such user",
        "",
        "Final-Recipient: rfc822; chen@x.example",
        "Action: failed",
        "Status: 5.2.2",
        "Diagnostic-Code: smtp; 552-5.2.2 full 552 5.2.2 really",
    ]


@pytest.mark.parametrize(
    ("reply", "word"),
    [
        (b"550 5.4.1 no answer from host\r\n", b"5.4.1"),
        (b"554 5.4.6 loop\r\n", b"5.4.6"),
        (b"450 4.2.1 later\r\n", b"5.2.1"),  # it outlived its time
        (b"451 4.4.1 away\r\n", b"5.4.1"),
        (b"450 later\r\n", b"5.0.0"),
        (b"550 no\r\n", b"5.0.0"),
    ],
)
def test_the_status_of_a_failure_is_permanent(reply: bytes, word: bytes) -> None:
    assert b"Status: " + word + b"\r\n" in status(bounce(Failure(recipient(b"<a@x>"), reply)))


@pytest.mark.parametrize(
    ("reply", "word"),
    [
        (b"550 5.7.1 no\r\n", "5.7.1"),
        (b"550-5.7.100 no\r\n550 5.7.100 no\r\n", "5.7.100"),
        (b"450 4.2.1\r\n", "4.2.1"),
        (b"450 no\r\n", "4.0.0"),
        (b"550 no\r\n", "5.0.0"),
        (b"550\r\n", "5.0.0"),
        (b"550 5.7.1.2 no\r\n", "5.0.0"),
        (b"550 10.1.2 is no status\r\n", "5.0.0"),
        (b"450 \xff.\xff.\xff\r\n", "4.0.0"),
        ("550 ５.７.１\r\n".encode(), "5.0.0"),
    ],
)
def test_the_enhanced_status_of_a_reply(reply: bytes, word: str) -> None:
    assert dsn.status_of(reply) == word


@settings(deadline=None)
@given(st.binary(max_size=120))
def test_nothing_that_a_server_says_adds_a_field(said: bytes) -> None:
    raw = bounce(Failure(recipient(b"<a@x>"), b"550 " + said + b"\r\n"))
    lines = status(raw).split(b"\r\n")
    assert len(lines) == 6
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert [line.partition(b":")[0] for line in lines[2:]] == [
        b"Final-Recipient", b"Action", b"Status", b"Diagnostic-Code",
    ]  # fmt: skip


@pytest.mark.parametrize("value", [b"a+0D+0AAction:+20delivered", b"a+0Ab", b"a+E2+80+A8b"])
def test_nothing_that_a_client_encoded_adds_a_field(value: bytes) -> None:
    about = letter(b"<li@bank.example> ENVID=" + value)
    failure = Failure(recipient(b"<a@x> ORCPT=rfc822;" + value), GONE)
    lines = status(bounce(failure, about=about)).decode().splitlines()
    assert len(lines) == 8
    assert [line for line in lines if line.startswith("Action")] == ["Action: failed"]


def test_a_long_reply_makes_no_line_that_a_mail_must_not_have() -> None:
    raw = bounce(Failure(recipient(b"<a@x>"), b"550 " + b"x" * 5000 + b"\r\n"))
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


def test_of_the_mail_only_its_header_goes_back_and_no_more_than_64_kib_of_it() -> None:
    raw = bounce(header=b"X-Long: " + b"x" * 200_000 + b"\r\n\r\n")
    assert len(raw) < 70_000
    assert parts(raw)[2].get_content().startswith("X-Long: xxx")
    assert parts(bounce())[2].get_content().strip() == HEADER.decode().strip()


def test_international_addresses_and_replies_are_readable() -> None:
    failure = Failure(recipient("<王@例.cn>".encode()), "550 5.1.1 收件人不存在\r\n".encode())
    raw = bounce(failure, about=letter("<李@银行.cn> SMTPUTF8".encode()))
    assert "To: <李@银行.cn>\r\n".encode() in raw
    assert "<王@例.cn>: 550 5.1.1 收件人不存在" in parts(raw)[0].get_content()
