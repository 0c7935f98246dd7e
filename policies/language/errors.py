"""What can be wrong with a policy text.

PolicyInvalid   carries every `Problem` of the text, each with its place and its remedy
"""

import msgspec


class Problem(msgspec.Struct, frozen=True, order=True):
    """One fault of a policy text: line and column count from 1, the remedy says what to write."""

    line: int
    column: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.message} — {self.remedy}"


Path = tuple[str | int, ...]  # the keys and positions that lead to a value
Fault = tuple[Path, str, str]  # where, what is wrong, what to do


class PolicyInvalid(ValueError):
    """The text is no policy; `problems` lists all that was found, in the order of the text."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(f"{name}:{problem}" for problem in problems))
        self.name = name
        self.problems = problems
