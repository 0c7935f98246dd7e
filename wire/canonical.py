"""One byte form for one value: JSON with sorted keys and no spaces, as RFC 8785 orders it.

Our structs hold only strings, booleans, integers below 2**53 and short floats, for which
msgspec's sorted order (of struct fields too) and RFC 8785 agree.
"""

import msgspec

_encoder = msgspec.json.Encoder(order="sorted")


def encode(value: object) -> bytes:
    """Return the canonical JSON bytes (UTF-8) of a struct, mapping, sequence or scalar."""
    return _encoder.encode(value)
