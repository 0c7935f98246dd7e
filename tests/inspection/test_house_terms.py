"""House terms in a worker: where they were met, and that workers always have those of the moment."""

import asyncio
import os
import signal
import socket
import tempfile
from collections.abc import Sequence

import msgspec
import pytest

from inspection import channel
from inspection.analysis import Analysis
from inspection.house_terms import NO_TERMS, TermSearch, receive
from inspection.limits import Limits
from inspection.pool import Pool
from inspection.segment import Segment, step
from policies.finding import PlaceStep
from policies.house_terms import HouseTerm
from policies.inspected import Inspection, TermMatch
from policies.inspection_needs import Needs
from policies.terms import Terms
from tests.inspection.samples import ID, archive

PHOENIX, DRAGON = HouseTerm("p/phoenix", ("凤凰计划",)), HouseTerm("p/dragon", (), "DR-[0-9]{3}")
KEY = b"k" * 32


def met(*segments: Segment, per_term: int = 10) -> tuple[TermMatch, ...]:
    search = TermSearch(Terms([PHOENIX, DRAGON]), Analysis(KEY, 10).shown, per_term)
    for segment in segments:
        search.take(segment)
    return search.matches()


def test_a_match_for_each_term_and_place() -> None:
    body, sheet = step((), "part", "1"), step((), "sheet", "a")
    matches = met(
        Segment(body, "凤凰计划与DR-001"), Segment(sheet, "凤凰 计划"), Segment(body, "dr-002\n凤凰计划")
    )
    assert matches == (
        TermMatch("p/phoenix", 2, body),
        TermMatch("p/phoenix", 1, sheet),
        TermMatch("p/dragon", 2, body),
    )


def test_a_second_reading_of_the_same_octets_is_not_a_second_match() -> None:
    again = Segment((), "凤凰计划 DR-001", alternate=True)
    assert [(one.name, one.count) for one in met(Segment((), "凤凰计划"), again)] == [
        ("p/phoenix", 1),
        ("p/dragon", 1),
    ]


def test_of_very_many_places_some_are_kept() -> None:
    assert len(met(*(Segment(step((), "member", str(n)), "凤凰计划") for n in range(5)), per_term=3)) == 3


async def inspected(pool: Pool, content: bytes) -> Inspection:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return await pool.inspect(file.fileno(), name="x", kind="file")


async def test_a_fenced_worker_finds_them_and_masks_the_place_until_they_change() -> None:
    """Also: without terms no worker is changed, and equal terms are no change."""
    in_force: Sequence[HouseTerm] = [PHOENIX]
    content = archive({f"{ID}.txt": "凤凰计划 DR-001".encode()})
    async with Pool(needs=lambda: Needs(tuple(in_force))) as pool:
        first = await inspected(pool, content)
        assert {"landlock", "seccomp"} <= set(pool.sandbox_state.split("+"))
        (old,) = pool.pids()
        in_force = [HouseTerm("p/phoenix", ("凤凰计划",))]
        assert (await inspected(pool, content)).terms == first.terms
        assert pool.pids() == [old]
        os.kill(old, signal.SIGSTOP)
        asking = asyncio.create_task(inspected(pool, content))
        while not pool._slots[0].busy:
            await asyncio.sleep(0)
        in_force = [DRAGON]  # while a worker that does not know it is at work
        os.kill(old, signal.SIGCONT)
        second = await asking
        assert pool.pids() != [old]
    assert first.terms == (TermMatch("p/phoenix", 1, (PlaceStep("member", "110101********4514.txt"),)),)
    assert [match.name for match in second.terms] == ["p/dragon"]


def test_more_terms_than_a_socket_holds_do_not_hold_up_the_parent() -> None:
    words = ("凤凰计划",) * 20_000
    ours, theirs = socket.socketpair()
    with ours, theirs, tempfile.TemporaryFile(buffering=0) as file:
        file.write(msgspec.msgpack.encode((HouseTerm("p/many", words),)))
        channel.send(ours, channel.TermsFile(), file.fileno())
        terms = receive(theirs, channel.Setup(Limits(), KEY, terms=True))
    assert list(terms.found_in("凤凰计划")) == [("p/many", 1)]


def test_terms_without_their_descriptor_are_refused() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        channel.send(ours, channel.TermsFile())
        with pytest.raises(channel.ChannelClosed, match="without their descriptor"):
            receive(theirs, channel.Setup(Limits(), KEY, terms=True))


def test_without_terms_nothing_is_sent_or_compiled() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert receive(theirs, channel.Setup(Limits(), KEY)) is NO_TERMS
