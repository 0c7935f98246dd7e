"""From a file to what is kept of it. Its text comes from a sandboxed worker, and goes no farther than here."""

import hashlib
import hmac
import os
from collections.abc import Iterator
from pathlib import Path

from inspection import text_worker
from inspection.channel import Job
from inspection.documents import is_prose, part_of
from inspection.file_report import shown
from inspection.segment import Place, Segment
from inspection.worker_reply import Conclusion
from policies.fingerprint.header import RegisterInvalid
from policies.fingerprint.register import kept_of
from policies.inspected import InspectionVerdict
from server.documents.types import NewDocument
from server.errors import Invalid

_PIXELS = frozenset({"image", "drawing"})


def files_below(path: Path) -> Iterator[Path]:
    """Yield the regular files below a folder, in order; links are not followed. A file yields itself.

    Raises:
        OSError: a folder cannot be read.
    """
    if not path.is_dir() or path.is_symlink():
        yield path
        return
    for folder, folders, names in os.walk(path, onerror=_raise):
        folders.sort()
        found = (Path(folder, name) for name in sorted(names))
        yield from (one for one in found if one.is_file() and not one.is_symlink())


def names_of(path: Path, files: list[Path]) -> dict[Path, str]:
    """Return what the files below `path` are called: their places in it without endings, unless two are alike."""
    base = path if path.is_dir() else path.parent
    short = {file: file.relative_to(base).with_suffix("").as_posix() for file in files}
    taken = list(short.values())
    return {
        file: shown(name if taken.count(name) == 1 else file.relative_to(base).as_posix())
        for file, name in short.items()
    }


def read(file: Path, hash_key: bytes, *, name: str, category: str, passwords: tuple[str, ...]) -> NewDocument:
    """Return what is kept of a file under a name.

    Raises:
        Invalid: it was not read in full, holds no text, or too little to be met again; the text says why.
        OSError: it cannot be opened.
    """
    with file.open("rb") as opened:
        size = os.fstat(opened.fileno()).st_size
        job = Job(shown(file.name), "file", size, passwords)
        text = _text_of(opened.fileno(), job)
        opened.seek(0)  # the worker has read by the same descriptor
        digest = hashlib.file_digest(opened, "sha256").digest()
    try:
        kept = kept_of(text)
    except RegisterInvalid as error:
        raise _refused(str(error)) from None
    mark = hmac.new(hash_key, b"document" + digest, hashlib.sha256).hexdigest()
    return NewDocument(name, category, kept.letters, kept.grams.astype("<u8").tobytes(), mark)


def _text_of(fd: int, job: Job) -> str:
    """Return the text of a file, part after part; pictures are read where there are any."""
    parts, conclusion = _parts(fd, job, pictures=False)
    if not _PIXELS.isdisjoint(conclusion.unread):
        parts, conclusion = _parts(fd, job, pictures=True)
    if conclusion.verdict is InspectionVerdict.UNINSPECTABLE:
        raise _refused(f"it could not be read in full ({conclusion.reason})")
    return "\n".join(text for part in parts.values() for text in part)


def _parts(fd: int, job: Job, *, pictures: bool) -> tuple[dict[Place, list[str]], Conclusion]:
    parts: dict[Place, list[str]] = {}

    def take(segment: Segment) -> None:
        if is_prose(segment):
            parts.setdefault(part_of(segment.place), []).append(segment.text)

    return parts, text_worker.read(fd, job, take, pictures=pictures)


def _refused(reason: str) -> Invalid:
    return Invalid(f"无法登记：{reason}", reason)


def _raise(error: OSError) -> None:
    raise error
