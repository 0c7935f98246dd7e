"""What an index says of itself: its columns, its rule, its age. The header is what is signed.

The body holds, in this order, for `rows` = n:

    marks                 n octets: grade and consent of each row (`policies.exact_match.marks`)
    a primary column      2**bits + 1 offsets (uint32), `entries` × `remainder` octets, `entries` × 3 octets
    another column        n hashes cut to 32 bits (uint32)

Numbers are little-endian but for the cut hashes of a primary column, which are searched as octets.
The first `bits` bits of a hash choose the bucket, the next 24 stand in it in ascending order (32 where
one value is enough), and at the same place in the second run the number of the row. A look-up that
should find nothing errs with probability entries / 2**(bits + 24): 2e-6 … 4e-6, whatever the size, and
both values of a pair with its square; with 32 bits 7e-9 … 1.5e-8.

The edge form, for workstations, has primary columns only, and of each no more than its offsets and
`entries` × 2 octets, little-endian: see `policies.exact_match.edge`.
"""

from typing import Annotated

from msgspec import Meta, Struct

from policies.taxonomy import EntityType

TEXT = "text"  # the type of a column that no detector knows
SCHEMA = 1  # goes up when the body changes, or the normal form or hash of a value
ROWS_MAX = (1 << 24) - 1  # a row's number takes three octets
COLUMNS_MAX = 16
REMAINDER, REMAINDER_ALONE = 3, 4  # octets of a hash that are kept in a bucket; where one value is enough
ROW = 3  # octets of a row's number
OFFSET = 4
SHORT = 4  # octets of a hash in a column that is not primary
EDGE_REMAINDER = 2  # octets of a hash that are kept in a bucket of the edge form
TYPES = (*(kind.value for kind in EntityType), TEXT)

_BUCKET_MIN_BITS = 8
_BUCKET_SIZE_BITS = 5  # a bucket holds 32 to 64 entries

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9\-]{0,62}\Z")]
_Whole = Annotated[int, Meta(ge=0, le=ROWS_MAX)]
_Words = Annotated[str, Meta(min_length=1, max_length=128)]


class IndexInvalid(ValueError):
    """An index that cannot be built or read; the text names the place and the remedy."""


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """One column: `lengths` are those of its normal forms, `entries` and `bits` are 0 if it is not primary."""

    name: _Words
    type: str
    primary: bool
    lengths: tuple[_Whole, ...]
    entries: _Whole = 0
    bits: Annotated[int, Meta(ge=0, le=24)] = 0


class Header(Struct, frozen=True, forbid_unknown_fields=True):
    """An index apart from its hashes.

    Values of at least `least` columns of one row count if no more than `within` code points lie between
    the first and the last. `built_at` is an instant in UTC, RFC 3339; `age_max` are seconds. `key_id` is
    empty in the edge form, whose hashes are salted but not keyed.
    """

    schema: int
    name: Name
    columns: Annotated[tuple[Column, ...], Meta(min_length=1, max_length=COLUMNS_MAX)]
    least: Annotated[int, Meta(ge=1, le=COLUMNS_MAX)]
    within: Annotated[int, Meta(ge=0, le=100_000)]
    built_at: str
    age_max: Annotated[int, Meta(ge=1)]
    rows: _Whole
    salt: Annotated[bytes, Meta(min_length=16, max_length=16)]
    key_id: str
    body_digest: str  # hex SHA-256

    edge: bool = False

    @property
    def body_size(self) -> int:
        """Octets of the body."""
        return (0 if self.edge else self.rows) + sum(map(self.size_of, self.columns))

    @property
    def remainder(self) -> int:
        """Octets of a hash in the buckets of a primary column."""
        if self.edge:
            return EDGE_REMAINDER
        return REMAINDER_ALONE if self.least == 1 else REMAINDER

    def size_of(self, column: Column) -> int:
        """Octets of one column in the body."""
        if not column.primary:
            return SHORT * self.rows
        entry = self.remainder + (0 if self.edge else ROW)
        return OFFSET * ((1 << column.bits) + 1) + entry * column.entries


def bits_for(entries: int) -> int:
    """Return how many bits of a hash choose the bucket in a column of so many entries."""
    return max(_BUCKET_MIN_BITS, entries.bit_length() - 1 - _BUCKET_SIZE_BITS)
