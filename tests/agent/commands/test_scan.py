"""`scan`: says what is there and what the policy wants, and touches nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest

from agent.commands import scan
from policies.inspection_needs import Needs
from runtime.document_register import NOT_LOOKED_FOR
from tests.agent.builders import CLIENT_TEXT, FakeInspector, make_file, make_inspection
from tests.agent.commands.conftest import Command
from tests.policies.decision.test_document_use import POLICY as DOCUMENTS


class FakePool(FakeInspector):
    """A pool whose only worker is this process."""

    def __init__(self, needs: Callable[[], Needs]) -> None:
        super().__init__()
        needs()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Nothing to end."""


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "Pool", FakePool)


def test_a_real_worker_finds_a_real_number(command: Command, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    said = command("scan", path, "--policy", "builtin:bank")
    assert said.code == 1
    [line] = said.lines
    assert (line["action"], line["rule"], line["verdict"]) == (
        "destroy",
        "client-data-left-behind",
        "inspected",
    )
    assert "RESIDENT_ID" in [finding["type"] for finding in line["findings"]]
    assert "11010519491231002X" not in str(said)
    assert path.read_text(encoding="utf-8") == CLIENT_TEXT


@pytest.mark.usefixtures("pool")
def test_a_folder_is_gone_through_and_links_are_not_followed(command: Command, tmp_path: Path) -> None:
    make_file(tmp_path, "a/plain.txt", text="nothing")
    make_file(tmp_path, "a/.hidden/clients.txt")
    (tmp_path / "root" / "a" / "link").symlink_to("/etc/passwd")
    said = command("scan", tmp_path / "root" / "a")
    actions = {Path(line["path"]).name: (line["action"], line["verdict"]) for line in said.lines}
    assert actions == {
        "plain.txt": ("keep", "inspected"),
        "clients.txt": ("destroy", "inspected"),
        "link": ("keep", "nothing"),
    }
    assert said.code == 1
    assert not (tmp_path / "state").exists()  # no journal, no key: it only looks


@pytest.mark.usefixtures("pool")
@pytest.mark.parametrize(("arguments", "code"), [(["plain.txt"], 0), (["missing.txt"], 3)])
def test_exit_codes(command: Command, tmp_path: Path, arguments: list[str], code: int) -> None:
    make_file(tmp_path, "plain.txt", text="nothing")
    assert command("scan", *(tmp_path / "root" / name for name in arguments)).code == code


async def unreadable(_self: object, _fd: int, *, name: str, kind: str) -> object:
    return make_inspection(verdict="uninspectable")


@pytest.mark.usefixtures("pool")
def test_what_cannot_be_inspected_is_told(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeInspector, "inspect", unreadable)
    said = command("scan", make_file(tmp_path))
    assert (said.code, said.lines[0]["verdict"]) == (3, "uninspectable")


@pytest.mark.parametrize("policy", ["builtin:none", "/no/such/file.yaml"])
def test_a_policy_that_is_none_is_told(command: Command, tmp_path: Path, policy: str) -> None:
    said = command("scan", make_file(tmp_path), "--policy", policy)
    assert said.code == 3
    assert said.words


@pytest.mark.usefixtures("pool")
def test_that_documents_are_not_looked_for_is_said_where_a_policy_asks_for_them(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "policy.yaml").write_text(DOCUMENTS, encoding="utf-8")
    path = make_file(tmp_path, text="nothing")
    for policy, said_so in ((str(tmp_path / "policy.yaml"), True), ("builtin:bank", False)):
        said = command("scan", path, "--policy", policy)
        assert (said.code, NOT_LOOKED_FOR in said.words) == (0, said_so)
