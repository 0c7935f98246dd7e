"""The text of one file, from a worker of its own kind: the only way by which text leaves a worker.

The worker is started anew, in a mode that the services' pool cannot ask for, and ends with the file.
Commands use it: one that shows the text, and one that registers documents.
"""

import socket
from collections.abc import Callable

import msgspec

from inspection import channel, forks, sandbox
from inspection.limits import Limits, for_size, with_pictures
from inspection.segment import Segment
from inspection.worker_reply import Conclusion
from policies.inspected import InspectionVerdict

_START_PATIENCE = 30.0  # seconds on top of the file's own


def read(fd: int, job: channel.Job, take: Callable[[Segment], object], *, pictures: bool) -> Conclusion:
    """Give the segments of the file open at `fd` to `take` in their order, and return how it ended.

    With `pictures` the text of pictures is read too, which takes a second and much memory to begin with.
    A worker that crashes, hangs or answers nonsense gives a conclusion with the verdict `uninspectable`.
    """
    limits = with_pictures(Limits()) if pictures else Limits()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        process = forks.start(theirs, "inspection.text_server")
        theirs.close()
        ours.settimeout(for_size(limits, job.size).seconds + _START_PATIENCE)
        try:
            channel.send(ours, channel.Setup(limits, b"", pictures=pictures))
            msgspec.msgpack.decode(channel.receive(ours)[0], type=channel.Ready)
            sandbox.give_room(process.pid, job.size)
            channel.send(ours, job, fd)
            return _converse(ours, take)
        except TimeoutError:
            return _failed("time-out")
        except (channel.ChannelClosed, OSError, msgspec.MsgspecError):
            return _failed("worker-crash")
        finally:
            process.kill()
            process.wait()


def _converse(link: socket.socket, take: Callable[[Segment], object]) -> Conclusion:
    while True:
        answer = msgspec.msgpack.decode(channel.receive(link)[0], type=Segment | Conclusion)
        if isinstance(answer, Conclusion):
            return answer
        take(answer)


def _failed(reason: str) -> Conclusion:
    return Conclusion(InspectionVerdict.UNINSPECTABLE, reason, "", (), ())
