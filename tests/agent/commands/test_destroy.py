"""`destroy`: asks first, stays below the roots, says how each file ended."""

import io
import sys
from pathlib import Path

import pytest

from tests.agent.builders import CLIENT_TEXT, make_file
from tests.agent.commands.conftest import Command


def test_it_destroys_and_says_so(command: Command, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    said = command("destroy", path, "--yes")
    assert said.code == 0
    assert not path.exists()
    [line] = said.lines
    assert (line["path"], line["result"], line["verified"]) == (str(path), "destroyed", True)
    assert (tmp_path / "state" / "records" / f"{line['record']}.json").exists()


def test_one_of_two_that_may_not_be_destroyed_is_told(command: Command, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text(CLIENT_TEXT, encoding="utf-8")
    said = command("destroy", tmp_path / "outside.txt", make_file(tmp_path), "--yes")
    assert said.code == 1
    assert (said.lines[0]["result"], said.lines[0]["detail"]) == ("kept", "outside-roots")
    assert said.lines[1]["result"] == "destroyed"
    assert (tmp_path / "outside.txt").exists()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("keyboard", "code"),
    [(Terminal("yes\n"), 0), (Terminal("no\n"), 1), (Terminal(""), 1), (io.StringIO("yes\n"), 1)],
)
def test_without_yes_it_asks_a_person_at_a_terminal(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keyboard: io.StringIO, code: int
) -> None:
    monkeypatch.setattr(sys, "stdin", keyboard)
    path = make_file(tmp_path)
    assert command("destroy", path).code == code
    assert path.exists() == (code == 1)
