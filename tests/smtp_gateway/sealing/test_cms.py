"""EnvelopedData alone: openssl opens what was streamed, whatever its size."""

from pathlib import Path

import pytest
from cryptography import x509

from smtp_gateway.sealing.cms import EnvelopedWriter
from smtp_gateway.sealing.errors import SealingFailed
from tests.smtp_gateway.sealing.people import Person
from tests.smtp_gateway.sealing.programs import run


def certificate_of(person: Person) -> x509.Certificate:
    return x509.load_pem_x509_certificate(person.certificate.read_bytes())


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 111, 112, 127, 128, 255, 256, 65_535, 1_000_003])
def test_every_size_around_a_length_form_opens(size: int, li: Person, tmp_path: Path) -> None:
    content, out = bytes(number % 251 for number in range(size)), tmp_path / "out.der"
    with out.open("wb") as file:
        writer = EnvelopedWriter(file.write, certificate_of(li), size)
        for start in range(0, size, 70_001):
            writer.write(content[start : start + 70_001])
        writer.finish()
    opened = run("openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", out, "-inkey", li.key)
    assert opened == content


@pytest.mark.parametrize("announced", [9, 11])
def test_a_message_that_changes_meanwhile_is_refused(announced: int, li: Person) -> None:
    writer = EnvelopedWriter(lambda _: None, certificate_of(li), announced)
    writer.write(bytes(10))
    with pytest.raises(SealingFailed, match="changed while it was sealed"):
        writer.finish()


def test_no_two_messages_share_key_or_iv(li: Person) -> None:
    made = []
    for _ in range(2):
        out: list[bytes] = []
        writer = EnvelopedWriter(out.append, certificate_of(li), 64)
        writer.write(bytes(64))
        writer.finish()
        made.append(b"".join(out))
    assert made[0][-80:] != made[1][-80:]
    assert made[0][:20] == made[1][:20]
