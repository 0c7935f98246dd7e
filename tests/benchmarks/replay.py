"""`./dev bench replay`: verdicts in SQL against the gateway's, and the speed of a replay.

The same: 1,000,000 generated rows under generated and built-in policies, each row decided by
`policies.decision.decide` and by SQL; any difference fails. Speed: 100 million rows of one month, made by DuckDB,
the bank policy against a changed one, two threads; the yardstick is a bare count of the same rows by
domain. ClickHouse is not started: that its SQL can be parsed is a test. `--quick` takes 20,000 and 2
million rows, `--rows N` another number, `--input FOLDER` feature files of a console in place of made ones.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _page import finish
from _replay_history import make
from _rows import emit
from sqlglot import exp

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from policies.decision.decide import decide_all  # noqa: E402 - found by the line above
from policies.decision.subject import Subject  # noqa: E402
from policies.language.parser import parse  # noqa: E402
from policies.model import Policy  # noqa: E402
from runtime import builtin_policies  # noqa: E402
from server.replay import sql  # noqa: E402
from server.replay.comparison import compare, count_outcomes  # noqa: E402
from server.replay.compiler import NONE, PolicySet  # noqa: E402
from server.replay.history import ROWS, History  # noqa: E402
from server.replay.store import FeatureStore  # noqa: E402
from tests.server.replay.asking import EVER, stored, verdicts  # noqa: E402
from tests.server.replay.generated import maker  # noqa: E402

CHUNK = 10_000  # rows under one set of policies
SECONDS_AIM = 10.0
THREADS = 2


def main() -> int:
    """Print all rows; exit 1 if an aim fails."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--input", type=Path)
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    given = parser.parse_args()
    held = [_same(20_000 if given.quick else 1_000_000)]
    with tempfile.TemporaryDirectory(prefix="replay-") as folder:
        rows = given.rows or (2_000_000 if given.quick else 100_000_000)
        if given.input is None:
            octets = make(Path(folder), rows)
            emit("replay", "feature files", round(octets / rows, 1), "octets/row")
        held += _speed(given.input or Path(folder), quick=given.quick)
    return finish("replay", "Replay of a policy over past mail", held=all(held))


def _same(rows: int) -> bool:
    """Let both decide; a row differs if rule, action, would, matched or excepted do, or SQL is not sure."""
    different, started = 0, time.perf_counter()
    for seed in range(rows // CHUNK):
        made = maker(1000 + seed)
        policies = _policies(seed)
        subjects = [made.subject(policies) for _ in range(CHUNK)]
        with tempfile.TemporaryDirectory(prefix="replay-") as folder:
            found = verdicts(stored(Path(folder), subjects, policies), policies)
        asked = PolicySet("new", policies)
        different += sum(
            not _agree(asked, found[str(number)], subject) for number, subject in enumerate(subjects)
        )
    seconds = round(time.perf_counter() - started, 1)
    case = f"verdicts of {rows:,} rows that differ from the gateway's"
    return emit("replay", case, different, "rows", aim="0", holds=different == 0, seconds=seconds)


def _policies(seed: int) -> tuple[Policy, ...]:
    names = builtin_policies.NAMES
    if seed % 4 == 0:
        return (parse(builtin_policies.load(names[seed // 4 % len(names)])), maker(seed).policy())
    return tuple(maker(seed * 10 + number).policy(f"p{number}") for number in range(1 + seed % 2))


def _agree(asked: PolicySet, said: dict[str, Any], subject: Subject) -> bool:
    decision = decide_all(asked.policies, subject)
    rules = asked.rules
    winner = rules[said["rule"]] if said["rule"] != NONE else None
    return (
        (winner.policy.name, winner.rule.name) if winner else ("", ""),
        said["action"],
        said["would"],
        tuple(rules[each].rule.name for each in said["matched"]),
        tuple(rules[each].rule.name for each in said["excepted"]),
        said["sure"],
    ) == (
        (decision.policy, decision.rule),
        decision.action,
        decision.would,
        decision.matched,
        decision.excepted,
        True,
    )


def _speed(folder: Path, *, quick: bool) -> list[bool]:
    text = builtin_policies.load("bank")
    before = PolicySet("before", (parse(text),))
    after = PolicySet("after", (parse(text.replace("distinct: 5", "distinct: 3")),))
    started = time.perf_counter()
    with History(FeatureStore(folder), EVER, threads=THREADS) as history:
        emit("replay", "open the history", round(time.perf_counter() - started, 2), "s")
        domain = sql.column("domain")
        count = exp.alias_(exp.Count(this=exp.Star()), "rows")
        scan, counted = _timed(lambda: history.ask(exp.select(domain, count).from_(ROWS).group_by(domain)))
        rows = sum(each["rows"] for each in counted)
        seconds, _ = _timed(lambda: count_outcomes(history, (before, after), lambda *_: None))
        whole, found = _timed(lambda: compare(history, before, after, top=20, progress=lambda *_: None))
    load = round(os.getloadavg()[0], 1)
    more = {
        "yardstick": "count by domain",
        "yardstick_value": round(scan, 2),
        "load": load,
        "threads": THREADS,
    }
    holds = quick or seconds <= SECONDS_AIM
    changed = sum(each.rows for each in found.changes)
    return [
        emit("replay", f"verdicts of two policies on {rows:,} rows", round(seconds, 2), "s",
             aim=f"<= {SECONDS_AIM}", holds=holds, ratio=round(scan / seconds, 2), **more),
        emit("replay", f"whole report, {changed:,} rows change", round(whole, 2), "s",
             ratio=round(scan / whole, 2), **more),
    ]  # fmt: skip


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


if __name__ == "__main__":
    sys.exit(main())
