"""`ashseal-inspect extract FILE`: the text of one file, segment by segment.

The only way by which text leaves a worker. The worker for it is started anew, in a mode that
the services' pool cannot ask for, and ends with the file.
"""

import json
import os
import socket
import stat
import sys
from pathlib import Path
from typing import IO

import msgspec

from inspection import channel
from inspection.file_report import shown
from inspection.limits import Limits, with_pictures
from inspection.pool import start_worker
from inspection.segment import Place, Segment
from inspection.worker_reply import Conclusion
from policies.inspected import InspectionVerdict

_DONE, _USAGE, _NOT_INSPECTED = 0, 2, 3
_START_PATIENCE = 30.0  # seconds on top of the file's own


def run(path: Path, passwords: tuple[str, ...], sink: IO[str]) -> int:
    """Write segments and a conclusion to `sink`; return 0, 2 for no such file, 3 for not read in full."""
    try:
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        sys.stderr.write(f"ashseal-inspect: {shown(path)}: {error.strerror}\n")
        return _USAGE
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            sys.stderr.write(f"ashseal-inspect: {shown(path)}: not a regular file\n")
            return _USAGE
        job = channel.Job(shown(path.name), "file", status.st_size, passwords)
        conclusion = _relay(fd, job, sink)
    finally:
        os.close(fd)
    sink.write(json.dumps(_conclusion(conclusion)) + "\n")
    sink.flush()
    return _NOT_INSPECTED if conclusion.verdict is InspectionVerdict.UNINSPECTABLE else _DONE


def _relay(fd: int, job: channel.Job, sink: IO[str]) -> Conclusion:
    limits = with_pictures(Limits())
    ours, theirs = socket.socketpair()
    with ours, theirs:
        process = start_worker(theirs, "extract")
        theirs.close()
        ours.settimeout(limits.seconds + _START_PATIENCE)
        try:
            return _converse(ours, fd, job, limits, sink)
        except TimeoutError:
            return _failed("time-out")
        except (channel.ChannelClosed, OSError, msgspec.MsgspecError):
            return _failed("worker-crash")
        finally:
            process.kill()
            process.wait()


def _converse(link: socket.socket, fd: int, job: channel.Job, limits: Limits, sink: IO[str]) -> Conclusion:
    channel.send(link, channel.Setup(limits, b"", pictures=True))
    msgspec.msgpack.decode(channel.receive(link)[0], type=channel.Ready)
    channel.send(link, job, fd)
    while True:
        answer = msgspec.msgpack.decode(channel.receive(link)[0], type=Segment | Conclusion)
        if isinstance(answer, Conclusion):
            return answer
        sink.write(json.dumps(_segment(answer)) + "\n")


def _failed(reason: str) -> Conclusion:
    return Conclusion(InspectionVerdict.UNINSPECTABLE, reason, "", (), ())


def _segment(segment: Segment) -> dict[str, object]:
    return {
        "place": _place(segment.place), "text": segment.text,
        "charset": segment.charset, "origin": segment.origin,
    }  # fmt: skip


def _conclusion(conclusion: Conclusion) -> dict[str, object]:
    encrypted = [
        {"place": _place(part.place), "format": part.format, "strength": part.strength}
        for part in conclusion.encrypted
    ]
    return {
        "verdict": conclusion.verdict.value, "reason": conclusion.reason, "format": conclusion.format,
        "encrypted": encrypted, "unread": list(conclusion.unread),
    }  # fmt: skip


def _place(place: Place) -> list[dict[str, str]]:
    return [{"kind": step.kind, "name": step.name} for step in place]
