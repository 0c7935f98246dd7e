"""`./dev bench extraction`: what is found in files of every format, then speed, workers and bombs.

The corpus (`_extraction_corpus`) is made by writers that are not ours and kept under var/bench/extraction; so are the
environments of the yardsticks. `--quick` takes at most a minute: the first files of each writer, no
LibreOffice unless its files are kept, no installing. `--input PATH` takes foreign files instead: verdicts and
speed, since nobody knows what is in them. Files that lose a number are listed on stderr and kept; `--only PART` is one
of quality, places, damage, speed, workers, bombs; `--write` puts the tables into docs/benchmarks.md. Exit 1 when
an aim is not reached.
"""

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import _extraction_corpus as corpus  # noqa: E402 - found by the line above
import _extraction_damage as damage  # noqa: E402
import _extraction_places as places  # noqa: E402
import _extraction_quality as quality  # noqa: E402
import _extraction_report as report  # noqa: E402
import _extraction_speed as speed  # noqa: E402
import _extraction_workers as workers  # noqa: E402
from _extraction_source import Sample  # noqa: E402
from _extraction_speed import Row  # noqa: E402
from _extraction_yardsticks import peers  # noqa: E402
from _rows import emit  # noqa: E402

from tests.inspection.bombs import BOMBS  # noqa: E402

FAULTS = corpus.KEPT / "faults"
RECALL = 0.99
QUICK_BOMBS = ("flat zip", "xml entities", "deep html", "docx entities")
DAMAGED_OCTETS_MAX = 100_000  # larger files say no more and take longer


def main() -> int:
    """Run the parts that were asked for; print one row a figure."""
    options = _options()
    samples = corpus.foreign(options.input) if options.input else corpus.corpus(quick=options.quick)
    parts: dict[str, Callable[[], Iterator[Row]]] = {
        "quality": lambda: _quality(samples, options),
        "places": lambda: _places(options),
        "damage": lambda: _damage(samples, options),
        "speed": lambda: _speed(samples, options),
        "workers": lambda: _workers(samples, options),
        "bombs": lambda: workers.bombs(list(QUICK_BOMBS) if options.quick else list(BOMBS)),
    }
    wanted = [options.only] if options.only else ["quality", "speed"] if options.input else list(parts)
    for part in wanted:
        shutil.rmtree(FAULTS / part, ignore_errors=True)
    held = [
        emit("extraction", row.case, row.value, row.unit, **row.more)
        for part in wanted
        for row in parts[part]()
    ]
    if options.write:
        report.write(
            ROOT / "docs/benchmarks.md", f"./dev bench extraction{' --quick' if options.quick else ''}"
        )
    return 0 if all(held) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--input", type=Path)
    parser.add_argument("--only", choices=("quality", "places", "damage", "speed", "workers", "bombs"))
    return parser.parse_args()


def _keep(part: str, name: str, content: bytes) -> Path:
    """Keep a file that shows a fault."""
    (FAULTS / part).mkdir(parents=True, exist_ok=True)
    path = FAULTS / part / "".join(each if each.isalnum() or each in "-." else "_" for each in name)
    path.write_bytes(content)
    return path


def _quality(samples: list[Sample], options: argparse.Namespace) -> Iterator[Row]:
    """Intact files: without pictures in this process; pictures and every eighth file by the product's workers."""
    pictures = [sample for sample in samples if sample.form in corpus.PICTURES]
    others = [sample for sample in samples if sample.form not in corpus.PICTURES]
    if options.input:
        pictures, others = [], samples
    answers = [(each, quality.inspected(each.path.read_bytes(), each.path.name)) for each in others]
    yield Row("corpus", len(samples), "files", {"formats": len({each.form for each in samples})})
    yield from _scored(quality.of_corpus(answers))
    if options.input:
        return
    if not any(sample.writer.startswith("LibreOffice") for sample in samples):
        yield Row(
            "files by LibreOffice", 0, "files", {"error": "not installed; a run without --quick installs it"}
        )
    yield from _scored(quality.of_corpus(quality.in_pool(pictures[:: 4 if options.quick else 1])))
    same = [answer for answer in answers[:: 16 if options.quick else 8] if answer[0].plants]
    again = quality.in_pool(sample for sample, _ in same)
    share = sum(_alike(one[1], two[1]) for one, two in zip(same, again, strict=True)) / len(same)
    yield Row(
        "workers answer as this process",
        share,
        "share",
        {"files": len(same), "aim": 1.0, "holds": share == 1},
    )


def _alike(one: quality.Inspection, two: quality.Inspection) -> bool:
    hashes = [{finding.value_hash for finding in each.findings} for each in (one, two)]
    return one.verdict == two.verdict and hashes[0] <= hashes[1]  # pictures add to what is found


