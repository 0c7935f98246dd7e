"""Event records as linux/fanotify.h lays them out."""

import os
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.watchers import fanotify_abi as abi


def record(mask: int, pid: int, name: bytes, handle: bytes = b"\1" * 8) -> bytes:
    """Return one event with a directory handle and a name, built by hand from the header file."""
    body = b"fsidfsid" + struct.pack("=Ii", len(handle), 1) + handle + name + b"\0"
    body += b"\0" * (-len(body) % 4)
    info = struct.pack("=BBH", 2, 0, 4 + len(body)) + body
    return struct.pack("=IBBHQii", 24 + len(info), 3, 0, 24, mask, -1, pid) + info


def test_records_are_read_one_after_the_other() -> None:
    octets = record(abi.CLOSE_WRITE, 7, b"a.txt") + record(abi.MOVED_TO | abi.ONDIR, 8, "客户".encode())
    first, second = abi.parse(octets)
    assert (first.mask, first.pid, first.fsid, first.name) == (abi.CLOSE_WRITE, 7, b"fsidfsid", b"a.txt")
    assert first.handle == struct.pack("=Ii", 8, 1) + b"\1" * 8
    assert second.name == "客户".encode()
    assert second.mask & abi.ONDIR


def test_an_overflow_has_no_name() -> None:
    octets = struct.pack("=IBBHQii", 24, 3, 0, 24, abi.Q_OVERFLOW, -1, 0)
    assert list(abi.parse(octets)) == [abi.Event(abi.Q_OVERFLOW, 0, b"", b"", b"")]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2**31 - 1),
            st.binary(min_size=1, max_size=255).filter(lambda name: b"\0" not in name),
        ),
        max_size=20,
    )
)
def test_every_name_comes_back(entries: list[tuple[int, bytes]]) -> None:
    octets = b"".join(record(abi.CLOSE_WRITE, pid, name) for pid, name in entries)
    assert [(event.pid, event.name) for event in abi.parse(octets)] == entries


def test_the_file_systems_id_is_the_same_for_all_its_paths(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    ids = {abi.file_system_id(os.fsencode(path)) for path in (tmp_path, tmp_path / "in")}
    assert len(ids) == 1
    assert abi.file_system_id(b"/proc") not in ids
    with pytest.raises(OSError, match="No such file"):
        abi.file_system_id(os.fsencode(tmp_path / "no"))
