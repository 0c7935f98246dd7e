"""The far end must see through a relay that lies; so its eyes are tested on made mails."""

import io
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7EnvelopeBuilder, PKCS7Options

from installers.demo import mailboxes
from installers.demo.identities import create_identity
from installers.demo.places import Places
from installers.demo.samples.mails import MailSample

TRACE = b"Received: from client (127.0.0.1)\r\n\tby relay; Mon, 05 Jan 2026\r\n"
CONTENT = b"Message-ID: <sample-x@bank.example>\r\nSubject: x\r\n\r\nbody\r\n"
SAMPLE = MailSample("x", CONTENT, {"client@mail.example": "passed"})


@pytest.fixture
def places(tmp_path: Path) -> Places:
    where = Places(tmp_path, "", "", "", "", own_next_hop=True, agent_path=tmp_path)
    for folder in (where.mailbox, where.partner_certificate.parent, where.partner_key.parent):
        folder.mkdir()
    return where


def test_one_added_field_with_its_folded_lines_is_untouched(places):
    assert mailboxes.outcome(places, SAMPLE, TRACE + CONTENT)[0] == "passed"


def test_a_changed_octet_is_not_untouched(places):
    assert mailboxes.outcome(places, SAMPLE, TRACE + CONTENT.replace(b"body", b"bodY"))[0] == "redacted"


def test_a_mail_is_found_by_its_message_id_in_the_header_only(places):
    box = places.mailbox / "client@mail.example"
    box.mkdir()
    (box / "1.eml").write_bytes(b"Subject: other\r\n\r\nMessage-ID: <sample-x@bank.example>\r\n")
    assert mailboxes.find(places, "client@mail.example", SAMPLE.message_id) is None
    (box / "2.eml").write_bytes(TRACE + CONTENT)
    assert mailboxes.find(places, "client@mail.example", SAMPLE.message_id) == TRACE + CONTENT


def test_smime_counts_as_sealed_only_when_the_partner_opens_it(places):
    create_identity("a@partner.example", places.partner_certificate, places.partner_key)
    assert mailboxes.outcome(places, SAMPLE, _enveloped(places))[0] == "sealed-smime"
    create_identity("a@partner.example", places.partner_certificate, places.partner_key)
    other = _enveloped(places)
    create_identity("b@partner.example", places.partner_certificate, places.partner_key)
    assert mailboxes.outcome(places, SAMPLE, other)[0] == "redacted"


def _enveloped(places: Places) -> bytes:
    certificate = x509.load_pem_x509_certificate(places.partner_certificate.read_bytes())
    builder = PKCS7EnvelopeBuilder().set_data(CONTENT).add_recipient(certificate)
    return TRACE + builder.encrypt(Encoding.SMIME, [PKCS7Options.Binary])


@pytest.mark.parametrize(("password", "seen"), [("Geheim-2026", "sealed-pdf"), ("", "redacted")])
def test_a_pdf_that_opens_without_a_password_is_no_seal(places, password, seen):
    assert mailboxes.outcome(places, SAMPLE, _carrier(password))[0] == seen


def test_only_the_right_password_opens_a_container():
    container = mailboxes.container_of(_carrier("Geheim-2026"))
    assert container is not None
    assert mailboxes.opens_with(container, "Geheim-2026")
    assert not mailboxes.opens_with(container, "geheim-2026")


def test_a_password_is_found_in_plain_and_in_base64(places):
    box = places.mailbox / "a@b.example"
    box.mkdir()
    carrier = EmailMessage()
    carrier.set_content("Kennwort: Geheim-2026 é", cte="base64")
    (box / "1.eml").write_bytes(carrier.as_bytes())
    assert mailboxes.mentions(places, "Geheim-2026") == [box / "1.eml"]
    assert mailboxes.mentions(places, "Anders-2026") == []


def _carrier(password: str) -> bytes:
    store = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(store, encryption=pikepdf.Encryption(user=password, owner="o", R=6))
    message = EmailMessage()
    message["Subject"] = "x"
    message.add_attachment(store.getvalue(), maintype="application", subtype="pdf", filename="sealed.pdf")
    return TRACE + message.as_bytes()
