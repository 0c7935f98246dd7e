"""What others made and we ship is named, licensed, and unchanged since it was taken."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, repository_files

PERMISSIVE = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "OFL-1.1",
}
MANIFEST = "MANIFEST.toml"
KEYS = {"file", "name", "version", "licence", "licence_file", "sha256", "source"}

VENDOR_FOLDERS = sorted(
    {
        Path(*file.parts[: file.parts.index("vendor") + 1])
        for file in repository_files()
        if "vendor" in file.parts and file.parts[0] != "tests"
    }
)


def assets(folder: Path) -> list[dict[str, str]]:
    read = tomllib.loads((ROOT / folder / MANIFEST).read_text(encoding="utf-8"))
    return list(read["asset"])


def test_there_are_vendored_files_to_look_at() -> None:
    assert VENDOR_FOLDERS


@pytest.mark.parametrize("folder", VENDOR_FOLDERS, ids=str)
def test_every_file_is_in_the_manifest_and_nothing_else(folder: Path) -> None:
    there = {
        file.relative_to(folder).as_posix() for file in repository_files() if file.is_relative_to(folder)
    }
    told = {asset[key] for asset in assets(folder) for key in ("file", "licence_file")}
    assert there == told | {MANIFEST}


@pytest.mark.parametrize("folder", VENDOR_FOLDERS, ids=str)
def test_every_asset_says_what_it_is_and_may_be_shipped(folder: Path) -> None:
    for asset in assets(folder):
        assert set(asset) >= KEYS, asset["file"]
        assert all(asset[key] for key in KEYS), asset["file"]
        assert asset["licence"] in PERMISSIVE, asset["file"]


@pytest.mark.parametrize("folder", VENDOR_FOLDERS, ids=str)
def test_every_asset_is_the_file_that_was_taken(folder: Path) -> None:
    actual = {
        asset["file"]: hashlib.sha256((ROOT / folder / asset["file"]).read_bytes()).hexdigest()
        for asset in assets(folder)
    }
    assert actual == {asset["file"]: asset["sha256"] for asset in assets(folder)}
