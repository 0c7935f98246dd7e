"""Which parameters are taken."""

import pytest

from smtp_gateway.smtp import parameters
from smtp_gateway.smtp.address import AddressRefused, parse


def check(keyword: bytes, argument: bytes) -> bytes:
    """Return b'' when taken, else the first octets of the refusal."""
    try:
        path, given = parse(keyword + b":" + argument, keyword)
        if keyword == b"FROM":
            parameters.check_mail(path, given, size_max=1000)
        else:
            parameters.check_recipient(path, given, utf8=False)
    except AddressRefused as refused:
        return refused.reply[:9]
    return b""


@pytest.mark.parametrize(
    ("argument", "refusal"),
    [
        (b"<a@b> SIZE=1000 BODY=8BITMIME", b""),
        (b"<a@b> BODY=7bit RET=FULL ENVID=a+2B AUTH=<>", b""),
        (b"<a@b> AUTH=li+40bank.example", b""),
        (b"<a@b> SIZE=1001", b"552 5.3.4"),
        (b"<a@b> SIZE=x", b"501 5.5.4"),
        (b"<a@b> SIZE=" + b"9" * 21, b"501 5.5.4"),
        (b"<a@b> BODY=BINARYMIME", b"501 5.5.4"),
        (b"<a@b> REQUIRETLS", b"555 5.5.4"),
        (b"<a@b> NOTIFY=NEVER", b"555 5.5.4"),
        (b"<a@b> ENVID=" + b"a" * 101, b"501 5.5.4"),
        (b"<a@b> ENVID=a+2b", b"501 5.5.4"),
        (b"<a@b> RET=SOME", b"501 5.5.4"),
        ("<王@b>".encode(), b"553 5.6.7"),
        ("<王@b> SMTPUTF8".encode(), b""),
        (b"<\xff@b> SMTPUTF8", b"501 5.1.3"),
    ],
)
def test_mail(argument: bytes, refusal: bytes) -> None:
    assert check(b"FROM", argument) == refusal


@pytest.mark.parametrize(
    ("argument", "refusal"),
    [
        (b"<a@b> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;a+40b", b""),
        (b"<a@b> notify=never", b""),
        (b"<a@b> NOTIFY=NEVER,FAILURE", b"501 5.5.4"),
        (b"<a@b> NOTIFY=SOMETIMES", b"501 5.5.4"),
        (b"<a@b> ORCPT=rfc822", b"501 5.5.4"),
        (b"<a@b> SIZE=1", b"555 5.5.4"),
        (b"<>", b"501 5.1.3"),
        ("<王@b>".encode(), b"553 5.6.7"),
    ],
)
def test_rcpt(argument: bytes, refusal: bytes) -> None:
    assert check(b"TO", argument) == refusal
