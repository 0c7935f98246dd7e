"""The planted faults: one line each, and the tests that must notice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """`line` stands exactly once in `file`; `fault` takes its place; `tests` must then fail."""

    name: str
    file: str
    line: str
    fault: str
    tests: tuple[str, ...]


MUTANTS: list[Mutant] = []
