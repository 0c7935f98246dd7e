"""The segments of one open file, for as long as there is time."""

import errno
import time
from collections.abc import Iterator

import msgspec

from inspection import channel, content, extractor
from inspection.segment import Segment, whole
from inspection.walker import Walk

CLOCK_SHARE = 0.8  # of the parent's patience: what was found by then is reported, not lost in a kill


def segments(fd: int, job: channel.Job, walk: Walk, deadline: float) -> Iterator[Segment]:
    """Yield the segments of the file open at `fd` until `deadline` (of `time.monotonic`) has passed.

    A file that cannot be read, and what is left at the deadline, is refused like any other failure: ask `walk`.
    """
    for segment in _all(fd, job, walk):
        yield segment
        if time.monotonic() > deadline:
            walk.refuse("time-out")
            return


def is_text(segment: Segment) -> bool:
    """Return whether a segment holds more than blanks, apart from the file's own name."""
    return segment.origin != "name" and bool(segment.text.strip())


def _all(fd: int, job: channel.Job, walk: Walk) -> Iterator[Segment]:
    try:
        data = content.of_descriptor(fd, job.size)
    except (OSError, MemoryError) as error:
        beyond = isinstance(error, MemoryError) or error.errno == errno.ENOMEM
        walk.refuse("limit:memory" if beyond else "unreadable")
        return
    as_message = job.kind == "message"
    for segment in extractor.extract(data, walk, name="" if as_message else job.name, as_message=as_message):
        yield msgspec.structs.replace(segment, text=whole(segment.text))
