"""Command lines out of a stream: each ends in CR LF, none is longer than its limit."""

COMMAND_MAX = 4096  # octets of a command line with its extensions (RFC 5321 §4.5.3.1.4 and extensions)


class CommandLines:
    """Cuts lines from the front of a buffer that others read from as well."""

    def __init__(self, buffer: bytearray) -> None:
        self._buffer = buffer
        self._skipping = False

    def take(self) -> bytes | None:
        """Return the next line without its end, None when it has not come whole.

        Raises:
            OverflowError: the line was too long; it is gone, the next one can be taken.
        """
        end = self._buffer.find(b"\r\n")
        if end < 0:
            if len(self._buffer) > COMMAND_MAX + 1:  # the CR of a longest line may have come alone
                self._skipping = True
                del self._buffer[:-1]  # its last octet may be half of the line's end
            return None
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 2]
        skipped, self._skipping = self._skipping, False
        if skipped or len(line) > COMMAND_MAX:
            raise OverflowError("command line too long")
        return line


def has_control(line: bytes) -> bool:
    """Return whether a line holds ASCII control characters, a bare LF or CR among them."""
    return any(octet < 32 or octet == 127 for octet in line)  # noqa: PLR2004 (ASCII)
