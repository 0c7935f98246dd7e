"""What of a mail can be written again: spans and texts, and what is left alone."""

from base64 import b64encode

import pytest

from inspection.limits import Limits
from inspection.redaction.parts import TEXT_MAX, writable
from inspection.redaction.units import text_of
from tests.inspection.redaction.masked import crlf

NO_GBK = b64encode(b"\xff\xff x").decode("ascii")
SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----\n\nx\n-----BEGIN PGP SIGNATURE-----\n"


def texts(mail: str | bytes) -> list[str]:
    """Return what is read of each text but the fields, in order."""
    content = crlf(mail) if isinstance(mail, str) else mail
    return [
        text_of(one.views[0](one.source)).strip()
        for one in writable(content, Limits())
        if not any(step.kind == "header" for step in one.place)
    ]


def fields(mail: str) -> list[tuple[str, str]]:
    found = (one for one in writable(crlf(mail), Limits()) if one.place and one.place[-1].kind == "header")
    return [(one.place[-1].name, one.source) for one in found]


def signed(mail: str) -> set[str]:
    return {one.signed for one in writable(crlf(mail), Limits())}


def multipart(*parts: str, kind: str = "mixed") -> str:
    inner = "".join(f"--b\n{part}\n" for part in parts)
    return f"Content-Type: multipart/{kind}; boundary=b\n\nbefore\n{inner}--b--\nafter\n"


def test_every_text_of_a_mail_in_its_order() -> None:
    page = "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>tw=\no</p>"
    table = "Content-Type: text/csv; name=a.csv\n\na,b\n1,2"
    attached = "Content-Type: message/rfc822\n\nSubject: inner\n\nthree"
    mail = multipart("\none", page, table, attached)
    assert texts(mail) == ["before", "after", "one", "two", "a,b\r\n1,2", "three"]
    assert fields(attached) == [("content-type", " message/rfc822"), ("subject", " inner")]


def test_spans_are_those_of_the_text() -> None:
    content = crlf(multipart("Subject: one\n\none"))
    for one in writable(content, Limits()):
        assert content[slice(*one.span)].decode() == one.source
        assert one.write(one.source) == one.source.encode()


def test_only_fields_that_people_write_are_touched() -> None:
    mail = "Received: a\nSubject: b\nX-Spam: c\nTo: d\nMessage-ID: <e>\n\n"
    assert [name for name, _ in fields(mail)] == ["subject", "to"]


@pytest.mark.parametrize(
    "part",
    [
        "Content-Type: application/pdf\n\n%PDF-1.4",
        "Content-Type: text/plain; name=a\n\n<html><p>x</p></html>",  # a file of another format
        "Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n\nx",
        "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n***",
        "Content-Type: text/plain\nContent-Type: text/html\n\nx",
        "Content-Type: text/plain\nContent-Transfer-Encoding: 8bit\nContent-Transfer-Encoding: base64\n\nx",
        f"Content-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: base64\n\n{NO_GBK}",
        "Content-Type: multipart/mixed; boundary=c\n\nno line of it",
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeA0KDQp4",
    ],
)  # fmt: skip
def test_what_is_no_text_or_not_surely_one_is_left_alone(part: str) -> None:
    assert texts(multipart(part)) == ["before", "after"]


def test_a_very_large_text_is_left_alone() -> None:
    assert texts(b"Subject: x\r\n\r\n" + b"x" * (TEXT_MAX + 1)) == []


@pytest.mark.parametrize("charset", ["gbk", "gb18030", "big5", "utf-8", "utf-16"])
def test_octets_come_back_from_their_charset(charset: str) -> None:
    octets = "中文內容 123".encode(charset)
    head = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    (text,) = [one for one in writable(head.encode() + b64encode(octets), Limits()) if not one.place]
    assert text.source == "中文內容 123"
    assert text.write(text.source) == b64encode(octets)


def test_a_page_can_carry_characters_that_its_charset_has_not() -> None:
    mail = "Content-Type: text/html; charset=us-ascii\n\n<p>&#24352;</p>"
    (page,) = [one for one in writable(crlf(mail), Limits()) if not one.place]
    assert page.write("<p>张*</p>") == b"<p>&#24352;*</p>"


@pytest.mark.parametrize(
    ("mail", "by"),
    [
        ("DKIM-Signature: v=1\nSubject: x\n\nx\n", {"dkim"}),
        (multipart("\nx", "Content-Type: application/pgp-signature\n\nx", kind="signed"), {"smime"}),
        (multipart("\nx", kind='signed; protocol="application/pgp-signature"'), {"openpgp"}),
        (f"Subject: x\n\n{SIGNED}", {"", "openpgp"}),
        (multipart("Content-Type: message/rfc822\n\nDKIM-Signature: v=1\n\nx"), {"", "dkim"}),
        (multipart("\nx"), {""}),
    ],
)
def test_what_is_signed_says_so_and_what_stands_around_it_does_not(mail: str, by: set[str]) -> None:
    assert signed(mail) == by
