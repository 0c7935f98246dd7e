"""The one pass over the whole text: where might a value be?

Everything behind this package looks only at the hits. Vectorscan searches where its wheel can be
installed, `re` elsewhere, with the same hits.
"""

from functools import cache

from policies.prefilter.expressions import expressions
from policies.prefilter.fallback import FallbackMatcher
from policies.prefilter.hits import KINDS, NO_HITS, Hit, Hits, TooDense, Trigger, kinds_of
from policies.prefilter.scan import Scanner

try:
    from policies.prefilter.vectorscan import VectorscanMatcher
except ImportError:  # no wheel for this machine
    VectorscanMatcher = None  # type: ignore[assignment, misc]

__all__ = [
    "KINDS", "NO_HITS", "Hit", "Hits", "TooDense", "Trigger", "fallback_scanner", "kinds_of", "prepare",
    "scan",
]  # fmt: skip

_ready: list[Scanner] = []


def prepare(compiled: bytes = b"") -> bytes:
    """Make the search ready now rather than at the first text, and return what makes it ready elsewhere.

    `compiled` is what this function returned in another process of the same installation on the same
    machine: then nothing need be compiled, which takes half a second. Empty where `re` searches.
    """
    searched = expressions()
    if VectorscanMatcher is None:
        _ready[:] = [fallback_scanner()]
        return b""
    matcher = VectorscanMatcher(searched, compiled)
    _ready[:] = [Scanner(searched, matcher)]
    return compiled or matcher.serialised()


@cache
def fallback_scanner() -> Scanner:
    """Return the scanner that searches with `re`, whatever is installed."""
    searched = expressions()
    return Scanner(searched, FallbackMatcher(searched))


def scan(text: str) -> Hits:
    """Return the hits of a folded text; see `Scanner.scan`."""
    if not _ready:
        prepare()
    return _ready[0].scan(text)
