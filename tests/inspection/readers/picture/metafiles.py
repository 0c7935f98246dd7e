"""Metafiles made record by record, as their specifications say."""

import io
import struct

from PIL import Image

from tests.inspection.readers.pictures import drawn
from tests.inspection.samples import ID


def emf(*records: bytes) -> bytes:
    end = struct.pack("<5I", 14, 20, 0, 16, 20)
    body = b"".join(records) + end
    header = (
        struct.pack("<II", 1, 88)
        + bytes(32)
        + b" EMF"
        + struct.pack("<IIIHH", 0x10000, 88 + len(body), 0, 1, 0)
    )
    return header.ljust(88, b"\0") + body


def emf_record(kind: int, body: bytes) -> bytes:
    body += bytes(-len(body) % 4)
    return struct.pack("<II", kind, 8 + len(body)) + body


def emf_text(text: str, x: int, y: int, *, step: int = 8, kind: int = 84) -> bytes:
    octets = text.encode("utf-16-le" if kind == 84 else "gb18030")
    octets += bytes(-len(octets) % 4)
    spaces = struct.pack(f"<{len(text)}I", *[step] * len(text))
    fields = struct.pack("<iiIIIiiiiI", x, y, len(text), 76, 0, 0, 0, 0, 0, 76 + len(octets))
    return emf_record(kind, bytes(28) + fields + octets + spaces)


def emf_font(height: int) -> bytes:
    return emf_record(82, struct.pack("<Ii", 1, height) + bytes(88))


def emf_bitmap(header: bytes, bits: bytes) -> bytes:
    fields = struct.pack("<4I", 80, len(header), 80 + len(header), len(bits))
    return emf_record(81, bytes(40) + fields + bytes(16) + header + bits)


def wmf(*records: bytes, placeable: bool = True) -> bytes:
    body = b"".join(records) + wmf_record(0, b"")
    header = struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(body) // 2, 0, 0, 0)
    return (b"\xd7\xcd\xc6\x9a" + bytes(18) if placeable else b"") + header + body


def wmf_record(function: int, body: bytes) -> bytes:
    body += bytes(len(body) % 2)
    return struct.pack("<IH", 3 + len(body) // 2, function) + body


def wmf_text(text: str, x: int, y: int) -> bytes:
    octets = text.encode("gb18030")
    padded = octets + bytes(len(octets) % 2)
    return wmf_record(0x0521, struct.pack("<H", len(octets)) + padded + struct.pack("<hh", y, x))


def wmf_spaced_text(text: str, x: int, y: int, *, step: int = 8, clipped: bool = False) -> bytes:
    octets = text.encode("gb18030")
    padded = octets + bytes(len(octets) % 2)
    head = struct.pack("<hhHH", y, x, len(octets), 4 if clipped else 0) + (bytes(8) if clipped else b"")
    return wmf_record(0x0A32, head + padded + struct.pack(f"<{len(octets)}h", *[step] * len(octets)))


def bitmap(picture: Image.Image | None = None) -> tuple[bytes, bytes]:
    """Header and pixels of a device-independent bitmap with the number in it."""
    file = io.BytesIO()
    (picture or drawn((420, 60), (10, 10, 30, ID))).save(file, "BMP")
    data = file.getvalue()
    start = int.from_bytes(data[10:14], "little")
    return data[14:start], data[start:]
