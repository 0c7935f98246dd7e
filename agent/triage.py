"""Which names and files are worth reading at all: pure questions, answered without opening anything.

Everything a person can leave behind is: hidden files too, any suffix, any size. What is no regular
file holds no content of its own, and an empty file holds none yet.
"""

import stat
from collections.abc import Iterable

ASIDE = b".ashseal-aside"  # agent.wipe.aside puts files here that are on their way out


def beneath(path: bytes, directories: Iterable[bytes]) -> bytes | None:
    """Return the one of `directories` that `path` lies in (or is), the longest if several do."""
    holding = [one for one in directories if path == one or path.startswith(one.rstrip(b"/") + b"/")]
    return max(holding, key=len, default=None)


def is_watched(path: bytes, roots: Iterable[bytes], excluded: Iterable[bytes]) -> bool:
    """Tell whether `path` is ours to look at."""
    return (
        beneath(path, roots) is not None and beneath(path, excluded) is None and ASIDE not in path.split(b"/")
    )


def worth_reading(mode: int, size: int) -> bool:
    """Tell whether a file of this `st_mode` and size in octets can hold anything."""
    return stat.S_ISREG(mode) and size > 0
