"""Writers of Outlook's formats after [MS-OXMSG], [MS-OXTNEF] and [MS-OXRTFCP], as small as they can be."""

import struct
import zlib
from collections.abc import Mapping, Sequence

from tests.inspection.readers.compound.storages import Tree, storages

LONG, I8, STRING8, UNICODE, BINARY, OBJECT = 0x0003, 0x0014, 0x001E, 0x001F, 0x0102, 0x000D
SUBJECT, BODY, RTF, HTML, HEADERS = 0x0037, 0x1000, 0x1009, 0x1013, 0x007D
NAME, EMAIL, DATA, LONG_NAME, CODE_PAGE = 0x3001, 0x3003, 0x3701, 0x3707, 0x3FFD
TOP, EMBEDDED, PART = 32, 24, 8  # octets before a table of properties
Value = bytes | int | str | list[str]
Properties = Mapping[int, "Value | tuple[int, Value]"]


def item(properties: Properties, header: int, inner: Tree | None = None) -> Tree:
    """The streams of one message, recipient or attachment; `(type, value)` sets the type of a property."""
    table = bytes(header)
    tree: dict[str, bytes | Tree] = {}
    for number, given in properties.items():
        kind, value = given if isinstance(given, tuple) else (_kind(given), given)
        if isinstance(value, int):
            table += struct.pack("<HHI", kind, number, 6) + value.to_bytes(8, "little")
            continue
        values = [octets(one, kind & 0xFFF) for one in (value if isinstance(value, list) else [value])]
        table += struct.pack("<HHI", kind, number, 6) + struct.pack("<II", len(values[0]) + 2, 0)
        name = f"__substg1.0_{number:04X}{kind:04X}"
        if isinstance(value, list):
            tree[name] = b"".join(struct.pack("<I", len(one)) for one in values)
            tree |= {f"{name}-{index:08X}": one for index, one in enumerate(values)}
        else:
            tree[name] = values[0]
    return {"__properties_version1.0": table, **tree, **(inner or {})}


def _kind(value: Value) -> int:
    if isinstance(value, list):
        return 0x1000 | UNICODE
    return LONG if isinstance(value, int) else BINARY if isinstance(value, bytes) else UNICODE


def octets(value: Value, kind: int) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-16-le" if kind == UNICODE else "utf-8")
    assert isinstance(value, bytes)
    return value


def message(
    properties: Properties, *, recipients: Sequence[Tree] = (), attachments: Sequence[Tree] = (),
    names: Mapping[int, str] | None = None,
) -> bytes:  # fmt: skip
    """A message file; recipients and attachments are items with the header `PART`."""
    inner = {f"__recip_version1.0_#{at:08X}": one for at, one in enumerate(recipients)}
    inner |= {f"__attach_version1.0_#{at:08X}": one for at, one in enumerate(attachments)}
    return storages({"__nameid_version1.0": _names(names or {}), **item(properties, TOP, inner)})


def attached(properties: Properties, inner: Tree) -> Tree:
    """An attachment that is a storage: an embedded message or object."""
    return item(properties, PART, {"__substg1.0_3701000D": inner})


def _names(names: Mapping[int, str]) -> Tree:
    entries, texts = b"", b""
    for number, name in names.items():
        entries += struct.pack("<IHH", len(texts), 0x0007, number - 0x8000)
        raw = name.encode("utf-16-le")
        texts += struct.pack("<I", len(raw)) + raw + bytes(-len(raw) % 4)
    return {"__substg1.0_00020102": b"", "__substg1.0_00030102": entries, "__substg1.0_00040102": texts}


def compressed(rtf: bytes) -> bytes:
    """Compressed RTF of nothing but literals and the reference that ends it."""
    groups = [rtf[at : at + 8] for at in range(0, len(rtf) // 8 * 8, 8)]
    body = b"".join(b"\0" + group for group in groups)
    rest = rtf[len(rtf) // 8 * 8 :]
    end = (207 + len(rtf)) % 4096 << 4
    body += bytes([1 << len(rest)]) + rest + end.to_bytes(2, "big")
    checksum = zlib.crc32(body, 0xFFFFFFFF) ^ 0xFFFFFFFF
    return struct.pack("<IIII", len(body) + 12, len(rtf), 0x75465A4C, checksum) + body


def tnef(*attributes: tuple[int, int, bytes]) -> bytes:
    """A TNEF stream of attributes: level, identifier, data."""
    stream = struct.pack("<IH", 0x223E9F78, 1)
    for level, number, data in attributes:
        stream += struct.pack("<BII", level, number, len(data)) + data
        stream += struct.pack("<H", sum(data) & 0xFFFF)
    return stream


def rows(properties: Properties, names: Mapping[int, str] | None = None) -> bytes:
    """Properties as TNEF writes them."""
    packed = struct.pack("<I", len(properties))
    for number, given in properties.items():
        kind, value = given if isinstance(given, tuple) else (_kind(given), given)
        packed += struct.pack("<HH", kind, number)
        if number >= 0x8000:
            packed += bytes(16) + struct.pack("<I", 1) + _counted((names or {})[number].encode("utf-16-le"))
        if isinstance(value, int):
            size = 4 if kind == LONG else 8
            packed += value.to_bytes(size, "little")
            continue
        several = value if isinstance(value, list) else [value]
        packed += struct.pack("<I", len(several))
        packed += b"".join(_counted(octets(one, kind & 0xFFF)) for one in several)
    return packed


def _counted(raw: bytes) -> bytes:
    return struct.pack("<I", len(raw)) + raw + bytes(-len(raw) % 4)
