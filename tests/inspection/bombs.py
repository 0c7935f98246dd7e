"""Files that are small and ask for very much: of memory, of time, of nesting.

Each maker returns the file in milliseconds, however large what it unpacks to: compressed blocks of
one filler are repeated, which deflate, xz, zstd and bzip2 allow.
"""

import base64
import bz2
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping

from tests.inspection.samples import ID, archive

MEBIBYTE = 1 << 20
GIBIBYTE = 1 << 30
_BLOCK = MEBIBYTE


def deflated(size: int, filler: bytes = b"\0", *, before: bytes = b"", after: bytes = b"") -> bytes:
    """A raw deflate stream of `before`, about `size` octets of filler, and `after`."""
    packer = zlib.compressobj(9, wbits=-15)
    start = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    block = (filler * (_BLOCK // len(filler) + 1))[:_BLOCK]
    repeated = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + repeated * (size // _BLOCK) + packer.compress(after) + packer.flush()


def zipped(members: Mapping[str, tuple[bytes, int, int]]) -> bytes:
    """An archive of streams that are deflated already, with the sizes and check values that they claim."""
    bodies, directory = b"", b""
    for name, (packed, size, check) in members.items():
        raw = name.encode()
        fields = struct.pack("<HHHIIIIHH", 20, 0, 8, 0, check, len(packed), size, len(raw), 0)
        directory += b"PK\1\2\x14\0" + fields + bytes(10) + struct.pack("<I", len(bodies)) + raw
        bodies += b"PK\3\4" + fields + raw + packed
    count = len(members)
    end = struct.pack("<4s4xHHIIH", b"PK\5\6", count, count, len(directory), len(bodies), 0)
    return bodies + directory + end


def flat(size: int = GIBIBYTE) -> bytes:
    return zipped({"bomb": (deflated(size), size, 0)})


def overlapping() -> bytes:
    """Thousands of directory entries that share one body."""
    one = zipped({"a": (deflated(8 * MEBIBYTE), 8 * MEBIBYTE, 0)})
    start, end = one.index(b"PK\1\2"), one.index(b"PK\5\6")
    entries = one[start:end] * 4000
    return one[:start] + entries + struct.pack("<4s4xHHIIH", b"PK\5\6", 4000, 4000, len(entries), start, 0)


def nested(levels: int = 8, copies: int = 16) -> bytes:
    content = archive({"0.txt": b" " * 100_000})
    for _ in range(levels):
        content = archive({f"{number}.zip": content for number in range(copies)})
    return content


def many_members(count: int = 60_000) -> bytes:
    return archive({str(number): b"" for number in range(count)}, method=zipfile.ZIP_STORED)


def gzipped(size: int = GIBIBYTE, filler: bytes = b"\0") -> bytes:
    return b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + deflated(size, filler) + bytes(8)


def tar_of_gzip(count: int = 50, size: int = 190 * MEBIBYTE) -> bytes:
    buffer = io.BytesIO()
    member = gzipped(size)
    with tarfile.open(fileobj=buffer, mode="w") as target:
        for number in range(count):
            info = tarfile.TarInfo(f"{number}.gz")
            info.size = len(member)
            target.addfile(info, io.BytesIO(member))
    return buffer.getvalue()


def sparse_tar() -> bytes:
    """A member of a terabyte, all of it a hole (GNU old format)."""
    header = bytearray(512)
    header[:4] = b"hole"
    header[100:108], header[124:136], header[136:148] = b"0000644\0", b"0" * 11 + b"\0", b"0" * 11 + b"\0"
    header[156:157], header[257:265] = b"S", b"ustar  \0"
    header[483:495] = b"\x80" + (1 << 40).to_bytes(11, "big")
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + bytes(1024)


def xz(size: int = GIBIBYTE) -> bytes:
    return lzma.compress(bytes(16 * MEBIBYTE), preset=0) * (size // (16 * MEBIBYTE))


def bzip2(size: int = GIBIBYTE) -> bytes:
    return bz2.compress(bytes(16 * MEBIBYTE)) * (size // (16 * MEBIBYTE))


def zstd_window() -> bytes:
    """A frame that wants two tebibytes of memory (RFC 8878, 3.1.1.1.2)."""
    return b"\x28\xb5\x2f\xfd\0\xf8" + struct.pack("<I", 1 | 5 << 3)[:3] + b"hello"


def zstd_repeated(size: int = GIBIBYTE) -> bytes:
    """Blocks of one octet each that stand for 128 KiB."""
    block = struct.pack("<I", 1 << 1 | 0x20000 << 3)[:3] + b"\0"
    return b"\x28\xb5\x2f\xfd\0\x38" + block * (size // 0x20000) + struct.pack("<I", 1)[:3]


def docx(size: int = 700 * MEBIBYTE) -> bytes:
    """A Word file whose body is one text element of blanks."""
    opening = b"<?xml version='1.0'?><w:document xmlns:w='w'><w:body><w:p><w:r><w:t>"
    closing = b"</w:t></w:r></w:p></w:body></w:document>"
    packed = deflated(size, b" ", before=opening, after=closing)
    types = zlib.compressobj(wbits=-15)
    listed = b"<?xml version='1.0'?><Types/>"
    members = {
        "[Content_Types].xml": (types.compress(listed) + types.flush(), len(listed), zlib.crc32(listed)),
        "word/document.xml": (packed, size + len(opening) + len(closing), 0),
    }
    return zipped(members)


def docx_with_entities() -> bytes:
    return archive({"[Content_Types].xml": b"<?xml version='1.0'?><Types/>", "word/document.xml": entities()})


def pdf(size: int = GIBIBYTE) -> bytes:
    stream = b"\x78\xda" + deflated(size, b"0 0 m ", before=b"BT ") + bytes(4)
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
    body = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n" % (len(stream), stream)
    return head + page + body + b"trailer<</Root 1 0 R/Size 5>>"


def entities() -> bytes:
    """Ten entities, each ten times the one before: ten thousand million letters."""
    declared = "<!ENTITY a0 'lol'>" + "".join(
        f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 11)
    )
    return f"<?xml version='1.0'?><!DOCTYPE a [{declared}]><a>&a10;</a>".encode()


def external_entity() -> bytes:
    return b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"


def deep_html(depth: int = 300_000) -> bytes:
    return b"<html><body>" + b"<div>" * depth + ID.encode()


def deep_xml(depth: int = 200_000) -> bytes:
    return b"<?xml version='1.0'?>" + b"<a>" * depth + ID.encode() + b"</a>" * depth


def deep_rtf(depth: int = 300_000) -> bytes:
    return b"{\\rtf1 " + b"{\\b " * depth + ID.encode() + b"}" * depth + b"}"


def nested_multiparts(depth: int = 900) -> bytes:
    lines = [b"From: a@example.com", b"Subject: x", b"MIME-Version: 1.0"]
    for level in range(depth):
        lines += [b'Content-Type: multipart/mixed; boundary="b%d"' % level, b"", b"--b%d" % level]
    lines += [b"Content-Type: text/plain", b"", ID.encode()]
    lines += [b"--b%d--" % level for level in reversed(range(depth))]
    return b"\r\n".join(lines)


def huge_png(side: int = 50_000) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = b"\x78\xda" + deflated(64 * MEBIBYTE)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def in_mail(content: bytes) -> bytes:
    """A bomb as the attachment of a message."""
    head = b"From: a@example.com\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head + base64.encodebytes(content)


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "flat zip": flat,
    "overlapping zip": overlapping,
    "nested zip": nested,
    "many members": many_members,
    "gzip": gzipped,
    "tar of gzip": tar_of_gzip,
    "sparse tar": sparse_tar,
    "xz": xz,
    "bzip2": bzip2,
    "zstd window": zstd_window,
    "zstd repeated": zstd_repeated,
    "docx": docx,
    "docx entities": docx_with_entities,
    "pdf stream": pdf,
    "xml entities": entities,
    "external entity": external_entity,
    "deep html": deep_html,
    "deep xml": deep_xml,
    "deep rtf": deep_rtf,
    "nested multiparts": nested_multiparts,
    "huge png": huge_png,
}
# Each kind once, small enough for every run of the tests; what a worker for pictures has to refuse is left
# out, because that worker takes seconds to start.
SMALL: Mapping[str, Callable[[], bytes]] = {
    "flat zip": lambda: flat(32 * MEBIBYTE),
    "overlapping zip": overlapping,
    "nested zip": lambda: nested(copies=1),
    "many members": lambda: many_members(5_100),
    "gzip": lambda: gzipped(32 * MEBIBYTE),
    "tar of gzip": lambda: tar_of_gzip(2, 16 * MEBIBYTE),
    "sparse tar": sparse_tar,
    "xz": lambda: xz(16 * MEBIBYTE),
    "bzip2": lambda: bzip2(16 * MEBIBYTE),
    "zstd window": zstd_window,
    "zstd repeated": lambda: zstd_repeated(32 * MEBIBYTE),
    "docx": lambda: docx(32 * MEBIBYTE),
    "docx entities": docx_with_entities,
    "pdf stream": lambda: pdf(8 * MEBIBYTE),
    "xml entities": entities,
    "external entity": external_entity,
    "deep html": lambda: deep_html(20_000),
    "deep xml": lambda: deep_xml(20_000),
    "deep rtf": lambda: deep_rtf(20_000),
    "nested multiparts": nested_multiparts,
}
