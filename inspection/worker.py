"""A worker process: fences itself in, then answers one file after another.

It is forked from `inspection.fork_server`, which has loaded its code.
"""

import gc
import os
import socket
from collections.abc import Callable, Sequence

import msgspec

from inspection import (
    channel,
    charset,
    content,
    exact_lists,
    extractor,
    house_terms,
    reading,
    sandbox,
    second_look,
)
from inspection.analysis import Analysis
from inspection.documents import DocumentLook
from inspection.exact_lists import Received
from inspection.house_terms import NO_TERMS, TermSearch
from inspection.limits import Limits, for_size
from inspection.passwords import Passwords
from inspection.readers.picture import ocr
from inspection.redaction import redactor
from inspection.second_look import Clock
from inspection.segment import Segment
from inspection.walker import Walk
from inspection.worker_reply import Redaction
from policies import detection
from policies.amounts import coarse
from policies.exact_match.match import AnyIndex
from policies.fingerprint.register import Register
from policies.inspected import Inspection
from policies.prefilter import TooDense
from policies.terms import Terms


def load(compiled: int | None) -> bytes:
    """Load all that a worker needs, for it can open nothing later.

    `compiled` is an open file of what an earlier process compiled to search with, and is closed; without one
    this process compiles it, and returns it.
    """
    charset.preload()
    sandbox.preload()
    extractor.preload(Limits())
    if compiled is None:
        return detection.prepare()
    detection.prepare(os.pread(compiled, os.fstat(compiled).st_size, 0))
    os.close(compiled)
    return b""


def serve(link: socket.socket) -> int:
    """Take the setup, fence this process in and answer jobs until the channel is closed; return the exit code."""
    try:
        setup = msgspec.msgpack.decode(channel.receive(link)[0], type=channel.Setup)
        if setup.pictures:
            ocr.turn_on()
            extractor.preload(setup.limits)
        lists = exact_lists.receive(link, setup)
        terms = house_terms.receive(link, setup)
        gc.freeze()  # what is loaded stays, and the garbage collector need not look at it with each file
        fences = sandbox.enter(exact_lists.with_room(setup.limits, lists), threads=setup.pictures)
        channel.send(link, channel.Ready(fences))
        _serve(link, setup, lists, terms)
    except (channel.ChannelClosed, ConnectionError):
        pass
    return 0


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
    clock = Clock(limits.seconds * reading.CLOCK_SHARE)

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
    for segment in reading.segments(fd, job, walk, clock.deadline):
        had_text = had_text or reading.is_text(segment)
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
