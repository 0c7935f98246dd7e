"""The command line of `ashseal-inspect`: which form is meant, wrong usage, an output that fails."""

import subprocess
from pathlib import Path

import pytest

from inspection.__main__ import main
from tests.inspection.command import COMMAND, inspect, lines
from tests.inspection.samples import ID


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.joinpath("a.txt").write_text(ID)
    tmp_path.joinpath("latin.txt").write_bytes(b"M\xfcller")
    monkeypatch.chdir(tmp_path)


def ended(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    """The exit code of a command line that argparse ends."""
    monkeypatch.setattr("sys.argv", ["ashseal-inspect", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code


@pytest.mark.parametrize("arguments", [["--help"], ["extract", "--help"]])
def test_help_is_no_error(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, *arguments) == 0
    words = capsys.readouterr()
    assert words.out.startswith("usage: ashseal-inspect")
    assert words.err == ""


def test_wrong_usage_of_the_real_command() -> None:
    done = inspect()
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"usage: ashseal-inspect")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--jsonl", "a.txt"],
        ["--jsonl", "--json"],
        ["--jsonl", "--min-confidence", "1.1"],
        ["--jsonl", "--min-confidence", "nan"],
        ["--jsonl", "--min-confidence", "high"],
        ["--workers", "0", "a.txt"],
        ["--unknown", "a.txt"],
        ["extract"],
        ["extract", "a.txt", "b.txt"],
        ["extract", "a.txt", "--password-file", "missing.txt"],
        ["extract", "a.txt", "--password-file", "latin.txt"],
    ],
)
def test_wrong_usage_is_told_on_standard_error_only(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, *arguments) == 2
    words = capsys.readouterr()
    assert words.out == ""
    assert "ashseal-inspect" in words.err


@pytest.mark.parametrize(
    ("file", "problem"),
    [("missing.txt", "No such file or directory"), ("latin.txt", "not UTF-8, save it as UTF-8")],
)
def test_a_password_file_that_cannot_be_read_is_named_with_the_reason(
    file: str, problem: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, "a.txt", "--password-file", file) == 2
    assert capsys.readouterr().err == f"ashseal-inspect: the password file {file}: {problem}\n"


def test_a_file_may_be_called_like_the_subcommand_or_an_option(tmp_path: Path) -> None:
    for name in ("extract", "--json"):
        tmp_path.joinpath(name).write_text(ID)
    done = inspect("--json", "--", "./extract", "--json")
    assert done.returncode == 1
    assert [line.get("path") for line in lines(done.stdout)] == ["extract", "--json", None]


@pytest.mark.parametrize("arguments", [["--jsonl"], ["--json", "a.txt"], ["extract", "a.txt"]])
def test_an_output_that_cannot_be_written_is_neither_clean_nor_found(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=b'{"id":1,"text":""}\n',
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=50,
            check=False,
        )
    last = done.stderr.splitlines()[-1]  # behind the progress of a slow start, if any
    assert (done.returncode, last) == (3, b"ashseal-inspect: stopped: No space left on device")


def test_a_reader_that_goes_away_ends_the_work() -> None:
    process = subprocess.Popen(
        [*COMMAND, "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, words = process.communicate(b'{"id":1,"text":""}\n', timeout=50)
    assert (process.returncode, words) == (3, b"ashseal-inspect: stopped: Broken pipe\n")
