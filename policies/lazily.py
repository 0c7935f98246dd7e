"""Regular expressions that are compiled when they are first asked: a start compiles none, a text only those it needs.

Compiling all expressions of the detectors takes three times as long as loading everything else: a
class of all Han characters alone costs milliseconds. A process that detects for long, or may not
spend the time later, compiles them beforehand (`compile_all`).
"""

import re
from typing import Any, cast

_VERBS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "split")
_made: "list[_Lazy]" = []


class _Lazy:
    """Stands for a compiled expression, and from the first question on has its verbs."""

    def __init__(self, expression: str, flags: re.RegexFlag) -> None:
        self._expression = expression
        self._flags = flags

    # What it stands for, so that whoever looks for expressions finds it.
    __class__ = property(lambda _: re.Pattern)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the compiled expression has
        compiled = re.compile(self._expression, self._flags)
        vars(self).update({verb: getattr(compiled, verb) for verb in _VERBS})
        return getattr(compiled, name)


def lazily(expression: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return what `re.compile` returns, compiled at its first use.

    An expression that is none is an error at the first use only; a test compiles all.
    """
    lazy = _Lazy(expression, flags)
    _made.append(lazy)
    return cast("re.Pattern[str]", lazy)


def compile_all() -> None:
    """Compile every expression now.

    Raises:
        re.error: one of them is none.
    """
    for lazy in _made:
        lazy.match  # noqa: B018 - the first question compiles
