"""Seals one message for one recipient: S/MIME when a certificate can be used, else a PDF.

Blocking and CPU-bound: called in a worker thread or process. The result appears at its destination
whole and checked, or not at all. Nothing unencrypted is written, also not while it runs.
"""

import os
import secrets
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from runtime.atomic_file import LEFTOVER_SUFFIX, sync_directory
from smtp_gateway.handler import StorageFull
from smtp_gateway.key_directory import CertificateUnusable, RecipientCertificate
from smtp_gateway.sealing.context import SealingContext
from smtp_gateway.sealing.errors import SealingFailed
from smtp_gateway.sealing.header_fields import read_header
from smtp_gateway.sealing.password import new_password
from smtp_gateway.sealing.protected_pdf import write_protected_pdf
from smtp_gateway.sealing.smime import write_smime
from smtp_gateway.sealing.verification import check_pdf, check_smime
from smtp_gateway.sealing.wrap import write_carrier
from smtp_gateway.spool import FULL


@dataclass(frozen=True, slots=True)
class Sealed:
    """How a message was sealed. `warning` is for the operator: why a known certificate was not used."""

    kind: Literal["smime", "pdf"]
    password: str | None = field(repr=False)
    warning: str = ""


def seal(
    message_path: Path,
    recipient: str,
    destination: Path,
    context: SealingContext,
    *,
    hide_subject: bool = False,
) -> Sealed:
    """Write the message, sealed for `recipient`, to the file `destination` and return how.

    The original is only read. `hide_subject` keeps its subject inside the seal; ask for it when
    something was found in the subject. The password of a PDF is returned and written nowhere.

    Raises:
        SealingFailed: sealing or the check afterwards failed; `destination` is as it was.
        StorageFull: the disk is full; `destination` is as it was.
    """
    certificate, warning = _certificate(recipient, context)
    try:
        with _appearing(destination) as part:
            if certificate:
                _seal_smime(message_path, part, certificate, context, hide_subject=hide_subject)
                return Sealed("smime", None)
            password = _seal_pdf(message_path, part, context, hide_subject=hide_subject)
            return Sealed("pdf", password, warning)
    except SealingFailed:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a hostile message provokes, the answer is 451
        if isinstance(error, OSError) and error.errno in FULL:
            raise StorageFull(error.strerror) from None
        raise SealingFailed(_without_content(error)) from None


def _without_content(error: Exception) -> str:
    """Return kind and place of an error; its text may quote the message."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    reason = error.strerror if isinstance(error, OSError) else ""
    return f"{type(error).__name__} at {place} {reason or ''}".strip()


def _certificate(recipient: str, context: SealingContext) -> tuple[RecipientCertificate | None, str]:
    try:
        return context.key_directory.lookup(recipient, context.clock.now()), ""
    except CertificateUnusable as unusable:
        return None, str(unusable)


def _seal_smime(
    message: Path,
    part: Path,
    certificate: RecipientCertificate,
    context: SealingContext,
    *,
    hide_subject: bool,
) -> None:
    with _durable(part) as file:
        identity, now = context.signing_identity, context.clock.now()
        write_smime(message, file.write, certificate, identity, now, hide_subject=hide_subject)
    check_smime(part, certificate.certificate)


def _seal_pdf(message: Path, part: Path, context: SealingContext, *, hide_subject: bool) -> str:
    password = new_password()
    with _removed_at_end(part.with_suffix(f".pdf{LEFTOVER_SUFFIX}")) as pdf:
        expected = write_protected_pdf(message, pdf, password, context.font)
        check_pdf(pdf, password, expected)
        with message.open("rb") as original, _durable(part) as file:
            write_carrier(read_header(original), pdf, file.write, hide_subject=hide_subject)
    return password


@contextmanager
def _appearing(destination: Path) -> Iterator[Path]:
    """Give a name beside `destination` that becomes it at the end, or is removed.

    What a killed process leaves is ciphertext; `runtime.atomic_file.sweep` removes it.
    """
    part = destination.with_name(f".{destination.name}.{secrets.token_hex(8)}{LEFTOVER_SUFFIX}")
    with _removed_at_end(part):
        yield part
        part.replace(destination)
        sync_directory(destination.parent)


@contextmanager
def _removed_at_end(path: Path) -> Iterator[Path]:
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def _durable(path: Path) -> Iterator[BinaryIO]:
    """Open a new file that only its owner can read; it is on the disk when the block ends."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
