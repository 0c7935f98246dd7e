"""`ashseal-inspect PATH…`: findings of files and folders, on all cores, in a stable order.

Links are not followed, hidden files are read. Whatever cannot be opened is a line of its own
with the verdict `uninspectable`: nothing is skipped without a word.
"""

import asyncio
import json
import os
import stat
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import msgspec

from inspection.file_report import Progress, Summary, line_of, shown
from inspection.pool import Pool
from policies.inspected import Inspection, InspectionVerdict

_DONE, _FOUND, _USAGE, _NOT_INSPECTED = 0, 1, 2, 3
_AHEAD = 4  # files in flight per worker


class _Candidate(msgspec.Struct, frozen=True):
    """A file to inspect, or the reason why it cannot be."""

    path: str
    problem: str = ""


def run(paths: list[Path], *, as_json: bool, workers: int | None, passwords: tuple[str, ...] = ()) -> int:
    """Inspect files and folders; return 3 over 1 over 0, or 2 if a path does not exist.

    `passwords` are tried on what is encrypted.
    """
    missing = [path for path in paths if not os.path.lexists(path)]
    for path in missing:
        sys.stderr.write(f"ashseal-inspect: {shown(path)}: no such file or folder\n")
    if missing:
        return _USAGE
    candidates = [candidate for path in paths for candidate in _candidates(str(path))]
    work = _inspect_all(candidates, passwords, as_json=as_json, workers=workers or os.cpu_count() or 1)
    summary = asyncio.run(work)
    if as_json:
        sys.stdout.write(json.dumps({"summary": summary.as_dict()}) + "\n")
        sys.stdout.flush()
    sys.stderr.write(summary.table())
    if summary.by_verdict.get(InspectionVerdict.UNINSPECTABLE.value):
        return _NOT_INSPECTED
    return _FOUND if summary.findings else _DONE


async def _inspect_all(
    candidates: list[_Candidate], passwords: tuple[str, ...], *, as_json: bool, workers: int
) -> Summary:
    summary, progress = Summary(), Progress(len(candidates))
    async with Pool(workers, picture_workers=workers) as pool:
        pending: deque[tuple[_Candidate, asyncio.Task[Inspection]]] = deque()
        for candidate in candidates:
            pending.append((candidate, asyncio.create_task(_inspect(pool, candidate, passwords))))
            if len(pending) >= workers * _AHEAD:
                await _finish(*pending.popleft(), summary, progress, as_json=as_json)
        while pending:
            await _finish(*pending.popleft(), summary, progress, as_json=as_json)
    progress.end()
    return summary


async def _finish(
    candidate: _Candidate,
    task: "asyncio.Task[Inspection]",
    summary: Summary,
    progress: Progress,
    *,
    as_json: bool,
) -> None:
    inspection = await task
    summary.add(inspection)
    progress.step()
    if as_json:
        sys.stdout.write(json.dumps(line_of(shown(candidate.path), inspection)) + "\n")
        sys.stdout.flush()
        return
    if inspection.findings:
        progress.say(f"{shown(candidate.path)}: {len(inspection.findings)} found")
    if inspection.reason:
        progress.say(f"{shown(candidate.path)}: not inspected in full, {inspection.reason}")


async def _inspect(pool: Pool, candidate: _Candidate, passwords: tuple[str, ...]) -> Inspection:
    if candidate.problem:
        return _refused(candidate.problem)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        fd = os.open(candidate.path, flags)
    except OSError:
        return _refused("unreadable")
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            return _refused("not-a-file")
        name = shown(Path(candidate.path).name)
        return await pool.inspect(fd, name=name, kind="file", passwords=passwords)
    finally:
        os.close(fd)


def _refused(reason: str) -> Inspection:
    return Inspection(InspectionVerdict.UNINSPECTABLE, reason, "", 0, 0.0)


def _candidates(given: str) -> Iterator[_Candidate]:
    """Yield the files below a path in order of their names; a link only if it was named itself."""
    waiting = [given]
    while waiting:
        path = waiting.pop()
        try:
            mode = os.lstat(path).st_mode
            if stat.S_ISDIR(mode):
                names = sorted(os.listdir(path), reverse=True)  # noqa: PTH208  # a Path each costs more than the call
                waiting += (os.path.join(path, name) for name in names)  # noqa: PTH118  # same
                continue
        except OSError:
            yield _Candidate(path, "unreadable")
            continue
        if not stat.S_ISLNK(mode):
            yield _Candidate(path, "" if stat.S_ISREG(mode) else "not-a-file")
        elif path is given:
            yield _Candidate(path, "link")
