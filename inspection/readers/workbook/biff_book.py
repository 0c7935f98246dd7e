"""What the parts of an Excel workbook need to know of the whole ([MS-XLS] 2.1.7.20.1, globals substream)."""

import struct

import msgspec

from inspection import charset
from inspection.errors import Unreadable
from inspection.readers.workbook import biff_formula, biff_strings
from inspection.readers.workbook.biff_records import BOF, Record

_CODEPAGE, _BOUND_SHEET, _SHARED = 0x0042, 0x0085, 0x00FC
_VERSION_8, _BIFF8 = 0x0600, 8
_MACINTOSH = {0x8000: "mac_roman", 0x8001: "cp1252"}


class Book(msgspec.Struct):
    """Version and code page, names of sheets by the offset of their beginning, shared strings.

    `used` are the numbers of shared strings that cells point to; `broken` says that something in it
    could not be read. `constants` are texts and numbers in formulas, `rest` what is to be searched for
    runs of text.
    """

    version: int = _BIFF8
    codepage: str = "cp1252"
    names: dict[int, str] = {}
    shared: list[str] = []
    used: set[int] = set()
    broken: bool = False
    constants: list[str] = []
    rest: bytearray = msgspec.field(default_factory=bytearray)

    @property
    def is_biff8(self) -> bool:
        """Say whether Excel 97 or later wrote it."""
        return self.version == _BIFF8

    def text(self, data: bytes, position: int, *, wide_count: bool = True) -> str:
        """Return a counted string at `position`; 8-bit ones are in the code page of the workbook."""
        size = 1 + wide_count
        count = int.from_bytes(data[position : position + size], "little")
        if self.is_biff8:
            return biff_strings.flagged(data, position + size, count)[0]
        return charset.decode(data[position + size : position + size + count], self.codepage)[0].text

    def formula(self, tokens: bytes) -> None:
        """Keep the constants of a formula; what cannot be stepped over is kept to be searched."""
        grammar = biff_formula.BIFF8 if self.is_biff8 else biff_formula.BIFF5
        found, rest = biff_formula.constants(tokens, grammar)
        if found:
            self.constants.append(" ".join(found))
        self.leave(rest)

    def leave(self, data: bytes) -> None:
        """Keep octets that are to be searched for runs of text."""
        if data:
            self.rest += data + b"\0\0"

    def begin(self, record: Record) -> None:
        """Take the version that the beginning of a substream says."""
        is_biff8 = record.data[:2] == _VERSION_8.to_bytes(2, "little")
        self.version = _BIFF8 if is_biff8 else BOF[record.kind]

    def take(self, record: Record) -> bool:
        """Take a record that says something of the whole workbook; say whether it was one."""
        if record.kind == _CODEPAGE:
            number = int.from_bytes(record.data, "little")
            self.codepage = _MACINTOSH.get(number, f"cp{number}")
        elif record.kind == _BOUND_SHEET:
            (start,) = struct.unpack_from("<I", record.data.ljust(4, b"\0"))
            self.names[start] = self.text(record.data, 6, wide_count=False)
        elif record.kind == _SHARED:
            self._shared_strings(record)
        else:
            return False
        return True

    def _shared_strings(self, record: Record) -> None:
        data = biff_strings.Continued([record.data, *record.further])
        try:
            _, count = struct.unpack("<II", data.take(8))
            for _ in range(count):
                text, phonetic = data.string()
                self.shared.append(text)
                self.leave(phonetic)
        except Unreadable:
            self.broken = True
        self.broken = self.broken or not data.at_end
        if self.broken:
            self.leave(record.whole)
