"""docs/benchmarks.md: each bench writes its own section of it, between two markers."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from _rows import printed

PAGE = Path(__file__).resolve().parents[2] / "docs/benchmarks.md"
_HEAD = "| case | value | unit | beside | its value | aim | holds |\n|---|--:|---|---|--:|--:|---|\n"
Row = Mapping[str, object]


def finish(bench: str, title: str, *, held: bool) -> int:
    """Write what was printed into the page if `--write` is given; return the exit code of the bench."""
    if "--write" in sys.argv:
        options = " ".join(each for each in sys.argv[1:] if each != "--write")
        command = f"./dev bench {bench} {options}".rstrip()
        put(PAGE, bench, f"## {title}\n\nWritten by `{command}`.\n\n{figures(printed)}")
    return 0 if held else 1


def put(path: Path, name: str, section: str) -> None:
    """Put a section between its markers, or at the end of the page where there are none yet."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    page = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n"
    if begin not in page:
        page = f"{page.rstrip()}\n\n{begin}\n{end}\n"
    before, rest = page.split(begin, 1)
    behind = rest.split(end, 1)[1]
    path.write_text(f"{before}{begin}\n{section}\n{end}{behind}", encoding="utf-8")


def figures(rows: Iterable[Row]) -> str:
    """Return rows as a Markdown table."""
    return _HEAD + "".join(map(_figure, rows))


def _figure(row: Row) -> str:
    value = f"error: {str(row['error'])[:80]}" if row.get("error") else str(row["value"])
    cells = (row["case"], value, row["unit"], row["yardstick"] or "", row["yardstick_value"] or "", row["aim"] or "",
             ("yes" if row["holds"] else "no") if row["aim"] else "")  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |\n"
