"""The edge form of an index, for workstations: what it finds is possible, never certain.

Nobody can keep a key secret on a workstation, so the hashes are salted only, and so short that they
err: of `clients` values, cut to t bits, a stranger's value meets one with probability clients / 2**t,
which is at least one in `rarity`. Whoever tries out all numbers finds every client among many more
strangers; `strangers_per_client` says how many. Nothing is gained by comparing two builds: the salt of
an index stays, so that the same strangers are met again. There are no rows, no names and no words:
two values that are met together may be of two clients, and a short list of names would tell them.

>>> strangers_per_client("RESIDENT_ID", 1_000_000, 100)
1200
"""

import struct
from types import MappingProxyType

import numpy as np

from policies.exact_match.header import EDGE_REMAINDER, OFFSET, Header, IndexInvalid
from policies.exact_match.index import HASH_BITS, Body, check_size
from policies.exact_match.values import ABSENT, ColumnHash, Hashes, normal_form
from policies.finding import Grade

RARITY_MIN, RARITY_MAX = 10, 1000
STRANGERS_MIN = 20  # for each client that trying out all numbers finds; with fewer it proves something
# How many numbers somebody would try: valid ones of persons alive, of segments in use, of issuers' BINs.
_SPACES = MappingProxyType(
    {"RESIDENT_ID": 120_000_000_000, "MOBILE": 4_400_000_000, "BANK_CARD": 1_600_000_000_000}
)
EDGE_TYPES = tuple(_SPACES)
_REMAINDER_BITS = 8 * EDGE_REMAINDER
_OFFSETS = struct.Struct("<2I")


class EdgeIndex:
    """An edge form ready for look-ups, in the place of an `Index` with a single row 0.

    Raises:
        IndexInvalid: no edge form, or cut off.
    """

    certain = False

    def __init__(self, header: Header, body: Body, start: int = 0) -> None:
        if not header.edge:
            raise IndexInvalid(f"index {header.name} is for gateways; build its edge form for workstations")
        check_size(header, len(body) - start)
        self.header = header
        self._body = body
        self.hashes = tuple(ColumnHash(header.salt, number) for number in range(len(header.columns)))
        self._starts: list[int] = []
        for column in header.columns:
            self._starts.append(start)
            start += header.size_of(column)

    def rows_of(self, number: int, value: str) -> list[int]:
        """Return [0] if a client may have this value in column `number`, else nothing."""
        column, start = self.header.columns[number], self._starts[number]
        value_hash = self.hashes[number].one(normal_form(column.type, value))
        cut = value_hash >> HASH_BITS - column.bits - _REMAINDER_BITS
        wanted = (cut & (1 << _REMAINDER_BITS) - 1).to_bytes(EDGE_REMAINDER, "little")
        first, end = _OFFSETS.unpack_from(self._body, start + OFFSET * (cut >> _REMAINDER_BITS))  # type: ignore[arg-type]
        start += OFFSET * ((1 << column.bits) + 1)
        at = self._body.find(wanted, start + EDGE_REMAINDER * first, start + EDGE_REMAINDER * end)
        while at >= 0 and (at - start) % EDGE_REMAINDER:
            at = self._body.find(wanted, at + 1, start + EDGE_REMAINDER * end)
        return [0] if at >= 0 else []

    def short_of(self, number: int, row: int) -> int:  # noqa: ARG002 - as `Index` has it
        """Return 0: there are no other columns."""
        return 0

    def marks(self, row: int) -> tuple[Grade | None, bool | None]:  # noqa: ARG002 - as `Index` has it
        """Return nothing: a workstation is not told grade or consent."""
        return None, None


def bits_for_rarity(entries: int, rarity: int) -> int:
    """Return to how many bits the hashes of so many values are cut: a stranger meets one in `rarity` or more."""
    return max(_REMAINDER_BITS, (entries * rarity).bit_length() - 1)


def strangers_per_client(kind: str, entries: int, rarity: int) -> int:
    """Return how many strangers are found with each client by whoever tries out all numbers of a type."""
    return int(_SPACES[kind] / rarity / max(entries, 1))


def lay_out(hashes: Hashes, rarity: int) -> tuple[bytes, int, int]:
    """Return the part of a column in the body, its entries and its bits; `ABSENT` stands for an empty cell."""
    present = np.unique(hashes[hashes != ABSENT])
    total = bits_for_rarity(len(present), rarity)
    cut = np.unique(present >> np.uint64(HASH_BITS - total))
    bits = total - _REMAINDER_BITS
    offsets = np.zeros((1 << bits) + 1, "<u4")
    np.cumsum(
        np.bincount((cut >> np.uint64(_REMAINDER_BITS)).astype(np.int64), minlength=1 << bits),
        out=offsets[1:],
    )
    return offsets.tobytes() + cut.astype("<u2").tobytes(), len(cut), bits
