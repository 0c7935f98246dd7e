from pathlib import Path

import pytest

from runtime.errors import SettingsError
from server.commands.policy_text import documents_of
from server.errors import Invalid
from tests.server.support import POLICY


@pytest.mark.parametrize("name", ["bank", "observe"])
def test_shipped_policies_are_sound(name: str) -> None:
    assert [document.name for document in documents_of(f"builtin:{name}")] == [name]


@pytest.mark.parametrize("source", ["builtin:nothing", "missing.yaml"])
def test_what_is_not_there_is_said(source: str) -> None:
    with pytest.raises(SettingsError):
        documents_of(source)


def test_problems_and_failed_tests_are_listed_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(POLICY.replace("expect: seal", "expect: refuse"))
    with pytest.raises(Invalid, match="an identity number is sealed"):
        documents_of(str(path))
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="text"):
        documents_of(str(path))
