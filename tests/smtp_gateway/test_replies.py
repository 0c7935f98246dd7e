"""What the relay says itself: one ASCII line of at most 512 octets, with a code that tells what to do."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smtp_gateway import replies

OWN = {name: value for name, value in vars(replies).items() if isinstance(value, bytes)}
LINE = re.compile(rb"([2345]\d\d) (?:([245]\.\d{1,3}\.\d{1,3}) )?[ -~]+\r\n")


@pytest.mark.parametrize("name", OWN)
def test_every_reply_is_one_line_whose_enhanced_code_agrees_with_its_code(name: str) -> None:
    match = LINE.fullmatch(OWN[name])
    assert match is not None
    assert len(OWN[name]) <= 512
    assert match[2] is None or match[2][:1] == match[1][:1]


@settings(deadline=None)
@given(st.text(max_size=600), st.text("0123456789abcdef", max_size=40))
def test_whatever_the_text_it_stays_one_printable_line_with_the_incident_at_its_end(
    text: str, incident: str
) -> None:
    reply = replies.refused(text, incident)
    assert reply.startswith(b"550 5.7.1 ")
    assert reply.endswith(f" [{incident}]\r\n".encode() if incident else b"\r\n")
    assert len(reply) <= 512
    assert all(32 <= octet < 127 for octet in reply[:-2])


def test_a_text_is_cut_no_more_than_it_must() -> None:
    assert len(replies.line(550, "5.7.1", "x" * 1000, "ab12")) == 512
    exact = "x" * (512 - len("550 5.7.1 ") - 2)
    assert replies.line(550, "5.7.1", exact) == f"550 5.7.1 {exact}\r\n".encode()


def test_line_ends_in_a_text_make_no_second_reply() -> None:
    said = replies.line(550, "5.7.1", "Not\r\n250 2.0.0 Ok")
    assert said == b"550 5.7.1 Not  250 2.0.0 Ok\r\n"


def test_several_lines_have_one_code_and_only_the_last_one_ends() -> None:
    assert (
        replies.several(250, ["g.example", "SIZE 5", "DSN"]) == b"250-g.example\r\n250-SIZE 5\r\n250 DSN\r\n"
    )
    assert replies.several(250, ["g.example"]) == b"250 g.example\r\n"


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (b"250 Ok\r\n", 250),
        (b"250-a\r\n250 b\r\n", 250),
        (b"421\r\n", 421),
        (b"", 0),
        (b"25", 0),
        (b"hi!", 0),
    ],
)
def test_the_code_of_a_reply(reply: bytes, code: int) -> None:
    assert replies.code_of(reply) == code


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (214, "HELP"),
        (221, "BYE"),
        (250, "OK SENDER_OK RECIPIENT_OK"),
        (252, "CANNOT_VERIFY"),
        (354, "START_INPUT"),
        (421, "TOO_MANY_CONNECTIONS TOO_MANY_ERRORS IDLE SHUTTING_DOWN"),
        (500, "UNKNOWN_COMMAND BARE_LINE_FEED LINE_TOO_LONG"),
        (501, "BAD_SYNTAX BAD_CHUNK"),
        (502, "NOT_IMPLEMENTED"),
        (503, "HELLO_FIRST MAIL_FIRST RECIPIENT_FIRST NESTED_MAIL MIXED_TRANSFER"),
    ],
)
def test_the_codes_are_those_of_rfc_5321(code: int, names: str) -> None:
    assert {replies.code_of(OWN[name]) for name in names.split()} == {code}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("INTERNAL_FAULT", b"451 4.3.0"),
        ("NO_POLICY", b"451 4.3.0"),
        ("INSPECTION_FAILED", b"451 4.3.0"),
        ("OUT_OF_TIME", b"451 4.3.0"),
        ("CANNOT_SEAL", b"451 4.3.5"),
        ("NO_SEALING_KEY", b"451 4.3.5"),
        ("UPSTREAM_AWAY", b"451 4.4.1"),
        ("STORAGE_FULL", b"452 4.3.1"),
        ("TOO_MANY_RECIPIENTS", b"452 4.5.3"),
        ("TOO_MANY_CONNECTIONS", b"421 4.3.2"),
        ("SHUTTING_DOWN", b"421 4.3.2"),
        ("UPSTREAM_LACKS_UTF8", b"550 5.6.7"),
        ("UPSTREAM_LACKS_8BIT", b"554 5.6.3"),
        ("LOOP", b"554 5.4.6"),
    ],
)
def test_what_may_pass_is_tried_again_and_what_will_not_pass_is_given_back(name: str, code: bytes) -> None:
    assert OWN[name].startswith(code + b" ")


def test_replies_made_for_one_case_name_it() -> None:
    assert replies.too_large(1000).startswith(b"552 5.3.4 The mail is larger than 1000 octets")
    assert replies.stranger("2001:db8::1").startswith(b"550 5.7.1 Relaying denied: [2001:db8::1] ")
    assert re.fullmatch(rb"250 2\.0\.0 .* as 4af0\r\n", replies.committed("4af0"))
    assert replies.chunk_taken(12).startswith(b"250 2.0.0 12 octets")
