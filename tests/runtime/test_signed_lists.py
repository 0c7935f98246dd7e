"""What holds for all sorts of signed files; `test_exact_lists` and `test_document_register` tell the rest."""

import asyncio
from pathlib import Path

import pytest

from runtime import signed_lists
from runtime.document_register import FILE
from runtime.exact_lists import ExactLists
from tests.runtime.small_console import until
from tests.runtime.test_document_register import LATER, register, sent
from tests.runtime.test_exact_lists import IN_TIME, KEY, Keystore


async def test_a_file_that_is_replaced_is_taken_over_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signed_lists, "LOOK_SECONDS", 0.01)
    (tmp_path / FILE).write_bytes(sent())
    made, stop = register(tmp_path), asyncio.Event()
    running = asyncio.create_task(made.run(stop))
    (tmp_path / FILE).write_bytes(sent(LATER))
    await until(lambda: made.have == LATER)
    stop.set()
    await running


def test_two_sorts_keep_their_states_apart(tmp_path: Path) -> None:
    register(tmp_path).offer(sent())
    indexes = ExactLists([str(tmp_path / FILE)], tmp_path, Keystore())
    indexes.look()
    assert indexes.usable(KEY) == ()
    assert "no exact-match index" in indexes.problem(IN_TIME)
    assert not (tmp_path / "exact-lists.json").exists()
