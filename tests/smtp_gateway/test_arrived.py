"""A message in the spool: what its header says, and the letter that would carry it on."""

from pathlib import Path

import pytest

from smtp_gateway.arrived import MailFacts, read_facts
from smtp_gateway.smtp.address import MailPath, Recipient
from smtp_gateway.spool import Spool
from tests.smtp_gateway.arrivals import UTF8, arrive


def facts(directory: Path, content: bytes) -> MailFacts:
    file = directory / "mail"
    file.write_bytes(content)
    return read_facts(file)


def test_the_facts_by_which_a_sender_knows_a_mail(tmp_path: Path) -> None:
    read = facts(
        tmp_path,
        b"Received: from a\r\n\tby b; 1\r\nreceived: from c; 2\r\nMESSAGE-ID:  <1@bank.example> \r\n"
        b"Date: Tue, 06 Oct 2026 09:30:00 +0800\r\nSubject: quarterly report\r\n\r\n"
        b"Received: in the body\r\nSubject: another\r\n",
    )
    assert read == MailFacts(
        "<1@bank.example>",
        "Tue, 06 Oct 2026 09:30:00 +0800",
        "quarterly report",
        (b"Received: from a\r\n\tby b; 1\r\n", b"received: from c; 2\r\n"),
    )


@pytest.mark.parametrize(
    "field",
    [
        b"Subject: =?gb2312?B?vL62yLGouOY=?=\r\n",
        b"Subject: =?utf-8?B?5a2j5bqm?=\r\n =?utf-8?Q?=E6=8A=A5=E5=91=8A?=\r\n",
        "Subject: 季度报告\r\n".encode(),
        b"Subject: " + "季度报告".encode("gb18030") + b"\r\n",
        b"Subject:\r\n =?utf-8?B?5a2j5bqm5oql5ZGK?=\r\nSubject: a second one\r\n",
    ],
)
def test_a_subject_is_read_as_its_sender_wrote_it(tmp_path: Path, field: bytes) -> None:
    assert facts(tmp_path, field + b"\r\nbody\r\n").subject == "季度报告"


@pytest.mark.parametrize("content", [b"", b"\r\n", b"no header at all", b"\r\nSubject: in the body\r\n"])
def test_what_is_missing_is_empty(tmp_path: Path, content: bytes) -> None:
    assert facts(tmp_path, content) == MailFacts("", "", "", ())


def test_no_fact_is_longer_than_a_thousand_characters(tmp_path: Path) -> None:
    long = b"x" * 5000
    read = facts(
        tmp_path, b"Subject: " + long + b"\r\nMessage-ID: " + long + b"\r\nDate: " + long + b"\r\n\r\n"
    )
    assert [len(fact) for fact in (read.subject, read.message_id, read.date)] == [1000, 1000, 1000]


def test_addresses_are_those_of_the_envelope_without_source_routes(tmp_path: Path) -> None:
    message = arrive(Spool(tmp_path), "@r1:Wang@X.example", "王@例.cn", sender="@r1,@r2:li@bank.example")
    assert message.sender == "li@bank.example"
    assert message.recipients() == ("Wang@X.example", "王@例.cn")
    assert arrive(Spool(tmp_path), "a@x", sender="", name="m2").sender == ""


def test_a_letter_carries_the_original_under_its_own_envelope_to_those_it_is_for(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    content = "Subject: x\r\n\r\n王\r\n".encode()
    message = arrive(spool, "a@x", "b@x", content=content, sender="@r1:li@bank.example", parameters=(UTF8,))
    only = (Recipient(MailPath(b"b@x")),)
    letter = message.letter(only)
    assert (letter.sender.raw, letter.sender_parameters) == (b"@r1:li@bank.example", (UTF8,))
    assert letter.recipients == only
    assert spool.path(letter.file).read_bytes() == content
    assert (letter.size, letter.eight_bit, letter.prefix) == (len(content), True, message.prefix)
    assert letter.xforward == message.envelope.xforward
