"""Frames over a real pair of sockets: in pieces, with descriptors, too large, cut off."""

import array
import os
import socket
import struct
import tempfile
import threading
from collections.abc import Iterator

import msgspec
import pytest

from inspection import channel
from inspection.channel import FRAME_MAX, ChannelClosed, Job
from inspection.limits import Limits

Ends = tuple[socket.socket, socket.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.settimeout(20)
        yield ours, theirs


def test_a_job_and_its_descriptor_arrive_together(ends: Ends) -> None:
    job = Job("客户.txt", "file", 3, ("secret",))
    with tempfile.TemporaryFile() as file:
        file.write(b"abc")
        file.flush()
        channel.send(ends[0], job, file.fileno())
    frame, fd = channel.receive(ends[1])
    assert msgspec.msgpack.decode(frame, type=Job) == job
    assert fd is not None
    assert os.pread(fd, 10, 0) == b"abc"
    os.close(fd)


def test_frames_keep_their_order_and_have_no_descriptor_unless_given(ends: Ends) -> None:
    sent = [channel.Ready(("rlimits",)), channel.Ready(())]
    for ready in sent:
        channel.send(ends[0], ready)
    received = [channel.receive(ends[1]) for _ in sent]
    assert [msgspec.msgpack.decode(frame, type=channel.Ready) for frame, _ in received] == sent
    assert [fd for _, fd in received] == [None, None]


def test_a_frame_larger_than_the_socket_takes_at_once_is_sent_whole(ends: Ends) -> None:
    ends[0].settimeout(20)  # only a socket without one takes everything at once
    setup = channel.Setup(Limits(), os.urandom(4 << 20))
    sender = threading.Thread(target=channel.send, args=(ends[0], setup))
    sender.start()
    frame, _ = channel.receive(ends[1])
    sender.join()
    assert msgspec.msgpack.decode(frame, type=channel.Setup) == setup


class _AnsweredAndGone(socket.socket):
    """A socket whose other end has read the frame and closed before the sender can look up."""

    other: socket.socket

    def sendmsg(self, *arguments: object) -> int:  # type: ignore[override]
        sent = super().sendmsg(*arguments)  # type: ignore[arg-type]
        self.other.close()
        return sent


def test_a_peer_that_has_taken_the_frame_and_gone_is_no_failure(ends: Ends) -> None:
    with _AnsweredAndGone(fileno=ends[0].detach()) as ours:
        ours.other = ends[1]
        channel.send(ours, channel.Ready(()))


def test_a_frame_may_come_octet_by_octet(ends: Ends) -> None:
    received: list[tuple[bytes, int | None]] = []
    reader = threading.Thread(target=lambda: received.append(channel.receive(ends[1])))
    reader.start()
    for octet in struct.pack("!I", 3) + b"abc":
        ends[0].send(bytes([octet]))
    reader.join()
    assert received == [(b"abc", None)]


@pytest.mark.parametrize("sent", [b"", b"\0\0", struct.pack("!I", 5) + b"abc"])
def test_a_frame_that_is_cut_off_is_the_end(ends: Ends, sent: bytes) -> None:
    ends[0].sendall(sent)
    ends[0].close()
    with pytest.raises(ChannelClosed):
        channel.receive(ends[1])


def test_a_length_beyond_the_limit_is_refused_before_anything_is_read(ends: Ends) -> None:
    ends[0].sendall(struct.pack("!I", FRAME_MAX + 1))
    with pytest.raises(ChannelClosed, match="too large"):
        channel.receive(ends[1])
    assert channel.checked(FRAME_MAX) == FRAME_MAX


def test_descriptors_beyond_the_first_are_closed(ends: Ends) -> None:
    reader, writer = os.pipe()
    with tempfile.TemporaryFile() as file:
        rights = array.array("i", [file.fileno(), writer])
        ends[0].sendmsg([struct.pack("!I", 0)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
    os.close(writer)
    frame, fd = channel.receive(ends[1])
    assert frame == b""
    assert fd is not None
    assert os.pread(fd, 1, 0) == b""
    os.set_blocking(reader, False)
    assert os.read(reader, 1) == b""
    os.close(fd)
    os.close(reader)
