"""What only whole worker processes show: the cost of the fences, memory, bombs, pictures."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from _extraction_quality import KEY, holds, inspected
from _extraction_source import Sample
from _extraction_speed import Row

from inspection.pool import Pool
from policies.inspected import Inspection, InspectionVerdict
from tests.inspection.bombs import BOMBS
from tests.inspection.samples import ID, word

_MIB = 1024  # KiB
_SANDBOX_MS, _BOMB_SECONDS, _BOMB_MIB, _OCR_MB = 0.3, 20.0, 1024, 800
_OCR_SCRIPT = Path(__file__).with_name("_extraction_ocr.py")


async def _asked(pool: Pool, content: bytes) -> Inspection:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return await pool.inspect(file.fileno(), name="file", kind="file")


def peak(pid: int) -> int:
    """Return the most memory that a process has had at a time (VmHWM), in MiB; 0 if it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) // _MIB for line in status.splitlines() if line.startswith("VmHWM")), 0)


def sandbox_cost(files: int) -> Row:
    """Compare a small text in a worker with the same in this process: medians, in alternation, wall clock.

    A text, because the fences cost the same whatever is read, and a longer time would hide them.
    """
    content = f"客户身份证号 {ID}，请核对。".encode()

    async def run() -> tuple[list[float], list[float]]:
        inside, outside = [], []
        async with Pool(1, hash_key=KEY, picture_workers=0) as pool:
            for _ in range(files):
                begin = time.perf_counter()
                await _asked(pool, content)
                middle = time.perf_counter()
                inspected(content, "file")
                inside.append(middle - begin)
                outside.append(time.perf_counter() - middle)
        return inside[files // 10 :], outside[files // 10 :]  # both warm up

    inside, outside = asyncio.run(run())
    cost = (statistics.median(inside) - statistics.median(outside)) * 1000
    more = {
        "yardstick": "in process", "yardstick_value": round(statistics.median(outside) * 1000, 3),
        "aim": f"≤ {_SANDBOX_MS} ms", "holds": cost <= _SANDBOX_MS, "runs": files,
        "spread": round(statistics.pstdev(inside) * 1000, 3),
    }  # fmt: skip
    return Row("sandbox cost of a file", round(cost, 3), "ms", more)


def memory(samples: list[Sample]) -> Row:
    """Return the most memory that a worker had over these files."""

    async def run() -> int:
        most = 0
        async with Pool(1, hash_key=KEY, picture_workers=0) as pool:
            for sample in samples:
                await _asked(pool, sample.path.read_bytes())
                most = max(most, *map(peak, pool.pids()), 0)
        return most

    return Row("peak memory of a worker", asyncio.run(run()), "MiB", {"files": len(samples)})


def bombs(names: list[str]) -> Iterator[Row]:
    """Yield the seconds of each bomb: ended in time and memory, refused or found, and the next file is inspected."""

    async def run(content: bytes) -> tuple[float, int, Inspection, Inspection]:
        async with Pool(1, hash_key=KEY) as pool:
            most, done = 0, asyncio.Event()

            async def watch() -> None:
                nonlocal most
                while not done.is_set():
                    most = max(most, *map(peak, pool.pids()), 0)
                    await asyncio.sleep(0.05)

            await _asked(
                pool, word()
            )  # before its program is loaded, a new process has the memory of this one
            watching = asyncio.create_task(watch())
            begin = time.perf_counter()
            inspection = await _asked(pool, content)
            seconds = time.perf_counter() - begin
            done.set()
            await watching
            most = max(most, *map(peak, pool.pids()), 0)
            return seconds, most, inspection, await _asked(pool, word())

    for name in names:
        seconds, most, inspection, after = asyncio.run(run(BOMBS[name]()))
        told = inspection.verdict is InspectionVerdict.UNINSPECTABLE or bool(inspection.findings)
        normal = after.verdict is InspectionVerdict.INSPECTED and holds(after, ID)
        fits = told or inspection.format == "xml"  # an entity that is not expanded is all there is
        more: dict[str, object] = {
            "aim": f"≤ {_BOMB_SECONDS:.0f} s, {_BOMB_MIB} MiB", "verdict": f"{inspection.verdict} {inspection.reason}",
            "memory_mib": most, "next_file_inspected": normal,
            "holds": fits and normal and seconds <= _BOMB_SECONDS and most <= _BOMB_MIB,
        }  # fmt: skip
        yield Row(f"bomb {name}", round(seconds, 2), "s", more)


def cards(rounds: int) -> Iterator[Row]:
    """Yield the time of an identity card's picture beside bare rapidocr, and the memory of the worker that reads it."""
    answers: dict[str, dict[str, float]] = {}
    for who in ("ours", "rapidocr"):
        command = [sys.executable, str(_OCR_SCRIPT), who, str(rounds)]
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        ended = subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment, timeout=300
        )
        if ended.returncode:
            yield Row("card picture", 0.0, "s", {"error": f"{who}: {ended.stderr.strip()[-200:]}"})
            return
        answers[who] = json.loads(ended.stdout.splitlines()[-1])
    ours, bare = answers["ours"], answers["rapidocr"]
    ratio = round(ours["seconds"] / bare["seconds"], 3)
    beside = {"yardstick": "rapidocr", "runs": rounds}
    yield Row(
        "card picture", round(ours["seconds"], 3), "s",
        beside | {"yardstick_value": round(bare["seconds"], 3), "ratio": ratio}
        | {"aim": "≤ 1.5 ×", "holds": ratio <= 1.5},
    )  # fmt: skip
    yield Row(
        "card picture memory", round(ours["mb"]), "MB",
        beside | {"yardstick_value": round(bare["mb"]), "aim": f"≤ {_OCR_MB} MB", "holds": ours["mb"] <= _OCR_MB},
    )  # fmt: skip
    for who, answer in answers.items():
        yield Row(f"card numbers read by {who}", answer["read"], "share", {"runs": rounds})
