"""Start-up of detection in a process of its own: cold, and warm with the database that another process compiled.

A worker of a running pool starts warm: its parent hands it the serialised database. Seconds are those of the processor,
from the moment at which the interpreter runs the first line.
"""

import statistics
import subprocess
import sys
from collections.abc import Iterator

from _detection_row import Row

from policies import prefilter

AIM_MS = 50.0
_PARTS = ("numpy, msgspec, Vectorscan", "the detectors", "the search", "the first findings")
_SCRIPT = """
import sys, time
compiled = sys.stdin.buffer.read()
ends = [time.process_time()]
import hyperscan, msgspec, numpy
ends.append(time.process_time())
from policies import detection, prefilter
ends.append(time.process_time())
prefilter.prepare(compiled)
ends.append(time.process_time())
assert detection.detect("身份证号：11010519491231002X，手机 13800138000")
ends.append(time.process_time())
print(*((end - begin) * 1000 for begin, end in zip(ends, ends[1:])))
"""


def start_up(runs: int) -> Iterator[Row]:
    """Yield what each part of a start takes, median of `runs` after one that fills the caches of the disk."""
    for state, compiled in (("cold", b""), ("warm", prefilter.prepare())):
        measured = [_start(compiled) for _ in range(runs + 1)][1:]
        parts = [statistics.median(each) for each in zip(*measured, strict=True)]
        for name, milliseconds in zip(_PARTS, parts, strict=True):
            yield _row(f"start-up {state}: {name}", milliseconds, runs)
        yield _row(f"start-up {state}: from the interpreter to the first findings", sum(parts), runs)
    policy = sum(parts[2:])
    more: dict[str, object] = {"runs": runs, "aim": AIM_MS, "holds": policy <= AIM_MS}
    name = "start-up warm: from the serialised database to the first findings"
    yield Row(name, round(policy, 1), "ms", more)


def _start(compiled: bytes) -> tuple[float, ...]:
    command = [sys.executable, "-I", "-c", _SCRIPT]
    answer = subprocess.run(command, input=compiled, capture_output=True, check=True)
    return tuple(map(float, answer.stdout.split()))


def _row(name: str, milliseconds: float, runs: int) -> Row:
    return Row(name, round(milliseconds, 1), "ms", {"runs": runs})
