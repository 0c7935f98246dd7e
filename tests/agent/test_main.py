"""`ashseal-agent`: every command has help, and what it does not know is wrong usage."""

import subprocess
import sys

import pytest

from agent.__main__ import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    assert f"ashseal-agent {name}" in capsys.readouterr().out


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in COMMANDS)


@pytest.mark.parametrize("arguments", [[], ["destory"], ["scan"], ["vault"], ["verify-record", "x"]])
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert capsys.readouterr().out == ""


def test_checking_a_record_loads_no_watcher_and_no_window() -> None:
    script = (
        "import sys; from agent.__main__ import main\n"
        "try: main(['verify-record', '--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'watchdog', 'psutil', 'PySide6', 'inspection'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
