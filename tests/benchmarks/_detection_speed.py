"""Octets of text a second on one core: beside the yardsticks, by size, on hostile texts."""

import cProfile
import multiprocessing
import pstats
import queue
import time
from collections.abc import Callable, Iterator

import _detection_yardsticks as yardsticks
from _detection_row import Row

from policies.detection import detect
from policies.prefilter import TooDense

MB = 1_000_000
SPEED_AIM = 60.0  # MB/s
PREFILTER_SHARE_AIM = 0.5
HOSTILE_AIM = 5.0  # MB/s
GROWTH_MAX = 1.3  # seconds a MB of the longest text over those of the shortest
MESSAGE_OCTETS = 20_000
_SLOW_SLICE = 2 * MB  # what is slow by nature sees a part of the text
_HOSTILE_SECONDS_MAX = 120


def octets_in_findings_out(data: bytes) -> Callable[[], object]:
    """Return a run of the whole engine: octets in, findings out."""
    return lambda: detect(data.decode())


def _in_messages(data: bytes) -> Callable[[], object]:
    text = data.decode()
    step = MESSAGE_OCTETS * len(text) // len(data)
    messages = [text[start : start + step].encode() for start in range(0, len(text), step)]
    return lambda: [detect(message.decode()) for message in messages]


def side_by_side(data: bytes, *, runs: int, install: bool) -> Iterator[Row]:
    """Yield the engine's speed beside each yardstick, all in turn in one run, best of `runs`."""
    part = data[: min(len(data), _SLOW_SLICE)].decode(errors="ignore").encode()
    cases = {
        "memchr": (yardsticks.memchr(data), len(data)),
        "bare Vectorscan prefilter": (yardsticks.vectorscan(data), len(data)),
        "re pattern by pattern": (yardsticks.re_one_by_one(part), len(part)),
        "end to end": (octets_in_findings_out(data), len(data)),
        "end to end, messages of 20 kB": (_in_messages(data), len(data)),
    }
    speeds: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(runs):
        for name, (run, size) in cases.items():
            speeds[name].append(size / MB / max(_cpu_seconds(run), 1e-6))
    best = {name: max(values) for name, values in speeds.items()}
    spread = {
        name: {"runs": runs, "spread": round(1 - min(values) / max(values), 3)}
        for name, values in speeds.items()
    }
    for name in ("memchr", "bare Vectorscan prefilter", "re pattern by pattern"):
        yield Row(f"speed {name}", round(best[name], 1), more=spread[name])
    yield _presidio(part, install=install)
    yield from _compared(best, spread)


def _compared(best: dict[str, float], spread: dict[str, dict[str, object]]) -> Iterator[Row]:
    own, bare = best["end to end"], best["bare Vectorscan prefilter"]
    beside: dict[str, object] = {"yardstick": "bare Vectorscan prefilter", "yardstick_value": round(bare, 1)}
    yield Row(
        "speed end to end",
        round(own, 1),
        more=spread["end to end"] | {"aim": SPEED_AIM, "holds": own >= SPEED_AIM},
    )
    share = {
        "ratio": round(own / bare, 3),
        "aim": PREFILTER_SHARE_AIM,
        "holds": own >= PREFILTER_SHARE_AIM * bare,
    }
    yield Row("speed of the bare prefilter reached", round(own / bare, 3), "share", beside | share)
    name = "end to end, messages of 20 kB"
    yield Row(
        f"speed {name}",
        round(best[name], 1),
        more=spread[name] | beside | {"ratio": round(best[name] / bare, 3)},
    )
    for other in ("memchr", "re pattern by pattern"):
        more: dict[str, object] = {"yardstick": other, "yardstick_value": round(best[other], 1)}
        yield Row(
            f"speed end to end against {other}",
            round(own / best[other], 4),
            "times",
            more | {"ratio": round(own / best[other], 4)},
        )


