"""A worker process: loads its code, fences itself in, then answers one file after another.

Started by the pool as `python -I -m inspection.worker`, with the channel as descriptor 0. The
word `extract` as its argument makes it a worker of another kind, which answers with the text
itself and ends; the pool never passes it, so no service can ask a worker for text.
"""

import errno
import gc
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence

import msgspec

from inspection import channel, charset, content, exact_lists, extractor, house_terms, sandbox, second_look
from inspection.analysis import Analysis
from inspection.documents import DocumentLook
from inspection.exact_lists import Received
from inspection.house_terms import NO_TERMS, TermSearch
from inspection.limits import Limits, for_size
from inspection.passwords import Passwords
from inspection.readers.picture import ocr
from inspection.redaction import redactor
from inspection.second_look import Clock
from inspection.segment import Segment, whole
from inspection.walker import Walk
from inspection.worker_reply import Conclusion, Redaction
from policies import detection
from policies.amounts import coarse
from policies.exact_match.match import AnyIndex
from policies.fingerprint.register import Register
from policies.inspected import Inspection
from policies.prefilter import TooDense
from policies.terms import Terms

_FRAME_TEXT = 2 << 20  # code points of a segment per frame
_CLOCK_SHARE = 0.8  # of the parent's patience: what was found by then is reported, not lost in a kill


def inspect(
    fd: int,
    job: channel.Job,
    limits: Limits,
    hash_key: bytes,
    *,
    indexes: Sequence[AnyIndex] = (),
    terms: Terms = NO_TERMS,
    seal: exact_lists.Seal = exact_lists.unsealed,
    register: Register | None = None,
) -> Inspection:
    """Inspect one open file; never raises for its content.

    A password that it gives away opens what is encrypted in it, if need be in a second pass.
    """
    limits = for_size(limits, job.size)
    clock = Clock(limits.seconds * _CLOCK_SHARE)

    def once(job: channel.Job) -> tuple[Inspection, Passwords]:
        return _inspect_once(
            fd, job, limits, clock, hash_key, lists=Received(tuple(indexes), seal, register), terms=terms
        )

    return second_look.inspect(once, job, clock)


def _inspect_once(
    fd: int,
    job: channel.Job,
    limits: Limits,
    clock: Clock,
    hash_key: bytes,
    *,
    lists: Received,
    terms: Terms,
) -> tuple[Inspection, Passwords]:
    walk = extractor.new_walk(limits, size=job.size, passwords=job.passwords)
    analysis = Analysis(hash_key, limits.findings, lists.indexes)
    sought = TermSearch(terms, analysis.shown, limits.findings)
    documents = DocumentLook(lists.register, analysis.shown)
    had_text = False
    for segment in _until(clock.deadline, _segments(fd, job, walk), walk):
        had_text = had_text or _is_text(segment)
        for look in (sought.take, documents.take, analysis.take_amounts, analysis.take):
            _look(look, segment, walk)
        walk.passwords.learn_all(analysis.passwords)
    encrypted = tuple(
        msgspec.structs.replace(part, place=analysis.shown(part.place)) for part in walk.encrypted
    )
    inspection = Inspection(
        walk.verdict(had_text=had_text), walk.reason, walk.format, job.size, clock.seconds,
        analysis.conclude(), encrypted, walk.sender_encrypted, tuple(sorted(walk.unread)),
        terms=sought.matches(), formats=tuple(sorted(walk.formats)), amount=coarse(analysis.yuan),
        proof=lists.seal(analysis.possible), documents=documents.matches(),
    )  # fmt: skip
    return inspection, walk.passwords


def _look(look: Callable[[Segment], None], segment: Segment, walk: Walk) -> None:
    """Look through a segment in one way; if that fails, the file was not inspected in full."""
    try:
        look(segment)
    except TooDense:
        walk.refuse("density")
    except Exception:  # noqa: BLE001  # a detector that fails must not lose what the others found
        walk.refuse("detector-failed")


def _segments(fd: int, job: channel.Job, walk: Walk) -> Iterator[Segment]:
    """Yield the segments of one open file; a file that cannot be read is refused like any other failure."""
    try:
        data = content.of_descriptor(fd, job.size)
    except (OSError, MemoryError) as error:
        beyond = isinstance(error, MemoryError) or error.errno == errno.ENOMEM
        walk.refuse("limit:memory" if beyond else "unreadable")
        return
    as_message = job.kind == "message"
    for segment in extractor.extract(data, walk, name="" if as_message else job.name, as_message=as_message):
        yield msgspec.structs.replace(segment, text=whole(segment.text))


