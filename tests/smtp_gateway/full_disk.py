"""A disk that is full: the kernel ends every file of this process at a size (RLIMIT_FSIZE)."""

import contextlib
import resource
from collections.abc import Iterator


@contextlib.contextmanager
def files_end_at(octets: int) -> Iterator[None]:
    """Let no file grow beyond `octets`: a write crosses the limit in part, the next one fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
