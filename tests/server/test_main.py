import subprocess
import sys

import pytest

from server.__main__ import COMMANDS, command, main


def test_each_command_has_its_own_name_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(COMMANDS) == 14
    for name in COMMANDS:
        assert command(name).name == name
        with pytest.raises(SystemExit) as stopped:
            main([name, "--help"])
        assert stopped.value.code == 0
        assert "usage: ashseal-console" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["init"], ["user", "add"]])
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().out == ""


def test_it_starts_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "server", "--help"], capture_output=True, check=False)
    assert done.returncode == 0
    assert b"verify-audit" in done.stdout
