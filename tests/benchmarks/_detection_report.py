"""The rows of a run as the tables of docs/benchmarks.md."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from _page import figures, put

_Row = Mapping[str, object]


def write(path: Path, rows: Sequence[_Row], command: str) -> None:
    """Put the tables into their section of the page."""
    put(path, "detection", tables(rows, command))


def tables(rows: Sequence[_Row], command: str) -> str:
    """Return quality by type and way, then every other figure, as Markdown."""
    text = f"## Detection\n\nWritten by `{command}`.\n\n"
    quality = _quality(rows)
    if quality:
        text += "### Quality\n\nExact span and type, at the confidence that the built-in policies act on.\n\n"
        text += (
            "| type | values | precision | recall | aim | recall by way of writing |\n|---|--:|--:|--:|--:|---|\n"
            + quality
            + "\n"
        )
    others = [row for row in rows if row["unit"] != "share" or not _is_quality(row)]
    return text + f"### Figures\n\n{figures(others)}"


def _is_quality(row: _Row) -> bool:
    return str(row["case"]).split()[0] in {"precision", "recall"}


def _quality(rows: Sequence[_Row]) -> str:
    words = [(str(row["case"]).split(), row) for row in rows if _is_quality(row)]
    precision = {case[1]: row for case, row in words if case[0] == "precision"}
    recall = {case[1]: row for case, row in words if case[0] == "recall" and len(case) == 2}
    ways: dict[str, list[str]] = {}
    for case, row in words:
        if len(case) == 3:
            ways.setdefault(case[1], []).append(f"{case[2]} {row['value']:.3f}")
    return "".join(
        f"| {kind} | {row['count']} | {row['value']:.4f} | {recall[kind]['value']:.4f} | {row['aim']} | "
        f"{', '.join(ways.get(kind, []))} |\n"
        for kind, row in precision.items()
    )
