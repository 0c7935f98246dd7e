"""Knowing a message again: the same mail under new trace fields is the same, everything else is not."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smtp_gateway.duplicates import ContentDigest
from smtp_gateway.smtp.address import MailPath, Parameter, Recipient
from smtp_gateway.smtp.events import Envelope, Peer

MAIL = b"From: li@bank.example\r\nReceived: below is content\r\nSubject: x\r\n\r\nReceived: body\r\n"
TRACE = b"Received: from a\r\n\tby b; 1\r\nReturn-Path: <li@x>\r\n"


def envelope(
    *to: bytes, sender: bytes = b"li@bank.example", peer: str = "192.0.2.1", port: int = 1, hello: str = "c"
) -> Envelope:
    recipients = tuple(Recipient(MailPath(one)) for one in to or (b"a@x", b"b@x"))
    return Envelope(Peer(peer, port), hello, True, MailPath(sender), (), recipients)


def fingerprint(content: bytes, *cuts: int, under: Envelope | None = None) -> bytes:
    digest, at = ContentDigest(), 0
    for cut in sorted(cuts):
        digest.update(content[at:cut])
        at = max(at, cut)
    digest.update(content[at:])
    return digest.fingerprint(under or envelope())


SAME = fingerprint(MAIL)


@pytest.mark.parametrize(
    "again",
    [
        TRACE + MAIL,
        b"RECEIVED : from c\r\n" + TRACE + b"Delivered-To: a@x\r\nX-Original-To: a@x\r\n" + MAIL,
        TRACE.replace(b"1", b"2") + MAIL,
    ],
)
def test_other_trace_fields_on_top_make_no_other_mail(again: bytes) -> None:
    assert fingerprint(again) == SAME


def test_a_new_connection_and_another_order_of_recipients_make_no_other_mail() -> None:
    again = envelope(b"b@x", b"a@x", port=2, hello="other")
    assert fingerprint(MAIL, under=again) == SAME
    asked = Recipient(MailPath(b"a@x"), (Parameter("NOTIFY", b"NEVER", b"NOTIFY=NEVER"),))
    under = msgspec.structs.replace(envelope(), recipients=(asked, Recipient(MailPath(b"b@x"))))
    assert fingerprint(MAIL, under=under) == SAME


@pytest.mark.parametrize(
    ("content", "under"),
    [
        (MAIL.replace(b"Subject: x", b"Subject: y"), envelope()),
        (MAIL.replace(b"below is", b"below was"), envelope()),  # not on top, so content
        (MAIL + b"\r\n", envelope()),
        (b"X" + TRACE + MAIL, envelope()),
        (MAIL, envelope(sender=b"Li@bank.example")),
        (MAIL, envelope(peer="192.0.2.2")),
        (MAIL, envelope(b"a@x")),
        (MAIL, envelope(b"a@x", b"b@x", b"b@x")),
        (MAIL, envelope(b"a@xb@x")),
        (MAIL, envelope(b"b@x", sender=b"li@bank.example3:a@x")),
    ],
)
def test_any_other_mail_is_another_one(content: bytes, under: Envelope) -> None:
    assert fingerprint(content, under=under) != SAME


@settings(deadline=None)
@given(st.lists(st.integers(0, len(TRACE + MAIL)), max_size=10))
def test_the_fingerprint_does_not_depend_on_how_the_octets_came(cuts: list[int]) -> None:
    assert fingerprint(TRACE + MAIL, *cuts) == SAME


@pytest.mark.parametrize("trace", [10, 63_000, 65_000, 65_530, 65_536, 66_000, 200_000])
@pytest.mark.parametrize("line", [10, 5_000])
def test_nor_do_very_long_trace_fields(trace: int, line: int) -> None:
    content = b"Received: " + b"x" * trace + b"\r\nSubject: " + b"s" * line + b"\r\n\r\nbody\r\n"
    whole = fingerprint(content)
    assert fingerprint(content, *range(0, len(content), 1000)) == whole
    assert fingerprint(content, 65_537) == whole
    assert fingerprint(content.replace(b"body", b"text")) != whole


def test_messages_without_an_end_of_their_trace_differ_in_every_octet() -> None:
    contents = [b"", b"\r\n", b"Received: x\r\n", b"received: x\r\n", b"no line end", b"No line end"]
    found = {fingerprint(content) for content in contents}
    assert len(found) == len(contents)
    assert found == {fingerprint(content, 1, 3) for content in contents}
