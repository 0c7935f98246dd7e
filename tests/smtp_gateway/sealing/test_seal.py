"""Sealing as the gateway calls it: which way is taken, and that failure leaves nothing behind."""

import base64
import os
import pickle
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from smtp_gateway.sealing import seal as module
from smtp_gateway.sealing.context import SealingContext
from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.seal import Sealed, seal
from tests.smtp_gateway.sealing import samples
from tests.smtp_gateway.sealing.people import NOW, People
from tests.smtp_gateway.sealing.programs import run


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    path = tmp_path / "mail.eml"
    path.write_bytes(samples.statement())
    return path


def test_a_known_certificate_means_smime(mail: Path, tmp_path: Path, context: SealingContext) -> None:
    assert seal(mail, "LI@client.example", tmp_path / "out", context) == Sealed("smime", None)


def test_no_certificate_means_a_pdf_whose_password_is_not_in_the_mail(
    mail: Path, tmp_path: Path, context: SealingContext
) -> None:
    sealed = seal(mail, "new@client.example", tmp_path / "out", context)
    assert (sealed.kind, sealed.warning) == ("pdf", "")
    assert sealed.password
    assert sealed.password.encode() not in (tmp_path / "out").read_bytes()
    assert sealed.password not in repr(sealed)


def test_an_expired_certificate_is_surfaced_and_the_mail_sealed_as_pdf(
    mail: Path, tmp_path: Path, context: SealingContext, people: People
) -> None:
    people.add("expired@client.example", until=NOW - timedelta(days=1))
    sealed = seal(mail, "expired@client.example", tmp_path / "out", context)
    assert sealed.kind == "pdf"
    assert "expired on 2026-10-05" in sealed.warning


def test_the_result_is_private_and_alone(mail: Path, tmp_path: Path, context: SealingContext) -> None:
    folder = tmp_path / "spool"
    folder.mkdir()
    for recipient in ("li@client.example", "new@client.example"):
        seal(mail, recipient, folder / recipient, context)
    assert sorted(path.name for path in folder.iterdir()) == ["li@client.example", "new@client.example"]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())


def test_the_context_can_be_sent_to_a_worker_process(
    mail: Path, tmp_path: Path, context: SealingContext
) -> None:
    sent = pickle.loads(pickle.dumps(context))  # noqa: S301 - our own octets
    assert seal(mail, "li@client.example", tmp_path / "out", sent).kind == "smime"


@pytest.mark.parametrize("recipient", ["li@client.example", "new@client.example"])
@pytest.mark.parametrize("step", ["check_smime", "check_pdf", "write_smime", "write_carrier"])
def test_failure_at_any_step_leaves_the_destination_as_it_was(
    *,
    recipient: str,
    step: str,
    mail: Path,
    tmp_path: Path,
    context: SealingContext,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise ValueError("quotes the client's 11010519491231002X")

    monkeypatch.setattr(module, step, broken)
    folder = tmp_path / "spool"
    folder.mkdir()
    destination = folder / "out"
    destination.write_bytes(b"before")
    if (step in {"check_smime", "write_smime"}) != recipient.startswith("li"):
        assert seal(mail, recipient, destination, context)
        return
    with pytest.raises(SealingFailed) as failed:
        seal(mail, recipient, destination, context)
    assert [path.name for path in folder.iterdir()] == ["out"]
    assert destination.read_bytes() == b"before"
    assert "11010519491231002X" not in str(failed.value)
    assert "ValueError at test_seal.py" in str(failed.value)


@pytest.mark.parametrize("recipient", ["li@client.example", "new@client.example"])
def test_no_plain_octet_is_on_the_disk_at_any_time(
    recipient: str, tmp_path: Path, context: SealingContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = os.urandom(4096)  # would stand as it is in a PDF that is not encrypted
    mail, folder, elsewhere = tmp_path / "mail.eml", tmp_path / "spool", tmp_path / "elsewhere"
    mail.write_bytes(samples.multipart(samples.text_part("see file"), samples.attachment("a.bin", noise)))
    folder.mkdir()
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    seen: list[bytes] = []

    def watching(name: str) -> Callable[..., object]:
        step: Callable[..., object] = getattr(module, name)

        def watched(*arguments: object, **named: object) -> object:
            result = step(*arguments, **named)
            seen.extend(path.read_bytes() for path in folder.iterdir())
            return result

        return watched

    for name in ("write_smime", "write_protected_pdf", "write_carrier", "sync_directory"):
        monkeypatch.setattr(module, name, watching(name))
    seal(mail, recipient, folder / "out", context)
    pieces = (noise[:32], base64.b64encode(noise[:57]), "对账单".encode())
    assert len(seen) >= 2
    assert not any(piece in content for piece in pieces for content in seen)
    assert not list(elsewhere.iterdir())


def test_missing_mail_and_missing_folder_are_failures(
    mail: Path, tmp_path: Path, context: SealingContext
) -> None:
    with pytest.raises(SealingFailed, match="FileNotFoundError"):
        seal(tmp_path / "nothing", "li@client.example", tmp_path / "out", context)
    with pytest.raises(SealingFailed, match="FileNotFoundError"):
        seal(mail, "new@client.example", tmp_path / "no-folder" / "out", context)


_MEASURED = """
import pickle, resource, sys
from pathlib import Path
from smtp_gateway.sealing.seal import seal
context = pickle.loads(bytes.fromhex(sys.stdin.read()))  # noqa: S301 - our own octets
small, big, recipient, out = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
seal(small, recipient, out, context)
before = peak()
kind = seal(big, recipient, out, context).kind
print(kind, peak() - before)
"""


@pytest.mark.parametrize(
    ("recipient", "kind", "allowed_mib"),
    [("li@client.example", "smime", 8), ("new@client.example", "pdf", 125)],
)
def test_a_25_mb_attachment_needs_bounded_memory(
    *, recipient: str, kind: str, allowed_mib: int, mail: Path, tmp_path: Path, context: SealingContext
) -> None:
    """S/MIME streams; a PDF holds the attachment about three times, and the mapped message."""
    big = tmp_path / "big.eml"
    noise = bytes(range(256)) * 4 * 1024 * 25
    big.write_bytes(samples.multipart(samples.text_part("big"), samples.attachment("big.bin", noise)))
    command = (sys.executable, "-c", _MEASURED, mail, big, recipient, tmp_path / "out")
    sent = pickle.dumps(context).hex().encode()
    told = run(*command, stdin=sent).split()
    assert told[0].decode() == kind
    assert int(told[1]) / 1024 < allowed_mib


def test_threads_do_not_disturb_each_other(tmp_path: Path, context: SealingContext) -> None:
    def one(number: int) -> str:
        mail = tmp_path / f"mail-{number}"
        mail.write_bytes(samples.plain(f"第 {number} 封 " + chr(0x4E00 + 97 * number) * 40))
        recipient = "li@client.example" if number % 3 == 0 else "new@client.example"
        return seal(mail, recipient, tmp_path / f"out-{number}", context).kind

    with ThreadPoolExecutor(4) as pool:
        kinds = list(pool.map(one, range(24)))
    assert kinds == ["smime" if number % 3 == 0 else "pdf" for number in range(24)]
