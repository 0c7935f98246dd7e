"""`ashseal-inspect extract`: the text of one file, and an end that is always told."""

import io
import json
import os
import signal
import subprocess
from pathlib import Path

import pikepdf
import pytest
import pyzipper

from inspection import command_text, forks, text_worker
from inspection.limits import Limits
from tests.inspection.command import inspect, lines
from tests.inspection.readers.pictures import file, identity_card
from tests.inspection.samples import ID, archive, pdf, word


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def encrypted_zip(name: str, content: bytes, password: bytes) -> bytes:
    buffer = io.BytesIO()
    with pyzipper.AESZipFile(buffer, "w", encryption=pyzipper.WZ_AES) as target:
        target.setpassword(password)
        target.writestr(name, content)
    return buffer.getvalue()


def encrypted_pdf(text: str, password: str) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(text))) as document:
        document.save(buffer, encryption=pikepdf.Encryption(user=password, owner="owner"))
    return buffer.getvalue()


def test_segments_with_their_places_and_then_the_conclusion(tmp_path: Path) -> None:
    done = inspect("extract", put(tmp_path, "客户.zip", archive({"a.docx": word(ID)})))
    *segments, last = lines(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert segments[0] == {
        "place": [{"kind": "name", "name": "客户.zip"}],
        "text": "客户.zip",
        "charset": "",
        "origin": "name",
    }
    [body] = [segment for segment in segments if ID in segment["text"]]
    assert body["place"][0] == {"kind": "member", "name": "a.docx"}
    assert body["origin"] == "text"
    assert last == {
        "verdict": "inspected",
        "reason": "",
        "format": "zip",
        "encrypted": [],
        "unread": [],
    }


def test_the_text_of_pictures_is_among_it(tmp_path: Path) -> None:
    *segments, last = lines(inspect("extract", put(tmp_path, "a.png", file(identity_card()))).stdout)
    picture = next(segment for segment in segments if segment["origin"] == "ocr")
    assert ID in picture["text"]
    assert picture["place"] == [{"kind": "picture", "name": ""}]
    assert (last["verdict"], last["unread"]) == ("inspected", [])


def test_a_charset_is_told(tmp_path: Path) -> None:
    [_, segment, _] = lines(inspect("extract", put(tmp_path, "a", "客户的身份证号码".encode("gbk"))).stdout)
    assert (segment["text"], segment["charset"]) == ("客户的身份证号码", "gb18030")


def test_encrypted_parts_are_told_with_their_strength(tmp_path: Path) -> None:
    done = inspect("extract", put(tmp_path, "a.zip", encrypted_zip("x.txt", b"x", b"secret")))
    last = lines(done.stdout)[-1]
    assert done.returncode == 3
    assert (last["verdict"], last["reason"]) == ("uninspectable", "encrypted:zip")
    assert last["encrypted"] == [
        {"place": [{"kind": "member", "name": "x.txt"}], "format": "zip", "strength": "strong"}
    ]


@pytest.mark.parametrize("written", ["wrong\n开门 Sesame\n", "\ufeff开门 Sesame\r\n"])
def test_passwords_of_a_file_are_tried(tmp_path: Path, written: str) -> None:
    path = put(tmp_path, "a.pdf", encrypted_pdf(ID, "开门 Sesame"))
    assert inspect("extract", path).returncode == 3
    passwords = put(tmp_path, "passwords", written.encode())
    done = inspect("extract", path, "--password-file", passwords)
    assert done.returncode == 0
    assert any(ID in segment["text"] for segment in lines(done.stdout)[:-1])
    assert b"Sesame" not in done.stdout + done.stderr


def test_no_such_file_and_no_file_at_all(tmp_path: Path) -> None:
    for name, words in (
        (b"mis\xffsing", b"mis\\xffsing: No such file or directory"),
        (b".", b".: not a regular file"),
    ):
        done = inspect("extract", name, folder=tmp_path)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr == b"ashseal-inspect: " + words + b"\n"


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert inspect("extract", tmp_path / "pipe").returncode == 2


def test_a_name_that_is_no_utf_8_is_escaped(tmp_path: Path) -> None:
    put(tmp_path, os.fsdecode(b"na\xffme"), b"x")
    [name, *_] = lines(inspect("extract", b"na\xffme", folder=tmp_path).stdout)
    assert name["text"] == r"na\xffme"


def test_text_longer_than_a_frame_comes_in_pieces(tmp_path: Path) -> None:
    text = "ab " * 750_000
    *segments, last = lines(inspect("extract", put(tmp_path, "a.html", f"<p>{text}</p>".encode())).stdout)
    pieces = [segment["text"] for segment in segments if segment["origin"] == "text"]
    assert len(pieces) == 2
    assert text in "".join(pieces)
    assert last["verdict"] == "inspected"


@pytest.mark.parametrize(
    ("way", "reason"), [(signal.SIGSTOP, "time-out"), (signal.SIGKILL, "worker-crash")], ids=str
)
def test_a_worker_that_gives_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: signal.Signals, reason: str
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start = forks.start

    def start_and_strike(*arguments: object) -> subprocess.Popen[bytes]:
        started.append(start(*arguments))  # type: ignore[arg-type]
        started[0].send_signal(way)
        return started[0]

    monkeypatch.setattr(text_worker.forks, "start", start_and_strike)
    monkeypatch.setattr(text_worker, "Limits", lambda: Limits(picture_seconds=0.2))
    monkeypatch.setattr(text_worker, "_START_PATIENCE", 0.2)
    sink = io.StringIO()
    assert command_text.run(put(tmp_path, "a", b"x"), (), sink) == 3
    assert json.loads(sink.getvalue()) == {
        "verdict": "uninspectable",
        "reason": reason,
        "format": "",
        "encrypted": [],
        "unread": [],
    }
    assert started[0].returncode == -signal.SIGKILL
