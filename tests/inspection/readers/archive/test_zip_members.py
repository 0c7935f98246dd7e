"""ZIP containers: the directory is held against the bytes, and a member is what every program unpacks."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import pytest
import pyzipper
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection import extractor
from inspection.content import Content
from inspection.errors import BudgetSpent, Unreadable
from inspection.limits import Limits
from inspection.readers.archive.zip_members import ZipContainer
from inspection.readers.text import plain_text
from inspection.segment import Place, Segment
from inspection.walker import Walk
from tests.inspection.readers.alone import Alone
from tests.inspection.samples import ID, archive

TEXT = f"身份证 {ID} 结束".encode()
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


def container(content: bytes, limits: Limits | None = None) -> ZipContainer:
    return ZipContainer(content, extractor.new_walk(limits or Limits()))


def members(content: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    """Every member and every gap, as text."""
    opened = ZipContainer(content, walk)
    for octets in [*map(opened.read, opened.members), *(bytes(content[slice(*gap)]) for gap in opened.gaps)]:
        yield from plain_text.readings(octets, place)


class Unseekable(io.BytesIO):
    """Where a writer cannot go back, it puts sizes behind the member."""

    def seekable(self) -> bool:
        return False

    def seek(self, *arguments: int) -> int:
        raise OSError(arguments)

    def tell(self) -> int:
        raise OSError


def streamed(*, zip64: bool = False) -> bytes:
    buffer = Unseekable()
    with zipfile.ZipFile(buffer, "w", DEFLATED) as target:
        for name in ("a.txt", "b.txt"):
            with target.open(name, "w", force_zip64=zip64) as member:
                member.write(TEXT)
    return buffer.getvalue()


def patched(content: bytes, local: int, central: int, octets: bytes) -> bytes:
    """A field overwritten in the local header and in the directory, at these offsets (-1: not there)."""
    changed = bytearray(content)
    directory = content.index(b"PK\1\2")
    for start in [local] * (local >= 0) + [directory + central] * (central >= 0):
        changed[start : start + len(octets)] = octets
    return bytes(changed)


@pytest.mark.parametrize("method", [STORED, DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_are_unpacked(method: int) -> None:
    opened = container(archive({"a.txt": TEXT, "folder/": b"", "b.txt": b""}, method=method))
    assert [(member.name, opened.read(member)) for member in opened.members] == [
        ("a.txt", TEXT), ("folder/", b""), ("b.txt", b""),
    ]  # fmt: skip
    assert opened.gaps == []


@pytest.mark.parametrize("zip64", [False, True])
@pytest.mark.parametrize("marked", [False, True])
def test_sizes_behind_a_member_belong_to_it(zip64: bool, marked: bool) -> None:
    content = streamed(zip64=zip64)
    if not marked:  # the mark before the sizes is optional
        content = repaired(content.replace(b"PK\7\x08", b""))
    opened = container(content)
    assert [opened.read(member) for member in opened.members] == [TEXT, TEXT]
    assert opened.gaps == []


def repaired(content: bytes) -> bytes:
    """The directory of an archive whose members moved, by their own headers."""
    changed = bytearray(content)
    headers = [at for at in range(len(content)) if content.startswith(b"PK\3\4", at)]
    entries = [at for at in range(len(content)) if content.startswith(b"PK\1\2", at)]
    for entry, header in zip(entries, headers, strict=True):
        struct.pack_into("<I", changed, entry + 42, header)
    struct.pack_into("<I", changed, content.index(b"PK\5\6") + 16, entries[0])
    return bytes(changed)


def test_a_pieces_reader_gives_pieces() -> None:
    opened = container(archive({"a": bytes(5 << 19)}, method=STORED))
    assert [len(piece) for piece in opened.open(opened.members[0])] == [1 << 20, 1 << 20, 1 << 19]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("客户.txt".encode("gbk"), "客户.txt"),
        ("客户.txt".encode(), "客户.txt"),
        (b"\xff\xff.txt", "\u00a0\u00a0.txt"),
    ],
)
def test_names_without_a_charset(raw: bytes, name: str) -> None:
    content = archive({"x" * len(raw): b""}).replace(b"x" * len(raw), raw)
    assert [member.name for member in container(content).members] == [name]


def test_names_in_utf8() -> None:
    assert container(archive({"客户é.txt": b""})).members[0].name == "客户é.txt"


def test_the_name_that_other_programs_show() -> None:
    name = "客户.txt".encode()
    info = zipfile.ZipInfo("plain.txt")
    field = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, zlib.crc32(b"plain.txt")) + name
    info.extra = struct.pack("<HH4s", 0x5455, 4, b"time") + field
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr(info, b"")
        target.writestr("other.txt", b"")
    assert [(m.name, m.other_name) for m in container(buffer.getvalue()).members] == [
        ("plain.txt", "客户.txt"), ("other.txt", ""),
    ]  # fmt: skip
    assert "客户.txt" in Alone(extractor.READERS["zip"], buffer.getvalue()).text


@pytest.mark.parametrize("strength", ["strong", "weak"])
def test_encryption_and_its_strength(strength: str) -> None:
    if strength == "strong":
        buffer = io.BytesIO()
        with pyzipper.AESZipFile(buffer, "w", encryption=pyzipper.WZ_AES) as target:
            target.setpassword(b"secret")
            target.writestr("a.txt", TEXT)
        content = buffer.getvalue()
    else:
        content = patched(archive({"a.txt": TEXT}), 6, 8, b"\1\0")
    member = container(content).members[0]
    assert (member.encrypted, member.strength) == (True, strength)
    assert not container(archive({"a": b""})).members[0].encrypted


def test_octets_that_no_member_accounts_for_are_gaps() -> None:
    whole = archive({"a.txt": TEXT})
    opened = container(b"before" + whole + b"behind")
    assert opened.gaps == [(0, 6), (len(whole) + 6, len(whole) + 12)]
    directory = whole.index(b"PK\1\2")
    end = whole.index(b"PK\5\6")
    moved = whole[: end + 16] + struct.pack("<I", directory + 4) + whole[end + 20 :]
    between = moved[:directory] + b"gap!" + moved[directory:]
    assert container(between).gaps == [(directory, directory + 4)]


def test_the_comment_is_no_gap() -> None:
    buffer = io.BytesIO(archive({"a": b""}))
    with zipfile.ZipFile(buffer, "a") as target:
        target.comment = b"a comment"
    assert (container(buffer.getvalue()).comment, container(buffer.getvalue()).gaps) == (b"a comment", [])


@pytest.mark.parametrize(
    ("local", "central", "octets"),
    [
        (6, -1, b"\1\0"), (-1, 8, b"\1\0"),  # encrypted in one of the two
        (8, -1, b"\0\0"), (-1, 10, b"\0\0"),  # stored in one, deflated in the other
        (14, -1, b"\0\0\0\0"), (-1, 16, b"\0\0\0\0"),  # the check value
        (22, -1, b"\4\0\0\0"), (-1, 24, b"\4\0\0\0"),  # the size
        (18, -1, b"\4\0\0\0"), (0, -1, b"PK\0\0"),
    ],
)  # fmt: skip
def test_a_header_that_differs_from_the_directory_is_malformed(
    local: int, central: int, octets: bytes
) -> None:
    walk = extractor.new_walk(Limits())
    ZipContainer(patched(archive({"a.txt": TEXT}), local, central, octets), walk)
    assert walk.reason == "malformed:zip"


def test_what_the_directory_leads_to_is_read_beside_a_member_whose_header_is_damaged() -> None:
    whole = archive({"a.txt": b"", "b.txt": TEXT})
    walk = extractor.new_walk(Limits())
    opened = ZipContainer(patched(whole, 0, -1, b"PK\0\0"), walk)
    assert (walk.reason, opened.read(opened.members[1])) == ("malformed:zip", TEXT)
    with pytest.raises(Unreadable, match="malformed:zip"):
        opened.read(opened.members[0])


@pytest.mark.parametrize("method", [STORED, DEFLATED])
def test_a_size_that_both_tell_too_small_is_malformed(method: int) -> None:
    """Other programs unpack to the end of the stream, whatever the size says."""
    shorter = patched(archive({"a.txt": TEXT}, method=method), 22, 24, struct.pack("<I", 9))
    opened = container(patched(shorter, 14, 16, struct.pack("<I", zlib.crc32(TEXT[:9]))))
    with pytest.raises(Unreadable, match="malformed:zip"):
        opened.read(opened.members[0])


def test_octets_behind_the_end_of_a_packed_member_are_malformed() -> None:
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(b"shown") + packer.flush() + TEXT
    content = archive({"a.txt": packed}, method=STORED)
    for local, central, value in ((8, 10, 8), (14, 16, zlib.crc32(b"shown")), (22, 24, 5)):
        content = patched(content, local, central, value.to_bytes(2 if local == 8 else 4, "little"))
    opened = container(content)
    with pytest.raises(Unreadable, match="malformed:zip"):
        opened.read(opened.members[0])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "malformed:zip"),
        (b"PK\3\4" + bytes(40), "malformed:zip"),
        (archive({"a": TEXT})[:-30], "malformed:zip"),
        (
            patched(archive({"a.txt": TEXT}, method=STORED), 18, 20, b"\xff\0\0\0"),
            "malformed:zip|limit:overlap",
        ),
    ],
)
def test_what_is_no_archive_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        container(content)


def test_a_wrong_checksum_and_an_unknown_method() -> None:
    with pytest.raises(Unreadable, match="malformed:zip"):
        container_read(patched(archive({"a": TEXT}), 14, 16, b"abcd"))
    with pytest.raises(Unreadable, match="unsupported:zip-method"):
        container_read(patched(archive({"a": TEXT}), 8, 10, b"\x13\0"))


def container_read(content: bytes, limits: Limits | None = None) -> bytes:
    opened = container(content, limits)
    return opened.read(opened.members[0])


def test_the_ratio_counts_from_its_floor_on() -> None:
    bomb = archive({"a": bytes(100_000)})
    limits = Limits(ratio=10, ratio_floor=100_000)
    assert len(container_read(bomb, limits)) == 100_000
    with pytest.raises(Unreadable, match="limit:ratio"):
        container_read(bomb, Limits(ratio=10, ratio_floor=99_999))
    assert len(container_read(bomb, Limits(ratio=100_000, ratio_floor=1))) == 100_000


def test_members_share_one_budget() -> None:
    opened = container(archive({"a": bytes(600), "b": bytes(600)}), Limits(output=1000))
    assert len(opened.read(opened.members[0])) == 600
    with pytest.raises(BudgetSpent, match="limit:output"):
        opened.read(opened.members[1])


def test_the_number_of_members_is_bounded() -> None:
    many = archive({str(number): b"" for number in range(11)})
    with pytest.raises(BudgetSpent, match="limit:members"):
        container(many, Limits(members=10))
    assert len(container(many, Limits(members=11)).members) == 11


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from((archive({"a.txt": TEXT}), archive({"a.txt": TEXT}, method=STORED), streamed())),
    st.data(),
)
def test_no_damage_hides_a_member(content: bytes, data: st.DataObject) -> None:
    flipped = bytearray(content)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=2)):
        flipped[at] ^= 1 << data.draw(st.integers(0, 7))
    cut = data.draw(st.integers(len(content) // 2, len(content)))
    assert Alone(members, bytes(flipped[:cut])).found_or_told(ID)
