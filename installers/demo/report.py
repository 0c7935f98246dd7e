"""What the samples showed: a JSON line for programs, a table for people."""

import json
import unicodedata
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """One (mail, recipient) or file: what was expected and what the far end shows."""

    name: str
    kind: str
    recipient: str | None
    expected: str
    actual: str
    ok: bool
    detail: str


def as_json(seen: list[Seen], seconds: float) -> str:
    """Return the one line that `--demo-only` prints."""
    ok = bool(seen) and all(one.ok for one in seen)
    entries = [asdict(one) for one in seen]
    return json.dumps({"ok": ok, "seconds": round(seconds, 2), "samples": entries}, ensure_ascii=False)


def as_table(seen: list[Seen]) -> str:
    """Return a table that fits a terminal, Chinese characters counted as two columns."""
    rows = [("", "sample", "to", "what happened", "how it was seen")]
    rows += [
        ("✓" if one.ok else "✗", one.name, one.recipient or "", _outcome(one), one.detail) for one in seen
    ]
    widths = [max(_columns(row[i]) for row in rows) for i in range(4)]
    lines = [
        "  ".join([*(_padded(cell, width) for cell, width in zip(row, widths, strict=False)), row[4]])
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


def _outcome(one: Seen) -> str:
    return one.actual if one.actual == one.expected else f"{one.actual} (expected {one.expected})"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
