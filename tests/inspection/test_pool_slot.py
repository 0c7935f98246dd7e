"""Room for one worker: kept while what it was told holds, replaced otherwise, ended when idle."""

import pytest

from inspection import channel
from inspection.forks import Forks
from inspection.limits import Limits
from inspection.pool_slot import Slot
from policies.house_terms import HouseTerm
from policies.inspection_needs import Needs


async def test_a_worker_stays_until_it_is_told_something_else() -> None:
    forks, terms = Forks(), list[HouseTerm]()
    slot = Slot(forks, channel.Setup(Limits(), b"k" * 32), tuple, lambda: Needs(tuple(terms)))
    pids = []
    for _ in range(2):
        await slot.begin()
        assert slot.worker is not None
        pids.append(slot.worker.pid)
        slot.finished(kill=False)
    assert pids[0] == pids[1]
    terms.append(HouseTerm("p/项目", ("曙光",)))
    assert not slot.knows_terms()
    await slot.begin()
    assert await slot.fences() == await slot.fences() == ("rlimits", "landlock", "seccomp")
    assert slot.knows_terms()
    assert slot.worker.pid != pids[0]
    slot.kill()
    forks.end()


async def test_a_busy_worker_is_not_idle() -> None:
    forks = Forks()
    slot = Slot(forks, channel.Setup(Limits(), b"k" * 32), tuple, Needs)
    await slot.begin()
    slot.end_if_idle(0)
    assert slot.worker is not None
    slot.finished(kill=False)
    slot.end_if_idle(1000)
    assert slot.worker is not None
    slot.end_if_idle(0)
    assert slot.worker is None
    with pytest.raises(channel.ChannelClosed, match="no worker"):
        slot.send(channel.Job("a", "file", 0), 0)
    forks.end()
