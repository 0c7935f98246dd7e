"""Counts for the summary line of `./dev test`."""

import json
import os
from pathlib import Path

import pytest


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
    Path(target).write_text(json.dumps(counts), encoding="utf-8")
