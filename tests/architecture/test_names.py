"""Names say what a thing is for, and the repository speaks of the product alone."""

import re
from pathlib import Path

from tests.architecture.tree import ROOT, repository_files

NO_JOB = {"common", "core", "helper", "helpers", "misc", "shared", "util", "utils"}
TEXT_MAX = 2_000_000  # octets; larger files are fonts and pictures

# Split, so that this file does not hold what it looks for.
UNWANTED = {
    "a place on somebody's machine": r"/" + r"work/(main|shared)|/" + r"root/",
    "a registry's host": "files.python" + r"hosted\.org|registry\.npm" + r"js\.org",
    "an unfinished thought": r"\bTO" + r"DO\b|\bFIX" + r"ME\b|\bHA" + r"CK\b",
    "a merge that was not finished": r"^(<{7}|>{7}) ",
}


def texts() -> list[tuple[Path, str]]:
    files = [file for file in repository_files() if "vendor" not in file.parts and file != Path("LICENSE")]
    small = [file for file in files if (ROOT / file).stat().st_size < TEXT_MAX]
    return [(file, (ROOT / file).read_text(encoding="utf-8", errors="ignore")) for file in small]


def test_no_file_and_no_folder_has_a_name_without_a_job() -> None:
    named = [file for file in repository_files() if NO_JOB & {Path(part).stem.lower() for part in file.parts}]
    assert named == []


def test_nothing_in_the_repository_speaks_of_anything_but_the_product() -> None:
    found = [
        f"{file}:{number}: {what}"
        for file, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        for what, pattern in UNWANTED.items()
        if re.search(pattern, line)
    ]
    assert found == []


def test_every_text_ends_its_lines_alike() -> None:
    """CRLF belongs into mail, not into sources; samples are made by code."""
    endings = [str(file) for file, text in texts() if file.suffix in {".py", ".md", ".toml"} and "\r" in text]
    assert endings == []
