"""A mail whose values are masked: nothing that had to go is found again, and nothing else changes."""

import email
import email.policy
import itertools
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.limits import Limits
from inspection.redaction import redactor
from inspection.redaction.redactor import redact
from policies.model import Selection
from policies.taxonomy import EntityType
from tests.inspection.redaction.masked import ALL, crlf, left, masked

ID, MOBILE, CARD = "11010519491231002X", "13800138000", "6222021234567890128"
IDS = (Selection(entity=(EntityType.RESIDENT_ID,)),)
SPLIT = f"<p>身份证号：{ID[:6]}<b>{ID[6:14]}</b>&#{ord(ID[14])};{ID[15:]}</p>"
CHARSETS = ("utf-8", "gbk", "gb18030")
ENCODINGS = ("base64", "quoted-printable", "8bit")


def parsed(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert all(not part.defects for part in message.walk())
    return message


def of(text: str, charset: str = "utf-8", cte: str = "8bit", subtype: str = "plain") -> EmailMessage:
    message = EmailMessage(policy=email.policy.SMTP)
    message.set_content(text, subtype=subtype, charset=charset, cte=cte)
    return message


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("cte", ENCODINGS)
def test_bodies_in_any_charset_and_encoding(charset: str, cte: str) -> None:
    text = f"您好，\r\n身份证号：{ID}，手机 {MOBILE}。\r\n=3D 谢谢\r\n"
    new = parsed(masked(of(text, charset, cte).as_bytes()))
    assert new.get_content().replace("\r\n", "\n") == plainly_masked(text).replace("\r\n", "\n")
    assert new.get_content_charset() == charset


def test_a_value_split_over_tags_and_references_attributes_and_comments() -> None:
    page = (
        f"<html>{SPLIT}<img alt='身份证号 {ID}'><!-- 身份证号 {ID} --><a href='tel:{MOBILE}'>联系</a></html>"
    )
    new = parsed(masked(of(page, subtype="html").as_bytes())).get_content().strip()
    shown = "110105********002X"
    assert new == (
        f"<html><p>身份证号：{shown}<b></b></p><img alt='身份证号 {shown}'>"
        f"<!-- 身份证号 {shown} --><a href='tel:138****8000'>联系</a></html>"
    )


def test_one_value_has_one_mask_in_subject_names_bodies_and_attachments() -> None:
    mail = of("客户姓名：张小明\r\n张小明您好\r\n", "gbk", "base64")
    mail["Subject"] = "张小明的账单"
    mail["To"] = "张小明 <zhang@client.example>"
    mail.add_alternative("<p>姓名：<b>张小明</b></p>", subtype="html", charset="gbk", cte="quoted-printable")
    mail.add_attachment(
        "姓名,手机\r\n张小明,13800138000\r\n".encode("gbk"),
        maintype="text",
        subtype="csv",
        filename="张小明.csv",
    )
    new = parsed(masked(mail.as_bytes()))
    assert (new["subject"], new["to"]) == ("张**的账单", "张** <zhang@client.example>")
    plain, page, table = (part for part in new.walk() if not part.is_multipart())
    assert plain.get_content().split() == ["客户姓名：张**", "张**您好"]
    assert page.get_content().strip() == "<p>姓名：<b>张**</b></p>"
    assert table.get_payload(decode=True) == "姓名,手机\r\n张**,138****8000\r\n".encode("gbk")
    assert table.get_filename() == "张**.csv"


def test_only_what_is_acted_on_goes() -> None:
    text = f"身份证号：{ID}，手机 {MOBILE}"
    assert masked(crlf(f"Subject: x\n\n{text}\n"), IDS) == crlf(
        f"Subject: x\n\n身份证号：110105********002X，手机 {MOBILE}\n"
    )


def test_different_values_have_different_masks_and_an_address_that_is_one_still_is_hidden() -> None:
    new = masked(
        crlf(f"Subject: x\n\n手机 {MOBILE}，手机 13800238000，地址：北京市朝阳区建国路88号3号楼1201室\n")
    ).decode()
    assert "手机 138****8000，手机 138****8000#2，地址：******" in new
    assert left(new.encode()) == []


def test_attached_mails_and_what_stands_around_the_parts() -> None:
    inner = f"Subject: 身份证号 {ID}\n\n手机 {MOBILE}\n"
    mail = crlf(
        f"Content-Type: multipart/mixed; boundary=b\n\n身份证号 {ID}\n--b\nContent-Type: message/rfc822\n\n{inner}"
        f"\n--b--\n手机 {MOBILE}\n"
    )
    expected = mail.decode().replace(ID, "110105********002X").replace(MOBILE, "138****8000")
    assert masked(mail).decode() == expected


@pytest.mark.parametrize("by", ["dkim", "smime", "openpgp"])
def test_what_is_signed_is_not_broken_unless_nothing_in_it_changes(by: str) -> None:
    protocol = 'protocol="application/pgp-signature"; ' if by == "openpgp" else ""
    head = (
        "DKIM-Signature: v=1\n" if by == "dkim" else f"Content-Type: multipart/signed; {protocol}boundary=b\n"
    )
    body = "\n{}\n" if by == "dkim" else "\n--b\n\n{}\n--b--\n"
    assert redact(crlf((head + body).format(f"身份证号 {ID}")), ALL, Limits()).reason == f"signed:{by}"
    assert redact(crlf((head + body).format("你好")), ALL, Limits()).reason == ""


def test_what_cannot_be_rewritten_stays_and_is_found_again() -> None:
    mail = of(f"身份证号：{ID}\r\n")
    mail.add_attachment(
        f"PK? {ID}".encode("utf-16"), maintype="application", subtype="msword", filename="a.doc"
    )
    assert left(masked(mail.as_bytes())) == ["110105********002X"]


def test_nothing_to_mask_is_no_edit_and_too_many_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert redact(crlf("Subject: x\n\n你好\n"), ALL, Limits()).edits == ()
    monkeypatch.setattr(redactor, "EDITS_MAX", 10)
    refused = redact(crlf(f"Subject: x\n\n身份证号 {ID}\n"), ALL, Limits())
    assert (refused.edits, refused.reason) == ((), "limit:edits")


def test_what_belongs_to_two_parts_is_not_changed_twice() -> None:
    mail = f"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n\n身份证号 {ID}\n--b\n\n身份证号 {ID}\n"
    assert redact(crlf(mail), ALL, Limits()).reason == "malformed:message"


def test_counts_are_of_places() -> None:
    redaction = redact(crlf(f"Subject: 身份证号 {ID}\n\n身份证号 {ID} 手机 {MOBILE}\n"), ALL, Limits())
    assert redaction.counts == {"RESIDENT_ID": 2, "MOBILE": 1}


NEUTRAL = st.text(st.sampled_from("天地玄黄，宇宙 ok.\r\n"), max_size=30).map(
    lambda text: text.replace("\r", "").replace("\n", "\r\n")
)
VALUES = st.sampled_from(
    [
        f"身份证号：{ID}；",
        f"手机号 {MOBILE}；",
        f"卡号 {CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}；",
    ]
)


def body(pieces: list[str], charset: str, cte: str, subtype: str) -> EmailMessage:
    lines = [f"<p>{piece}</p>" if subtype == "html" else f"{piece}\r\n" for piece in pieces]
    return of("".join(lines), charset, cte, subtype)


def joined(parts: list[EmailMessage], kind: str) -> EmailMessage:
    whole = EmailMessage(policy=email.policy.SMTP)
    whole["Content-Type"] = f'multipart/{kind}; boundary="{next(BOUNDARIES)}"'
    for part in parts:
        whole.attach(part)
    return whole


BODIES = st.builds(
    body,
    st.lists(st.one_of(NEUTRAL, VALUES), min_size=1, max_size=4),
    st.sampled_from(CHARSETS),
    st.sampled_from(ENCODINGS),
    st.sampled_from(["plain", "html"]),
)
BOUNDARIES = (f"bound-{n}-ary" for n in itertools.count())
MAILS = st.recursive(
    BODIES,
    lambda inner: st.builds(
        joined, st.lists(inner, min_size=1, max_size=3), st.sampled_from(["mixed", "alternative", "related"])
    ),
    max_leaves=4,
)


@settings(deadline=None, max_examples=25)
@given(MAILS, NEUTRAL.map(str.strip), st.booleans())
def test_nothing_acted_on_is_left_and_nothing_else_changes(
    mail: EmailMessage, subject: str, secret: bool
) -> None:
    mail["Subject"] = " ".join(subject.split()) + (f" 身份证号：{ID}" if secret else "")
    content = mail.as_bytes()
    new = masked(content)
    assert left(new) == []
    for before, after in zip(parsed(content).walk(), parsed(new).walk(), strict=True):
        assert before.items()[1:] == after.items()[1:] or before["subject"] != after["subject"]
        assert before.get_content_type() == after.get_content_type()
        if not before.is_multipart():
            assert after.get_content() == plainly_masked(before.get_content())


def plainly_masked(text: str) -> str:
    spaced = f"{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}"
    for value, shown in (
        (ID, "110105********002X"),
        (MOBILE, "138****8000"),
        (spaced, "622202*********0128"),
    ):
        text = text.replace(value, shown)
    return text
