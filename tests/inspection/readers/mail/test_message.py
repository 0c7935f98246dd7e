"""Mail as people and broken programs write it: the number is in what is read, whatever the form."""

import base64
import quopri
import struct
import zlib

import pytest

from inspection.limits import Limits
from policies.inspected import InspectionVerdict
from tests.inspection.samples import ID, Reading, archive, attach, excel, mail, raw_mail, word

B64 = base64.b64encode(f"身份证 {ID} 结束".encode()).decode()
HEAD = ("From: a@example.com", "To: b@example.com", "MIME-Version: 1.0")
TEXT = "Content-Type: text/plain; charset=utf-8"
BASE64 = "Content-Transfer-Encoding: base64"
MULTI = 'Content-Type: multipart/mixed; boundary="B"'
PART = ("--B", TEXT, BASE64, "", B64, "--B--")
QP = "Content-Transfer-Encoding: quoted-printable"
SOFT = f"=E8=AF=81 {ID[:7]}=\r\n{ID[7:]}"
UU = "begin 644 id.txt\r\n2,3$P,3 Q,3DY,# S,#<T-3$T\r\n`\r\nend"


def yenc(octets: bytes) -> bytes:
    """A yEnc block; nothing in it has to be escaped."""
    return (
        b"=ybegin line=128 size=%d name=x\r\n" % len(octets)
        + bytes((o + 42) & 0xFF for o in octets)
        + b"\r\n=yend\r\n"
    )


