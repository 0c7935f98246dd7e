"""The parent's side with real workers: answers, crashes, time-outs, replacement, idle end."""

import asyncio
import logging
import os
import resource
import signal
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec
import pytest

from inspection import forks
from inspection import pool as pool_module
from inspection.limits import Limits
from inspection.pool import Pool
from inspection.worker_reply import Redaction
from policies.inspected import Inspection, InspectionVerdict
from policies.inspection_needs import Needs
from policies.model import InspectionLimits, Selection
from policies.taxonomy import EntityType
from tests.inspection.readers.picture.heic_sample import HEIC
from tests.inspection.readers.pictures import file, identity_card
from tests.inspection.samples import ID, archive, attach, excel, mail, pdf, word

KEY = b"k" * 32
MOBILE = "13800138000"


@pytest.fixture
def spool() -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as file:
        yield file


def put(spool: IO[bytes], content: bytes) -> int:
    spool.seek(0)
    spool.truncate()
    spool.write(content)
    spool.flush()
    return spool.fileno()


def threads_of(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


async def stopped(pool: Pool, fd: int) -> int:
    """Stop the one worker of a pool once it serves, so that its next answer never comes; its process id."""
    await pool.inspect(fd, name="x", kind="file")
    [pid] = pool.pids()
    os.kill(pid, signal.SIGSTOP)
    return pid


async def begun(pool: Pool) -> None:
    """Wait until a file has been given to the one worker."""
    while not pool._slots[0].busy:
        await asyncio.sleep(0)


async def test_a_mail_with_nested_findings_in_one_answer(spool: IO[bytes]) -> None:
    raw = attach(mail("密码:Abc@1234", charset="gb18030"), archive({"a.xlsx": excel(ID)}), "a.zip").as_bytes()
    async with Pool(hash_key=KEY) as pool:
        answer = await pool.inspect(put(spool, raw), name="spool-1", kind="message")
    assert (answer.verdict, answer.reason, answer.format) == (InspectionVerdict.INSPECTED, "", "message")
    assert answer.size == len(raw)
    assert {"RESIDENT_ID", "PASSWORD"} <= {finding.type for finding in answer.findings}
    found = next(finding for finding in answer.findings if finding.type == "RESIDENT_ID")
    assert [step.kind for step in found.place] == ["part", "attachment", "member", "sheet"]
    assert ID not in str(msgspec.json.encode(answer))


async def test_a_name_that_no_utf_8_can_carry_is_answered(spool: IO[bytes]) -> None:
    name = os.fsdecode(b"na\xffme") + f"\ud800 {ID}"
    async with Pool() as pool:
        answer = await pool.inspect(put(spool, b"x"), name=name, kind="file")
    assert (answer.verdict, answer.reason) == (InspectionVerdict.INSPECTED, "")
    assert [finding.type for finding in answer.findings] == ["RESIDENT_ID"]


@pytest.mark.parametrize(
    "content", [word(ID), excel(ID), pdf(ID, embedded_font=True), archive({"a": ID.encode()})]
)
async def test_every_reader_works_inside_the_sandbox(spool: IO[bytes], content: bytes) -> None:
    async with Pool() as pool:
        answer = await pool.inspect(put(spool, content), name="x", kind="file")
        assert pool.sandbox_state == "rlimits+landlock+seccomp"
    assert (answer.verdict, answer.reason) == (InspectionVerdict.INSPECTED, "")
    assert "RESIDENT_ID" in {finding.type for finding in answer.findings}


async def test_the_descriptor_is_read_from_its_start_and_stays_the_callers(spool: IO[bytes]) -> None:
    fd = put(spool, f"身份证 {ID}".encode())
    async with Pool() as pool:
        for _ in range(2):
            answer = await pool.inspect(fd, name="x", kind="file")
            assert len(answer.findings) == 1
    assert os.lseek(fd, 0, os.SEEK_CUR) == len(f"身份证 {ID}".encode())


async def test_the_name_of_a_file_counts_and_that_of_a_message_does_not(spool: IO[bytes]) -> None:
    fd = put(spool, mail("x").as_bytes())
    async with Pool() as pool:
        as_file = await pool.inspect(fd, name=f"{ID}.eml", kind="file")
        as_message = await pool.inspect(fd, name=f"{ID}.eml", kind="message")
    assert [finding.place[0].kind for finding in as_file.findings] == ["name"]
    assert as_message.findings == ()


async def test_text_in_pictures_is_read_by_a_worker_of_its_own_kind(spool: IO[bytes]) -> None:
    card = file(identity_card(), "JPEG")
    raw = attach(mail(f"客户手机 {MOBILE}"), archive({"a.jpg": card}), "a.zip").as_bytes()
    async with Pool() as pool:
        answer = await pool.inspect(put(spool, raw), name="x", kind="message")
        assert pool.sandbox_state == "rlimits+landlock+seccomp"
        threads = [threads_of(pid) for pid in pool.pids()]
    assert (answer.verdict, answer.reason, answer.unread) == (InspectionVerdict.INSPECTED, "", ())
    places = {finding.type: [step.kind for step in finding.place] for finding in answer.findings}
    assert places["RESIDENT_ID"] == places["ID_CARD_IMAGE"] == ["part", "attachment", "member", "picture"]
    assert "MOBILE" in places
    assert threads == [1, 1]  # another would have started before the fences, and stand outside of them


async def test_decoders_that_start_threads_work_inside_the_sandbox(spool: IO[bytes]) -> None:
    async with Pool() as pool:
        answer = await pool.inspect(put(spool, HEIC), name="x", kind="file")
    assert (answer.verdict, answer.reason, answer.format) == (InspectionVerdict.INSPECTED, "", "image:heic")
    assert {finding.type for finding in answer.findings} == {"RESIDENT_ID"}


async def test_without_such_a_worker_pictures_are_named_as_unread(spool: IO[bytes]) -> None:
    async with Pool(picture_workers=0) as pool:
        answer = await pool.inspect(put(spool, file(identity_card())), name="x", kind="file")
        assert len(pool.pids()) == 1
    assert (answer.verdict, answer.unread, answer.findings) == (InspectionVerdict.INSPECTED, ("image",), ())


async def test_pictures_that_take_too_long_do_not_lose_what_stands_beside_them(spool: IO[bytes]) -> None:
    raw = attach(mail(f"客户手机 {MOBILE}"), file(identity_card()), "a.png").as_bytes()
    async with Pool(limits=Limits(picture_seconds=0.05)) as pool:
        answer = await pool.inspect(put(spool, raw), name="x", kind="message")
    assert (answer.verdict, answer.reason) == (InspectionVerdict.UNINSPECTABLE, "time-out")
    assert "MOBILE" in {finding.type for finding in answer.findings}


async def test_misuse_raises(spool: IO[bytes]) -> None:
    reader, writer = os.pipe()
    async with Pool() as pool:
        with pytest.raises(ValueError, match="regular file"):
            await pool.inspect(reader, name="x", kind="file")
        os.close(reader)
        os.close(writer)
        with pytest.raises(ValueError, match="not open"):
            await pool.inspect(reader, name="x", kind="file")
        with pytest.raises(ValueError, match="neither"):
            await pool.inspect(put(spool, b""), name="x", kind="mail")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least one"):
        Pool(0)


async def test_a_killed_worker_is_answered_and_replaced(spool: IO[bytes]) -> None:
    async with Pool() as pool:
        pid = await stopped(pool, put(spool, b"x"))
        asking = asyncio.create_task(pool.inspect(spool.fileno(), name="x", kind="file"))
        await begun(pool)
        os.kill(pid, signal.SIGKILL)
        answer = await asking
        assert (answer.verdict, answer.reason) == (InspectionVerdict.UNINSPECTABLE, "worker-crash")
        assert answer.size == 1
        again = await pool.inspect(put(spool, ID.encode()), name="x", kind="file")
        assert again.verdict is InspectionVerdict.INSPECTED
        assert pool.pids() != [pid]


async def test_a_worker_that_ends_before_it_is_ready_is_a_crash(spool: IO[bytes]) -> None:
    async with Pool() as pool:
        [pid] = pool.pids()
        os.kill(pid, signal.SIGSTOP)
        asking = asyncio.create_task(pool.inspect(put(spool, b"x"), name="x", kind="file"))
        await begun(pool)
        os.kill(pid, signal.SIGKILL)
        assert (await asking).reason == "worker-crash"
        assert (await pool.inspect(spool.fileno(), name="x", kind="file")).reason == ""


async def test_memory_beyond_the_limit_ends_one_file_only(spool: IO[bytes]) -> None:
    bomb = archive({"a": b"<?xml version='1.0'?><a>" + b" " * (200 << 20)})
    limits = Limits(address_space=500 << 20, ratio=10_000, output=1 << 30)
    async with Pool(limits=limits) as pool:
        answer = await pool.inspect(put(spool, bomb), name="x", kind="file")
        assert answer.verdict is InspectionVerdict.UNINSPECTABLE
        after = await pool.inspect(put(spool, ID.encode()), name="x", kind="file")
        assert after.verdict is InspectionVerdict.INSPECTED


def tar_around_a_hole(spool: IO[bytes], hole: int, text: bytes) -> int:
    """A tar archive of a member that takes no room on disk, and a small text behind it."""
    put(spool, b"")
    for name, size in (("hole", hole), ("a.txt", len(text))):
        info = tarfile.TarInfo(name)
        info.size = size
        spool.write(info.tobuf())
        spool.seek(hole if name == "hole" else 0, os.SEEK_CUR)
    spool.write(text + bytes(-len(text) % tarfile.BLOCKSIZE + 2 * tarfile.BLOCKSIZE))
    spool.flush()
    return spool.fileno()


async def test_a_file_larger_than_the_memory_of_a_worker_is_walked(spool: IO[bytes]) -> None:
    limits = Limits(address_space=1 << 30, held=8 << 20)
    async with Pool(limits=limits, picture_workers=0) as pool:
        fd = tar_around_a_hole(spool, 3 << 30, f"身份证 {ID}".encode())
        answer = await pool.inspect(fd, name="x", kind="file")
        assert (answer.format, answer.reason, len(answer.findings)) == ("tar", "limit:held", 1)
        [pid] = pool.pids()
        assert resource.prlimit(pid, resource.RLIMIT_AS)[0] == limits.address_space + answer.size
        small = await pool.inspect(put(spool, ID.encode()), name="x", kind="file")
        assert (small.verdict, pool.pids()) == (InspectionVerdict.INSPECTED, [pid])
        assert resource.prlimit(pid, resource.RLIMIT_AS)[0] == limits.address_space


async def test_a_stopped_worker_is_a_time_out(spool: IO[bytes]) -> None:
    async with Pool(limits=Limits(seconds=2.0)) as pool:
        await stopped(pool, put(spool, b"x"))
        answer = await pool.inspect(spool.fileno(), name="x", kind="file")
        assert (answer.verdict, answer.reason) == (InspectionVerdict.UNINSPECTABLE, "time-out")
        assert answer.seconds >= 2
        assert pool.pids() == []
        assert (await pool.inspect(spool.fileno(), name="x", kind="file")).reason == ""


async def test_a_worker_is_replaced_after_its_number_of_files(spool: IO[bytes]) -> None:
    fd = put(spool, b"x")
    async with Pool(limits=Limits(files_per_worker=3)) as pool:
        pids = []
        for _ in range(4):
            await pool.inspect(fd, name="x", kind="file")
            pids += pool.pids()
    assert len(set(pids)) == 2


async def test_an_idle_worker_ends_and_a_new_one_starts(spool: IO[bytes]) -> None:
    fd = put(spool, b"x")
    async with Pool(limits=Limits(idle_seconds=0.2)) as pool:
        await pool.inspect(fd, name="x", kind="file")
        assert len(pool.pids()) == 1
        while pool.pids():
            await asyncio.sleep(0.05)
        assert (await pool.inspect(fd, name="x", kind="file")).verdict is InspectionVerdict.INSPECTED


async def test_a_worker_that_still_loads_for_a_file_is_not_idle(spool: IO[bytes]) -> None:
    async with Pool(limits=Limits(idle_seconds=0.01)) as pool:
        answer = await pool.inspect(put(spool, ID.encode()), name="x", kind="file")
        assert (answer.verdict, answer.reason) == (InspectionVerdict.INSPECTED, "")
        assert len(pool.pids()) == 1


async def test_many_at_once_are_each_answered_with_their_own(spool: IO[bytes]) -> None:
    files = [tempfile.TemporaryFile() for _ in range(20)]  # noqa: SIM115
    try:
        async with Pool(2) as pool:
            for number, file in enumerate(files):
                put(file, b"x" * number)
            asked = (pool.inspect(file.fileno(), name="x", kind="file") for file in files)
            answers: list[Inspection] = await asyncio.gather(*asked)
            assert len(pool.pids()) == 2
    finally:
        for file in files:
            file.close()
    assert [answer.size for answer in answers] == list(range(20))


async def test_a_caller_that_gives_up_does_not_mix_answers(spool: IO[bytes]) -> None:
    async with Pool() as pool:
        await stopped(pool, put(spool, b"x"))
        asking = asyncio.create_task(pool.inspect(put(spool, ID.encode()), name="x", kind="file"))
        await begun(pool)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        answer = await pool.inspect(put(spool, b"nothing"), name="x", kind="file")
        assert answer.findings == ()


async def test_workers_end_with_the_pool(spool: IO[bytes]) -> None:
    async with Pool(2) as pool:
        pids = pool.processes()
        assert len(pids) == 3
    assert pool.pids() == []
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


async def test_an_answer_that_is_no_inspection_is_a_crash(
    spool: IO[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nonsense(_channel: object) -> bytes:
        return b"\xc1"

    async with Pool() as pool:
        await pool.inspect(put(spool, b"x"), name="x", kind="file")
        monkeypatch.setattr(pool_module.pool_channel, "receive", nonsense)
        answer = await pool.inspect(put(spool, b"x"), name="x", kind="file")
    assert answer.reason == "worker-crash"


async def test_a_missing_fence_is_a_warning(
    spool: IO[bytes], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pool_module.sandbox, "WANTED", ("rlimits", "moat"))
    with caplog.at_level(logging.WARNING):
        async with Pool() as pool:
            await pool.inspect(put(spool, b"x"), name="x", kind="file")
    assert [record.message for record in caplog.records] == ["sandbox-incomplete"]


async def test_hashes_follow_the_key(spool: IO[bytes]) -> None:
    fd = put(spool, ID.encode())
    hashes = []
    for key in (KEY, KEY, b"other" * 8, b""):
        async with Pool(hash_key=key) as pool:
            answer = await pool.inspect(fd, name="x", kind="file")
            hashes.append(answer.findings[0].value_hash)
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3


async def test_a_mail_is_redacted_in_its_fences_and_the_edits_hold_no_value(spool: IO[bytes]) -> None:
    raw = attach(mail(f"身份证号：{ID}", charset="gb18030"), f"手机,{MOBILE}".encode(), "a.csv").as_bytes()
    async with Pool(hash_key=KEY) as pool:
        answer = await pool.redact(put(spool, raw), (Selection(entity=(EntityType.RESIDENT_ID,)),))
        nothing = await pool.redact(put(spool, b"Subject: x\r\n\r\nhello\r\n"), (Selection(),))
    assert (answer.reason, answer.counts, nothing) == ("", {"RESIDENT_ID": 1}, Redaction())
    [edit] = answer.edits
    assert raw[edit.start : edit.end] != edit.octets
    assert all(ID.encode(name) not in edit.octets for name in ("utf-8", "utf-16-le"))


async def test_a_redaction_that_takes_too_long_or_crashes_says_so(spool: IO[bytes]) -> None:
    limits = Limits(seconds=2.0)
    async with Pool(limits=limits, hash_key=KEY) as pool:
        pid = await stopped(pool, put(spool, b"x"))
        assert await pool.redact(spool.fileno(), (Selection(),)) == Redaction(reason="time-out")
        assert pid not in pool.pids()
        pid = await stopped(pool, spool.fileno())
        asking = asyncio.create_task(pool.redact(spool.fileno(), (Selection(),)))
        await begun(pool)
        os.kill(pid, signal.SIGKILL)
        assert await asking == Redaction(reason="worker-crash")


async def test_limits_that_a_policy_asks_for_hold_from_the_next_file_on(spool: IO[bytes]) -> None:
    asked = [Needs()]
    fd = put(spool, archive({f"{number}.txt": b"x" for number in range(3)}))
    async with Pool(needs=lambda: asked[0]) as pool:
        assert (await pool.inspect(fd, name="x", kind="file")).reason == ""
        asked = [Needs(limits=InspectionLimits(members=2))]
        assert (await pool.inspect(fd, name="x", kind="file")).reason == "limit:members"
        asked = [Needs(limits=InspectionLimits(pictures=0))]
        answer = await pool.inspect(put(spool, file(identity_card())), name="x", kind="file")
        assert (answer.verdict, answer.unread) == (InspectionVerdict.INSPECTED, ("image",))


async def test_a_process_for_each_file(spool: IO[bytes]) -> None:
    async with Pool(limits=Limits(files_per_worker=1)) as pool:
        for content in (ID.encode(), b"nothing"):
            answer = await pool.inspect(put(spool, content), name="x", kind="file")
            assert len(answer.findings) == (content == ID.encode())
            assert pool.pids() == []


async def test_a_pool_that_could_not_start_its_workers_says_so_and_tries_again(
    spool: IO[bytes], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(forks.sys, "executable", "/nowhere/python")
    async with Pool() as pool:
        assert [record.message for record in caplog.records] == ["no-worker"]
        assert "/nowhere/python" in caplog.records[0].__dict__["problem"]
        assert (await pool.inspect(put(spool, b"x"), name="x", kind="file")).reason == "worker-crash"
        monkeypatch.undo()
        assert (await pool.inspect(spool.fileno(), name="x", kind="file")).reason == ""
