"""A question, and a display for those who need one."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from agent.prompt.base import Found, Question


@pytest.fixture
def question() -> Question:
    return make_question()


def make_question(**changes: object) -> Question:
    fields: dict[str, object] = {
        "id": "q1",
        "name": "私人银行客户名单.xlsx",
        "folder": "/home/wang/桌面",
        "size": 48_213,
        "found": (
            Found("RESIDENT_ID", 12, ("110105********002X", "310104********1234")),
            Found("BANK_CARD", 1, ("622202*********0128",)),
        ),
        "why_zh": "这个文件含有客户信息，不得留存在这台计算机上。",
        "why_en": "This file holds client data and must not stay on this computer.",
        "deadline": "2099-03-02T10:00:00.000000Z",
        "allow_vault": True,
    }
    return Question(**(fields | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A virtual screen of our own, on a number that the server itself finds free."""
    program = shutil.which("Xvfb")
    assert program is not None, "the Debian package xvfb is needed"
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()
