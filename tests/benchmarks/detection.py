"""`./dev bench detection`: quality by type and way of writing, then speed, size, hostile texts, start-up.

`--quick` takes at most a minute; `--split dev` measures on the development split; `--input FILE` on
foreign lines `{"id", "text", "spans": [{"start", "end", "type"}]}`; `--list FILE` writes every miss
and false alarm there (`-`: stdout, instead of the rows) and not to stderr; `--quality-only --type MOBILE`
is for work on one detector; `--write` puts the tables into docs/benchmarks.md. Exit 1 when an aim is not reached.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import _detection_quality as quality
import _detection_report as report
import _detection_speed as speed
import _detection_start as start
from _rows import emit

from policies.detection import detect
from tests.corpus.sample import Label, Sample

ROOT = Path(__file__).resolve().parents[2]
MB = speed.MB


class Rows(list[dict[str, object]]):
    """The rows of this run, printed as they come."""

    def put(self, case: str, value: float, unit: str, **more: object) -> None:
        """Print and keep a row."""
        self.append({"case": case, "value": value, "unit": unit, "yardstick": None, "yardstick_value": None,
                     "aim": None, "holds": True} | more)  # fmt: skip
        emit("detection", case, value, unit, **more)


def main() -> int:
    """Run what the arguments ask for; print one row a figure."""
    options = _options()
    rows = Rows()
    _quality(options, rows)
    if not options.quality_only:
        _speed(options, rows)
    if options.write:
        report.write(
            ROOT / "docs/benchmarks.md",
            rows,
            f"./dev bench detection {'--quick ' if options.quick else ''}--split {options.split}",
        )
    return 0 if all(row["holds"] for row in rows) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--input", type=Path)
    parser.add_argument("--split", choices=("dev", "heldout"), default="heldout")
    parser.add_argument("--list", metavar="FILE")
    parser.add_argument("--quality-only", action="store_true")
    parser.add_argument("--type", help="look at one type only")
    parser.add_argument("--count", type=int, help="samples of the split; default 45000, quick 3000")
    return parser.parse_args()


def _corpus(options: argparse.Namespace) -> ModuleType:
    return importlib.import_module(f"tests.corpus.{options.split}.corpus")


def _quality(options: argparse.Namespace, rows: Rows) -> None:
    count = options.count or (3_000 if options.quick else 45_000)
    samples = foreign(options.input) if options.input else _corpus(options).samples(seed=1, count=count)
    found = quality.measure(samples, lambda text: detect(text, min_confidence=0.01), options.type)
    _list_faults(found.faults, options.list)
    if options.list == "-":
        return  # stdout is for the person who reads them
    for case, value, unit, aim, holds, values in quality.rows(found):
        rows.put(case, value, unit, aim=aim, holds=holds, count=values)


def foreign(path: Path) -> Iterator[Sample]:
    """Yield the texts of a file of JSON lines; one without spans counts as mail without client data."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
                labels = tuple(
                    Label(each["start"], each["end"], each["type"], each.get("way", "given"))
                    for each in record["spans"]
                )
                yield Sample(str(record["id"]), record["text"], labels, "values" if labels else "business")
            except (ValueError, KeyError, TypeError) as error:
                raise SystemExit(f"{path}:{number}: {error!r}; a line is {{id, text, spans}}") from error


def _list_faults(faults: Iterable[str], target: str | None) -> None:
    text = "".join(f"{line}\n" for line in faults)
    if target and target != "-":
        Path(target).write_text(text, encoding="utf-8")
    else:
        (sys.stdout if target else sys.stderr).write(text)


def _speed(options: argparse.Namespace, rows: Rows) -> None:
    quick = options.quick
    size = MB if quick else 20 * MB
    data = _text(options, size)
    parts = (
        speed.side_by_side(data, runs=1 if quick else 3, install=not quick),
        speed.where_time_goes(data),
        speed.linearity(data, (MB // 4, MB, 2 * MB) if quick else (MB, 10 * MB, 100 * MB)),
        speed.hostile(size // 5 if quick else size),
        start.start_up(runs=3 if quick else 7),
    )
    for part in parts:
        for row in part:
            rows.put(row.case, row.value, row.unit, **row.more)


def _text(options: argparse.Namespace, size: int) -> bytes:
    """The text whose speed is measured: the split's, or the foreign one over and over."""
    if not options.input:
        return bytes(_corpus(options).mixed_text(size).encode())
    text = "\n\n".join(sample.text for sample in foreign(options.input)).encode("utf-8", "replace")
    return (text * (size // max(1, len(text)) + 1))[:size].decode(errors="ignore").encode()


if __name__ == "__main__":
    sys.exit(main())
