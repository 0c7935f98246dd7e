from server.policy.types import Check, Draft, DraftState, LintProblem, SelfTest
from tests.server.support import NOW, document

PROBLEM = LintProblem("small", 1, 1, "what", "remedy")


def test_a_check_holds_when_nothing_is_wrong() -> None:
    assert Check((), ()).ok
    assert Check((), (SelfTest("small", "a", ok=True, detail=""),)).ok
    assert not Check((PROBLEM,), ()).ok
    assert not Check((), (SelfTest("small", "a", ok=False, detail="expected seal"),)).ok


def test_a_draft_gives_the_text_of_a_document() -> None:
    draft = Draft(1, DraftState.EDITING, "li", 1, 1, (document("a: 1"),), "", None, NOW, NOW)
    assert draft.text_of("small") == "a: 1"
    assert draft.text_of("other") == ""
