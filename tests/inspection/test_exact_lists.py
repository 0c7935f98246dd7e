"""An index works inside the fences: real workers find what is listed, and only then."""

import os
import socket
import tempfile
from collections.abc import Iterator

import msgspec
import pytest

from inspection import channel
from inspection.exact_lists import receive, with_room
from inspection.limits import Limits
from inspection.open_list import OpenList
from inspection.pool import Pool
from policies.exact_match.index import Index
from policies.finding import Finding, Grade, ListMatch
from policies.inspected import InspectionVerdict
from tests.policies.exact_match.made import KEY, index_of

BEFORE = b"a signed header"
INDEX = index_of(
    ["MOBILE", "NAME"], [("13800138000", "张三")], marks=[(Grade.RESTRICTED, False)], start=BEFORE
)
TEXT = "请给张三（13800138000）回电，另见 13900139000。"


def stored(index: Index = INDEX) -> OpenList:
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(index._body)  # type: ignore[arg-type]
        return OpenList(channel.ListFile(index.header, len(BEFORE)), os.dup(file.fileno()))


async def findings(pool: Pool, content: str, name: str = "a.txt") -> tuple[Finding, ...]:
    with tempfile.TemporaryFile() as file:
        file.write(content.encode())
        file.flush()
        inspection = await pool.inspect(file.fileno(), name=name, kind="file")
    assert inspection.verdict is InspectionVerdict.INSPECTED
    return inspection.findings


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


async def test_without_an_index_nothing_is_listed() -> None:
    async with Pool(hash_key=KEY) as pool:
        assert not any(each.matches for each in await findings(pool, TEXT))


def test_an_index_without_its_descriptor_is_refused(ends: tuple[socket.socket, socket.socket]) -> None:
    channel.send(ends[0], channel.ListFile(INDEX.header, 0))
    with pytest.raises(channel.ChannelClosed, match="without its descriptor"):
        receive(ends[1], channel.Setup(Limits(), KEY, 1))


def test_its_map_has_room_beside_the_worker_s_own_memory() -> None:
    limits = with_room(Limits(), [INDEX, INDEX])
    assert limits.address_space == Limits().address_space + 2 * INDEX.header.body_size


def test_the_descriptor_is_closed_with_the_last_reference() -> None:
    opened = stored()
    fd = opened.fd
    del opened
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(fd)
