"""`ashseal-inspect PATH…` as a real command: one line a file, nothing skipped without a word."""

import os
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inspection import command_files
from tests.inspection.command import inspect, lines
from tests.inspection.readers import locked
from tests.inspection.samples import ID, archive, attach, excel, mail

TEXT = f"身份证 {ID}".encode()
SECRET = "Abc@1234"


def told(*arguments: str | bytes, folder: Path) -> tuple[int, list[Any], Any]:
    """Exit code, the lines of the files and the summary."""
    done = inspect("--json", *arguments, folder=folder)
    *files, last = lines(done.stdout)
    assert list(last) == ["summary"]
    return done.returncode, files, last["summary"]


def test_a_line_says_all_about_a_file_but_no_value(tmp_path: Path) -> None:
    content = attach(mail(f"密码:{SECRET}"), archive({"a.xlsx": excel(ID)}), f"{ID}.zip").as_bytes()
    tmp_path.joinpath("a.eml").write_bytes(content)
    done = inspect("--json", "a.eml", folder=tmp_path)
    line, _ = lines(done.stdout)
    assert done.returncode == 1
    assert {**line, "seconds": 0, "findings": []} == {
        "path": "a.eml",
        "verdict": "inspected",
        "reason": "",
        "format": "message",
        "size": len(content),
        "seconds": 0,
        "findings": [],
        "unread": [],
    }
    assert 0 < line["seconds"] < 20
    found = next(
        each for each in line["findings"] if each["type"] == "RESIDENT_ID" and len(each["place"]) == 4
    )
    assert {**found, "confidence": 0} == {
        "type": "RESIDENT_ID",
        "category": "identity",
        "grade": "sensitive",
        "confidence": 0,
        "masked": "110101********4514",
        "place": [
            {"kind": "part", "name": found["place"][0]["name"]},
            {"kind": "attachment", "name": "110101********4514.zip"},
            {"kind": "member", "name": "a.xlsx"},
            {"kind": "sheet", "name": "Sheet"},
        ],
    }
    for secret in (ID, SECRET):
        assert secret.encode() not in done.stdout + done.stderr


