"""Workers under the key of the moment: a new key means new workers, and the old ones finish their work."""

import asyncio
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from inspection.channel import ListFile
from inspection.open_list import OpenList
from policies.inspected import Inspection, InspectionVerdict
from policies.model import Selection
from policies.taxonomy import EntityType
from smtp_gateway.inspectors import Inspectors
from tests.policies.exact_match.made import index_of
from tests.runtime.small_console import until

MAIL = "Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n身份证号 11010519491231002X\r\n"
OURS, CONSOLES = b"o" * 32, b"c" * 32


class Key:
    """The keystore's answer, which enrolment changes."""

    def __init__(self) -> None:
        self.value = OURS

    def __call__(self) -> bytes:
        return self.value


@pytest.fixture
def key() -> Key:
    return Key()


@pytest.fixture
def descriptor(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "mail").write_text(MAIL, encoding="utf-8", newline="")
    descriptor = os.open(tmp_path / "mail", os.O_RDONLY)
    yield descriptor
    os.close(descriptor)


async def inspect(inspectors: Inspectors, descriptor: int) -> Inspection:
    inspection = await inspectors.inspect(descriptor, name="m1", kind="message")
    assert inspection.verdict is InspectionVerdict.INSPECTED
    return inspection


def hashes(inspection: Inspection) -> set[str]:
    return {finding.value_hash for finding in inspection.findings if finding.type == "RESIDENT_ID"}


def workers() -> set[int]:
    """Return the live workers of the fork servers that this process has started."""
    forked = [child for server in psutil.Process().children() for child in server.children()]
    return {child.pid for child in forked if child.status() != psutil.STATUS_ZOMBIE}


async def test_values_are_hashed_under_the_key_of_the_moment(key: Key, descriptor: int) -> None:
    before = workers()
    async with Inspectors(1, key) as inspectors:
        under_ours = hashes(await inspect(inspectors, descriptor))
        assert hashes(await inspect(inspectors, descriptor)) == under_ours
        key.value = CONSOLES
        under_consoles = hashes(await inspect(inspectors, descriptor))
    assert len(under_ours) == len(under_consoles) == 1
    assert under_ours != under_consoles
    async with Inspectors(1, key) as elsewhere:  # another gateway of the same console
        assert hashes(await inspect(elsewhere, descriptor)) == under_consoles
    assert workers() <= before


async def test_a_new_index_changes_a_worker_once(key: Key, descriptor: int) -> None:
    index = index_of(["MOBILE"], [("13800138000",)], key=OURS)
    lists: list[OpenList] = []
    async with Inspectors(1, key, lambda _: tuple(lists)) as inspectors:
        await inspect(inspectors, descriptor)
        (old,) = inspectors.pids()
        with tempfile.TemporaryFile(buffering=0) as file:
            file.write(bytes(index._body))  # type: ignore[arg-type]
            lists.append(OpenList(ListFile(index.header, 0), os.dup(file.fileno())))
        await asyncio.gather(*(inspect(inspectors, descriptor) for _ in range(3)))
        (new,) = inspectors.pids()
        assert new != old
        await inspect(inspectors, descriptor)
        assert inspectors.pids() == [new]


async def test_a_new_key_changes_the_workers_once(key: Key, descriptor: int) -> None:
    before = workers()
    async with Inspectors(1, key) as inspectors:
        await inspect(inspectors, descriptor)
        (old,) = inspectors.pids()
        key.value = CONSOLES
        await asyncio.gather(*(inspect(inspectors, descriptor) for _ in range(3)))
        (new,) = inspectors.pids()
        assert new != old
        assert workers() - before == {new}


async def test_work_under_the_old_key_is_finished_before_its_workers_end(key: Key, descriptor: int) -> None:
    async with Inspectors(1, key) as inspectors:
        under_ours = hashes(await inspect(inspectors, descriptor))
        (old,) = inspectors.pids()
        os.kill(old, signal.SIGSTOP)
        slow = asyncio.create_task(inspect(inspectors, descriptor))
        await asyncio.sleep(0)
        key.value = CONSOLES
        assert hashes(await inspect(inspectors, descriptor)) != under_ours
        assert not slow.done()
        assert old in workers()
        os.kill(old, signal.SIGCONT)
        assert hashes(await slow) == under_ours
        await until(lambda: old not in workers())


async def test_mails_are_redacted_by_the_workers_of_the_moment(key: Key, descriptor: int) -> None:
    async with Inspectors(1, key) as inspectors:
        key.value = CONSOLES
        redaction = await inspectors.redact(descriptor, (Selection(entity=(EntityType.RESIDENT_ID,)),))
    assert redaction.counts == {"RESIDENT_ID": 1}
