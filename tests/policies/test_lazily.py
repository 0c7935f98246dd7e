"""Expressions that are compiled when they are first asked."""

import re
import subprocess
import sys

import pytest

from policies.lazily import compile_all, lazily


def test_it_answers_as_a_compiled_expression_does() -> None:
    lazy = lazily("a+(b)", re.IGNORECASE)
    compiled = re.compile("a+(b)", re.IGNORECASE)
    for text in ("AAB", "xaab", "b"):
        for verb in ("match", "search", "fullmatch"):
            found, expected = getattr(lazy, verb)(text), getattr(compiled, verb)(text)
            assert (found and found.span(1)) == (expected and expected.span(1))
    assert lazy.sub("-", "xaabab") == "x--"
    assert lazy.pattern == "a+(b)"
    assert isinstance(lazy, re.Pattern)


def test_what_is_no_expression_is_told_when_all_are_compiled() -> None:
    script = "from policies.lazily import *; lazily('('); compile_all()"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "missing )" in run.stderr


def test_the_expressions_of_the_detectors_are_expressions() -> None:
    import policies.detection  # noqa: F401, PLC0415 - makes them

    compile_all()


def test_nothing_is_compiled_before_the_first_question(monkeypatch: pytest.MonkeyPatch) -> None:
    lazy = lazily("a")
    monkeypatch.setattr(re, "compile", lambda *_: pytest.fail("compiled again"))
    with pytest.raises(pytest.fail.Exception):
        lazy.match("a")
    monkeypatch.undo()
    assert lazy.match("a")
