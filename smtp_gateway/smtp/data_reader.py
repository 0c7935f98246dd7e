r"""The octets of a message on their way in: where they end, and in which one form they are kept.

Only CR LF . CR LF ends DATA (RFC 5321 §4.1.1.4); `\n.\n` and its relatives do not, so that nobody
can hide a second mail from the inspection (SMTP smuggling). What is kept has CR LF as its only line
end: a bare LF becomes CR LF *before* the message is inspected and stuffed again, so that a laxer
server behind this one sees the same lines. A bare CR is an ordinary octet.
"""

import re

_END = b"\r\n.\r\n"
_BARE_LF = re.compile(rb"(?<!\r)\n")


def _normalised(text: bytes) -> bytes:
    """Return `text` with every bare LF as CR LF; `text` must not begin in the middle of a CR LF."""
    if text.count(b"\n") == text.count(b"\r\n"):
        return text
    return _BARE_LF.sub(b"\r\n", text)


class DataReader:
    """Streaming end-of-data scanner and unstuffer for DATA; holds back at most four octets."""

    def __init__(self) -> None:
        # The line end of the DATA command counts as the one before a leading dot.
        self._held = b"\r\n"
        self._virtual = 2

    def feed(self, data: bytes) -> tuple[bytes, bytes | None]:
        """Take the next octets; return (content, None), or (content, rest) once the end was found.

        `rest` is what follows the end of data and belongs to the next command.
        """
        buffer = self._held + data
        end = buffer.find(_END)
        if end >= 0:
            return self._emit(buffer[: end + 2]), buffer[end + len(_END) :]
        keep = next((n for n in (4, 3, 2, 1) if buffer.endswith(_END[:n])), 0)
        cut = len(buffer) - keep
        self._held = buffer[cut:]
        return self._emit(buffer[:cut]), None

    def _emit(self, raw: bytes) -> bytes:
        text = _normalised(raw.replace(b"\r\n.", b"\r\n"))
        if not self._virtual or not text:
            return text
        skip, self._virtual = self._virtual, 0
        return text[skip:]


class ChunkReader:
    """The same normal form for BDAT (RFC 3030): exact octets, no dots, no end marker."""

    def __init__(self) -> None:
        self._held = b""
        self._last = b"\n"

    def feed(self, data: bytes) -> bytes:
        """Return the normalised octets; a trailing CR waits for what follows it."""
        buffer = self._held + data
        self._held = b"\r" if buffer.endswith(b"\r") else b""
        return self._emit(buffer[: len(buffer) - len(self._held)])

    def finish(self) -> bytes:
        """Return what was held back, and a line end when the message lacks one."""
        text = self._emit(self._held)
        return text if self._last == b"\n" else text + b"\r\n"

    def _emit(self, raw: bytes) -> bytes:
        text = _normalised(raw)
        if text:
            self._last = text[-1:]
        return text


class DotStuffer:
    """The way out: doubles a dot at each line start and closes with CR LF . CR LF.

    The input has the normal form above; it may be cut anywhere between two blocks.
    """

    def __init__(self) -> None:
        self._held = b"\r\n"
        self._virtual = 2

    def feed(self, block: bytes) -> bytes:
        """Return the stuffed octets of one block; up to two line-end octets wait for the next."""
        buffer = self._held + block
        keep = 2 if buffer.endswith(b"\r\n") else int(buffer.endswith(b"\r"))
        cut = len(buffer) - keep
        self._held = buffer[cut:]
        return self._emit(buffer[:cut].replace(b"\r\n.", b"\r\n.."))

    def finish(self) -> bytes:
        """Return the rest of the content and the end of data."""
        tail = self._held if self._held == b"\r\n" else self._held + b"\r\n"
        return self._emit(tail) + b".\r\n"

    def _emit(self, text: bytes) -> bytes:
        if not self._virtual or not text:
            return text
        skip, self._virtual = self._virtual, 0
        return text[skip:]
