"""The broker: who is asked, once, and what is believed of the answers."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.inventory import Leftover
from agent.parts import Parts
from agent.people import People
from agent.platform.base import Session
from agent.prompt import broker as brokers
from agent.prompt.base import Choice, Settled
from agent.prompt.broker import Broker
from tests.agent.builders import FakePlatform, make_file, make_leftover

WANG = Session("7", "wang", 1000, active=True, display=True)
TERMINAL = Session("8", "wang", 1000, active=True, display=False, terminal="pts/3")

# A stand-in for the window: it answers each question as its first argument says.
ASKER = """
import json, sys
said = sys.argv[1]
for line in sys.stdin.buffer:
    message = json.loads(line)
    if message["type"] == "settled":
        break
    if message["type"] == "ask" and said != "nothing":
        for answer in json.loads(said):
            answer.setdefault("id", message["question"]["id"])
            print(json.dumps(answer), flush=True)
    elif message["type"] == "ask":
        break
"""
DESTROY = '[{"type":"answer","choice":"destroy"}]'
HOSTILE = """[
    {"type":"answer","choice":"destroy","id":"other"}, {"type":"settled","result":"x"}, {"type":"answer"},
    {"type":"answer","choice":"destroy"}, {"type":"answer","choice":"vault"}
]"""


class Clock:
    """Seconds that the test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Scene:
    """A broker over made-up sessions whose window is `ASKER`."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, said: str, *sessions: Session, form: str = "desktop"
    ) -> None:
        self.answers: list[tuple[str, Choice]] = []
        self.started = 0
        self.clock = Clock()
        people = People(FakePlatform(*sessions), {}, frozenset(), "steward")
        self.broker = Broker(people, form, "en", self.answer, self.clock)  # type: ignore[arg-type]
        start = asyncio.create_subprocess_exec

        async def stand_in(*_command: object, **options: object) -> asyncio.subprocess.Process:
            self.started += 1
            return await start(sys.executable, "-c", ASKER, said, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(asyncio, "create_subprocess_exec", stand_in)

    async def answer(self, leftover_id: str, choice: Choice) -> Settled:
        self.answers.append((leftover_id, choice))
        return Settled(leftover_id, "destroyed")

    async def until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(10):
            while not holds():
                await asyncio.sleep(0.02)


@pytest.fixture
def leftover(parts: Parts, tmp_path: Path) -> Leftover:
    return make_leftover(parts, make_file(tmp_path))


async def test_the_answer_is_carried_out_and_the_process_ends(
    monkeypatch: pytest.MonkeyPatch, leftover: Leftover
) -> None:
    scene = Scene(monkeypatch, DESTROY, WANG)
    await scene.broker.show([leftover])
    await scene.until(lambda: not scene.broker.pids())
    assert scene.answers == [(leftover.id, "destroy")]
    assert scene.started == 1


async def test_nobody_is_asked_twice_at_once(monkeypatch: pytest.MonkeyPatch, leftover: Leftover) -> None:
    scene = Scene(monkeypatch, "[]", WANG)
    for _ in range(3):
        await scene.broker.show([leftover])
    assert len(scene.broker.pids()) == scene.started == 1
    await scene.broker.stop()
    assert scene.broker.pids() == []


async def test_who_closes_the_window_is_asked_again_later(
    monkeypatch: pytest.MonkeyPatch, leftover: Leftover
) -> None:
    scene = Scene(monkeypatch, "nothing", WANG)
    await scene.broker.show([leftover])
    await scene.until(lambda: not scene.broker.pids())
    await scene.broker.show([leftover])
    assert scene.started == 1
    scene.clock.now += brokers.ASK_AGAIN_SECONDS
    await scene.broker.show([leftover])
    assert scene.started == 2
    await scene.broker.stop()
    assert scene.answers == []


async def test_only_an_answer_to_what_was_asked_counts_and_only_once(
    monkeypatch: pytest.MonkeyPatch, leftover: Leftover
) -> None:
    scene = Scene(monkeypatch, HOSTILE, WANG)
    await scene.broker.show([leftover])
    await scene.until(lambda: not scene.broker.pids())
    assert scene.answers == [(leftover.id, "destroy")]


@pytest.mark.parametrize(
    ("form", "sessions", "started"),
    [
        ("desktop", [], 0),
        ("desktop", [TERMINAL], 0),
        ("terminal", [TERMINAL], 1),
        ("none", [WANG], 0),
        ("desktop", [WANG], 1),
    ],
)
async def test_who_cannot_be_asked_is_not(
    monkeypatch: pytest.MonkeyPatch, leftover: Leftover, form: str, sessions: list[Session], started: int
) -> None:
    scene = Scene(monkeypatch, "[]", *sessions, form=form)
    await scene.broker.show([leftover])
    assert scene.started == started
    await scene.broker.stop()


async def test_without_a_deadline_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch, parts: Parts, tmp_path: Path
) -> None:
    scene = Scene(monkeypatch, "[]", WANG)
    await scene.broker.show([make_leftover(parts, make_file(tmp_path), deadline="")])
    assert scene.started == 0
