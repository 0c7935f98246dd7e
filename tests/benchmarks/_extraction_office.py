"""What LibreOffice makes of the corpus: doc, xls, ppt, rtf, OpenDocument, flat and packed, PDF, web pages, books.

A number counts as planted in a converted file if an independent reader gives it back: LibreOffice itself, by a second
conversion into flat OpenDocument, or for what it cannot read back (PDF, books) pdfium or the packed
pages. So a place that a format cannot carry, or that the converter drops, is not asked for.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pypdfium2
from _extraction_source import Sample

_TARGETS = {
    "docx": ("doc", "rtf", "odt", "fodt", "html", "epub", "pdf"),
    "xlsx": ("xls", "ods", "fods", "csv", "pdf"),
    "pptx": ("ppt", "odp", "fodp", "pdf"),
}
# Its own modern formats again, from its own files: what it writes differs from what the Python libraries write.
_AGAIN = {"odt": "docx", "ods": "xlsx", "odp": "pptx"}
_FLAT = {"docx": "fodt", "xlsx": "fods", "pptx": "fodp"}
_SECONDS_MAX = 900
_PACKAGES = ("libreoffice-writer-nogui", "libreoffice-calc-nogui", "libreoffice-impress-nogui")


def program(*, install: bool) -> str:
    """Return the path of LibreOffice.

    Raises:
        RuntimeError: it is not there, and may not or cannot be installed.
    """
    if found := shutil.which("soffice"):
        return found
    if not install:
        raise RuntimeError("LibreOffice is not installed; a run without --quick installs it")
    try:
        command = ["apt-get", "install", "-y", "--no-install-recommends", *_PACKAGES]
        subprocess.run(command, check=True, stdout=sys.stderr, timeout=_SECONDS_MAX)
    except (OSError, subprocess.SubprocessError) as error:
        raise RuntimeError(f"LibreOffice: {error}") from error
    return shutil.which("soffice") or "soffice"


def converted(samples: list[Sample], folder: Path, office: str) -> Iterator[Sample]:
    """Yield the files that LibreOffice makes of Word, Excel and PowerPoint samples."""
    for form, targets in _TARGETS.items():
        sources = {each.path.stem: each for each in samples if each.form == form}
        for target in targets:
            made = _convert(
                office, [each.path for each in sources.values()], target, folder / f"{target}-of-{form}"
            )
            yield from _planted(made, sources, target, form, office)
            if target in _AGAIN:
                again = _AGAIN[target]
                made = _convert(office, made, again, folder / f"{again}-of-{target}")
                yield from _planted(made, sources, again, form, office)


def _convert(office: str, paths: list[Path], target: str, folder: Path) -> list[Path]:
    """Convert files of one kind in one run of the program; a file that it cannot convert is left out."""
    if not paths:
        return []  # it would wait for somebody to open a file
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        where = ["--convert-to", target, "--outdir", str(folder)]
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", *where, *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS_MAX)
    return [path for each in paths if (path := folder / f"{each.stem}.{target}").exists()]


def _planted(
    made: list[Path], sources: dict[str, Sample], target: str, form: str, office: str
) -> Iterator[Sample]:
    with tempfile.TemporaryDirectory() as flat:
        readable = made if target not in _TEXT_OF else []
        back = {path.stem: path for path in _convert(office, readable, _FLAT[form], Path(flat))}
        for path in made:
            seen = _TEXT_OF[target](path) if target in _TEXT_OF else _bare(back[path.stem].read_text("utf-8"))
            plants = {place: number for place, number in sources[path.stem].plants.items() if number in seen}
            yield Sample(path, target, f"LibreOffice, of {form}", plants)


def _text_of_book(path: Path) -> str:
    with zipfile.ZipFile(path) as book:
        return _bare("".join(book.read(name).decode("utf-8", "replace") for name in book.namelist()))


def _text_of_pdf(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
        return "\n".join([*pages, *document.get_metadata_dict().values()])


def _bare(markup: str) -> str:
    """Return markup without its tags, and what stands in attributes beside it."""
    return re.sub("<[^>]*>", "", markup) + "\n" + "\n".join(re.findall(r'="([^"]*)"', markup))


# Nothing of ours; what is no document of text cannot be read back by the converter.
_TEXT_OF: Mapping[str, Callable[[Path], str]] = {
    "pdf": _text_of_pdf,
    "epub": _text_of_book,
    "html": lambda path: _bare(path.read_text("utf-8", "replace")),
    "csv": lambda path: path.read_text("utf-8", "replace"),
}
