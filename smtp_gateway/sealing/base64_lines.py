"""Base64 body in lines of 76 characters (RFC 2045, 6.8), written in big blocks.

The obvious loop over 57 octets a line costs more than the encryption. Here a block of 1,024 lines
is encoded at once and cut into lines by one `struct` call.
"""

import struct
from base64 import b64encode
from collections.abc import Callable

_LINE = 76
_LINES_A_BLOCK = 1024
_BLOCK = 57 * _LINES_A_BLOCK  # 57 octets become 76 characters
_CUT = struct.Struct(f"{_LINE}s" * _LINES_A_BLOCK)


class Base64Lines:
    """Takes octets in pieces of any size, hands CRLF-ended Base64 lines to `sink`."""

    def __init__(self, sink: Callable[[bytes], object]) -> None:
        self._sink = sink
        self._waiting = bytearray()

    def write(self, data: bytes) -> None:
        """Take more octets; whole blocks go to the sink at once."""
        self._waiting += data
        whole = len(self._waiting) // _BLOCK * _BLOCK
        view = memoryview(self._waiting)
        for start in range(0, whole, _BLOCK):
            encoded = b64encode(view[start : start + _BLOCK])
            self._sink(b"\r\n".join(_CUT.unpack(encoded)) + b"\r\n")
        view.release()
        del self._waiting[:whole]

    def finish(self) -> None:
        """Write what is left, the last line padded."""
        encoded = b64encode(self._waiting)
        self._waiting.clear()
        lines = [encoded[start : start + _LINE] for start in range(0, len(encoded), _LINE)]
        self._sink(b"".join(line + b"\r\n" for line in lines))


def crlf(data: bytes) -> bytes:
    """Return `data`, whose lines end in LF, with lines that end in CRLF."""
    return data.replace(b"\n", b"\r\n")
