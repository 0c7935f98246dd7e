"""`./dev bench mutants`: each planted fault must be noticed by the tests named beside it.

A mutant changes one line of transaction, decision, wipe or bundle in a copy of the tree. It is
killed when the tests fail; one that survives shows a rule that no test holds. `--quick` tries
every fourth one. Exit 1 when a mutant survives or its line is not found any more.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _mutants import MUTANTS, Mutant
from _rows import emit

ROOT = Path(__file__).resolve().parents[2]
COPIED = (
    "agent",
    "smtp_gateway",
    "policies",
    "server",
    "inspection",
    "wire",
    "runtime",
    "tests",
    "pyproject.toml",
)
SECONDS_MAX = 120


def main() -> int:
    """Try each mutant in a copy of the tree and print one row for each."""
    chosen = MUTANTS[::4] if "--quick" in sys.argv else MUTANTS
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        tree = Path(folder)
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
            copy(ROOT / name, tree / name)
        _must_pass_unchanged(tree, chosen)
        held = [_row(tree, mutant) for mutant in chosen]
    return 0 if all(held) else 1


def _must_pass_unchanged(tree: Path, mutants: list[Mutant]) -> None:
    """A test that fails anyway would seem to kill every mutant."""
    for tests in sorted({mutant.tests for mutant in mutants}):
        if _tests_fail(tree, tests):
            raise SystemExit(f"mutants: the tests {tests} fail without any mutant")


def _row(tree: Path, mutant: Mutant) -> bool:
    started = time.monotonic()
    path = tree / mutant.file
    original = path.read_text(encoding="utf-8")
    if original.count(mutant.line) != 1:
        return emit(
            "mutants", mutant.name, 0, "killed", aim=1, holds=False, error="the line is not there once"
        )
    try:
        path.write_text(original.replace(mutant.line, mutant.fault), encoding="utf-8")
        killed = _tests_fail(tree, mutant.tests)
    finally:
        path.write_text(original, encoding="utf-8")
    seconds = round(time.monotonic() - started, 1)
    return emit("mutants", mutant.name, int(killed), "killed", aim=1, holds=killed, seconds=seconds)


def _tests_fail(tree: Path, tests: tuple[str, ...]) -> bool:
    """Run the tests in the copy; pytest's exit code 1 is a failed test, anything else an error."""
    # Started as a module in the copy, the copy stands first on the path, before the installed tree.
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(command, cwd=tree, capture_output=True, check=False, timeout=SECONDS_MAX)
    except subprocess.TimeoutExpired:
        return True  # the fault makes it hang, and a hanging test is a failed one
    if done.returncode not in (0, 1):
        raise SystemExit(f"mutants: the tests {tests} do not run: {done.stdout.decode()[-500:]}")
    return done.returncode == 1


if __name__ == "__main__":
    sys.exit(main())
