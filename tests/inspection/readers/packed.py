"""Archives made by libarchive and py7zr, and cabinets by a writer after [MS-CAB]."""

import io
import struct
import zlib
from collections.abc import Mapping
from functools import cache

import libarchive
import py7zr


def packed(form: str, members: Mapping[str, bytes], compression: str | None = None) -> bytes:
    """An archive in one of libarchive's formats: 7zip, cpio, cpio_newc, ar_bsd, ar_svr4, iso9660, ustar."""
    out: list[bytes] = []

    def keep(octets: bytes) -> int:
        out.append(bytes(octets))
        return len(octets)

    with libarchive.custom_writer(keep, form, compression) as target:
        for name, content in members.items():
            target.add_file_from_memory(name, len(content), content)
    return b"".join(out)


def seven_zip(members: Mapping[str, bytes]) -> bytes:
    """A solid 7z archive."""
    return _seven_zip(members, None, hide_names=False)


@cache
def encrypted_seven_zip(*, hide_names: bool = False) -> bytes:
    """A 7z archive of two encrypted members, made once: deriving its key takes half a second."""
    return _seven_zip({"a.txt": b"first", "b.txt": b"second"}, "secret", hide_names=hide_names)


def _seven_zip(members: Mapping[str, bytes], password: str | None, *, hide_names: bool) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", password=password, header_encryption=hide_names) as target:
        for name, content in members.items():
            target.writestr(content, name)
    return buffer.getvalue()


def cabinet(
    members: Mapping[bytes, bytes], *, flags: int = 0, reserve: bytes = b"", utf8: bool = False
) -> bytes:
    """A cabinet of one MSZIP folder; all members together hold less than 32 KiB."""
    data = b"".join(members.values())
    packer = zlib.compressobj(wbits=-15)
    block = b"CK" + packer.compress(data) + packer.flush()
    entries, offset = b"", 0
    for name, content in members.items():
        attributes = 0x20 | (0x80 if utf8 else 0)
        entries += struct.pack("<IIHHHH", len(content), offset, 0, 0, 0, attributes) + name + b"\0"
        offset += len(content)
    reserved = struct.pack("<HBB", len(reserve), 0, 0) + reserve if reserve else b""
    flags |= 4 if reserve else 0
    files_at = 36 + len(reserved) + 8
    data_at = files_at + len(entries)
    header = struct.pack(
        "<4sIIIIIBBHHHHH",
        b"MSCF",
        0,
        data_at + 8 + len(block),
        0,
        files_at,
        0,
        3,
        1,
        1,
        len(members),
        flags,
        7,
        0,
    )
    folder = struct.pack("<IHH", data_at, 1, 1)
    return header + reserved + folder + entries + _cabinet_data(block, len(data))


def _cabinet_data(block: bytes, size: int) -> bytes:
    """A data block with its check value: words combined by exclusive or, an odd rest backwards ([MS-CAB] 3.1)."""
    sizes = struct.pack("<HH", len(block), size)
    whole, rest = block[: len(block) // 4 * 4], block[len(block) // 4 * 4 :]
    check = int.from_bytes(rest, "big")
    for (word,) in struct.iter_unpack("<I", whole + sizes):
        check ^= word
    return struct.pack("<I", check) + sizes + block
