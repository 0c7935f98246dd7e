"""Puts policies to stored subjects, in SQL."""

import datetime as dt
from pathlib import Path
from typing import Any

from policies.decision.subject import Subject
from policies.model import Policy
from server.replay.compiler import PolicySet, query
from server.replay.history import ROWS, SHAPES, History
from server.replay.rows import Row, Shape, row_of
from server.replay.store import FeatureStore

EVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def stored(folder: Path, subjects: list[Subject], policies: tuple[Policy, ...]) -> FeatureStore:
    store = FeatureStore(folder)
    store.add([row_of(each, policies, id=str(n), policy_version=1) for n, each in enumerate(subjects)])
    return store


def verdicts(store: FeatureStore, policies: tuple[Policy, ...]) -> dict[str, dict[str, Any]]:
    """Return the verdict columns of each row by its id."""
    with History(store, EVER) as history:
        assert not history.skipped
        asked = PolicySet("new", policies)
        found = history.ask(query([asked], rows=ROWS, shapes=SHAPES))
    return {
        row["id"]: {name[4:]: value for name, value in row.items() if name.startswith("new_")}
        for row in found
    }


def verdict_of(folder: Path, told: tuple[Row, Shape], policy: Policy) -> dict[str, Any]:
    """Return the verdict on one row."""
    store = FeatureStore(folder)
    store.put(told[0].at[:10], "one", [told])
    [found] = verdicts(store, (policy,)).values()
    return found
