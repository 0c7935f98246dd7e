"""From the hashes of a column to its part of the body (see `policies.exact_match.header`)."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from policies.exact_match.header import REMAINDER, SHORT, bits_for
from policies.exact_match.index import HASH_BITS
from policies.exact_match.values import ABSENT, Hashes

SHARED_MAX = (
    32  # rows that have one value; one that more have (a placeholder, the house's own number) names nobody
)

_Octets = npt.NDArray[np.uint8]


class Laid(NamedTuple):
    """A laid-out primary column: `left_out` counts the rows whose value too many others have."""

    pieces: tuple[bytes, ...]
    entries: int
    bits: int
    left_out: int


def primary(hashes: Hashes, remainder: int = REMAINDER) -> Laid:
    """Return the part of a primary column; `hashes[r]` is that of row r, `ABSENT` for an empty cell.

    `remainder` is `Header.remainder`: octets of a hash that are kept in a bucket.
    """
    order = np.argsort(hashes)
    ordered = hashes[order]
    kept = _identifying(ordered)
    present = int(np.count_nonzero(ordered != ABSENT))
    ordered, order = ordered[kept], order[kept]
    bits = bits_for(len(ordered))
    buckets = (ordered >> np.uint64(HASH_BITS - bits)).astype(np.int64)
    offsets = np.zeros((1 << bits) + 1, "<u4")
    np.cumsum(np.bincount(buckets, minlength=1 << bits), out=offsets[1:])
    rest = (ordered >> np.uint64(HASH_BITS - bits - 8 * remainder)).astype(">u4")
    pieces = (offsets.tobytes(), _cut(rest, slice(4 - remainder, 4)), _cut(order.astype("<u4"), slice(0, 3)))
    return Laid(pieces, len(ordered), bits, present - len(ordered))


def other(hashes: Hashes) -> bytes:
    """Return the part of another column: one cut hash for each row, 0 for an empty cell."""
    cut = (hashes >> np.uint64(HASH_BITS - 8 * SHORT)).astype("<u4")
    cut[(cut == 0) & (hashes != ABSENT)] = 1
    return cut.tobytes()


def _identifying(ordered: Hashes) -> npt.NDArray[np.bool_]:
    """Of ascending hashes keep those that at most `SHARED_MAX` rows have, and none of an empty cell."""
    kept: npt.NDArray[np.bool_] = ordered != ABSENT
    if len(ordered) > SHARED_MAX:
        for value in np.unique(ordered[SHARED_MAX:][ordered[SHARED_MAX:] == ordered[:-SHARED_MAX]]):
            kept[np.searchsorted(ordered, value) : np.searchsorted(ordered, value, "right")] = False
    return kept


def _cut(numbers: npt.NDArray[np.uint32], octets: slice) -> bytes:
    """Return these octets of each number, one number after another."""
    octet_table: _Octets = numbers.view(np.uint8).reshape(-1, 4)
    return octet_table[:, octets].tobytes()
