"""`ashseal-inspect extract FILE`: the text of one file, segment by segment."""

import json
import os
import stat
import sys
from pathlib import Path
from typing import IO

from inspection import channel, text_worker
from inspection.file_report import shown
from inspection.segment import Place, Segment
from inspection.worker_reply import Conclusion
from policies.inspected import InspectionVerdict

_DONE, _USAGE, _NOT_INSPECTED = 0, 2, 3


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
        conclusion = text_worker.read(fd, job, lambda segment: _write(segment, sink), pictures=True)
    finally:
        os.close(fd)
    sink.write(json.dumps(_conclusion(conclusion)) + "\n")
    sink.flush()
    return _NOT_INSPECTED if conclusion.verdict is InspectionVerdict.UNINSPECTABLE else _DONE


def _write(segment: Segment, sink: IO[str]) -> None:
    sink.write(json.dumps(_segment(segment)) + "\n")


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