def _scored(scores: dict[tuple[str, str], quality.Score]) -> Iterator[Row]:
    for (form, writer), score in sorted(scores.items()):
        sys.stderr.writelines(f"{fault}\n" for fault in score.faults)
        more = {"files": score.files, "aim": RECALL}
        name = f"{form} by {writer}"
        if score.values:
            lost = {"count": score.values, "lost": score.lost, "holds": score.recall >= RECALL}
            yield Row(f"recall {name}", round(score.recall, 4), "share", more | lost)
        yield Row(
            f"inspected {name}", round(score.whole, 4), "share", more | {"holds": score.whole >= RECALL}
        )


def _places(options: argparse.Namespace) -> Iterator[Row]:
    for family, score in quality.of_places(
        places.files(every=8 if options.quick else 1), partial(_keep, "places")
    ).items():
        sys.stderr.writelines(f"{fault}\n" for fault in score.faults)
        more = {"count": score.values, "aim": RECALL}
        lost = {"lost": score.lost, "holds": score.recall >= RECALL}
        yield Row(f"places {family}", round(score.recall, 4), "share", more | lost)
        yield Row(
            f"places inspected {family}",
            round(score.whole, 4),
            "share",
            more | {"holds": score.whole >= RECALL},
        )


def _damage(samples: list[Sample], options: argparse.Namespace) -> Iterator[Row]:
    """Damaged copies of the corpus and of the planted places: found, or told."""
    counts: dict[str, list[int]] = {}
    rng, times = Random(5), 1 if options.quick else 5
    for form, name, number, content in _to_damage(samples, options):
        plain = form in damage.PLAIN
        for way, as_name, damaged in damage.damaged(content, number, rng, plain=plain, times=times):
            count = counts.setdefault(way.split()[0] if way.startswith("wrapped") else way, [0, 0, 0])
            inspection = quality.inspected(damaged, as_name)
            count[0] += 1
            count[1] += quality.holds(inspection, number)
            if quality.is_silent(inspection, number):
                count[2] += 1
                kept = _keep(
                    "damage", f"{form}-{name}-{way}-{sum(each[0] for each in counts.values())}", damaged
                )
                sys.stderr.write(f"silent\t{form}\t{name}\t{way}\t{inspection.verdict}\t{kept}\n")
    for way, (files, found, silent) in counts.items():
        more = {"files": files, "found": found, "aim": "0", "holds": not silent}
        yield Row(f"silent misses: {way}", silent, "files", more)


def _to_damage(samples: list[Sample], options: argparse.Namespace) -> Iterator[tuple[str, str, str, bytes]]:
    """Yield format, name, one number and content of intact files."""
    seen: dict[tuple[str, str], int] = {}
    for sample in samples:
        slow = corpus.PICTURES | corpus.ARCHIVES if options.quick else corpus.PICTURES
        if not sample.plants or sample.form in slow:
            continue
        seen[sample.form, sample.writer] = seen.get((sample.form, sample.writer), 0) + 1
        small = sample.path.stat().st_size <= DAMAGED_OCTETS_MAX
        if small and seen[sample.form, sample.writer] <= 2:  # one in each language
            place = sorted(sample.plants)[seen[sample.form, sample.writer] % len(sample.plants)]
            yield sample.form, f"{sample.path.stem} {place}", sample.plants[place], sample.path.read_bytes()
    for family, place, number, content in places.files(every=32 if options.quick else 1):
        yield family, place, number, content


def _speed(samples: list[Sample], options: argparse.Namespace) -> Iterator[Row]:
    others, missing = peers(install=not options.quick)
    for said in missing:
        yield Row(f"time all formats beside {said.split()[0].rstrip(':')}", 0.0, "s", {"error": said})
    rounds = 1 if options.quick else 3
    readable = [sample for sample in samples if sample.form not in corpus.PICTURES]
    times = speed.measured(readable, others, rounds)
    yield from speed.by_format(readable, times, [peer.name for peer in others], rounds)
    for peer in others:
        peer.close()
        if not options.input:
            yield speed.recall_of(peer, readable)
    if any(sample.form == "pdf" for sample in samples):
        yield speed.pdf(samples, rounds)
    if not options.input:
        yield from speed.archives(rounds, 200_000 if options.quick else 2_000_000)


def _workers(samples: list[Sample], options: argparse.Namespace) -> Iterator[Row]:
    yield workers.sandbox_cost(100 if options.quick else 1000)
    yield workers.memory(samples[:: 8 if options.quick else 1])
    yield from workers.cards(1 if options.quick else 3)


if __name__ == "__main__":
    sys.exit(main())
