"""Locks name versions and hashes, never where to get them: each site has its own registry."""

from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def test_there_is_a_lock_for_developers_and_for_each_component() -> None:
    assert {lock.stem for lock in LOCKS} >= {"dev", "gateway", "agent", "server"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host_and_hashes_everything(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
    entries = text.replace("\\\n", " ").splitlines()
    assert entries
    unhashed = [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
    assert unhashed == []
