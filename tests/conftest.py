"""Counts for the summary line of `./dev test`."""

import json
import os
from pathlib import Path

import pytest

_deselected = 0


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Keep the count where a process of several workers hands it to the one that sums up."""
    if items and hasattr(items[0].config, "workeroutput"):
        items[0].config.workeroutput["deselected"] = len(items)


def pytest_testnodedown(node: object) -> None:
    """Take the count from a worker; each of them collects, and deselects, the same tests."""
    global _deselected  # noqa: PLW0603 - the hooks of one process share no object
    _deselected = getattr(node, "workeroutput", {}).get("deselected", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write how many tests passed, failed, were skipped or deselected to where `dev` asks for it."""
    target = os.environ.get("ASHSEAL_TEST_SUMMARY")
    if not target:
        return
    stats = terminalreporter.stats
    names = {
        "passed": ["passed"],
        "failed": ["failed", "error"],
        "skipped": ["skipped"],
        "deselected": ["deselected"],
    }
    counts = {name: sum(len(stats.get(kind, [])) for kind in kinds) for name, kinds in names.items()}
    counts["deselected"] = counts["deselected"] or _deselected
    Path(target).write_text(json.dumps(counts), encoding="utf-8")
