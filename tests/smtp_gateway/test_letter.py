"""What is said to the next hop: everything the client declared that it understands, as it was declared."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smtp_gateway import letter as letters
from smtp_gateway.letter import Letter
from smtp_gateway.smtp.address import MailPath, Parameter, Recipient, parse

ALL = {"SIZE": "0", "8BITMIME": "", "SMTPUTF8": "", "DSN": "", "AUTH": "PLAIN", "PIPELINING": ""}
SAID = b"FROM:<@r1:Li@Bank.Example> SIZE=7 body=8BITMIME SMTPUTF8 RET=hdrs ENVID=Q+2Bq AUTH=<>"


def letter(said: bytes = SAID, *recipients: bytes) -> Letter:
    sender, parameters = parse(said, b"FROM")
    taken = tuple(Recipient(*parse(one, b"TO")) for one in recipients or (b"TO:<wang@x.example>",))
    return Letter(sender, parameters, taken, b"Received: x\r\n", "m1", 100, True, (("ADDR", b"192.0.2.7"),))


def test_everything_travels_verbatim_to_a_next_hop_that_knows_everything() -> None:
    """Only SIZE is ours: the octets really sent, with our field."""
    assert letters.mail_command(letter(), ALL) == (
        b"MAIL FROM:<@r1:Li@Bank.Example> SIZE=113 body=8BITMIME SMTPUTF8 RET=hdrs ENVID=Q+2Bq AUTH=<>\r\n"
    )


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("SIZE", b"body=8BITMIME SMTPUTF8 RET=hdrs ENVID=Q+2Bq AUTH=<>"),
        ("8BITMIME", b"SIZE=113 SMTPUTF8 RET=hdrs ENVID=Q+2Bq AUTH=<>"),
        ("SMTPUTF8", b"SIZE=113 body=8BITMIME RET=hdrs ENVID=Q+2Bq AUTH=<>"),
        ("DSN", b"SIZE=113 body=8BITMIME SMTPUTF8 AUTH=<>"),
        ("AUTH", b"SIZE=113 body=8BITMIME SMTPUTF8 RET=hdrs ENVID=Q+2Bq"),
    ],
)
def test_what_the_next_hop_does_not_know_is_left_out(missing: str, words: bytes) -> None:
    features = {name: value for name, value in ALL.items() if name != missing}
    assert letters.mail_command(letter(), features) == b"MAIL FROM:<@r1:Li@Bank.Example> " + words + b"\r\n"


def test_a_server_of_the_old_school_gets_the_bare_command() -> None:
    assert letters.mail_command(letter(b"FROM:<> BODY=7BIT"), {}) == b"MAIL FROM:<>\r\n"


def test_a_recipients_wishes_need_dsn() -> None:
    (recipient,) = letter(SAID, b'TO:<"q s"@X.example> notify=NEVER ORCPT=rfc822;Q+2B@x').recipients
    plain = b'RCPT TO:<"q s"@X.example>'
    assert letters.recipient_command(recipient, ALL) == plain + b" notify=NEVER ORCPT=rfc822;Q+2B@x\r\n"
    assert letters.recipient_command(recipient, {"PIPELINING": ""}) == plain + b"\r\n"


@settings(deadline=None)
@given(st.binary(max_size=50))
def test_whatever_address_was_accepted_makes_one_command(octets: bytes) -> None:
    try:
        made = letter(b"FROM:<" + octets + b">", b"TO:<" + octets + b">")
    except Exception:  # noqa: BLE001 (refused, as test_address shows)
        return
    for command in (letters.mail_command(made, ALL), letters.recipient_command(made.recipients[0], ALL)):
        assert command.count(b"\r") == command.count(b"\n") == 1
        assert octets in command


def test_the_journal_gives_back_the_same_letter() -> None:
    kept = letter(SAID, b"TO:<\xff\xfe@x> NOTIFY=DELAY", b"TO:<a@x>")
    assert letters.decode(letters.encode(kept)) == kept


@pytest.mark.parametrize("damage", [lambda raw: raw[:-3], lambda raw: b"\xc1" + raw, lambda _: b""])
def test_a_damaged_letter_is_told_and_not_guessed(damage: type[bytes]) -> None:
    with pytest.raises(msgspec.DecodeError):
        letters.decode(damage(letters.encode(letter())))


def test_smtputf8_is_what_the_client_declared_and_not_what_an_address_looks_like() -> None:
    assert letter().utf8
    quiet = msgspec.structs.replace(letter(), sender_parameters=(Parameter("BODY", b"7BIT", b"BODY=7BIT"),))
    assert not msgspec.structs.replace(quiet, sender=MailPath("王@例.cn".encode())).utf8
