from server.policy import checking
from server.policy.types import Caution
from tests.server.support import POLICY, document


def test_a_sound_policy_passes_with_its_own_tests() -> None:
    found = checking.check([document()])
    assert found.ok
    assert [test.name for test in found.tests] == ["an identity number is sealed"]


def test_problems_name_document_line_and_remedy() -> None:
    found = checking.check([document(POLICY.replace("then: seal", "then: sael"))])
    assert not found.ok
    problem = found.problems[0]
    assert (problem.document, problem.line > 1, problem.column >= 1) == ("small", True, True)
    assert problem.message
    assert problem.remedy


def test_a_rule_that_asks_for_a_document_nobody_registered_is_told_and_stops_nobody() -> None:
    asking = document(POLICY.replace("{grade: sensitive}", "{grade: sensitive, document: 合同*}"))
    for names, cautions in (((), (Caution("small", "sensitive-mail", "合同*"),)), (("合同 1",), ())):
        found = checking.check([asking], names)
        assert found.cautions == cautions
        assert found.problems == ()


def test_an_own_test_that_fails_is_told() -> None:
    found = checking.check([document(POLICY.replace("expect: seal", "expect: refuse"))])
    assert found.problems == ()
    assert "refuse" in found.tests[0].detail
    assert not found.ok
