"""The one pass over the whole text: where might a value be?

Everything behind this package looks only at the hits. Vectorscan searches where its wheel can be
installed, `re` elsewhere, with the same hits.
"""

from functools import cache

from policies.prefilter.expressions import expressions
from policies.prefilter.fallback import FallbackMatcher
from policies.prefilter.hits import Hit, TooDense, Trigger
from policies.prefilter.scan import Scanner

try:
    from policies.prefilter.vectorscan import VectorscanMatcher as _Matcher
except ImportError:  # no wheel for this machine
    from policies.prefilter.fallback import FallbackMatcher as _Matcher  # type: ignore[assignment]

__all__ = ["Hit", "TooDense", "Trigger", "fallback_scanner", "scan"]


@cache
def _scanner() -> Scanner:
    searched = expressions()
    return Scanner(searched, _Matcher(searched))


@cache
def fallback_scanner() -> Scanner:
    """Return the scanner that searches with `re`, whatever is installed."""
    searched = expressions()
    return Scanner(searched, FallbackMatcher(searched))


def scan(text: str) -> list[Hit]:
    """Return the hits of a folded text; see `Scanner.scan`."""
    return _scanner().scan(text)
