"""An edge asks one thing for all it looks for, and hears all that is wrong."""

from pathlib import Path

from policies.language.parser import parse
from runtime.document_register import MISSING
from runtime.edge_lists import EdgeLists
from tests.policies.decision.test_document_use import POLICY
from tests.runtime.test_document_register import sent
from tests.runtime.test_exact_lists import IN_TIME, KEY, Keystore, put


def test_indexes_and_register_are_used_together(tmp_path: Path) -> None:
    put(tmp_path / "clients.edm")
    lists = EdgeLists([str(tmp_path / "clients.edm")], tmp_path, Keystore())
    lists.look()
    assert len(lists.usable(KEY)) == 1
    lists.register.offer(sent())
    assert len(lists.usable(KEY)) == 2
    assert lists.problem(IN_TIME, [parse(POLICY)]) == ""


def test_what_is_wrong_with_each_is_told(tmp_path: Path) -> None:
    lists = EdgeLists([str(tmp_path / "clients.edm")], tmp_path, Keystore())
    lists.look()
    lists.register.offer(b"")
    said = lists.problem(IN_TIME, [parse(POLICY)]).split("; ")
    assert [part.split(":")[0] for part in said if ":" in part] == [
        "exact-match index refused",
        "register of documents refused",
    ]
    assert said[-1] == MISSING
