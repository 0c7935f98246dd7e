"""The trace field that we put in front, and how we know it again."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smtp_gateway.received import HOPS_MAX, TraceMark
from smtp_gateway.smtp.address import MailPath, Parameter
from smtp_gateway.smtp.events import Envelope, Peer

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
MARK = TraceMark("gw-1", "gateway.example", b"k" * 32)


def envelope(
    hello: str = "client.example", address: str = "192.0.2.1", *, extended: bool = True, utf8: bool = False
) -> Envelope:
    parameters = (Parameter("SMTPUTF8", b"", b"SMTPUTF8"),) if utf8 else ()
    return Envelope(Peer(address, 25), hello, extended, MailPath(b""), parameters, ())


def test_the_field_says_who_what_when() -> None:
    field = MARK.field(envelope(), "4af0", NOW)
    assert field.endswith(b"\r\n")
    read = message_from_bytes(field + b"\r\n")
    assert read.keys() == ["Received"]
    assert re.fullmatch(
        r"from client\.example \(\[192\.0\.2\.1\]\) by gateway\.example \(Ashseal gw-1 [0-9a-f]{32}\) "
        r"with ESMTP id 4af0; Tue, 24 Nov 2026 04:00:00 \+0000",
        " ".join(read["Received"].split()),
    )


def test_the_time_keeps_its_zone() -> None:
    shanghai = NOW.astimezone(timezone(timedelta(hours=8)))
    assert b"; Tue, 24 Nov 2026 12:00:00 +0800\r\n" in MARK.field(envelope(), "4af0", shanghai)


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (envelope(extended=False), b"\twith SMTP id "),
        (envelope(), b"\twith ESMTP id "),
        (envelope(utf8=True), b"\twith UTF8SMTP id "),
        (envelope(address="2001:db8::7"), b" ([IPv6:2001:db8::7])\r\n"),
    ],
)
def test_protocol_and_address_as_rfc_5321_wants_them(given: Envelope, word: bytes) -> None:
    assert word in MARK.field(given, "4af0", NOW)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_a_clients_name_can_neither_end_the_field_nor_look_like_our_mark(hello: str) -> None:
    field = MARK.field(envelope(hello), "4af0", NOW)
    lines = field.split(b"\r\n")
    assert len(lines) == 4
    assert field.isascii()
    assert all(len(line) < 998 for line in lines)
    assert lines[0].count(b"(") == lines[0].count(b")") == 1
    assert b";" not in lines[0]


def test_a_clients_name_is_kept_to_255_characters() -> None:
    assert MARK.field(envelope("x" * 300), "4af0", NOW).startswith(b"Received: from " + b"x" * 255 + b" (")


def test_a_mail_that_was_here_is_known_again_also_when_folded_otherwise() -> None:
    field = MARK.field(envelope(), "4af0", NOW)
    assert MARK.loops([b"Received: from x\r\n", field])
    assert MARK.loops([b" ".join(field.split()) + b"\r\n"])


@pytest.mark.parametrize(
    "forged",
    [
        lambda field: field.replace(b" id 4af0;", b" id 4af1;"),  # another mail's
        lambda field: re.sub(rb"[0-9a-f]{32}", b"0" * 32, field),
        lambda field: field.replace(b"gw-1", b"gw-2"),
        lambda field: field.replace(b"Ashseal", b"Postfix"),
        lambda _: TraceMark("gw-1", "gateway.example", b"other" * 7).field(envelope(), "4af0", NOW),
        lambda _: TraceMark("gw-2", "gateway.example", b"k" * 32).field(envelope(), "4af0", NOW),
    ],
)
def test_what_only_looks_like_ours_is_not_a_loop(forged: type[bytes]) -> None:
    assert not MARK.loops([forged(MARK.field(envelope(), "4af0", NOW))])


def test_fifty_servers_are_too_many() -> None:
    assert not MARK.loops([b"Received: x\r\n"] * (HOPS_MAX - 1))
    assert MARK.loops([b"Received: x\r\n"] * HOPS_MAX)
    assert HOPS_MAX == 50


@pytest.mark.parametrize("instance", ["网关 (一)", "a b;c", "", "x" * 300])
def test_any_name_of_an_instance_makes_a_mark_that_is_known_again(instance: str) -> None:
    mark = TraceMark(instance, "gateway.example", b"k" * 32)
    field = mark.field(envelope(), "4af0", NOW)
    assert mark.loops([field])
    assert field.isascii()
