"""The rows of a run as the tables of docs/benchmarks.md: recall by format and place, speed, the rest."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from _page import figures, put
from _rows import printed

_Row = Mapping[str, object]
_HEAD = "| files | values | found | inspected | places where some are lost |\n|---|--:|--:|--:|---|\n"
_RECALL = ("recall ", "inspected ", "places ")


def write(path: Path, command: str) -> None:
    """Put what was printed into its section of the page."""
    put(path, "extraction", tables(printed, command))


def tables(rows: Sequence[_Row], command: str) -> str:
    """Return recall, then every other figure, as Markdown."""
    text = f"## Extraction\n\nWritten by `{command}`.\n\n"
    recall = "".join(_recall(rows))
    if recall:
        text += f"### Recall\n\n{_HEAD}{recall}\n"
    others = [row for row in rows if not str(row["case"]).startswith(_RECALL)]
    return text + f"### Figures\n\n{figures(others)}"


def _recall(rows: Iterable[_Row]) -> Iterable[str]:
    whole = {
        str(row["case"]).replace("inspected ", "", 1): row for row in rows if "inspected " in str(row["case"])
    }
    for row in rows:
        case = str(row["case"])
        if case.startswith(("recall ", "places ")) and "inspected " not in case:
            name = case.removeprefix("recall ")
            lost = row.get("lost")
            words = (
                ", ".join(f"{place} ({count})" for place, count in lost.items())
                if isinstance(lost, dict)
                else ""
            )
            ended = whole.get(name, {"value": ""})["value"]
            yield f"| {name} | {row['count']} | {row['value']} | {ended} | {words} |\n"
