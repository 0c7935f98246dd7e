"""What of YAML is refused, and how fast."""

from time import process_time

import pytest
import yaml

from policies.language.errors import PolicyInvalid
from policies.language.yaml_tree import DEPTH_MAX, LENGTH_MAX, NODES_MAX, compose, place

BOMB = "a: &a [x, x]\n" + "\n".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)
)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        (BOMB, 1, 4, "anchor &a"),
        ("a: 1\nb: *x", 2, 4, "alias *x"),
        (
            "a: !!python/object/apply:os.system [ls]",
            1,
            4,
            "tag tag:yaml.org,2002:python/object/apply:os.system",
        ),
        ("a: !x 1", 1, 4, "tag !x"),
        ("a: 1\n---\nb: 2", 2, 1, "a second document"),
        ("[" * (DEPTH_MAX + 1) + "]" * (DEPTH_MAX + 1), 1, DEPTH_MAX + 1, f"nested deeper than {DEPTH_MAX}"),
        ("a: [" + "x," * NODES_MAX + "]", 1, 99_997, f"more than {NODES_MAX} values"),
        ("a: 1\n b: 2", 2, 3, "no YAML: mapping values are not allowed here"),
        ("a:\n\t- 1", 2, 1, "no YAML: found character '\\t' that cannot start any token"),
        ("a: 'x", 1, 6, "no YAML: found unexpected end of stream"),
        ("a: 1\nb: \x00", 2, 4, "character U+0000 is not allowed"),
        ("a: \ud800", 1, 4, "character U+D800 is not allowed"),
        ("", 1, 1, "a policy is a mapping"),
        ("- a", 1, 1, "a policy is a mapping"),
        ("x" * (LENGTH_MAX + 1), 1, 1, f"longer than {LENGTH_MAX} characters"),
    ],
)
def test_what_is_refused_and_where(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(PolicyInvalid) as caught:
        compose(text, "p")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column, problem.message) == (line, column, message)
    assert problem.remedy


@pytest.mark.parametrize("text", ["[" * 200_000, "{a: " * 100_000, BOMB, "a: " + "- " * 100_000])
def test_hostile_texts_are_refused_quickly_and_without_recursion(text: str) -> None:
    begin = process_time()
    with pytest.raises(PolicyInvalid):
        compose(text, "p")
    assert process_time() - begin < 5


def test_a_tree_keeps_its_marks() -> None:
    root = compose("a:\n  b: 1", "p")
    assert isinstance(root, yaml.MappingNode)
    assert place(root.value[0][1].start_mark) == (2, 3)
    assert place(None) == (1, 1)


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("senders: *@bank.example", "put the text in quotes: YAML reads a sign in it otherwise"),
        ("paths: [*/Desktop/*]", "put the text in quotes: YAML reads a sign in it otherwise"),
        ("senders: @bank.example", "put the text in quotes: YAML reads a sign in it otherwise"),
        ('notice: {zh: "已加密" 发出}', "put the text in quotes: YAML reads a sign in it otherwise"),
        ("reason: 'sealed' on the way", "put the text in quotes: YAML reads a sign in it otherwise"),
        ("reason: sealed: on the way", "put a text with a colon in quotes, else check the indentation"),
        ("notice: [", "check indentation, colons and quotes on this line"),
    ],
)
def test_a_text_that_needs_quotes_is_told_so(line: str, remedy: str) -> None:
    with pytest.raises(PolicyInvalid) as caught:
        compose(f"schema: 1\n{line}\n", "p")
    (problem,) = caught.value.problems
    assert problem.remedy == remedy
    assert problem.line in {2, 3}
