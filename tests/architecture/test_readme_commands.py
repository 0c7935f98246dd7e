"""Every command that a README shows is there and explains itself."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

READMES = ("README.md", "README.zh-CN.md")
PROGRAMS = ("ashseal-gateway", "ashseal-agent", "ashseal-console", "ashseal-inspect", "ashseal-policy")
CODE = re.compile(r"^```\w*\n(.*?)^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(\./dev|ashseal-[a-z]+)((?:\s+\S+)*)")


def commands(readme: str) -> list[tuple[str, list[str]]]:
    """Return program and arguments of each command in code blocks and code spans."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    found = []
    for block, span in CODE.findall(text):
        for line in (block or span).splitlines():
            match = COMMAND.match(line.split("#", 1)[0].strip())
            if match:
                found.append((match[1], match[2].split()))
    return found


def subcommands(program: str) -> set[str]:
    """Return the subcommands of `program` that some README shows, alternatives taken apart."""
    return {
        word
        for readme in READMES
        for shown, arguments in commands(readme)
        for word in (arguments[0].replace("\\|", "|").split("|") if arguments else ())
        if shown == program and re.fullmatch(r"[a-z][a-z-]*", word)
    }


def options(program: str) -> set[str]:
    return {
        word.strip("[]")
        for readme in READMES
        for shown, arguments in commands(readme)
        for word in arguments
        if shown == program and word.strip("[]").startswith("--")
    }


def help_of(*command: str) -> str:
    """Return what a command says on `--help`; it must exit with 0."""
    asked = subprocess.run([*command, "--help"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, f"{command}: {asked.stderr}"
    return asked.stdout + asked.stderr


def installed(program: str) -> str:
    return str(Path(sys.executable).parent / program)


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_shows_the_two_commands_to_begin_with(readme: str) -> None:
    shown = commands(readme)
    assert ("./dev", ["run"]) in shown
    assert ("./dev", ["test"]) in shown


def test_each_program_is_shown() -> None:
    assert {shown for shown, _arguments in commands("README.md")} >= {"./dev", *PROGRAMS}


@pytest.mark.parametrize("program", PROGRAMS)
def test_each_shown_subcommand_and_option_is_there(program: str) -> None:
    words = help_of(installed(program))
    for subcommand in sorted(subcommands(program)):
        words += help_of(installed(program), subcommand)
    assert sorted(option for option in options(program) if option not in words) == []


def test_each_shown_command_of_the_runner_is_there() -> None:
    known = help_of(sys.executable, "dev")
    assert subcommands("./dev") >= {"run", "test"}
    assert sorted(name for name in subcommands("./dev") if not re.search(rf"\b{name}\b", known)) == []
    demo = help_of(sys.executable, "-m", "installers.demo")
    assert sorted(option for option in options("./dev") if option not in known + demo) == []
