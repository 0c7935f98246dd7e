"""An index works inside the fences: real workers find what is listed, and only then."""

import os
import socket
import tempfile
from collections.abc import Iterator

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from inspection import channel
from inspection.exact_lists import Received, receive, unsealed, with_room
from inspection.limits import Limits
from inspection.open_list import OpenList
from inspection.pool import Pool
from policies.exact_match.edge import EdgeIndex
from policies.exact_match.index import Index
from policies.exact_match.proof import unseal
from policies.finding import Finding, Grade, ListMatch
from policies.inspected import Inspection, InspectionVerdict
from tests.inspection.samples import ID
from tests.policies.exact_match.made import KEY, index_of
from tests.policies.exact_match.test_edge import edge_of

BEFORE = b"a signed header"
INDEX = index_of(
    ["MOBILE", "NAME"], [("13800138000", "张三")], marks=[(Grade.RESTRICTED, False)], start=BEFORE
)
EDGE = edge_of({"MOBILE": ["13800138000"], "RESIDENT_ID": [ID]}, start=BEFORE)
CONSOLE = X25519PrivateKey.generate()
TEXT = "请给张三（13800138000）回电，另见 13900139000。"


def stored(index: Index | EdgeIndex = INDEX, proof_key: bytes = b"") -> OpenList:
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(index._body)  # type: ignore[arg-type]
        return OpenList(channel.ListFile(index.header, len(BEFORE), proof_key), os.dup(file.fileno()))


async def findings(pool: Pool, content: str, name: str = "a.txt") -> tuple[Finding, ...]:
    return (await inspected(pool, content, name)).findings


async def inspected(pool: Pool, content: str, name: str = "a.txt") -> Inspection:
    with tempfile.TemporaryFile() as file:
        file.write(content.encode())
        file.flush()
        inspection = await pool.inspect(file.fileno(), name=name, kind="file")
    assert inspection.verdict is InspectionVerdict.INSPECTED
    return inspection


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


async def test_a_fenced_worker_meets_listed_values_and_raises_their_grade() -> None:
    said = ListMatch("clients", ("MOBILE", "NAME"), certain=True, consent=False)
    lists = (stored(),)
    async with Pool(hash_key=KEY, lists=lambda: lists) as pool:
        found = await findings(pool, TEXT)
        assert {"landlock", "seccomp"} <= set(pool.sandbox_state.split("+"))
    listed = [(each.type, each.masked, each.grade, each.matches) for each in found if each.matches]
    assert listed == [
        ("NAME", "张*", Grade.RESTRICTED, (said,)),
        ("MOBILE", "138****8000", Grade.RESTRICTED, (said,)),
    ]
    assert "张三" not in msgspec.json.encode(found).decode()


async def test_a_file_name_is_matched_too() -> None:
    lists = (stored(),)
    async with Pool(hash_key=KEY, lists=lambda: lists) as pool:
        found = await findings(pool, "nothing", "张三13800138000.txt")
    assert [each.type for each in found if each.matches] == ["NAME", "MOBILE"]


async def test_what_is_possible_leaves_a_fenced_worker_sealed_to_the_console() -> None:
    lists = (stored(EDGE, CONSOLE.public_key().public_bytes_raw()),)
    async with Pool(hash_key=KEY, lists=lambda: lists) as pool:
        said = await inspected(pool, f"{TEXT}证件 {ID}")
        nothing = await inspected(pool, "另见 13900139000。")
    possible = [each for each in said.findings if each.matches]
    both = ListMatch("clients", ("MOBILE", "RESIDENT_ID"), certain=False)
    assert [each.matches for each in possible] == [(both,), (both,)]
    assert ID.encode() not in msgspec.msgpack.encode(said)
    assert unseal(said.proof, CONSOLE) == {
        possible[0].value_hash: "13800138000",
        possible[1].value_hash: ID,
    }
    assert nothing.proof == b""


def test_without_a_console_to_confirm_it_nothing_is_sealed(ends: tuple[socket.socket, socket.socket]) -> None:
    opened = stored(EDGE)
    channel.send(ends[0], opened.file, opened.fd)
    assert receive(ends[1], channel.Setup(Limits(), KEY, 1)).seal({"ab" * 16: ID}) == b""


async def test_without_an_index_nothing_is_listed() -> None:
    async with Pool(hash_key=KEY) as pool:
        assert not any(each.matches for each in await findings(pool, TEXT))


def test_an_index_without_its_descriptor_is_refused(ends: tuple[socket.socket, socket.socket]) -> None:
    channel.send(ends[0], channel.ListFile(INDEX.header, 0))
    with pytest.raises(channel.ChannelClosed, match="without its descriptor"):
        receive(ends[1], channel.Setup(Limits(), KEY, 1))


def test_its_map_has_room_beside_the_worker_s_own_memory() -> None:
    limits = with_room(Limits(), Received((), unsealed, octets=2 * INDEX.header.body_size))
    assert limits.address_space == Limits().address_space + 2 * INDEX.header.body_size


def test_the_descriptor_is_closed_with_the_last_reference() -> None:
    opened = stored()
    fd = opened.fd
    del opened
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(fd)
