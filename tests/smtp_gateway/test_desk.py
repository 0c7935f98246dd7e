"""Mail of our own: letters from nobody whose content is in the spool, and bounces of what is there."""

from email import message_from_bytes
from pathlib import Path

import pytest

from runtime.keystore import Keystore
from smtp_gateway.desk import Desk
from smtp_gateway.dsn import Failure
from smtp_gateway.handler import StorageFull
from smtp_gateway.key_directory import KeyDirectory
from smtp_gateway.notices import NoticeSettings
from smtp_gateway.sealer import Sealer
from smtp_gateway.sealing.context import SealingContext
from smtp_gateway.sealing.identity import SigningIdentity
from smtp_gateway.smtp.address import Parameter, Recipient
from smtp_gateway.spool import Spool
from tests.smtp_gateway.arrivals import MAIL, NOW, UTF8, WANG, letter, path
from tests.smtp_gateway.full_disk import files_end_at

GONE = b"550 5.1.1 no such user\r\n"


@pytest.fixture
def desk(tmp_path: Path, identity: SigningIdentity) -> Desk:
    sealer = Sealer(SealingContext(KeyDirectory(None), identity), Keystore(tmp_path))
    return Desk(Spool(tmp_path), sealer, NoticeSettings("ashseal@bank.example"), "gateway.example")


async def test_a_notice_is_a_letter_from_nobody_whose_file_is_in_the_spool(desk: Desk) -> None:
    route = path("@relay.example:li@bank.example")
    sent = await desk.to_sender(route, (), "m1.0", b"Subject: x\r\n\r\nwords\r\n")
    assert (sent.sender.raw, sent.prefix, sent.eight_bit) == (b"", b"", False)
    assert sent.recipients == (Recipient(route),)  # as the client wrote it
    assert desk.spool.path(sent.file).read_bytes() == b"Subject: x\r\n\r\nwords\r\n"
    assert sent.size == 21


async def test_of_the_mails_parameters_only_smtputf8_is_needed_again(desk: Desk) -> None:
    given = (Parameter("BODY", b"8BITMIME", b"BODY=8BITMIME"), UTF8, Parameter("RET", b"FULL", b"RET=FULL"))
    sent = await desk.to_sender(path("李@bank.example"), given, "m1.0", "说明".encode())
    assert sent.sender_parameters == (UTF8,)
    assert sent.eight_bit


async def test_a_full_disk_leaves_no_half_notice(desk: Desk) -> None:
    with files_end_at(100), pytest.raises(StorageFull):
        await desk.to_sender(path("li@bank.example"), (), "m1.0", b"x" * 200)
    assert desk.spool.names() == set()


async def test_a_bounce_gives_the_header_back_and_nothing_of_the_text(desk: Desk) -> None:
    desk.spool.store("m1", MAIL)
    raw = await desk.bounce(letter(WANG), [Failure(Recipient(path(WANG)), GONE)], NOW)
    report = message_from_bytes(raw)
    assert report["From"] == "Mail Delivery System <ashseal@bank.example>"
    assert report["Date"] == "Tue, 06 Oct 2026 01:30:00 +0000"
    assert b"Reporting-MTA: dns; gateway.example" in raw
    assert b"Final-Recipient: rfc822; wang@x.example" in raw
    assert report.get_payload(2).get_payload() == MAIL.partition(b"\r\n\r\n")[0].decode() + "\r\n"
    assert b"Nothing here" not in raw


async def test_the_sender_hears_of_a_mail_whose_file_is_lost(desk: Desk) -> None:
    raw = await desk.bounce(letter(WANG), [Failure(Recipient(path(WANG)), GONE)], NOW)
    assert b"Diagnostic-Code: smtp; 550 5.1.1 no such user" in raw
