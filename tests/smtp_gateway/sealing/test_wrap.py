"""The mail that carries a PDF, read by the standard library as a mail program would."""

import email
import email.policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from smtp_gateway.sealing.header_fields import read_header
from smtp_gateway.sealing.wrap import PDF_NAME, write_carrier
from tests.smtp_gateway.sealing import samples

PDF = b"%PDF-" + bytes(range(256)) * 300


def carrier(folder: Path, mail: bytes, *, hide_subject: bool = False) -> tuple[bytes, EmailMessage]:
    pdf, out = folder / "in.pdf", BytesIO()
    pdf.write_bytes(PDF)
    write_carrier(read_header(BytesIO(mail)), pdf, out.write, hide_subject=hide_subject)
    message = email.message_from_bytes(out.getvalue(), policy=email.policy.SMTP)
    assert isinstance(message, EmailMessage)
    return out.getvalue(), message


def test_the_pdf_arrives_and_the_text_says_what_to_do(tmp_path: Path) -> None:
    raw, message = carrier(tmp_path, samples.statement())
    text, pdf = message.iter_parts()
    assert (pdf.get_content_type(), pdf.get_filename(), pdf.get_content()) == (
        "application/pdf",
        PDF_NAME,
        PDF,
    )
    for kind in ("plain", "html"):
        body = text.get_body((kind,))
        assert body
        said = body.get_content()
        for words in ("王明", "wang.ming@bank.example", "致电发件人", "Ask the sender", PDF_NAME):
            assert words in said
    assert max(map(len, raw.split(b"\r\n"))) <= 200
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert not message.defects


def test_threads_stay_together_and_hidden_recipients_hidden(tmp_path: Path) -> None:
    raw, message = carrier(tmp_path, samples.statement())
    assert message["Message-ID"] == "<stmt-1@bank.example>"
    assert message["In-Reply-To"] == "<ask-1@client.example>"
    assert message["Subject"] == "第三季度对账单"
    assert b"hidden.boss" not in raw
    assert b"DKIM" not in raw
    assert b"C-7788" not in raw


def test_a_subject_with_client_data_is_replaced(tmp_path: Path) -> None:
    raw, message = carrier(tmp_path, samples.statement(), hide_subject=True)
    assert message["Subject"] == "加密邮件 / Sealed mail"
    assert samples.word("第三季度对账单").encode() not in raw


@pytest.mark.parametrize("name", ["{pdf} <b>x</b> & Co", "}{", "%s"])
def test_a_senders_name_is_only_text(tmp_path: Path, name: str) -> None:
    _, message = carrier(tmp_path, samples.head(From=f'"{name}" <a@bank.example>') + b"\r\n")
    html = next(message.iter_parts()).get_body(("html",))
    assert html
    assert "<b>x</b>" not in html.get_content()
    plain = next(message.iter_parts()).get_body(("plain",))
    assert plain
    assert name in plain.get_content()


def test_a_mail_without_from_has_a_carrier_too(tmp_path: Path) -> None:
    _, message = carrier(tmp_path, b"Subject: x\r\n\r\nbody\r\n")
    plain = next(message.iter_parts()).get_body(("plain",))
    assert plain
    assert "发件人 The sender" in plain.get_content()
