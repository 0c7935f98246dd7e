"""The corpus: files of many formats by writers that are not ours, made once and kept under var/bench/extraction."""

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import _extraction_mail as mail
import _extraction_office as office
import _extraction_packers as packers
import _extraction_writers as writers
from _extraction_source import Sample, Source

KEPT = Path(__file__).resolve().parents[2] / "var/bench/extraction"
FILES, QUICK_FILES = 8, 1  # of each writer and format: two languages, four sizes
_MAKERS = writers.WRITERS | mail.WRITERS | packers.ARCHIVES | packers.PICTURES
PICTURES = frozenset(packers.PICTURES)
ARCHIVES = frozenset(packers.ARCHIVES)


def corpus(*, quick: bool) -> list[Sample]:
    """Return the corpus, made if it is not kept; the quick one is its first files, or made without an office.

    Where LibreOffice cannot be had, there are no files of it.
    """
    folder, files, program = KEPT / f"corpus-{_version()}", FILES, ""
    if not _is_kept(folder):
        program = "" if quick else _office()
        if quick:
            files = QUICK_FILES
        if not program:
            folder = KEPT / f"without-office-{files}-{_version()}"
    if not _is_kept(folder):
        _make(folder, files, program)
    samples = list(_kept(folder))
    return _first_of_each(samples) if quick else samples


def _is_kept(folder: Path) -> bool:
    return (folder / "manifest.json").exists()


def _office() -> str:
    """Return the path of LibreOffice, installed if need be; empty if it cannot be had."""
    try:
        return office.program(install=True)
    except RuntimeError as error:
        sys.stderr.write(f"extraction: {error}\n")
        return ""


def foreign(path: Path) -> list[Sample]:
    """Return the files below a path as samples in which nothing is known to stand."""
    files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    return [Sample(each, each.suffix.lstrip(".").lower() or "none", "given", {}) for each in files]


def _version() -> str:
    modules = sorted(Path(__file__).parent.glob("_extraction_[mopsw]*.py"))
    makers = [each for each in modules if each.stem.split("_")[-1] in _MAKER_MODULES]
    return hashlib.sha256(b"".join(each.read_bytes() for each in makers)).hexdigest()[:8]


_MAKER_MODULES = frozenset({"mail", "office", "packers", "source", "writers"})


def _make(folder: Path, files: int, program: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    samples = [_written(folder, form, serial) for form in _MAKERS for serial in range(files)]
    if program:
        sys.stderr.write("extraction: LibreOffice converts the corpus; this takes some minutes, once\n")
        samples += office.converted(list(samples), folder, program)
    entries = [
        {
            "path": str(each.path.relative_to(folder)),
            "form": each.form,
            "writer": each.writer,
            "plants": each.plants,
        }
        for each in samples
    ]
    (folder / "manifest.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1), encoding="utf-8")


def _written(folder: Path, form: str, serial: int) -> Sample:
    writer, make = _MAKERS[form]
    source = Source(serial)
    path = folder / form / f"{form.replace('.', '-')}-{serial}.{form}"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(make(source))
    return Sample(path, form, writer, source.plants)


def _kept(folder: Path) -> Iterator[Sample]:
    for each in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        yield Sample(folder / each["path"], each["form"], each["writer"], each["plants"])


def _first_of_each(samples: list[Sample]) -> list[Sample]:
    seen: dict[tuple[str, str], int] = {}
    first = []
    for each in samples:
        kind = (each.form, each.writer)
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] <= QUICK_FILES:
            first.append(each)
    return first
