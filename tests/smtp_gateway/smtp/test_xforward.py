"""XFORWARD: what the mail server in front says of its own client."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smtp_gateway.smtp.xforward import NAMES, merge, parse


def test_the_line_that_postfix_sends() -> None:
    line = b"NAME=mail.example ADDR=192.0.2.7 PORT=5025 PROTO=ESMTP HELO=c+2Bd IDENT=4711 SOURCE=REMOTE"
    taken = parse(line)
    assert taken is not None
    assert tuple(name for name, _ in taken) == NAMES
    assert dict(taken)["HELO"] == b"c+2Bd"  # still xtext, as it will travel on


def test_names_have_no_case_and_values_keep_theirs() -> None:
    assert parse(b"name=[UNAVAILABLE] Addr=IPV6:2001:db8::1") == (
        ("NAME", b"[UNAVAILABLE]"),
        ("ADDR", b"IPV6:2001:db8::1"),
    )


@pytest.mark.parametrize(
    "argument",
    [b"", b" ", b"ADDR", b"LOGIN=li", b"ADDR=1.2.3.4 =x", b"NAME=a=b", b"NAME=a+2b", "NAME=王".encode()],
)
def test_what_is_no_attribute_is_refused_whole(argument: bytes) -> None:
    assert parse(argument) is None


def test_a_value_has_at_most_255_octets() -> None:
    assert parse(b"HELO=" + b"h" * 255) is not None
    assert parse(b"HELO=" + b"h" * 256) is None


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_no_value_can_become_a_second_command_or_attribute(octets: bytes) -> None:
    for name, value in parse(b"HELO=" + octets) or ():
        assert name in NAMES
        assert not set(value) & set(b"\r\n\0 =")


def test_the_later_value_wins_and_the_others_stay() -> None:
    before = (("NAME", b"a"), ("ADDR", b"192.0.2.1"))
    assert dict(merge(before, (("ADDR", b"192.0.2.2"), ("PORT", b"25")))) == {
        "NAME": b"a",
        "ADDR": b"192.0.2.2",
        "PORT": b"25",
    }
