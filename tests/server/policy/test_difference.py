from hypothesis import given
from hypothesis import strategies as st

from server.policy.difference import changed_names, compare
from tests.server.support import document

LINES = st.lists(st.sampled_from(["a", "b", "c", "d: 1"]), max_size=30)


def test_changes_are_shown_with_lines_around_them() -> None:
    old = "\n".join(f"line {i}" for i in range(20))
    new = old.replace("line 10", "line ten")
    shown = compare([document(old)], [document(new)])
    assert [line.kind for line in shown] == ["skip"] + ["same"] * 3 + ["removed", "added"] + ["same"] * 3
    removed = next(line for line in shown if line.kind == "removed")
    assert (removed.text, removed.old_line, removed.new_line) == ("line 10", 11, None)


def test_documents_that_come_and_go_are_shown_whole() -> None:
    shown = compare([document("a", "old")], [document("b", "new")])
    assert [(line.document, line.kind, line.text) for line in shown] == [
        ("new", "added", "b"),
        ("old", "removed", "a"),
    ]
    assert changed_names([document("a", "old")], [document("b", "new")]) == {"old", "new"}


def test_nothing_changed_shows_nothing() -> None:
    assert compare([document()], [document()]) == ()


@given(LINES, LINES)
def test_every_changed_line_is_shown(old: list[str], new: list[str]) -> None:
    shown = compare([document("\n".join(old))], [document("\n".join(new))])
    removed = sum(line.kind == "removed" for line in shown)
    added = sum(line.kind == "added" for line in shown)
    assert len(new) - len(old) == added - removed
    assert all(
        old[(line.old_line or 0) - 1] == line.text for line in shown if line.kind in {"same", "removed"}
    )
    assert all(new[(line.new_line or 0) - 1] == line.text for line in shown if line.kind in {"same", "added"})
