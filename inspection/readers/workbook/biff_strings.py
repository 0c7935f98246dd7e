"""Strings of BIFF8 ([MS-XLS] 2.5.293, 2.5.294, 2.4.265), which may go on in CONTINUE records.

At the beginning of each further record a string says anew whether its characters have one octet or two.
"""

import struct

from inspection.errors import Unreadable

_WIDE, _EXTENDED, _RICH = 1, 4, 8  # flags of a string
_RUN = 4  # octets of a formatting run


class Continued:
    """The data of one record and of those that continue it, read from the front."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = [piece for piece in pieces if piece]
        self._piece = 0
        self._position = 0

    @property
    def at_end(self) -> bool:
        """Say whether nothing is left."""
        return self._piece >= len(self._pieces)

    def take(self, size: int) -> bytes:
        """Return the next octets.

        Raises:
            Unreadable: there are fewer.
        """
        if self._piece < len(self._pieces):  # nearly always it stands in one piece, and not at its end
            piece, start = self._pieces[self._piece], self._position
            if start + size < len(piece):
                self._position = start + size
                return piece[start : start + size]
        taken = b""
        while size > len(taken):
            if self._piece >= len(self._pieces):
                raise Unreadable("malformed:xls")
            piece = self._pieces[self._piece]
            part = piece[self._position : self._position + size - len(taken)]
            taken += part
            self._position += len(part)
            if self._position >= len(piece):
                self._piece, self._position = self._piece + 1, 0
        return taken

    def string(self) -> tuple[str, bytes]:
        """Return the next XLUnicodeRichExtendedString, and its phonetic part as it is stored.

        Raises:
            Unreadable: it is cut off.
        """
        if (text := self._plain()) is not None:
            return text, b""
        length, flags = struct.unpack("<HB", self.take(3))
        runs = int.from_bytes(self.take(2), "little") if flags & _RICH else 0
        extended = int.from_bytes(self.take(4), "little") if flags & _EXTENDED else 0
        text = self.characters(length, wide=bool(flags & _WIDE))
        if runs:
            self.take(runs * _RUN)
        return text, self.take(extended) if extended else b""

    def _plain(self) -> str | None:
        """Return the next string if it is as most are: without formatting, and not the last of its record."""
        if self._piece >= len(self._pieces):
            return None
        piece, start = self._pieces[self._piece], self._position + 3
        if start >= len(piece) or (flags := piece[start - 1]) & ~_WIDE:
            return None
        end = start + (piece[start - 3] | piece[start - 2] << 8) * (1 + flags)
        if end >= len(piece):
            return None
        self._position = end
        return _decoded(piece[start:end], wide=bool(flags))

    def characters(self, count: int, *, wide: bool) -> str:
        """Return `count` characters, whose width may change at the beginning of a further record.

        Raises:
            Unreadable: there are fewer.
        """
        text = ""
        while count:
            if self._position == 0 and self._piece > 0:
                wide = bool(self.take(1)[0] & _WIDE)
            room = len(self._pieces[self._piece]) - self._position if self._piece < len(self._pieces) else 0
            part = min(count, room // (1 + wide))
            if not part:
                self.take(1)  # half a character at the end of a record, or there is none
                continue
            text += _decoded(self.take(part * (1 + wide)), wide=wide)
            count -= part
        return text


def _decoded(raw: bytes, *, wide: bool) -> str:
    return raw.decode("utf-16-le", "surrogatepass") if wide else raw.decode("latin-1")


def flagged(data: bytes, position: int, count: int) -> tuple[str, int]:
    """Return `count` characters behind their flag octet, and where they end."""
    wide = position < len(data) and bool(data[position] & _WIDE)
    end = position + 1 + count * (1 + wide)
    raw = data[position + 1 : end]
    return _decoded(raw[: len(raw) & ~wide], wide=wide), end