def _until(deadline: float, segments: Iterator[Segment], walk: Walk) -> Iterator[Segment]:
    for segment in segments:
        yield segment
        if time.monotonic() > deadline:
            walk.refuse("time-out")
            return


def _is_text(segment: Segment) -> bool:
    return segment.origin != "name" and bool(segment.text.strip())


def _serve(link: socket.socket, setup: channel.Setup, lists: Received, terms: Terms) -> None:
    while True:
        frame, fd = channel.receive(link)
        job = msgspec.msgpack.decode(frame, type=channel.Job)
        if fd is None:
            return
        sandbox.renew_cpu_budget(for_size(setup.limits, job.size).cpu_seconds)
        try:
            answer = (
                _redact(fd, job, setup.limits, lists) if job.masks else _inspect(fd, job, setup, lists, terms)
            )
        finally:
            os.close(fd)
        channel.send(link, answer)


def _inspect(fd: int, job: channel.Job, setup: channel.Setup, lists: Received, terms: Terms) -> Inspection:
    return inspect(
        fd, job, setup.limits, setup.hash_key,
        indexes=lists.indexes, terms=terms, seal=lists.seal, register=lists.register,
    )  # fmt: skip


def _redact(fd: int, job: channel.Job, limits: Limits, lists: Received) -> Redaction:
    """Redact one open message; a failure is a reason, as everywhere."""
    try:
        return redactor.redact(content.of_descriptor(fd, job.size), job.masks, limits, lists.indexes)
    except MemoryError:
        return Redaction(reason="limit:memory")
    except Exception:  # noqa: BLE001  # of hostile octets too: the mail does not leave then
        return Redaction(reason="failed")


def _serve_text(link: socket.socket, setup: channel.Setup) -> None:
    """Answer one job with its segments and a conclusion."""
    frame, fd = channel.receive(link)
    job = msgspec.msgpack.decode(frame, type=channel.Job)
    if fd is None:
        return
    limits = for_size(setup.limits, job.size)
    sandbox.renew_cpu_budget(limits.cpu_seconds)
    walk = extractor.new_walk(limits, size=job.size, passwords=job.passwords)
    had_text = False
    deadline = time.monotonic() + limits.seconds * _CLOCK_SHARE
    for segment in _until(deadline, _segments(fd, job, walk), walk):
        had_text = had_text or _is_text(segment)
        for start in range(0, max(len(segment.text), 1), _FRAME_TEXT):
            piece = segment.text[start : start + _FRAME_TEXT]
            channel.send(link, msgspec.structs.replace(segment, text=piece))
    verdict = walk.verdict(had_text=had_text)
    unread = tuple(sorted(walk.unread))
    channel.send(link, Conclusion(verdict, walk.reason, walk.format, tuple(walk.encrypted), unread))


def _prepare(fd: int | None) -> bytes:
    """Make detection ready, from what an earlier worker compiled if it is given; return what was compiled here."""
    if fd is None:
        return detection.prepare()
    detection.prepare(os.pread(fd, os.fstat(fd).st_size, 0))
    os.close(fd)
    return b""


def main() -> int:
    """Serve until the channel is closed; exit code 0."""
    link = socket.socket(fileno=0)
    frame, fd = channel.receive(link)
    setup = msgspec.msgpack.decode(frame, type=channel.Setup)
    charset.preload()
    if setup.pictures:
        ocr.turn_on()
    extractor.preload(setup.limits)
    compiled = _prepare(fd) if sys.argv[1:] != ["extract"] else b""
    lists = exact_lists.receive(link, setup)
    terms = house_terms.receive(link, setup)
    gc.freeze()  # what is loaded stays, and the garbage collector need not look at it with each file
    fences = sandbox.enter(exact_lists.with_room(setup.limits, lists), threads=setup.pictures)
    channel.send(link, channel.Ready(fences, compiled))
    try:
        if sys.argv[1:] == ["extract"]:
            _serve_text(link, setup)
        else:
            _serve(link, setup, lists, terms)
    except (channel.ChannelClosed, ConnectionError):
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
