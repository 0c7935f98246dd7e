"""What the server of forks does on its own: it reads nothing, and ends when nobody is there any more."""

import os
import socket

import msgspec

from inspection import channel, forks


def test_it_ends_with_its_channel_and_its_workers_with_theirs() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        process = forks.start(theirs, "inspection.fork_server")
    ours.settimeout(50)
    channel.send(ours, channel.Begin())
    loaded = msgspec.msgpack.decode(channel.receive(ours)[0], type=channel.Loaded)
    assert loaded.compiled
    worker, its_end = socket.socketpair()
    with its_end:
        channel.send(ours, channel.Fork(), its_end.fileno())
    forked = msgspec.msgpack.decode(channel.receive(ours)[0], type=channel.Forked)
    assert os.getsid(forked.pid) == os.getsid(process.pid)
    ours.close()
    worker.close()
    assert process.wait(50) == 0


def test_asked_without_a_channel_it_ends() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        process = forks.start(theirs, "inspection.fork_server")
    with ours:
        channel.send(ours, channel.Begin())
        channel.receive(ours)
        channel.send(ours, channel.Fork())
        assert process.wait(50) == 0
