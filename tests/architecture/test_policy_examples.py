"""Every policy in the documents is one: it parses, its own tests hold, and no word of the language is missing."""

import re

import pytest
from msgspec.structs import fields

from policies import model
from policies.language import self_test
from policies.language.parser import parse
from policies.registers import Partner, Term
from runtime.builtin_policies import NAMES
from tests.architecture.tree import ROOT, repository_files

_KEY = re.compile(r"(?:^|[`{,(\[ ])([a-z_]+)(?=[`:])", re.MULTILINE)  # in backticks, or before a colon
_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = [
    (f"{file}:{found.start()}", found[1])
    for file in repository_files()
    if file.suffix == ".md" and file.parts[0] == "docs"
    for found in _BLOCK.finditer((ROOT / file).read_text(encoding="utf-8"))
]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("text", [text for _, text in EXAMPLES], ids=[name for name, _ in EXAMPLES])
def test_an_example_parses_and_its_own_tests_hold(text: str) -> None:
    policy = parse(text, name="example")
    assert policy.tests, "an example shows its tests, too"
    assert [case for case in self_test.run(policy) if case.fault] == []


GRAMMAR = (
    *(model.Policy, model.Rule, model.Scope, model.Condition, model.Cumulative, model.ExceptionGrant),
    *(model.Clause, model.TestCase, model.DocumentShown, model.Listing, model.Words, Partner, Term),
)


def test_the_page_names_every_key_and_every_action() -> None:
    page = (ROOT / "docs/policy-language.md").read_text(encoding="utf-8")
    shown = set(_KEY.findall(page))
    keys = {field.encode_name for struct in GRAMMAR for field in fields(struct)}
    assert sorted((keys | set(model.Action)) - shown) == []


def test_the_page_names_every_policy_that_is_shipped() -> None:
    page = (ROOT / "docs/policy-language.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"../policies/builtin/{name}.yaml" not in page] == []
