"""S/MIME as the recipient's program sees it: openssl decrypts and verifies what the gateway wrote."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smtp_gateway.sealing.context import SealingContext
from smtp_gateway.sealing.identity import SigningIdentity
from smtp_gateway.sealing.seal import seal
from tests.smtp_gateway.sealing import samples
from tests.smtp_gateway.sealing.people import People, Person
from tests.smtp_gateway.sealing.programs import run as run_program

Decrypt = Callable[[Path, Person], bytes]
Verify = Callable[[bytes], bytes]
Run = Callable[..., tuple[bytes, bytes]]


@pytest.fixture
def run(tmp_path: Path, context: SealingContext, li: Person, decrypt: Decrypt) -> Run:
    """Seal a mail; give what everybody sees of it and what openssl finds inside."""

    def sealed(mail: bytes, person: Person = li, *, hide_subject: bool = False) -> tuple[bytes, bytes]:
        source, destination = tmp_path / "mail.eml", tmp_path / "sealed.eml"
        source.write_bytes(mail)
        assert seal(source, person.address, destination, context, hide_subject=hide_subject).kind == "smime"
        return destination.read_bytes(), decrypt(destination, person)

    return sealed


@pytest.mark.parametrize(
    "mail",
    [
        samples.plain(),
        samples.plain(charset="gbk"),
        samples.statement(),
        samples.plain("no line end at the end"),
        samples.plain(""),
    ],
    ids=["utf-8", "gbk", "multipart", "no-line-end", "empty"],
)
def test_the_original_body_arrives_octet_for_octet(mail: bytes, run: Run, verify: Verify) -> None:
    inner = verify(run(mail)[1])
    assert samples.body_of(inner) == samples.body_of(mail)


def test_an_elliptic_curve_recipient_reads_it(chen: Person, run: Run, verify: Verify) -> None:
    mail = samples.statement()
    assert samples.body_of(verify(run(mail, chen)[1])) == samples.body_of(mail)


def test_oaep_is_used_where_it_is_recorded(people: People, run: Run, tmp_path: Path) -> None:
    person = people.add("oaep@client.example")
    (people.directory / "oaep@client.example.toml").write_text('key_transport = "oaep-sha256"\n')
    _, inner = run(samples.plain(), person)
    assert b"multipart/signed" in inner
    sealed = tmp_path / "sealed.eml"
    told = run_program("openssl", "cms", "-cmsout", "-print", "-noout", "-in", sealed).decode()
    assert "rsaesOaep" in told
    assert "aes-256-cbc" in told


def test_outside_stand_the_fields_for_threads_and_nothing_else(run: Run) -> None:
    outer = run(samples.plain())[0].partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in outer.split(b"\r\n") if line[:1] not in b" \t"]
    assert names == [
        *(b"Received", b"From", b"To", b"Cc", b"Subject", b"Date", b"Message-ID", b"In-Reply-To"),
        *(b"References", b"MIME-Version", b"Content-Type", b"Content-Transfer-Encoding"),
        b"Content-Disposition",
    ]
    assert b"References: <ask-0@client.example>\r\n <ask-1@client.example>" in outer


def test_the_hidden_recipient_and_the_old_signature_are_nowhere(run: Run, verify: Verify) -> None:
    for mail in (samples.plain(), samples.head(Content_Type="no type") + b"\r\nbody\r\n"):
        outer, inner = run(mail)
        everything = outer + verify(inner)
        assert b"hidden.boss" not in everything
        assert b"\r\nBcc" not in everything


def test_header_fields_are_protected_inside(run: Run, verify: Verify) -> None:
    inner = verify(run(samples.plain())[1]).partition(b"\r\n\r\n")[0]
    subject = samples.word("第三季度对账单").encode()
    assert b"\r\nSubject: " + subject + b"\r\n" in inner
    assert b"\r\nHP-Outer: Subject: " + subject + b"\r\n" in inner
    assert b"\r\nX-Client-Number: C-7788\r\n" in inner
    assert b'Content-Type: text/plain; charset=utf-8;\r\n hp="cipher"\r\n' in inner
    assert b"DKIM-Signature" not in inner


def test_a_subject_with_client_data_stays_inside(run: Run, verify: Verify) -> None:
    outer, inner = run(samples.plain(), hide_subject=True)
    protected = verify(inner).partition(b"\r\n\r\n")[0]
    subject = samples.word("第三季度对账单").encode()
    assert b"\r\nSubject: [...]\r\n" in outer
    assert subject not in outer
    assert b"\r\nSubject: " + subject + b"\r\n" in protected
    assert b"\r\nHP-Outer: Subject: [...]\r\n" in protected


def signed_by_sender(folder: Path, identity: SigningIdentity) -> bytes:
    body = folder / "body.eml"
    body.write_bytes(b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + samples.TEXT.encode())
    keys = ("-signer", identity.certificate_file, "-inkey", identity.key_file)
    signed = run_program("openssl", "cms", "-sign", "-crlfeol", "-in", body, *keys)
    return samples.head().replace(b"MIME-Version: 1.0\r\n", b"") + signed.replace(b"\r\n", b"\n").replace(
        b"\n", b"\r\n"
    )


def test_the_senders_own_signature_stays_whole(
    tmp_path: Path, identity: SigningIdentity, run: Run, verify: Verify
) -> None:
    mail = signed_by_sender(tmp_path, identity)
    _, inner = run(mail)
    assert samples.body_of(inner) == samples.body_of(mail)
    assert b"Bcc" not in inner
    assert samples.TEXT.encode() in verify(inner)


def test_the_senders_signature_goes_in_whole_when_the_subject_is_hidden(
    tmp_path: Path, identity: SigningIdentity, run: Run, verify: Verify
) -> None:
    mail = signed_by_sender(tmp_path, identity)
    inner = verify(run(mail, hide_subject=True)[1])
    assert b"\r\nSubject: =?utf-8?B?" in inner
    assert inner.endswith(samples.body_of(mail))


@pytest.mark.parametrize(
    "mail",
    [
        samples.head(Content_Type="multipart/mixed") + b"\r\n--x\r\ncut",
        samples.head(Content_Type="text") + b"\r\nbody\r\n",
        samples.head(Content_Type="text/plain\r\nContent-Type: text/html") + b"\r\nbody\r\n",
        b"From someone Tue Oct  6\r\n" + samples.plain(),
        samples.head() + b"this line is no field\r\n\r\nbody\r\n",
        samples.head(Content_Type="application/pkcs7-mime; smime-type=enveloped-data") + b"\r\nMIIB\r\n",
        samples.head(),
    ],
    ids=["no-boundary", "bad-type", "two-types", "mbox-line", "no-field", "encrypted", "no-body"],
)
def test_what_is_not_well_formed_goes_in_whole(mail: bytes, run: Run, verify: Verify) -> None:
    header, _, content = verify(run(mail)[1]).partition(b"\r\n\r\n")
    assert b'Content-Type: message/rfc822; hp="cipher"' in header
    whole = mail.replace(b"Bcc: hidden.boss@bank.example\r\n", b"")
    assert content == whole if b"\r\n\r\n" in mail else content == whole + b"\r\n"


def test_a_cut_off_multipart_is_sealed_as_it_is(run: Run, verify: Verify) -> None:
    mail = samples.multipart(
        samples.text_part(samples.TEXT), samples.attachment("a.bin", b"x" * 99), close=False
    )
    assert samples.body_of(verify(run(mail)[1])) == samples.body_of(mail)


def test_a_changed_octet_is_noticed(
    tmp_path: Path, li: Person, run: Run, decrypt: Decrypt, verify: Verify
) -> None:
    sealed, inner = run(samples.plain())
    position = sealed.index(b"\r\n\r\n") + 900  # inside the encrypted content
    changed = bytes((sealed[position] ^ 1,)) if sealed[position : position + 1].isalnum() else b"A"
    broken = tmp_path / "broken.eml"
    broken.write_bytes(sealed[:position] + changed + sealed[position + 1 :])
    assert verify(inner)
    with pytest.raises(subprocess.CalledProcessError):
        verify(decrypt(broken, li))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.binary(max_size=3000))
def test_any_body_survives(body: bytes, run: Run) -> None:
    mail = samples.head(Content_Type="application/octet-stream", Content_Transfer_Encoding="binary")
    inner = run(mail + b"\r\n" + body)[1]
    boundary = inner.partition(b'boundary="')[2].partition(b'"')[0]
    payload = inner.split(b"--" + boundary + b"\r\n")[1].removesuffix(b"\r\n")
    assert samples.body_of(payload) == body
