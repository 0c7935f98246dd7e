"""What `ashseal-inspect PATH…` shows: a JSON line a file, progress while it runs, a table at the end."""

import os
import sys
import time
from collections import Counter
from pathlib import Path

import msgspec

from policies.finding import Finding
from policies.inspected import Inspection

_BAR = 30  # characters
_REDRAW = 0.2  # seconds between two states of the bar
_LINE_EVERY = 5.0  # seconds between two lines where there is no terminal


class Summary:
    """Counts over all files."""

    def __init__(self) -> None:
        self.files = self.findings = self.octets = 0
        self.by_verdict: Counter[str] = Counter()
        self.by_reason: Counter[str] = Counter()
        self.by_format: Counter[str] = Counter()
        self.by_type: Counter[str] = Counter()
        self._started = time.monotonic()

    def add(self, inspection: Inspection) -> None:
        """Count one file."""
        self.files += 1
        self.octets += inspection.size
        self.findings += len(inspection.findings)
        self.by_verdict[inspection.verdict.value] += 1
        self.by_format[inspection.format or "none"] += 1
        if inspection.reason:
            self.by_reason[inspection.reason] += 1
        self.by_type.update(finding.type for finding in inspection.findings)

    def as_dict(self) -> dict[str, object]:
        """Return the counts as JSON takes them; seconds are wall clock."""
        return {
            "files": self.files, "findings": self.findings, "octets": self.octets,
            "seconds": round(time.monotonic() - self._started, 3), "by_verdict": dict(self.by_verdict),
            "by_reason": dict(self.by_reason), "by_format": dict(self.by_format),
            "by_type": dict(self.by_type),
        }  # fmt: skip

    def table(self) -> str:
        """Return the table for people."""
        seconds = max(time.monotonic() - self._started, 0.001)
        lines = [f"{self.files} files, {self.octets / 1e6:.1f} MB, {seconds:.1f} s, {self.findings} found"]
        tables = (("verdict", self.by_verdict), ("reason", self.by_reason), ("type", self.by_type))
        for title, counts in (*tables, ("format", self.by_format)):
            lines += [f"  {title:8} {name:28} {count:>8}" for name, count in counts.most_common()]
        return "\n".join(lines) + "\n"


class Progress:
    """A bar on a terminal, a line now and then elsewhere; on standard error."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._terminal = sys.stderr.isatty()
        self._shown = time.monotonic()

    def step(self) -> None:
        """Count one file as done."""
        self._done += 1
        now = time.monotonic()
        if now - self._shown >= (_REDRAW if self._terminal else _LINE_EVERY):
            self._shown = now
            self._draw()

    def say(self, words: str) -> None:
        """Write a line without breaking the bar."""
        sys.stderr.write(("\r\033[K" if self._terminal else "") + words + "\n")

    def end(self) -> None:
        """Take the bar away."""
        if self._terminal:
            sys.stderr.write("\r\033[K")

    def _draw(self) -> None:
        filled = _BAR * self._done // max(self._total, 1)
        count = f"{self._done}/{self._total} files"
        if self._terminal:
            sys.stderr.write(f"\r[{'#' * filled}{'.' * (_BAR - filled)}] {count}")
            sys.stderr.flush()
        else:
            sys.stderr.write(count + "\n")


def shown(path: str | Path) -> str:
    """Return a path as text; octets that are no UTF-8 as backslash escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def line_of(path: str, inspection: Inspection) -> dict[str, object]:
    """Return one file's line; findings are masked."""
    return {
        "path": path, "verdict": inspection.verdict.value, "reason": inspection.reason,
        "format": inspection.format,
        "size": inspection.size, "seconds": round(inspection.seconds, 6),
        "findings": [_finding(finding) for finding in inspection.findings], "unread": list(inspection.unread),
    }  # fmt: skip


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "type": finding.type, "category": finding.category.value, "grade": finding.grade.value,
        "confidence": round(finding.confidence, 4), "masked": finding.masked,
        "place": msgspec.to_builtins(finding.place),
    }  # fmt: skip
