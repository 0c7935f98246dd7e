"""Speed: every file by us and by each yardstick in turn, round after round; the least of a file's times counts.

Seconds are of processor, of all threads: on a shared machine wall-clock time measures the neighbours.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from math import inf
from pathlib import Path
from typing import NamedTuple

import _extraction_packers as packers
from _extraction_source import Sample
from _extraction_yardsticks import Peer, pdfium, processor_seconds, unpack

from inspection import extractor
from inspection.limits import Limits
from tests.corpus.dev.corpus import mixed_text

_LIMITS = Limits()


class Row(NamedTuple):
    """One figure: `more` are the further fields of the row."""

    case: str
    value: float
    unit: str
    more: dict[str, object]


@dataclass
class Times:
    """The least seconds of every file, by who read it."""

    octets: dict[Path, int] = field(default_factory=dict)
    least: dict[str, dict[Path, float]] = field(default_factory=dict)

    def note(self, who: str, path: Path, seconds: float | None) -> None:
        if seconds is not None:
            known = self.least.setdefault(who, {})
            known[path] = min(seconds, known.get(path, seconds))

    def side_by_side(self, who: str, paths: Iterable[Path]) -> tuple[int, float, float]:
        """Return how many of the files both read, and the sums of our and their seconds on these."""
        ours, theirs = self.least.get("ours", {}), self.least.get(who, {})
        both = [path for path in paths if path in ours and path in theirs]
        return len(both), sum(ours[path] for path in both), sum(theirs[path] for path in both)


def text_of(content: bytes) -> int:
    """Return how many characters of text we take out of octets, names and metadata not counted."""
    walk = extractor.new_walk(_LIMITS, size=len(content))
    return sum(len(each.text.strip()) for each in extractor.extract(content, walk) if each.origin == "text")


def measured(samples: list[Sample], others: list[Peer], rounds: int) -> Times:
    """Time all files in alternation."""
    times = Times()
    contents = {sample.path: sample.path.read_bytes() for sample in samples}
    times.octets = {path: len(content) for path, content in contents.items()}
    for path in list(contents)[:3]:  # whoever loads its code on the first file is not charged for it
        text_of(contents[path])
        for peer in others:
            peer.seconds(path)
    for _ in range(rounds):
        for path, content in contents.items():
            begin = time.process_time()
            characters = text_of(content)
            times.note("ours", path, time.process_time() - begin if characters else None)
            for peer in others:
                times.note(peer.name, path, peer.seconds(path))
    return times


def by_format(samples: list[Sample], times: Times, names: list[str], rounds: int) -> Iterator[Row]:
    """Yield seconds and rate of each format, then our ratio to each peer there and on all formats."""
    forms: dict[str, list[Path]] = {}
    for sample in samples:
        forms.setdefault(sample.form, []).append(sample.path)
    ours = times.least.get("ours", {})
    for form, paths in forms.items():
        read = [path for path in paths if path in ours]
        seconds, octets = sum(ours[path] for path in read), sum(times.octets[path] for path in read)
        if read:
            more: dict[str, object] = {"files": len(read), "octets": octets, "runs": rounds}
            yield Row(f"speed {form}", round(octets / 1e6 / seconds, 2), "MB/s", more)
            for name in names:
                yield from _beside(f"time {form}", name, times, paths, rounds=rounds)
    for name in names:
        everything = [sample.path for sample in samples]
        aim = 0.5 if name == "kreuzberg" else None
        yield from _beside("time all formats", name, times, everything, rounds=rounds, aim=aim)


def recall_of(peer: Peer, samples: list[Sample]) -> Row:
    """Tell how many of the planted numbers stand in the text that a peer gives, of all files."""
    found = [number in peer.numbers.get(each.path, ()) for each in samples for number in each.plants.values()]
    return Row(
        f"recall of {peer.name}", round(sum(found) / max(len(found), 1), 4), "share", {"count": len(found)}
    )


def _beside(
    case: str, name: str, times: Times, paths: list[Path], *, rounds: int, aim: float | None = None
) -> Iterator[Row]:
    files, ours, theirs = times.side_by_side(name, paths)
    if not files:
        return
    ratio = round(ours / theirs, 3)
    yield Row(
        f"{case} beside {name}", round(ours, 4), "s",
        {"yardstick": name, "yardstick_value": round(theirs, 4), "ratio": ratio, "files": files, "runs": rounds}
        | ({"aim": f"≤ {aim} ×", "holds": ratio <= aim} if aim else {}),
    )  # fmt: skip


def pdf(samples: list[Sample], rounds: int) -> Row:
    """Compare PDF files with the bare loop of pypdfium2."""
    times = Times()
    paths = [sample.path for sample in samples if sample.form == "pdf"]
    for _ in range(rounds):
        for path in paths:
            content = path.read_bytes()
            times.note("ours", path, processor_seconds(partial(text_of, content)))
            times.note("bare", path, processor_seconds(partial(pdfium, content)))
    files, ours, theirs = times.side_by_side("bare", paths)
    return _ratio("pdf beside pypdfium2", ours, theirs, 1.1, {"files": files, "runs": rounds})


def archives(rounds: int, octets: int) -> Iterator[Row]:
    """Compare archives of texts with raw libarchive, less what the same texts cost by themselves.

    What is read in the members is no matter of the archive; unpacking, checking and counting them is.
    """
    total = {"ours": 0.0, "bare": 0.0}
    members = {f"{number}.txt": mixed_text(octets, seed=number).encode() for number in range(4)}
    for form, pack in packers.PACKED.items():
        content = pack(members)
        least = {"whole": inf, "texts": inf, "bare": inf}
        for _ in range(rounds):
            least["whole"] = min(least["whole"], processor_seconds(partial(text_of, content)))
            texts = sum(processor_seconds(partial(text_of, each)) for each in members.values())
            least["texts"] = min(least["texts"], texts)
            least["bare"] = min(least["bare"], processor_seconds(partial(unpack, content)))
        ours = max(least["whole"] - least["texts"], 0.0)
        total["ours"] += ours
        total["bare"] += least["bare"]
        yield _ratio(
            f"archive {form} beside libarchive",
            ours,
            least["bare"],
            None,
            {"whole": round(least["whole"], 4)},
        )
    yield _ratio("archives beside libarchive", total["ours"], total["bare"], 1.2, {"runs": rounds})


def _ratio(case: str, ours: float, theirs: float, aim: float | None, more: dict[str, object]) -> Row:
    ratio = round(ours / theirs, 3) if theirs else 0.0
    beside = {"yardstick": "the bare library", "yardstick_value": round(theirs, 4), "ratio": ratio}
    judged = {"aim": f"≤ {aim} ×", "holds": ratio <= aim} if aim else {}
    return Row(case, round(ours, 4), "s", more | beside | judged)