MALFORMED = {
    "plain": raw_mail(*HEAD, TEXT, "", f"身份证 {ID}"),
    "base64": raw_mail(*HEAD, TEXT, BASE64, "", B64),
    "quoted-printable": raw_mail(
        *HEAD, TEXT, "Content-Transfer-Encoding: quoted-printable", "",
        quopri.encodestring(f"证{ID}".encode()).decode().replace("1990", "19=\r\n90"),
    ),
    "base64 bad padding": raw_mail(*HEAD, TEXT, BASE64, "", B64.rstrip("=")),
    "base64 junk characters": raw_mail(*HEAD, TEXT, BASE64, "", "!" + B64[:12] + "\x01*" + B64[12:]),
    "base64 padding in the middle": raw_mail(
        *HEAD, TEXT, BASE64, "", base64.b64encode(b"xx").decode() + base64.b64encode(ID.encode()).decode()
    ),
    "encoding with comment": raw_mail(*HEAD, TEXT, "Content-Transfer-Encoding: (x) base64 (y)", "", B64),
    "encoding folded": raw_mail(*HEAD, TEXT, "Content-Transfer-Encoding:", " base64", "", B64),
    "encoding in upper case and quotes": raw_mail(*HEAD, TEXT, 'Content-Transfer-Encoding: "BASE64"', "", B64),
    "two encodings": raw_mail(*HEAD, TEXT, "Content-Transfer-Encoding: 7bit", BASE64, "", B64),
    "two encodings reversed": raw_mail(*HEAD, TEXT, BASE64, "Content-Transfer-Encoding: 7bit", "", B64),
    "unknown encoding": raw_mail(*HEAD, TEXT, "Content-Transfer-Encoding: basf64", "", B64),
    "encoding left out": raw_mail(*HEAD, TEXT, "", B64),
    "two boundary parameters": raw_mail(
        *HEAD, "Content-Type: multipart/mixed; boundary=A; boundary=B", "", *PART
    ),
    "two content types": raw_mail(*HEAD, "Content-Type: text/plain", MULTI, "", *PART),
    "boundary of RFC 2231": raw_mail(*HEAD, "Content-Type: multipart/mixed; boundary*=us-ascii''B", "", *PART),
    "boundary in pieces": raw_mail(
        *HEAD, 'Content-Type: multipart/mixed; boundary*0="B"; boundary*1="C"', "",
        *(line.replace("--B", "--BC") for line in PART),
    ),
    "no boundary parameter": raw_mail(*HEAD, "Content-Type: multipart/mixed", "", *PART),
    "wrong boundary parameter": raw_mail(*HEAD, 'Content-Type: multipart/mixed; boundary="C"', "", *PART),
    "no closing boundary": raw_mail(*HEAD, MULTI, "", *PART[:-1]),
    "part after the closing boundary": raw_mail(*HEAD, MULTI, "", "--B--", *PART[:-1]),
    "garbage before the type": raw_mail(*HEAD, "this is no header", MULTI, "", *PART),
    "header never ends": raw_mail(*HEAD, TEXT, BASE64, B64),
    "uuencoded": raw_mail(*HEAD, TEXT, "Content-Transfer-Encoding: x-uuencode", "", UU),
    "uuencoded in the text": raw_mail(*HEAD, TEXT, "", "see below", UU),
    "preamble": raw_mail(*HEAD, MULTI, "", ID, "--B", TEXT, "", "x", "--B--"),
    "epilogue": raw_mail(*HEAD, MULTI, "", "--B", TEXT, "", "x", "--B--", ID),
    "bare LF": raw_mail(*HEAD, MULTI, "", *PART).replace(b"\r\n", b"\n"),
    "encoded word": raw_mail(*HEAD, f"Subject: =?utf-8?B?{B64}?=", TEXT, "", "x"),
    "encoded word over two words": raw_mail(
        *HEAD, f"Subject: =?utf-8?q?{ID[:9]}?=", f" =?utf-8?q?{ID[9:]}?=", TEXT, "", "x"
    ),
    "encoded word behind a damaged field name": raw_mail(*HEAD, f"Sub ject; =?utf-8?B?{B64}?=", TEXT, "", "x"),
    "boundaries in a mail of bare CR": raw_mail(*HEAD, MULTI, "", *PART).replace(b"\r\n", b"\r"),
    "quoted-printable left out": raw_mail(*HEAD, TEXT, "", ID[:9] + "=", ID[9:]),
    "unknown header": raw_mail(*HEAD, f"X-Anything: {ID}", TEXT, "", "x"),
    "file name": raw_mail(*HEAD, TEXT, f'Content-Disposition: attachment; filename="{ID}.txt"', "", "x"),
    "file name of RFC 2231": raw_mail(
        *HEAD, TEXT, f"Content-Disposition: attachment; filename*0*=utf-8''%E8%AF%81{ID[:8]}; filename*1={ID[8:]}",
        "", "x",
    ),
    "nested message": raw_mail(*HEAD, "Content-Type: message/rfc822", "", *HEAD, TEXT, BASE64, "", B64),
    "nested message in base64": raw_mail(
        *HEAD, "Content-Type: message/rfc822", BASE64, "",
        base64.b64encode(raw_mail(*HEAD, TEXT, BASE64, "", B64)).decode(),
    ),
    "part calls itself a picture": raw_mail(*HEAD, "Content-Type: image/png", BASE64, "", B64),
    "second charset": raw_mail(
        *HEAD, "Content-Type: text/plain; charset=us-ascii; charset=utf-7", "",
        "".join(f"+{base64.b64encode(digit.encode('utf-16-be')).decode().rstrip('=')}-" for digit in ID),
    ),
    "header field written twice": raw_mail(*HEAD, "Subject: x", f"Subject: {ID}", TEXT, "", "x"),
    "header of a part": raw_mail(*HEAD, MULTI, "", "--B", TEXT, f"Content-Description: {ID}", "", "x", "--B--"),
    "parameter in pieces": raw_mail(*HEAD, f"Content-Type: text/plain; note*0={ID[:8]}; note*1={ID[8:]}", "", "x"),
    "digest": raw_mail(
        *HEAD, 'Content-Type: multipart/digest; boundary="B"', "", "--B", "", *HEAD, TEXT, QP, "", SOFT, "--B--",
    ),
    "message in a message that is partial": raw_mail(
        *HEAD, "Content-Type: message/partial; id=x; number=1; total=2", "", "Subject: x", TEXT, BASE64, "", B64
    ),
    "second fragment of a message": raw_mail(
        *HEAD, "Content-Type: message/partial; id=x; number=2; total=2", "", B64
    ),
    "external body": raw_mail(
        *HEAD, 'Content-Type: message/external-body; access-type=URL; URL="http://example.com"', "",
        f"Content-Type: text/plain; name={ID}", "", "x",
    ),
    "delivery status": raw_mail(
        *HEAD, 'Content-Type: multipart/report; boundary="B"', "", "--B", "Content-Type: message/delivery-status", "",
        "Reporting-MTA: dns; x", "", "Final-Recipient: rfc822; b@example.com", f"Diagnostic-Code: smtp; {ID[:9]}",
        f" =?utf-8?q?{ID}?=", "--B--",
    ),
    "header returned": raw_mail(
        *HEAD, MULTI, "", "--B", "Content-Type: text/rfc822-headers", "", f"Subject: =?utf-8?q?{ID}?=", "--B--"
    ),
    "message returned within a text": raw_mail(
        *HEAD, TEXT, "", "could not be delivered:", "", "Return-Path: <a@example.com>", TEXT, QP, "", SOFT
    ),
    "folder within a text": raw_mail(
        *HEAD, TEXT, "", "x", "", "From a@example.com Thu Nov 26 05:00:00 2026", "Subject: x", QP, "", SOFT
    ),
    "calendar": raw_mail(
        *HEAD, "Content-Type: text/calendar", "", "BEGIN:VCALENDAR", f"SUMMARY:{ID[:9]}", f" {ID[9:]}", "END:VCALENDAR"
    ),
    "card": raw_mail(*HEAD, "Content-Type: text/vcard", "", "BEGIN:VCARD", f"NOTE:{ID[:9]}", f" {ID[9:]}", "END:VCARD"),
    "yEnc in the text": raw_mail(*HEAD, TEXT, "", "see below", "") + yenc(f"证 {ID}".encode()),
    "flowed text": raw_mail(*HEAD, f"{TEXT}; format=flowed; delsp=yes", "", f"{ID[:9]} ", ID[9:]),
    "archive that calls itself a message": raw_mail(
        *HEAD, "Content-Type: message/rfc822", BASE64, "",
        base64.encodebytes(archive({"a.txt": ID.encode()})).decode(),
    ),
    "page saved as one file": raw_mail(
        "From: <Saved by a browser>", "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="B"', "", "--B", "Content-Type: text/html", QP,
        "Content-Location: http://example.com/", "", f"<p title=3D{ID[:6]}=", f"{ID[6:]}>x</p>", "--B--",
    ),
    "mail behind blank lines": b"\r\n \r\n" + raw_mail(*HEAD, TEXT, QP, "", SOFT),
    "mail behind a byte order mark": b"\xef\xbb\xbf" + raw_mail(TEXT, *HEAD, QP, "", SOFT),
    "mail that an editor saved in UTF-16": raw_mail(*HEAD, TEXT, BASE64, "", B64).decode().encode("utf-16"),
}  # fmt: skip


