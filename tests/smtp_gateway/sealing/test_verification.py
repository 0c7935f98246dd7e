"""The check after sealing catches what must never be sent."""

from io import BytesIO
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
from cryptography import x509

from smtp_gateway.sealing.context import SealingContext
from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.protected_pdf import Embedded
from smtp_gateway.sealing.seal import seal
from smtp_gateway.sealing.verification import check_pdf, check_smime
from tests.smtp_gateway.sealing import samples
from tests.smtp_gateway.sealing.people import Person


@pytest.fixture
def sealed(tmp_path: Path, context: SealingContext) -> Path:
    mail, out = tmp_path / "mail.eml", tmp_path / "sealed.eml"
    mail.write_bytes(samples.statement())
    seal(mail, "li@client.example", out, context)
    return out


def certificate_of(person: Person) -> x509.Certificate:
    return x509.load_pem_x509_certificate(person.certificate.read_bytes())


def test_a_whole_mail_for_its_recipient_passes(sealed: Path, li: Person) -> None:
    check_smime(sealed, certificate_of(li))


def test_a_mail_for_somebody_else_is_caught(sealed: Path, chen: Person) -> None:
    with pytest.raises(SealingFailed, match="not for this recipient"):
        check_smime(sealed, certificate_of(chen))


@pytest.mark.parametrize("kept", [0.0, 0.02, 0.1, 0.5, 0.99])
def test_a_cut_mail_is_caught(sealed: Path, li: Person, kept: float) -> None:
    whole = sealed.read_bytes()
    sealed.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(SealingFailed):
        check_smime(sealed, certificate_of(li))


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"\r\n\r\nMI", b"\r\n\r\nAA"), (b"\r\n\r\nMI", b"\r\n\r\n!!"), (b"\r\n\r\nM", b"\r\n\r\n\r\nM")],
    ids=["der", "b64", "shift"],
)
def test_changed_structure_is_caught_but_not_an_empty_line(
    sealed: Path, li: Person, old: bytes, new: bytes
) -> None:
    sealed.write_bytes(sealed.read_bytes().replace(old, new, 1))
    if new.startswith(b"\r\n\r\n\r\n"):
        check_smime(sealed, certificate_of(li))
        return
    with pytest.raises(SealingFailed):
        check_smime(sealed, certificate_of(li))


def pdf(path: Path, password: str, *, revision: Literal[4, 6] = 6, pages: int = 1) -> Path:
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        locked = pikepdf.Encryption(owner="owner", user=password, R=revision) if password else False
        document.save(path, encryption=locked)
    return path


def test_a_locked_pdf_with_what_was_put_in_passes(tmp_path: Path) -> None:
    check_pdf(pdf(tmp_path / "a.pdf", "secret"), "secret", Embedded(pages=1, files=0))


@pytest.mark.parametrize(
    ("made", "expected", "reason"),
    [
        ({"password": ""}, Embedded(1, 0), "opens without its password"),
        ({"password": "other"}, Embedded(1, 0), "does not open with its password"),
        ({"password": "secret", "revision": 4}, Embedded(1, 0), "does not hold"),
        ({"password": "secret"}, Embedded(1, 1), "does not hold"),
        ({"password": "secret"}, Embedded(2, 0), "does not hold"),
        ({"password": "secret", "pages": 0}, Embedded(0, 0), "does not hold"),
    ],
)
def test_a_wrong_pdf_is_caught(
    tmp_path: Path, made: dict[str, object], expected: Embedded, reason: str
) -> None:
    path = pdf(tmp_path / "a.pdf", **made)  # type: ignore[arg-type]
    with pytest.raises(SealingFailed, match=reason):
        check_pdf(path, "secret", expected)


def test_what_is_no_pdf_is_caught(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(BytesIO(b"no pdf").getvalue())
    with pytest.raises(SealingFailed, match="cannot be read"):
        check_pdf(path, "secret", Embedded(1, 0))
