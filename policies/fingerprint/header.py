"""What a register says of itself. The header is what is signed; the body is what `codec.dump` gave.

As of an exact-match index there are two forms: the full one, under a key that gateways have, and the edge
form for workstations, whose key is the salt in the header.
"""

from typing import Annotated

from msgspec import Meta, Struct

from policies.exact_match.keys import IndexKey

SCHEMA = 1  # goes up when the body changes
NAME = "documents"  # there is one register
DOCUMENTS_MAX = 65_535  # a document's number takes two octets
BODY_MAX = 64 << 20  # octets

_Name = Annotated[str, Meta(pattern=r"^documents\Z")]


class RegisterInvalid(ValueError):
    """A register that cannot be built or read; the text names the place and the remedy."""


class RegisterHeader(Struct, frozen=True, forbid_unknown_fields=True):
    """A register apart from its fingerprints.

    `built_at` is an instant in UTC, RFC 3339; `age_max` are seconds. `key_id` tells the key of the full form,
    as `policies.exact_match.keys.IndexKey` makes it of `salt`; it is empty in the edge form.
    """

    schema: int
    name: _Name
    built_at: str
    age_max: Annotated[int, Meta(ge=1)]
    documents: Annotated[int, Meta(ge=0, le=DOCUMENTS_MAX)]
    salt: Annotated[bytes, Meta(min_length=16, max_length=16)]
    key_id: str
    body_size: Annotated[int, Meta(ge=0, le=BODY_MAX)]
    body_digest: str  # hex SHA-256

    edge: bool = False


def key_of(salt: bytes, hash_key: bytes, *, edge: bool) -> bytes:
    """Return the key of a register's fingerprints: that of an edge form is its salt, which is public."""
    return salt if edge else IndexKey(hash_key, salt).secret
