"""`ashseal-gateway`: every subcommand has help, wrong usage is 2, what cannot start is 3 and says why."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from smtp_gateway.__main__ import main

NAMES = ("run", "check-config", "try", "queue", "spool-verify")


def start(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it as it is installed: isolated, in a process of its own."""
    command = [sys.executable, "-I", "-m", "smtp_gateway", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=50)


def test_the_help_names_every_subcommand() -> None:
    done = start("--help")
    assert (done.returncode, done.stderr) == (0, "")
    listed = [line.split()[0] for line in done.stdout.splitlines() if re.match(" {4}[a-z]", line)]
    assert listed == [*NAMES]


@pytest.mark.parametrize("name", NAMES)
def test_each_subcommand_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    assert f"ashseal-gateway {name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [[], ["rnu"], ["run"], ["check-config", "x.toml"], ["try", "x.eml"], ["try", "x.eml", "--from", "a@x"],
     ["queue", "--settings"], ["spool-verify", "--settings", "x", "--force"]],
)  # fmt: skip
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "usage: ashseal-gateway" in captured.err


@pytest.mark.parametrize("name", ["run", "check-config", "queue", "spool-verify"])
def test_without_its_settings_file_nothing_starts(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "none.toml"
    assert main([name, "--settings", str(file)]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"ashseal-gateway: {file}: cannot be read: No such file or directory\n"


def test_a_damaged_policy_bundle_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mail.eml").write_text("Subject: x\n\nhello\n")
    (tmp_path / "gateway.toml").write_text(f'[gateway]\nstate_dir = "{tmp_path}/state"\n')
    (tmp_path / "state" / "policy").mkdir(parents=True)
    (tmp_path / "state" / "policy" / "bundle.json").write_text("{}")
    arguments = ["try", str(tmp_path / "mail.eml"), "--from", "a@x", "--to", "b@y"]
    assert main([*arguments, "--settings", str(tmp_path / "gateway.toml")]) == 3
    assert capsys.readouterr().err.startswith("ashseal-gateway: not a signed envelope")


def test_a_fault_of_the_policy_is_told_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.yaml").write_text("schema: 1\nname: own\nrulez: []\n")
    (tmp_path / "mail.eml").write_text("Subject: x\n\nhello\n")
    arguments = ["try", str(tmp_path / "mail.eml"), "--from", "a@x", "--to", "b@y", "--policy"]
    assert main([*arguments, str(tmp_path / "own.yaml")]) == 3
    told = capsys.readouterr().err
    assert "own.yaml:3:1: " in told
    assert "rules" in told
