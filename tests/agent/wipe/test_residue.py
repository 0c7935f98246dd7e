"""Looking afterwards: what is still there under the file's names."""

import os
from pathlib import Path

import msgspec
import pytest

from agent.parts import Parts
from agent.wipe import residue
from tests.agent.builders import make_file
from tests.agent.wipe.test_aside import move, planned


def test_a_file_still_aside_is_not_gone(parts: Parts, tmp_path: Path) -> None:
    intent = planned(parts, make_file(tmp_path))
    moved = msgspec.structs.replace(intent, aside=move(parts, intent))
    assert not residue.verify(moved).gone
    Path(os.fsdecode(moved.aside), moved.id).unlink()
    assert residue.verify(moved) == residue.Residue(gone=True, residual_risk=())


@pytest.mark.parametrize(
    "copy",
    ["clients.txt~", "clients.txt.bak", ".clients.txt.swp", "~$clients.txt", "~$ients.txt", "clients.bak"],
)
def test_an_editors_copy_beside_it_is_told(parts: Parts, tmp_path: Path, copy: str) -> None:
    intent = planned(parts, make_file(tmp_path))
    moved = msgspec.structs.replace(intent, aside=move(parts, intent))
    make_file(tmp_path, "unrelated.txt")
    assert residue.verify(moved).residual_risk == ()
    make_file(tmp_path, copy)
    assert residue.verify(moved).residual_risk == (residue.EDITOR_COPIES,)
