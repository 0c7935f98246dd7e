"""Answers, deadlines and log-offs, with a clock that the test moves."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from agent import dirty, verify_record
from agent.dirty import Dirty
from agent.endings import Endings
from agent.parts import Parts
from agent.prompt.base import Settled
from runtime.clock import HeldClock
from runtime.metrics import Metrics
from tests.agent.builders import WANG, make_file, make_leftover


class QuietSweep:
    """A sweep that has seen everything; counts how often it was asked to."""

    def __init__(self) -> None:
        self.asked = 0

    async def quiet(self, _patience: float) -> bool:
        self.asked += 1
        return True

    watching = True

    def wake(self) -> None:
        """Nobody sleeps."""


@pytest.fixture
async def endings(parts: Parts) -> AsyncIterator[Endings]:
    made = Endings(parts, QuietSweep(), Metrics())  # type: ignore[arg-type]
    yield made
    await made.stop()


def pass_time(parts: Parts, seconds: float) -> None:
    assert isinstance(parts.clock, HeldClock)
    parts.clock.advance(seconds)


def results(parts: Parts) -> list[str]:
    return sorted(one.status for one in parts.inventory.everything())


async def test_at_the_deadline_the_file_goes_and_not_before(
    endings: Endings, parts: Parts, tmp_path: Path
) -> None:
    path = make_file(tmp_path)
    make_leftover(parts, path)
    pass_time(parts, 3599)
    await endings.tick()
    assert path.exists()
    pass_time(parts, 1)
    await endings.tick()
    assert not path.exists()
    assert results(parts) == ["destroyed"]


async def test_without_a_deadline_nothing_goes_by_itself(
    endings: Endings, parts: Parts, tmp_path: Path
) -> None:
    path = make_file(tmp_path)
    make_leftover(parts, path, deadline="")
    pass_time(parts, 10**8)
    parts.journal.ask_log_off("wang", "")
    await endings.tick()
    assert path.exists()


async def test_a_file_that_changed_is_examined_before_it_goes(
    endings: Endings, parts: Parts, tmp_path: Path
) -> None:
    path = make_file(tmp_path)
    one = make_leftover(parts, path)
    with parts.journal.transaction() as connection:
        dirty.mark(connection, [Dirty(one.path, tree=False, seen_at=1.0)])
    pass_time(parts, 4000)
    await endings.tick()
    assert path.exists()
    assert results(parts) == ["open"]


async def test_log_off_takes_what_that_account_left_and_no_more(
    endings: Endings, parts: Parts, tmp_path: Path
) -> None:
    li = msgspec.structs.replace(WANG, account="li", person="Li")
    mine, theirs = make_file(tmp_path, "mine.txt"), make_file(tmp_path, "theirs.txt")
    make_leftover(parts, mine)
    make_leftover(parts, theirs, attribution=li)
    parts.journal.ask_log_off("wang", "2026-03-02T09:30:00.000000Z")
    await endings.tick()
    assert (mine.exists(), theirs.exists()) == (False, True)
    assert parts.journal.log_offs() == []
    await endings.tick()
    assert theirs.exists()
    [raw] = [path.read_bytes() for path in (tmp_path / "state" / "records").iterdir()]
    certificate = msgspec.json.decode(raw)["certificate"].encode()
    record = verify_record.check(raw, certificate).record
    assert record is not None
    assert (record.initiator, record.account) == ("log-off", "wang")


async def test_a_file_that_somebody_deleted_is_looked_at_again(
    endings: Endings, parts: Parts, tmp_path: Path
) -> None:
    path = make_file(tmp_path)
    one = make_leftover(parts, path)
    await endings.tick()
    with parts.journal.transaction() as connection:
        assert not dirty.is_marked(connection, one.path)
    path.unlink()
    await endings.tick()
    with parts.journal.transaction() as connection:
        assert dirty.is_marked(connection, one.path)


@pytest.mark.parametrize(("choice", "result"), [("destroy", "destroyed"), ("vault", "vaulted")])
async def test_an_answer_is_carried_out_at_once(
    endings: Endings, parts: Parts, tmp_path: Path, choice: str, result: str
) -> None:
    path = make_file(tmp_path)
    one = make_leftover(parts, path)
    settled = await endings.answered(one.id, choice)  # type: ignore[arg-type]
    assert (settled.id, settled.result) == (one.id, result)
    assert settled.record.startswith("d-")
    assert not path.exists()
    assert await endings.answered(one.id, "destroy") == Settled(one.id, result)


async def test_a_vault_that_is_not_offered_is_not_given(
    endings: Endings, parts: Parts, tmp_path: Path
) -> None:
    path = make_file(tmp_path)
    one = make_leftover(parts, path, allow_vault=False)
    assert (await endings.answered(one.id, "vault")).result == "kept"
    assert path.exists()
    assert (await endings.answered("unknown", "destroy")).result == "gone"


async def test_a_medium_that_fails_ends_nothing(
    endings: Endings, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise OSError(5, "Input/output error")

    one = make_leftover(parts, make_file(tmp_path))
    monkeypatch.setattr(parts.destroyer, "destroy", broken)
    assert (await endings.answered(one.id, "destroy")).result == "kept"
    pass_time(parts, 4000)
    await endings.tick()
    assert results(parts) == ["open"]


async def test_it_serves_until_it_is_cancelled(endings: Endings, parts: Parts, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    make_leftover(parts, path, deadline="2026-03-02T08:00:00.000000Z")
    serving = asyncio.create_task(endings.serve())
    while results(parts) != ["destroyed"]:
        await asyncio.sleep(0.02)
    serving.cancel()
    assert not await asyncio.to_thread(path.exists)
