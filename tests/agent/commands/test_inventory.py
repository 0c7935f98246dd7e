"""`inventory`: what is open, masked, and with everything on request."""

from pathlib import Path

from agent.parts import Parts
from tests.agent.builders import make_file, make_leftover
from tests.agent.commands.conftest import Command


def test_open_ones_are_listed_and_found_by_the_exit_code(
    command: Command, opened: Parts, tmp_path: Path
) -> None:
    assert command("inventory").code == 0
    make_leftover(opened, make_file(tmp_path))
    said = command("inventory")
    assert said.code == 1
    [line] = said.lines
    assert (line["person"], line["attribution"], line["status"]) == ("Wang Li", "proven", "open")
    assert line["path"].endswith("clients.txt")


def test_those_dealt_with_are_listed_on_request(command: Command, opened: Parts, tmp_path: Path) -> None:
    make_leftover(opened, make_file(tmp_path), status="destroyed")
    assert command("inventory").lines == []
    said = command("inventory", "--all")
    assert (said.code, [line["status"] for line in said.lines]) == (0, ["destroyed"])
