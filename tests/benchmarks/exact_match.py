"""`./dev bench exact-match`: size, building and look-up of an exact-match index.

10 million rows × 3 columns (identity number, mobile, bank card: all primary, the dearest case), with
`--quick` 200,000. Building reads a CSV file as `ashseal-console edm build` does. Look-ups go through a
read-only memory map, candidates in random order: of strangers (nearly all of them in real mail) and of
clients; then once more in a map whose pages were dropped from the cache. Exit 1 when an aim is missed.
"""

import mmap
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from _page import finish
from _rows import emit
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from policies.detection import detect  # noqa: E402 - found by the line above
from policies.exact_match.index import Index  # noqa: E402
from policies.exact_match.match import CANDIDATE_CONFIDENCE, match, with_lists  # noqa: E402
from runtime import exact_match  # noqa: E402
from server.exact_match.building import Builder  # noqa: E402
from server.exact_match.progress import Progress  # noqa: E402
from server.exact_match.recipe import ColumnRecipe, Recipe  # noqa: E402
from server.exact_match.sources import csv_batches  # noqa: E402
from tests.corpus.dev.corpus import mixed_text  # noqa: E402
from wire.signature import key_id  # noqa: E402

FULL, QUICK = 10_000_000, 200_000  # rows
OCTETS_A_ROW = 20.0  # 200 MB for 10 million
LOOK_UPS = 100_000
KEY = b"a key of 32 octets for this bench"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
RECIPE = Recipe(
    "clients",
    (
        ColumnRecipe("id_no", "RESIDENT_ID"),
        ColumnRecipe("mobile", "MOBILE"),
        ColumnRecipe("card", "BANK_CARD"),
    ),
)


def main() -> int:
    """Build an index, print a row for each figure."""
    rows = QUICK if "--quick" in sys.argv else FULL
    with tempfile.TemporaryDirectory(prefix="exact-match-") as folder:
        source, path = Path(folder, "clients.csv"), Path(folder, "clients.edm")
        write_clients(source, rows)
        signer = Ed25519PrivateKey.generate()
        held = [build(source, path, signer, rows)]
        source.unlink()
        octets = path.stat().st_size
        held.append(
            row(
                "size",
                octets / rows,
                "octets/row",
                aim=OCTETS_A_ROW,
                holds=octets <= OCTETS_A_ROW * rows or rows == QUICK,
                octets=octets,
                rows=rows,
            )
        )
        with path.open("rb") as file:
            started = time.perf_counter()
            header = exact_match.read(file, path.name, {key_id(signer.public_key()): signer.public_key()})
            row("verify", time.perf_counter() - started, "s")
            body = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            index = Index(header, body, KEY, exact_match.BODY_START)
            look_ups(index, rows)
            cold(index, body, file.fileno())
            table(index)
            mixed(index, 1_000_000 if rows == QUICK else 10_000_000)
    return finish("exact-match", "Exact-data match", held=all(held))


def row(case: str, value: float, unit: str, **more: object) -> bool:
    """Print one figure of this bench."""
    return emit("exact-match", case, round(value, 3), unit, **more)


def client(number: int) -> tuple[str, str, str]:
    """Return identity number, mobile and card of one invented client; different numbers, different clients."""
    spread = number * 7_919 % 500_000_000
    birth = f"{1950 + spread % 50}{1 + spread % 12:02}{1 + spread % 28:02}"
    id_no = f"{110101 + spread // 50_000 % 10_000:06}{birth}{spread // 50 % 1000:03}"
    total = sum(int(digit) * weight for digit, weight in zip(id_no, _WEIGHTS, strict=True))
    card = f"622202{number:012}"
    return id_no + "10X98765432"[total % 11], f"13{spread:09}", card + luhn(card)


def luhn(digits: str) -> str:
    """Return the check digit of a card number without it."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits)))
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def write_clients(path: Path, rows: int) -> None:
    """Write the source."""
    with path.open("w", encoding="utf-8") as file:
        file.write("id_no,mobile,card\n")
        file.writelines(",".join(client(number)) + "\n" for number in range(rows))


def build(source: Path, path: Path, signer: Ed25519PrivateKey, rows: int) -> bool:
    """Build the index and tell how long it took."""
    started, used = time.perf_counter(), time.process_time()
    builder = Builder(RECIPE, KEY)
    builder.read(csv_batches(source, RECIPE.headings), Progress())
    built = builder.finish(datetime.now(UTC))
    exact_match.write(path, built.header, built.body, signer)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu = round(time.process_time() - used, 1)
    return row("build", time.perf_counter() - started, "s", cpu=cpu, rows=rows, memory_mib=round(memory))


def look_ups(index: Index, rows: int) -> None:
    """Time candidates one by one, warm."""
    rng = random.Random(1)
    strangers = [client(rng.randrange(20_000_000, 500_000_000)) for _ in range(LOOK_UPS)]
    clients = [client(rng.randrange(rows)) for _ in range(LOOK_UPS)]
    for number, column in enumerate(index.header.columns):
        for who, values in (("stranger", strangers), ("client", clients)):
            timed(
                f"look-up {column.type} of a {who}",
                [value[number] for value in values],
                lambda value, n=number: index.rows_of(n, value),
            )  # type: ignore[misc]


def timed(case: str, values: list[str], look_up: Callable[[str], list[int]]) -> None:
    """Look all values up twice, tell of the second time."""
    for _ in range(2):
        started = time.perf_counter()
        found = sum(bool(look_up(value)) for value in values)
        seconds = time.perf_counter() - started
    row(case, seconds / len(values) * 1e6, "µs", found=found, look_ups=len(values))


def cold(index: Index, body: mmap.mmap, descriptor: int) -> None:
    """Time look-ups whose pages must come from the disk."""
    body.madvise(mmap.MADV_DONTNEED)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    rng = random.Random(2)
    values = [client(rng.randrange(20_000_000, 500_000_000))[1] for _ in range(1000)]
    started = time.perf_counter()
    for value in values:
        index.rows_of(1, value)
    row("look-up cold", (time.perf_counter() - started) / len(values) * 1e6, "µs", look_ups=len(values))


def mixed(index: Index, octets: int) -> None:
    """Time text of the corpus with and without an index: business prose, values, look-alikes."""
    text = mixed_text(octets)
    detect(text)  # the first time is slower
    started = time.process_time()
    detect(text)
    without = octets / 1e6 / (time.process_time() - started)
    started = time.process_time()
    spans = detect(text, min_confidence=CANDIDATE_CONFIDENCE)
    with_lists(text, spans, [index])
    speed = octets / 1e6 / (time.process_time() - started)
    row(
        "mixed text", speed, "MB/s", yardstick="without an index", yardstick_value=round(without, 2),
        ratio=round(speed / without, 2), candidates=len(spans), octets=octets,
    )  # fmt: skip


def table(index: Index) -> None:
    """Time the matching of a table of 1,000 clients beside its detection."""
    text = "\n".join("\t".join(client(number)) for number in range(1000))
    started = time.process_time()
    spans = detect(text, min_confidence=0.3)
    detected = time.process_time() - started
    match(text, spans, [index])  # brings its pages into memory
    started = time.process_time()
    met = match(text, spans, [index])
    seconds = time.process_time() - started
    row(
        "table of 1,000 clients", seconds, "s", yardstick="detection", yardstick_value=round(detected, 3),
        ratio=round(seconds / detected, 2), met=len(met), candidates=len(spans),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
