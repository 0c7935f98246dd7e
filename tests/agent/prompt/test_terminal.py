"""The question on a terminal: a real one (pty), and the words."""

import io
import os
import pty
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from agent.prompt.base import Answer, Ask, Settled, Up, decode_up, encode
from agent.prompt.terminal import converse, render
from tests.agent.prompt.conftest import make_question

NOW = datetime(2099, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ["居民身份证号码 (12 处): 110105********002X", "剩余 01:00:00", "不得留存"]),
        ("en", ["Resident ID number (12 times): 110105********002X", "01:00:00 left", "must not stay"]),
    ],
)
def test_it_says_all_that_the_window_says(language: str, expected: list[str]) -> None:
    text = render(make_question(), language, NOW)  # type: ignore[arg-type]
    for part in [*expected, "/home/wang/桌面/私人银行客户名单.xlsx"]:
        assert part in text


@pytest.mark.parametrize(
    ("typed", "allow_vault", "answer"),
    [
        ("d\n", True, "destroy"),
        ("  D \n", True, "destroy"),
        ("v\n", True, "vault"),
        ("v\n", False, None),
        ("\n", True, None),
        ("", True, None),
        ("yes\n", True, None),
    ],
)
def test_only_the_letter_is_an_answer(typed: str, answer: str | None, *, allow_vault: bool) -> None:
    told: list[Up] = []
    screen = io.StringIO()
    lines = [encode(Ask(make_question(allow_vault=allow_vault))), b"nonsense\n"]
    converse(lines, screen, io.StringIO(typed), told.append, "en")
    assert told == ([Answer("q1", answer)] if answer else [])  # type: ignore[arg-type]
    assert ("deadline stands" in screen.getvalue()) == (answer is None)


def test_the_result_is_told() -> None:
    screen = io.StringIO()
    converse([encode(Settled("q1", "destroyed"))], screen, io.StringIO(), lambda _up: None, "zh")
    assert "已销毁" in screen.getvalue()


def test_on_a_real_terminal() -> None:
    ours, theirs = pty.openpty()
    device = os.ttyname(theirs).removeprefix("/dev/")
    command = [sys.executable, "-I", "-m", "agent.prompt.terminal", "--terminal", device, "--language", "zh"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(encode(Ask(make_question())))
    process.stdin.flush()
    shown = b""
    while "稍后决定".encode() not in shown:
        shown += os.read(ours, 4096)
    os.write(ours, b"d\n")
    assert decode_up(process.stdout.readline()) == Answer("q1", "destroy")
    process.stdin.close()
    assert process.wait() == 0
    process.stdout.close()
    os.close(ours)
    os.close(theirs)


def test_a_terminal_that_is_not_there_is_told_by_the_exit_code() -> None:
    command = [sys.executable, "-I", "-m", "agent.prompt.terminal", "--terminal", "no/such"]
    assert subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 3
