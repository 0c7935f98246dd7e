"""What waits is sent until the console says it has committed it; each event is committed once."""

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime import outbox_sender
from runtime.backoff import Backoff
from runtime.console_client import ConsoleClient
from runtime.errors import ConsoleRefused, ConsoleUnreachable
from runtime.keystore import Keystore
from runtime.outbox import Entry, Outbox, OutboxState
from runtime.settings import ConsoleLink
from tests.killed import exit_code
from tests.runtime import sender_victim
from tests.runtime.conftest import make_incident
from tests.runtime.small_console import SmallConsole, until
from wire.event_batch import BATCH_MAX, BatchReply


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    outbox = Outbox(tmp_path / "outbox.db")
    yield outbox
    outbox.close()


@pytest.fixture
def client(settings: ConsoleLink, enrolled: Keystore) -> Iterator[ConsoleClient]:
    client = ConsoleClient(settings, enrolled, "gateway")
    yield client
    client.close()


def put(outbox: Outbox, count: int) -> list[str]:
    ids = [f"i-{number:04}" for number in range(count)]
    for event_id in ids:
        outbox.put(make_incident(event_id))
    return ids


async def test_a_batch_is_sent_and_leaves_the_outbox(
    outbox: Outbox, client: ConsoleClient, console: SmallConsole
) -> None:
    ids = put(outbox, 3)
    assert await outbox_sender.step(outbox, client) == 3
    assert list(console.committed) == ids
    assert outbox.depth() == 0


async def test_more_than_a_batch_goes_in_several(
    outbox: Outbox, client: ConsoleClient, console: SmallConsole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_sender, "BATCH_MAX", 4)
    ids = put(outbox, 10)
    while outbox.depth():
        assert await outbox_sender.step(outbox, client) <= 4
    assert list(console.committed) == ids
    assert BATCH_MAX == 500


async def test_an_answer_lost_after_the_commit_makes_nothing_twice(
    outbox: Outbox, client: ConsoleClient, console: SmallConsole
) -> None:
    ids = put(outbox, 3)
    console.swallow = 1
    with pytest.raises(ConsoleUnreachable):
        await outbox_sender.step(outbox, client)
    assert outbox.depth() == 3
    assert await outbox_sender.step(outbox, client) == 3
    assert console.deliveries == ids * 2
    assert list(console.committed) == ids
    assert outbox.depth() == 0


async def test_a_refused_event_is_parked_and_the_others_arrive(
    outbox: Outbox, client: ConsoleClient, console: SmallConsole
) -> None:
    ids = put(outbox, 3)
    console.refused[ids[1]] = "unknown rule"
    await outbox_sender.step(outbox, client)
    assert list(console.committed) == [ids[0], ids[2]]
    assert [(entry.id, entry.reason) for entry in outbox.parked()] == [(ids[1], "unknown rule")]
    assert outbox.depth() == 0


async def test_an_event_that_no_batch_can_hold_is_parked_before_it_is_sent(
    outbox: Outbox, client: ConsoleClient, console: SmallConsole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_sender, "BATCH_OCTETS", 700)
    outbox.put(make_incident("large", reason="x" * 600))
    outbox.put(make_incident("small"))
    await outbox_sender.step(outbox, client)
    assert [entry.id for entry in outbox.parked()] == ["large"]
    await outbox_sender.step(outbox, client)
    assert list(console.committed) == ["small"]


async def test_a_refused_batch_stays_and_is_no_reason_to_hurry(
    outbox: Outbox, client: ConsoleClient, console: SmallConsole
) -> None:
    put(outbox, 1)
    console.status = 403
    with pytest.raises(ConsoleRefused, match="403 told to say so"):
        await outbox_sender.step(outbox, client)
    assert outbox.depth() == 1


async def test_an_answer_that_names_nothing_of_ours_counts_as_none(outbox: Outbox) -> None:
    class Forgetful:
        async def send_events(self, events: list[bytes]) -> BatchReply:
            assert events
            return BatchReply(())

    put(outbox, 1)
    with pytest.raises(ConsoleUnreachable, match="names none"):
        await outbox_sender.step(outbox, Forgetful())


async def test_it_sends_on_when_the_console_comes_back_and_ends_when_told(
    outbox: Outbox, client: ConsoleClient, console: SmallConsole
) -> None:
    console.stop()
    stop = asyncio.Event()
    sending = asyncio.create_task(outbox_sender.run(outbox, client, stop, Backoff(0.01, 0.05)))
    ids = put(outbox, 2)
    await asyncio.sleep(0.2)
    assert outbox.depth() == 2
    console.start()
    await until(lambda: outbox.depth() == 0)
    outbox.put(make_incident("later"))
    await until(lambda: outbox.depth() == 0)
    stop.set()
    outbox.wake()
    await asyncio.wait_for(sending, 10)
    assert list(console.committed) == [*ids, "later"]


@pytest.mark.parametrize(
    ("sizes", "batch", "too_large"),
    [([40, 40, 40], 2, 0), ([101], 0, 1), ([101, 40], 1, 1), ([100], 1, 0), ([], 0, 0)],
)
def test_a_batch_keeps_to_its_octets(
    monkeypatch: pytest.MonkeyPatch, sizes: list[int], batch: int, too_large: int
) -> None:
    monkeypatch.setattr(outbox_sender, "BATCH_OCTETS", 100)
    found = outbox_sender.split([Entry(str(size), b"x" * size) for size in sizes])
    assert (len(found[0]), len(found[1])) == (batch, too_large)


@pytest.mark.usefixtures("enrolled")
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("state", list(OutboxState))
def test_killed_at_any_state_each_event_is_committed_at_the_console_once(
    settings: ConsoleLink, console: SmallConsole, tmp_path: Path, state: OutboxState, when: str
) -> None:
    console.refused["b"] = "unknown rule"
    link = ConsoleLink(settings.url, settings.ca_file, "", "gw-1")
    victim = (sender_victim.main, tmp_path / "state", link, state)
    assert exit_code(*victim, when) == -signal.SIGKILL
    assert exit_code(*victim, "never") == 0
    assert list(console.committed) == ["a", "c"]
    delivered = list(console.deliveries)
    assert exit_code(*victim, "never") == 0
    assert console.deliveries == delivered
    outbox = Outbox(tmp_path / "state" / "outbox.db")
    assert (outbox.depth(), [entry.id for entry in outbox.parked()]) == (0, ["b"])
    outbox.close()
