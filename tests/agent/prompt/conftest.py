"""A question, and a display for those who need one."""

from collections.abc import Iterator

import pytest

from agent.prompt.base import Found, Question
from tests.agent import screen
from tests.agent.screen import Screen


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
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    with screen.running(tmp_path_factory.mktemp("screen")) as shown:
        yield shown
