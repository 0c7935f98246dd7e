"""Base64 (RFC 4648, 4) as it stands in files that were cut or lost their padding."""

import binascii


def decoded(digits: bytes) -> bytes:
    """Return the octets of digits without their padding; a digit that is left over alone stands for nothing.

    >>> decoded(b"YWJj"), decoded(b"YWI"), decoded(b"YWJjZ")
    (b'abc', b'ab', b'abc')
    """
    usable = len(digits) - (len(digits) % 4 == 1)
    return binascii.a2b_base64(digits[:usable] + b"=" * (-usable % 4))
