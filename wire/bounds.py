r"""The bounded types every struct on the wire is built from.

A number or text from outside that has no bound can poison a batching writer (an integer beyond
a database's bigint) or fill a disk; so each field on the wire uses one of these. Patterns end in
`\Z`, for `$` would let a line feed through.
"""

from typing import Annotated

from msgspec import Meta

COUNT_MAX = 2**53 - 1  # what JSON readers agree on, and well inside a bigint

Count = Annotated[int, Meta(ge=0, le=COUNT_MAX)]
Fraction = Annotated[float, Meta(ge=0.0, le=1.0)]
Seconds = Annotated[float, Meta(ge=0.0, le=1e9)]
Instant = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z\Z", max_length=27)]
Identifier = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}\Z")]
Token = Annotated[str, Meta(max_length=128)]
Line = Annotated[str, Meta(max_length=1024)]
Text = Annotated[str, Meta(max_length=65_536)]
PolicyText = Annotated[str, Meta(max_length=2_000_000)]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{32,128}\Z")]
SealedBytes = Annotated[bytes, Meta(max_length=65_536)]
