"""Problems carry their place and remedy."""

from policies.language.errors import PolicyInvalid, Problem


def test_each_problem_is_a_line_with_place_and_remedy() -> None:
    error = PolicyInvalid(
        "bank.yaml", (Problem(3, 5, "unknown key 'whn'", "did you mean 'when'?"), Problem(9, 1, "a", "b"))
    )
    assert str(error) == "bank.yaml:3:5: unknown key 'whn' — did you mean 'when'?\nbank.yaml:9:1: a — b"
    assert error.problems[0].line == 3