@pytest.mark.parametrize("case", MALFORMED)
def test_every_form_is_read(case: str) -> None:
    reading = Reading(MALFORMED[case], message=True)
    assert ID in reading.text


@pytest.mark.parametrize("case", [case for case in MALFORMED if case.startswith("mail ")])
def test_a_file_that_is_a_mail_is_read_as_one(case: str) -> None:
    reading = Reading(MALFORMED[case])
    assert reading.walk.format == "message"
    assert ID in reading.primary


@pytest.mark.parametrize("depth", [1, 60])
def test_nested_multiparts_are_read(depth: int) -> None:
    body = raw_mail(TEXT, BASE64, "", B64)
    for level in range(depth):
        mark = f"level{level}"
        body = raw_mail(f'Content-Type: multipart/mixed; boundary="{mark}"', "", f"--{mark}", "").strip(
            b"\n"
        ) + (b"\n" + body + f"\r\n--{mark}--\r\n".encode())
    reading = Reading(body, message=True)
    assert ID in reading.text
    assert reading.verdict is InspectionVerdict.INSPECTED


def test_boundaries_without_end_are_a_limit() -> None:
    marks = [f"b{number}" for number in range(30)]
    parts = [line for mark in marks for line in (f"--{mark}", TEXT, "", ID)]
    many = "".join(f"; boundary={mark}" for mark in marks)
    reading = Reading(raw_mail(*HEAD, f"Content-Type: multipart/mixed{many}", "", *parts), message=True)
    assert reading.walk.reason == "limit:boundaries"


def test_a_fragment_of_a_message_is_never_the_whole_of_it() -> None:
    for case in ("message in a message that is partial", "second fragment of a message"):
        assert Reading(MALFORMED[case], message=True).walk.reason == "unsupported:message-partial"


def test_a_picture_sent_as_it_is_ends_before_the_line_end_of_the_boundary() -> None:
    """The line end belongs to the boundary; as a part of an archive it would be a stray octet."""
    zipped = archive({"a.txt": ID.encode()})
    head = raw_mail(
        *HEAD, MULTI, "", "--B", "Content-Type: image/png", "Content-Transfer-Encoding: binary", "", ""
    )
    reading = Reading(head + zipped + b"\r\n--B--\r\n", message=True)
    assert ID in reading.primary
    assert not any(one.place[-1].kind == "stray" for one in reading.segments)


def test_a_wide_text_sent_as_it_is_does_not_make_the_whole_mail_wide() -> None:
    head = raw_mail(
        *HEAD, MULTI, "", "--B", TEXT, "", ID, "--B", "Content-Type: text/plain; charset=utf-16le", "", ""
    )
    reading = Reading(head + ("客户 x " * 400).encode("utf-16-le") + b"\r\n--B--\r\n", message=True)
    assert ID in reading.primary
    assert "客户 x 客户" in reading.primary


def test_the_two_halves_of_a_file_from_a_mac() -> None:
    name = struct.pack(">II16xHIII", 0x00051607, 0x00020000, 1, 3, 38, len(ID)) + ID.encode()
    reading = Reading(
        raw_mail(
            *HEAD, 'Content-Type: multipart/appledouble; boundary="B"', "",
            "--B", "Content-Type: application/applefile", BASE64, "", base64.b64encode(name).decode(),
            "--B", "Content-Type: application/octet-stream", "", "x", "--B--",
        ),
        message=True,
    )  # fmt: skip
    assert ID in reading.primary
    assert reading.walk.reason == ""


