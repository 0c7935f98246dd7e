"""Files named on the command line: the same rules, and whoever asks is on the record."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from agent import by_hand
from agent.parts import Parts
from agent.wipe.refusal import OUTSIDE_ROOTS, Refusal
from tests.agent.builders import make_file, make_leftover


def test_an_unknown_file_becomes_an_entry_of_whoever_asks(parts: Parts, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    made = by_hand.leftover_at(parts, path)
    assert made == parts.inventory.at(os.fsencode(path))
    assert made.rule == by_hand.RULE
    assert made.deadline == ""  # nothing runs by itself
    assert made.attribution.account == parts.people.platform.account(os.getuid())
    assert made.attribution.confidence != "unknown"


def test_a_known_file_keeps_what_is_known_of_it(parts: Parts, tmp_path: Path) -> None:
    path = make_file(tmp_path)
    known = make_leftover(parts, path)
    path.write_text("changed since", encoding="utf-8")
    made = by_hand.leftover_at(parts, path)
    assert (made.id, made.rule, made.attribution) == (known.id, known.rule, known.attribution)
    assert made.fingerprint != known.fingerprint
    assert made.size == len("changed since")


def outside(base: Path) -> Path:
    (base / "outside.txt").write_text("x", encoding="utf-8")
    return base / "outside.txt"


def by_link_in_the_way(base: Path) -> Path:
    outside(base)
    (base / "root" / "way").symlink_to(base)
    return base / "root" / "way" / "outside.txt"


def link(base: Path) -> Path:
    (base / "root" / "link").symlink_to(outside(base))
    return base / "root" / "link"


def own_state(base: Path) -> Path:
    return base / "state" / "agent.db"


def folder(base: Path) -> Path:
    (base / "root" / "folder").mkdir()
    return base / "root" / "folder"


def missing(base: Path) -> Path:
    return base / "root" / "missing"


@pytest.mark.parametrize("make", [outside, by_link_in_the_way, link, own_state, folder, missing])
def test_what_may_not_be_destroyed_is_refused(
    parts: Parts, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path)
    with pytest.raises(Refusal) as why:
        by_hand.leftover_at(parts, path)
    if make in (outside, by_link_in_the_way, own_state):
        assert why.value.reason == OUTSIDE_ROOTS
    assert parts.inventory.everything() == []
