"""The window on a real (virtual) screen, clicked by xdotool and by keys."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from agent.prompt.base import Answer, Ask, Question, Settled, Shown, Up, Withdraw, decode_up, encode
from tests.agent.prompt.conftest import make_question
from tests.agent.screen import Screen


class Desktop:
    """The asking process on `display`, and somebody with a mouse in front of it."""

    def __init__(self, display: Screen, language: str = "zh") -> None:
        self.screen = display
        environment = {**os.environ, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-I", "-m", "agent.prompt.desktop", "--language", language]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )

    def tell(self, message: Ask | Settled | Withdraw) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(encode(message))
        self.process.stdin.flush()

    def hear(self) -> Up:
        assert self.process.stdout is not None
        return decode_up(self.process.stdout.readline())

    def ended(self) -> int:
        return self.process.wait(timeout=15)


@pytest.fixture
def desktop(display: Screen) -> Iterator[Desktop]:
    made = Desktop(display)
    guard = threading.Timer(40, made.process.kill)
    guard.start()
    yield made
    guard.cancel()
    made.process.kill()
    made.process.communicate()


def shown(desktop: Desktop, question: Question) -> Shown:
    desktop.tell(Ask(question))
    heard = desktop.hear()
    assert isinstance(heard, Shown)
    assert heard.id == question.id
    return heard


@pytest.mark.parametrize(("choice", "result"), [("destroy", "destroyed"), ("vault", "vaulted")])
def test_a_click_is_the_answer_the_window_changes_and_closes_itself(
    desktop: Desktop, question: Question, choice: str, result: str
) -> None:
    heard = shown(desktop, question)
    before = desktop.screen.picture()
    desktop.screen.click(heard.buttons[choice])
    assert desktop.hear() == Answer(question.id, choice)  # type: ignore[arg-type]
    desktop.tell(Settled(question.id, result, "d-1"))
    assert desktop.screen.picture() != before
    assert desktop.ended() == 0


def test_it_can_be_answered_by_keys_alone(desktop: Desktop, question: Question) -> None:
    shown(desktop, question)
    window = desktop.screen.windows()[0]
    desktop.screen.do("windowfocus", "--sync", window)
    desktop.screen.do("key", "alt+v")
    assert desktop.hear() == Answer(question.id, "vault")


def test_escape_answers_nothing(desktop: Desktop, question: Question) -> None:
    shown(desktop, question)
    window = desktop.screen.windows()[0]
    desktop.screen.do("windowfocus", "--sync", window)
    desktop.screen.do("key", "Return")  # no button has the focus of a stray Enter
    desktop.screen.do("key", "Escape")
    assert desktop.ended() == 0
    assert desktop.process.stdout is not None
    assert desktop.process.stdout.read() == b""


def test_it_ends_with_the_last_question_and_with_its_input(desktop: Desktop, question: Question) -> None:
    shown(desktop, question)
    shown(desktop, make_question(id="q2", allow_vault=False))
    desktop.tell(Withdraw("q1"))
    desktop.tell(Withdraw("q2"))
    assert desktop.ended() == 0


def test_it_ends_when_the_agent_is_gone(desktop: Desktop, question: Question) -> None:
    shown(desktop, question)
    assert desktop.process.stdin is not None
    desktop.process.stdin.close()
    assert desktop.ended() == 0
    desktop.process.stdin = None