def test_what_nobody_here_decodes_is_told() -> None:
    body = "(This file must be converted with BinHex 4.0)\r\n:abc:"
    assert Reading(raw_mail(*HEAD, TEXT, "", body), message=True).walk.reason == "unsupported:binhex"


def test_a_file_of_an_unknown_format_pasted_into_a_text_is_told() -> None:
    pasted = base64.encodebytes(b"\x01\x02" + bytes(range(128, 256)) * 6).decode()
    assert Reading(raw_mail(*HEAD, TEXT, "", pasted), message=True).walk.reason == "unknown-format"


def test_nine_hundred_multiparts_end_at_the_limit() -> None:
    marks = [f"m{level}" for level in range(900)]
    lines = [
        line
        for mark in marks
        for line in (f"Content-Type: multipart/mixed; boundary={mark}", "", f"--{mark}")
    ]
    reading = Reading(raw_mail(*lines, TEXT, "", ID), message=True)
    assert reading.walk.reason == "limit:depth"
    assert ID in reading.text


def test_many_boundaries_cost_no_more_than_the_members_allowed() -> None:
    lines = [line for level in range(60) for line in (f"--m{level}", "Content-Type: text/plain", "", "x")]
    reading = Reading(raw_mail(*HEAD, TEXT, "", *lines, ID), message=True, limits=Limits(members=500))
    assert ID in reading.text


@pytest.mark.parametrize("charset", ["gb18030", "utf-8", "gbk", "big5"])
def test_a_body_in_any_charset(charset: str) -> None:
    words = "身份證號碼" if charset == "big5" else "身份证号码"
    reading = Reading(mail(f"{words} {ID}\n", charset=charset).as_bytes(), message=True)
    assert f"{words} {ID}" in reading.primary


@pytest.mark.parametrize("declared", ["us-ascii", "iso-8859-1", "utf-8", "x-unknown"])
def test_a_charset_that_lies(declared: str) -> None:
    head = raw_mail(*HEAD, f"Content-Type: text/plain; charset={declared}", "", "")
    reading = Reading(head + f"客户的身份证号码是 {ID},请查收".encode("gb18030"), message=True)
    assert f"身份证号码是 {ID}" in reading.text


def test_attachments_two_deep_and_their_names() -> None:
    inner = archive({"客户.xlsx": excel(ID)})
    reading = Reading(attach(mail(), archive({"内层.zip": inner}), "外层.zip").as_bytes(), message=True)
    assert ID in reading.primary
    assert {"外层.zip", "内层.zip", "客户.xlsx"} <= {s.text for s in reading.segments if s.origin == "name"}
    place = next(s.place for s in reading.segments if ID in s.text)
    assert [step.kind for step in place] == ["part", "attachment", "member", "member", "sheet"]


def test_a_truncated_attachment_is_told() -> None:
    whole = attach(mail(), word(ID), "a.docx").as_bytes()
    reading = Reading(whole[: len(whole) * 2 // 3], message=True)
    assert reading.verdict is InspectionVerdict.UNINSPECTABLE


def test_html_that_calls_itself_plain_is_read_both_ways() -> None:
    body = f"<html><body><p>{ID[:6]}<b>{ID[6:]}</b></p></body></html>"
    reading = Reading(raw_mail(*HEAD, TEXT, "", body), message=True)
    assert ID in reading.primary
    assert body in reading.text


@pytest.mark.parametrize(
    "content",
    [
        f"<?xml version='1.0'?><a>{ID[:6]}<![CDATA[{ID[6:]}]]></a>".encode(),
        b"some words\n" + archive({"a.txt": ID.encode()}),
    ],
    ids=["a value over a section of XML", "an archive behind text"],
)
def test_what_is_no_text_but_calls_itself_one(content: bytes) -> None:
    body = base64.encodebytes(content).decode()
    assert ID in Reading(raw_mail(*HEAD, TEXT, BASE64, "", body), message=True).text


def test_mail_without_anything_is_proven_empty() -> None:
    assert Reading(b"", message=True).verdict is InspectionVerdict.EMPTY_VERIFIED


def test_a_value_read_twice_is_marked() -> None:
    reading = Reading(MALFORMED["two encodings reversed"], message=True)
    assert sum(ID in segment.text for segment in reading.segments if not segment.alternate) == 1


def test_an_encoded_attachment_keeps_its_last_octet() -> None:
    """A packed file may end in what looks like a line end, which belongs to no boundary then."""
    streams = (zlib.compress(f"no. {ID} {'x' * number}".encode()) for number in range(1, 1000))
    packed = next(stream for stream in streams if stream.endswith(b"\n"))
    reading = Reading(attach(mail("see attachment"), packed, "a.z").as_bytes(), message=True)
    assert (ID in reading.text, reading.walk.reason) == (True, "")