def test_hidden_files_are_read_links_are_not_and_the_order_is_that_of_the_names(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    outside.joinpath("far.txt").write_bytes(TEXT)
    inside = tmp_path / "inside"
    inside.joinpath("m", ".deep").mkdir(parents=True)
    for name in ("z", ".hidden", "m/.deep/b", "m/a"):
        inside.joinpath(name).write_bytes(TEXT)
    inside.joinpath("link").symlink_to(outside / "far.txt")
    inside.joinpath("m", "folder").symlink_to(outside)
    code, files, summary = told("inside", folder=tmp_path)
    assert code == 1
    assert [file["path"] for file in files] == [
        "inside/.hidden",
        "inside/m/.deep/b",
        "inside/m/a",
        "inside/z",
    ]
    assert summary["by_type"] == {"RESIDENT_ID": 4}


def test_a_slow_file_does_not_change_the_order(tmp_path: Path) -> None:
    tmp_path.joinpath("0").write_bytes(TEXT * 3_000)
    for number in range(1, 12):
        tmp_path.joinpath(f"{number:02}").write_bytes(b"x")
    _, files, summary = told("--workers", "2", ".", folder=tmp_path)
    assert [file["path"] for file in files] == sorted(file["path"] for file in files)
    assert summary["files"] == len(files) == 12


def test_what_cannot_be_opened_is_told_and_outweighs_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    tmp_path.joinpath("a.txt").write_bytes(TEXT)
    tmp_path.joinpath("b.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(50))
    os.mkfifo(tmp_path / "c")
    tmp_path.joinpath("d").symlink_to("a.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("e")
        code, files, summary = told("a.txt", "b.7z", "c", "d", "e", folder=tmp_path)
    assert code == 3
    assert [(file["path"], file["verdict"], file["reason"]) for file in files] == [
        ("a.txt", "inspected", ""),
        ("b.7z", "uninspectable", "malformed:7z"),
        ("c", "uninspectable", "not-a-file"),
        ("d", "uninspectable", "link"),
        ("e", "uninspectable", "not-a-file"),
    ]
    assert summary["by_verdict"] == {"inspected": 1, "uninspectable": 4}


def test_names_that_are_no_utf_8_are_escaped(tmp_path: Path) -> None:
    name = b"na\xffme-\xe5\xae\xa2"
    Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_bytes(b"x")
    for argument, before in ((b".", "./"), (name, "")):
        code, [file], _ = told(argument, folder=tmp_path)
        assert (code, file["path"], file["verdict"]) == (0, before + r"na\xffme-客", "inspected")


def test_a_value_in_the_name_of_a_file_counts(tmp_path: Path) -> None:
    tmp_path.joinpath(f"{ID}.txt").write_bytes(b"x")
    code, [file], _ = told(".", folder=tmp_path)
    assert code == 1
    assert file["findings"][0]["place"] == [{"kind": "name", "name": "110101********4514.txt"}]


def test_nothing_is_inspected_if_a_path_does_not_exist(tmp_path: Path) -> None:
    tmp_path.joinpath("a.txt").write_bytes(TEXT)
    done = inspect("--json", "a.txt", b"mis\xffsing", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"ashseal-inspect: mis\\xffsing: no such file or folder\n"


def test_a_link_that_points_nowhere_exists_and_is_told(tmp_path: Path) -> None:
    tmp_path.joinpath("dangling").symlink_to("nowhere")
    code, [file], _ = told("dangling", folder=tmp_path)
    assert (code, file["reason"]) == (3, "link")


def test_passwords_of_a_file_open_what_is_encrypted(tmp_path: Path) -> None:
    tmp_path.joinpath("a.zip").write_bytes(locked.aes_zip({"a.txt": TEXT}))
    tmp_path.joinpath("list").write_text(f"wrong\n{locked.PASSWORD}\n", encoding="utf-8")
    _, (closed,), _ = told("a.zip", folder=tmp_path)
    code, (opened,), _ = told("a.zip", "--password-file", "list", folder=tmp_path)
    assert (closed["verdict"], opened["verdict"]) == ("uninspectable", "inspected")
    assert code == 1
    assert [each["type"] for each in opened["findings"]] == ["RESIDENT_ID"]


def test_a_password_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    done = inspect("--password-file", "list", ".", folder=tmp_path)
    assert done.returncode == 2
    assert b"the password file list: No such file or directory" in done.stderr


def test_an_empty_folder_and_an_empty_file_are_clean(tmp_path: Path) -> None:
    tmp_path.joinpath("folder").mkdir()
    tmp_path.joinpath("file").write_bytes(b"")
    code, [file], summary = told("folder", "file", folder=tmp_path)
    assert (code, file["verdict"], summary["files"]) == (0, "empty-verified", 1)


def test_for_people_all_words_go_to_standard_error(tmp_path: Path) -> None:
    tmp_path.joinpath("a.txt").write_bytes(TEXT)
    tmp_path.joinpath("b.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(50))
    done = inspect("a.txt", "b.7z", folder=tmp_path)
    assert (done.returncode, done.stdout) == (3, b"")
    words = [
        line for line in done.stderr.splitlines() if not line.endswith(b"/2 files")
    ]  # progress, if it is slow
    assert words[:2] == [b"a.txt: 1 found", b"b.7z: not inspected in full, malformed:7z"]
    assert words[2].startswith(b"2 files, 0.0 MB, ")


@pytest.fixture
def nested(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, int], None]]:
    """Makes folders within folders; not in `tmp_path`, which is taken away by recursion."""
    base = tempfile.mkdtemp()

    def make(name: str, levels: int) -> None:
        for _ in range(levels):
            os.mkdir(name)  # noqa: PTH102  # a path this long cannot be named at once
            os.chdir(name)
        Path("a.txt").write_bytes(TEXT)
        os.chdir(base)

    monkeypatch.chdir(base)
    yield make
    subprocess.run(["rm", "-rf", base], check=True)


def test_folders_deeper_than_a_stack_are_walked(nested: Callable[[str, int], None]) -> None:
    nested("d", 1100)
    assert [(c.path, c.problem) for c in command_files._candidates("d")] == [("d/" * 1100 + "a.txt", "")]


def test_a_path_too_long_to_be_opened_is_told(nested: Callable[[str, int], None]) -> None:
    nested("d" * 250, 18)
    assert [c.problem for c in command_files._candidates(".")] == ["unreadable"]
