"""Documents are registered, listed and withdrawn from the command line; each file that is not is named."""

import shlex
from pathlib import Path

import pytest

from server.authz import Role
from tests.policies.fingerprint.test_register import prose
from tests.server.commands.calling import Caller
from tests.server.support import someone

WHO = ("--author", "legal department", "--reason", "they stay in the house")


def approve(caller: Caller) -> None:
    """Let a security administrator approve all that waits."""
    console = caller.console()
    for change in console.documents.waiting():
        console.documents.approve(someone("wang", Role.SECURITY_ADMIN), change.id)
    console.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "originals"
    made.mkdir()
    (made / "loan.txt").write_text(prose(1, 900), encoding="utf-8")
    (made / "note.txt").write_text("see attachment", encoding="utf-8")
    return made


def test_what_can_be_met_again_is_registered_and_the_rest_is_named(ready: Caller, folder: Path) -> None:
    said = ready("document", "add", str(folder), "--category", "contract", *WHO)
    assert said.code == 1
    assert (said.only["registered"], said.only["replaced"], said.only["unchanged"]) == (["loan"], [], [])
    assert said.only["refused"] == [
        {"file": str(folder / "note.txt"), "reason": said.words.partition("not registered: ")[2].strip()}
    ]
    assert "note.txt: not registered: too short to be met again" in said.words
    waiting, _ = ready("document", "list").lines
    assert waiting["waiting"]["names"] == ["loan"]  # type: ignore[index]
    approve(ready)
    document, register = ready("document", "list").lines
    assert (document["name"], document["category"], document["author"]) == (
        "loan",
        "contract",
        "legal department",
    )
    assert register["register"]["documents"] == 1  # type: ignore[index]
    withdrawn = ready("document", "withdraw", "loan", *WHO)
    assert (withdrawn.code, withdrawn.only) == (0, {"waiting": 2, "withdrawn": ["loan"]})
    assert len(ready("document", "list").lines) == 3
    approve(ready)
    assert len(ready("document", "list").lines) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--name", "a"), "--name is for one file, here are 2"),
        (("--author", " "), "Say who makes the change"),
        (("--reason", ""), "Give a reason, 3 to 1000 characters"),
    ],
)
def test_what_is_wrong_with_the_call_is_said_before_anything_is_read(
    ready: Caller, folder: Path, given: tuple[str, ...], words: str
) -> None:
    said = ready("document", "add", str(folder), *WHO, *given)
    assert (said.code, said.lines) == (1, [])
    assert words in said.words


def test_two_files_of_one_name_are_not_registered_as_one(ready: Caller, folder: Path) -> None:
    other = folder / "more"
    other.mkdir()
    (other / "loan.txt").write_text(prose(2, 900), encoding="utf-8")
    said = ready("document", "add", str(folder / "loan.txt"), str(other / "loan.txt"), *WHO)
    assert said.code == 1
    assert "two files would be called loan; add them one by one by --name" in said.words


def test_author_and_reason_must_be_given(ready: Caller, folder: Path) -> None:
    assert ready("document", "add", str(folder)).code == 2
    assert ready("document", "withdraw", "loan").code == 2


PAGE = (Path(__file__).parents[3] / "docs" / "registered-documents.md").read_text(encoding="utf-8")


def commands_of_the_page() -> list[str]:
    block = PAGE.partition("```sh\n")[2].partition("```")[0].replace("\\\n", " ")
    return block.splitlines()


def test_the_commands_of_the_documentation_do_what_it_says(
    ready: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "originals").mkdir()
    (tmp_path / "loan-contract.docx").write_text(prose(1, 900), encoding="utf-8")
    (tmp_path / "originals" / "july.txt").write_text(prose(2, 900), encoding="utf-8")
    said = []
    for line in commands_of_the_page():
        program, *arguments = shlex.split(line)
        at = arguments.index("--settings")
        assert program == "ashseal-console"
        said.append(ready(*arguments[:at], *arguments[at + 2 :]))
        approve(ready)
    assert [each.code for each in said] == [0, 0, 0, 0]
    assert [line.get("name") for line in said[2].lines] == ["july", "loan-contract", None]
    assert said[3].only == {"waiting": 3, "withdrawn": ["loan-contract"]}