def _presidio(part: bytes, *, install: bool) -> Row:
    part = part[: MB // 4].decode(errors="ignore").encode()
    try:
        seconds = yardsticks.presidio(part, install=install)
    except RuntimeError as error:
        return Row("speed Presidio patterns only", 0.0, more={"error": str(error)})
    return Row("speed Presidio patterns only", round(len(part) / MB / seconds, 3))


def _cpu_seconds(run: Callable[[], object]) -> float:
    begin = time.process_time()  # CPU time: the machine may be shared
    run()
    return time.process_time() - begin


def linearity(data: bytes, sizes: tuple[int, ...]) -> Iterator[Row]:
    """Yield the speed by size; a longer text repeats the shortest, so that nothing but the size differs."""
    per_octet = []
    for size in sizes:
        text = (data[: sizes[0]] * (size // sizes[0] + 1))[:size].decode(errors="ignore").encode()
        seconds = min(_cpu_seconds(octets_in_findings_out(text)) for _ in range(3))
        per_octet.append(seconds / size)
        yield Row(f"size {size / MB:g} MB", round(size / MB / seconds, 1))
    growth = per_octet[-1] / per_octet[0]
    name = f"cost of an octet, {sizes[-1] / MB:g} MB against {sizes[0] / MB:g} MB"
    yield Row(name, round(growth, 3), "times", {"aim": GROWTH_MAX, "holds": growth <= GROWTH_MAX})


HOSTILE = {
    "digits": "7",
    "random digits": "31415926535897932384626433832795",
    "full-width digits": "１２３４５６７８９０",
    "spaced digits": "1 3 8 0 ",
    "Chinese numerals": "一三八〇零壹叁捌",
    "keywords": "密码手机身份证账号姓名",
    "keywords with values": "密码：Abc@1234 ",
    "letters and digits": "LSVA1B2C3D4E5F6G7",
    "zero-width": "1\u200b3\u200b8\u200b",
    "header cells": "姓名\t手机\t",
    "at signs": "a@b.c",
}
MAY_BE_DENSE = (
    "keywords",
    "keywords with values",
    "header cells",
    "at signs",
)  # a cap may end these as uninspectable


def hostile(octets: int) -> Iterator[Row]:
    """Yield the speed on texts made to be slow; each runs in a process of its own that can be stopped."""
    for name, piece in HOSTILE.items():
        text = (piece * (octets // len(piece.encode()) + 1)).encode()[:octets].decode(errors="ignore")
        seconds, note = _in_own_process(text)
        speed = octets / MB / max(seconds, 1e-6)
        holds = speed >= HOSTILE_AIM or (name in MAY_BE_DENSE and note.startswith("uninspectable"))
        more: dict[str, object] = {"aim": HOSTILE_AIM, "holds": holds, "ends": note}
        yield Row(f"hostile {name}, {octets / MB:g} MB", round(speed, 1), more=more)


def _in_own_process(text: str) -> tuple[float, str]:
    answers: multiprocessing.Queue[tuple[float, str]] = multiprocessing.Queue()
    process = multiprocessing.Process(target=_run_hostile, args=(text, answers))
    process.start()
    try:
        return answers.get(timeout=_HOSTILE_SECONDS_MAX)
    except queue.Empty:
        return float("inf"), f"no answer in {_HOSTILE_SECONDS_MAX} s"
    finally:
        process.kill()
        process.join()


def _run_hostile(text: str, answers: "multiprocessing.Queue[tuple[float, str]]") -> None:
    begin = time.process_time()
    try:
        note = f"{len(detect(text))} findings"
    except TooDense as dense:
        note = f"uninspectable({dense}), {len(dense.found)} findings"
    except Exception as error:  # noqa: BLE001 - the row says what it was
        answers.put((float("inf"), repr(error)))
        return
    answers.put((time.process_time() - begin, note))


def where_time_goes(data: bytes) -> Iterator[Row]:
    """Yield each file's share of the time, profiled: the profiler makes small functions look dearer than they are."""
    profile = cProfile.Profile()
    profile.runcall(octets_in_findings_out(data[:_SLOW_SLICE].decode(errors="ignore").encode()))
    shares: dict[str, float] = {}
    total = 0.0
    for (file, _, name), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        _, folder, rest = file.rpartition("/policies/")
        place = f"policies/{rest}" if folder else f"built-in {name}"
        shares[place] = shares.get(place, 0.0) + own
        total += own
    for place, own in sorted(shares.items(), key=lambda each: -each[1])[:12]:
        yield Row(f"time in {place}", round(own / total, 3), "share")
