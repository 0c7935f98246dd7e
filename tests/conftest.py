"""Counts for the summary line of `./dev test`, and room for tests that measure time."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_DESELECTED = pytest.StashKey[int]()


@pytest.hookimpl(wrapper=True, tryfirst=True)  # around the timeout: waiting for others is not the test's time
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let no test run beside one that is marked `alone`, whichever process of the run it is in."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return (yield)
    folder = Path(item.config.getoption("basetemp")).parent  # shared by the processes of one run
    with _room(folder, alone=item.get_closest_marker("alone") is not None):
        return (yield)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes share the tests, spread the slow files: seldom two at a time, and none at the end."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    slow = [tests for tests in files.values() if tests[0].get_closest_marker("slow")]
    order = [tests for tests in files.values() if tests not in slow]
    step = len(order) * 2 // 3 // max(1, len(slow)) + 1
    for number, tests in enumerate(slow):
        order.insert(number * step, tests)
    items[:] = [item for tests in order for item in tests]


@contextmanager
def _room(folder: Path, *, alone: bool) -> Iterator[None]:
    import fcntl  # noqa: PLC0415 - there is none on Windows, and no run in several processes either

    with (folder / "door").open("w") as door, (folder / "room").open("w") as room:
        fcntl.flock(door, fcntl.LOCK_EX)  # who waits for an empty room keeps the door: nobody overtakes
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(door, fcntl.LOCK_UN)
        yield


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Count them where they are collected: with several processes the one that reports collects nothing."""
    config = items[0].config
    config.stash[_DESELECTED] = config.stash.get(_DESELECTED, 0) + len(items)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the reporting process, if this is one of several, how many tests were left out."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["deselected"] = session.config.stash.get(_DESELECTED, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Take that number over; each process collects everything, so all tell the same one."""
    config, output = node.config, getattr(node, "workeroutput", {})  # type: ignore[attr-defined]
    config.stash[_DESELECTED] = max(config.stash.get(_DESELECTED, 0), output.get("deselected", 0))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write how many tests passed, failed, were skipped or deselected to where `dev` asks for it."""
    target = os.environ.get("ASHSEAL_TEST_SUMMARY")
    if not target:
        return
    stats = terminalreporter.stats
    names = {"passed": ["passed"], "failed": ["failed", "error"], "skipped": ["skipped"]}
    counts = {name: sum(len(stats.get(kind, [])) for kind in kinds) for name, kinds in names.items()}
    counts["deselected"] = terminalreporter.config.stash.get(_DESELECTED, 0)
    Path(target).write_text(json.dumps(counts), encoding="utf-8")
