"""Whether policy texts may be published: the language's own lint, and the tests each policy carries."""

from collections.abc import Iterable

from policies.decision.document_use import unmet
from policies.language import parser
from policies.language.errors import PolicyInvalid
from server.policy.types import Caution, Check, LintProblem, SelfTest
from wire.bundle import PolicyDocument


def check(documents: Iterable[PolicyDocument], registered: Iterable[str] = ()) -> Check:
    """Return all problems of all documents, and the outcome of every test of those that parse.

    `registered` are names and categories of the documents (contracts, forms) that are registered.
    """
    names = tuple(registered)
    cautions: list[Caution] = []
    problems: list[LintProblem] = []
    tests: list[SelfTest] = []
    from policies.language import self_test  # noqa: PLC0415 - loads detection, a third of a start of commands that check nothing

    for document in documents:
        try:
            policy = parser.parse(document.text, name=document.name)
        except PolicyInvalid as error:
            problems += [
                LintProblem(document.name, found.line, found.column, found.message, found.remedy)
                for found in error.problems
            ]
            continue
        cautions += [Caution(document.name, rule, pattern) for rule, pattern in unmet(policy, names)]
        tests += [
            SelfTest(document.name, result.name, not result.fault, result.fault)
            for result in self_test.run(policy)
        ]
    return Check(tuple(problems), tuple(tests), tuple(cautions))
