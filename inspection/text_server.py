"""A worker of another kind: answers one file with its text, and ends. No service's pool starts it.

Started by `inspection.text_worker` as `python -I -m inspection.text_server`, with the channel as descriptor 0.
"""

import contextlib
import socket
import sys
import time

import msgspec

from inspection import channel, charset, extractor, reading, sandbox
from inspection.limits import for_size
from inspection.readers.picture import ocr
from inspection.worker_reply import Conclusion

_FRAME_TEXT = 2 << 20  # code points of a segment per frame


def main() -> int:
    """Serve one file; exit code 0."""
    link = socket.socket(fileno=0)
    setup = msgspec.msgpack.decode(channel.receive(link)[0], type=channel.Setup)
    charset.preload()
    if setup.pictures:
        ocr.turn_on()
    extractor.preload(setup.limits)
    channel.send(link, channel.Ready(sandbox.enter(setup.limits, threads=setup.pictures)))
    with contextlib.suppress(channel.ChannelClosed, ConnectionError):
        _serve(link, setup)
    return 0


def _serve(link: socket.socket, setup: channel.Setup) -> None:
    frame, fd = channel.receive(link)
    job = msgspec.msgpack.decode(frame, type=channel.Job)
    if fd is None:
        return
    limits = for_size(setup.limits, job.size)
    sandbox.renew_cpu_budget(limits.cpu_seconds)
    walk = extractor.new_walk(limits, size=job.size, passwords=job.passwords)
    had_text = False
    deadline = time.monotonic() + limits.seconds * reading.CLOCK_SHARE
    for segment in reading.segments(fd, job, walk, deadline):
        had_text = had_text or reading.is_text(segment)
        for start in range(0, max(len(segment.text), 1), _FRAME_TEXT):
            piece = segment.text[start : start + _FRAME_TEXT]
            channel.send(link, msgspec.structs.replace(segment, text=piece))
    verdict = walk.verdict(had_text=had_text)
    unread = tuple(sorted(walk.unread))
    channel.send(link, Conclusion(verdict, walk.reason, walk.format, tuple(walk.encrypted), unread))


if __name__ == "__main__":
    sys.exit(main())
