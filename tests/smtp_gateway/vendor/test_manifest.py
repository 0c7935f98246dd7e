"""What others made is shipped unchanged, with its licence, and nothing is shipped unlisted."""

import hashlib
import tomllib
from pathlib import Path

import smtp_gateway

VENDOR = Path(smtp_gateway.__file__).parent / "vendor"
ASSETS = tomllib.loads((VENDOR / "MANIFEST.toml").read_text("utf-8"))["asset"]


def test_every_asset_is_the_one_that_was_taken_over() -> None:
    for asset in ASSETS:
        assert hashlib.sha256((VENDOR / asset["file"]).read_bytes()).hexdigest() == asset["sha256"]


def test_every_asset_has_source_version_and_a_permissive_licence_with_its_text() -> None:
    for asset in ASSETS:
        assert asset["name"]
        assert asset["version"]
        assert asset["source"]
        assert asset["licence"] in {"Apache-2.0", "MIT", "BSD-3-Clause", "OFL-1.1"}
        assert len((VENDOR / asset["licence_file"]).read_text("utf-8")) > 1000


def test_nothing_is_shipped_unlisted() -> None:
    listed = {name for asset in ASSETS for name in (asset["file"], asset["licence_file"])}
    assert {path.name for path in VENDOR.iterdir()} == listed | {"MANIFEST.toml"}
