"""What is found: in the intact files of the corpus, in every planted place, in damaged files.

A number counts as found if the inspection reports an identity number with its keyed hash, which is what
`ashseal-inspect --json` shows masked. Intact: found and `inspected`. Damaged: found, or `uninspectable`.
"""

import asyncio
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile

from _extraction_source import Sample

from inspection.analysis import value_hash
from inspection.channel import Job
from inspection.limits import Limits
from inspection.pool import Pool
from inspection.worker import inspect
from policies.inspected import Inspection, InspectionVerdict

KEY = b"a key of 32 octets for this bench"
LIMITS = Limits()


def inspected(content: bytes, name: str) -> Inspection:
    """Inspect octets in this process, as a worker does, without its fences."""
    with TemporaryFile() as file:
        file.write(content)
        file.flush()
        return inspect(file.fileno(), Job(name, "file", len(content)), LIMITS, KEY)


def in_pool(samples: Iterable[Sample]) -> list[tuple[Sample, Inspection]]:
    """Inspect files by the product's own workers, pictures included."""

    async def run() -> list[tuple[Sample, Inspection]]:
        answers = []
        async with Pool(1, hash_key=KEY) as pool:
            for sample in samples:
                fd = os.open(sample.path, os.O_RDONLY)
                try:
                    answers.append((sample, await pool.inspect(fd, name=sample.path.name, kind="file")))
                finally:
                    os.close(fd)
        return answers

    return asyncio.run(run())


def holds(inspection: Inspection, number: str) -> bool:
    """Say whether an identity number is among the findings."""
    digest = value_hash(KEY, "RESIDENT_ID", number)
    return any(finding.value_hash == digest for finding in inspection.findings)


def is_silent(inspection: Inspection, number: str) -> bool:
    """Say whether a damaged file loses a number without a word."""
    return inspection.verdict is not InspectionVerdict.UNINSPECTABLE and not holds(inspection, number)


@dataclass
class Score:
    """Counts over the intact files of one format and writer; `faults` are words for people."""

    files: int = 0
    inspected: int = 0
    values: int = 0
    found: int = 0
    lost: dict[str, int] = field(default_factory=dict)  # by place
    faults: list[str] = field(default_factory=list)

    def take(self, name: str, plants: dict[str, str], inspection: Inspection) -> None:
        """Count one intact file."""
        self.files += 1
        whole = inspection.verdict is InspectionVerdict.INSPECTED
        self.inspected += whole
        if not whole:
            self.faults.append(f"verdict\t{inspection.verdict} {inspection.reason}\t{name}")
        for place, number in plants.items():
            self.values += 1
            if holds(inspection, number):
                self.found += 1
            else:
                self.lost[place] = self.lost.get(place, 0) + 1
                self.faults.append(f"miss\t{place}\t{inspection.verdict} {inspection.reason}\t{name}")

    @property
    def recall(self) -> float:
        """Share of the planted numbers; 1 where none was planted."""
        return self.found / self.values if self.values else 1.0

    @property
    def whole(self) -> float:
        """Share of the files that ended as `inspected`."""
        return self.inspected / self.files if self.files else 1.0


def of_corpus(answers: Iterable[tuple[Sample, Inspection]]) -> dict[tuple[str, str], Score]:
    """Score intact files by format and writer."""
    scores: dict[tuple[str, str], Score] = {}
    for sample, inspection in answers:
        score = scores.setdefault((sample.form, sample.writer), Score())
        score.take(str(sample.path), sample.plants, inspection)
    return scores


def of_places(
    makers: Iterable[tuple[str, str, str, bytes]], keep: Callable[[str, bytes], Path]
) -> dict[str, Score]:
    """Score files with one number in one place: family, place, number, content; those with a fault are kept."""
    scores: dict[str, Score] = {}
    for family, place, number, content in makers:
        inspection = inspected(content, "file")
        fault = inspection.verdict is not InspectionVerdict.INSPECTED or not holds(inspection, number)
        name = str(keep(f"{family}-{place}", content)) if fault else ""
        scores.setdefault(family, Score()).take(name, {place: number}, inspection)
    return scores
