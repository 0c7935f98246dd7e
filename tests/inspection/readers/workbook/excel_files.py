"""A writer of Excel workbook streams ([MS-XLS]) for what `xlwt` does not write."""

import struct

BOF_BOOK = struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 0x0005)
BOF_SHEET = struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 0x0010)
EOF = struct.pack("<HH", 0x000A, 0)


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def wide(text: str, *, counted: str = "<H") -> bytes:
    """A string of UTF-16 with its flag, behind its length."""
    return struct.pack(counted, len(text)) + b"\1" + text.encode("utf-16-le")


def shared(*strings: str) -> bytes:
    return record(0x00FC, struct.pack("<II", len(strings), len(strings)) + b"".join(map(wide, strings)))


def book(*globals_: bytes, sheet: tuple[bytes, ...] = (), name: str = "表一", visible: int = 0) -> bytes:
    """A workbook of one sheet."""
    bound_size = 4 + 4 + 2 + 2 + 2 * len(name)
    start = len(BOF_BOOK) + bound_size + sum(map(len, globals_)) + len(EOF)
    bound = record(0x0085, struct.pack("<IBB", start, visible, 0) + wide(name, counted="<B"))
    assert len(bound) == bound_size
    return b"".join([BOF_BOOK, bound, *globals_, EOF, BOF_SHEET, *sheet, EOF])


def label(row: int, column: int, text: str) -> bytes:
    return record(0x0204, struct.pack("<HHH", row, column, 0) + wide(text))


def shared_cell(row: int, column: int, index: int) -> bytes:
    return record(0x00FD, struct.pack("<HHHI", row, column, 0, index))


def number_cell(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def formula_cell(row: int, column: int, result: bytes, tokens: bytes) -> bytes:
    return record(0x0006, struct.pack("<HHH8sHIH", row, column, 0, result, 0, 0, len(tokens)) + tokens)


def text_token(text: str) -> bytes:
    return b"\x17" + wide(text, counted="<B")
