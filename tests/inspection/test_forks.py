"""Workers are forked from one process that has loaded their code, and nobody is left behind."""

import asyncio
import os
import select
import signal
from pathlib import Path

import msgspec
import pytest

from inspection import channel, pool_channel
from inspection.forks import Forked, Forks
from inspection.limits import Limits


def server(forks: Forks) -> int:
    assert forks._server is not None
    return forks._server.pid


def is_gone(pid: int) -> bool:
    """Ended, and no zombie either."""
    return not Path(f"/proc/{pid}").exists()


def is_zombie(pid: int) -> bool:
    return of_process(pid, "stat").rpartition(")")[2].split()[0] == "Z"


def of_process(pid: int, what: str) -> str:
    return Path(f"/proc/{pid}/{what}").read_text()


def open_files(pid: int) -> list[str]:
    return [str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir()]


async def ready(worker: Forked) -> tuple[str, ...]:
    channel.send(worker.link, channel.Setup(Limits(), b"k" * 32))
    worker.link.setblocking(False)
    return msgspec.msgpack.decode(await pool_channel.receive(worker.link), type=channel.Ready).fences


async def test_workers_of_one_server_are_processes_of_their_own_with_their_own_fences() -> None:
    forks = Forks()
    workers = await asyncio.gather(*(forks.fork() for _ in range(3)))
    assert len({worker.pid for worker in workers}) == 3
    assert [await ready(worker) for worker in workers] == [("rlimits", "landlock", "seccomp")] * 3
    assert all(worker.is_alive() for worker in workers)
    workers[1].kill()
    assert [workers[0].is_alive(), workers[2].is_alive()] == [True, True]
    for worker in (workers[0], workers[2]):
        worker.kill()
    forks.end()
    assert all(is_gone(worker.pid) for worker in workers)


async def test_a_worker_has_no_descriptor_but_its_channel_and_the_null_device() -> None:
    forks = Forks()
    worker = await forks.fork()
    while len(open_files(worker.pid)) > 3:  # it has not yet let go of the server's channel
        await asyncio.sleep(0.001)
    kinds = [name.partition(":")[0] for name in open_files(worker.pid)]
    assert sorted(kinds) == ["/dev/null", "/dev/null", "socket"]
    assert of_process(worker.pid, "environ").count("\0") == 2
    worker.kill()
    forks.end()


async def test_what_was_compiled_is_kept_for_the_next_server() -> None:
    first = Forks()
    (await first.fork()).kill()
    first.end()
    second = Forks()
    link = second.begin()
    loaded = msgspec.msgpack.decode(await pool_channel.receive(link), type=channel.Loaded)
    assert loaded.compiled == b""
    second.end()


async def test_a_server_that_has_ended_is_started_anew_and_its_workers_end_with_it() -> None:
    forks = Forks()
    worker = await forks.fork()
    await ready(worker)
    old = server(forks)
    os.kill(old, signal.SIGKILL)
    select.select([worker._handle], [], [], 50)
    assert not worker.is_alive()
    worker.kill()
    again = await forks.fork()
    assert server(forks) != old
    again.kill()
    forks.end()


async def test_a_server_that_ends_while_it_loads_is_told_and_the_next_call_is_served() -> None:
    forks = Forks()
    forks.begin()
    os.kill(server(forks), signal.SIGSTOP)
    asking = asyncio.create_task(forks.fork())
    await asyncio.sleep(0.01)
    os.kill(server(forks), signal.SIGKILL)
    with pytest.raises((channel.ChannelClosed, ConnectionError)):
        await asking
    (await forks.fork()).kill()
    forks.end()


async def test_a_caller_that_gives_up_leaves_no_worker_and_no_answer_behind() -> None:
    forks = Forks()
    asking = asyncio.create_task(forks.fork())
    await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    worker = await forks.fork()
    assert await ready(worker)
    children = of_process(server(forks), f"task/{server(forks)}/children").split()
    assert {int(pid) for pid in children if not is_zombie(int(pid))} == {worker.pid}
    worker.kill()
    forks.end()


async def test_an_idle_server_ends() -> None:
    forks = Forks()
    (await forks.fork()).kill()
    pid = server(forks)
    forks.end_if_idle(1000)
    assert not is_gone(pid)
    forks.end_if_idle(0)
    assert is_gone(pid)
