"""The limits travel to a worker, and agree with one another and with the sizes promised."""

import tempfile
from pathlib import Path

import msgspec
import pytest

from inspection.limits import LARGEST_MAIL, MEBIBYTE, Limits, as_asked, for_size, with_pictures
from inspection.pool import Pool
from inspection.reading import CLOCK_SHARE
from policies.inspected import Inspection, InspectionVerdict
from policies.model import InspectionLimits
from tests.inspection import bombs
from tests.inspection.samples import ID


def test_they_arrive_at_a_worker_as_they_were() -> None:
    limits = Limits(seconds=1.5, members=7)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(limits), type=Limits) == limits


def test_an_unknown_limit_is_refused_and_none_changes() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `memory`"):
        msgspec.json.decode(b'{"memory": 1}', type=Limits)
    with pytest.raises(AttributeError):
        Limits().depth = 1_000  # type: ignore[misc]


def test_the_kernel_ends_a_spinning_worker_before_the_parent_loses_patience() -> None:
    for limits in (Limits(), with_pictures(Limits())):
        assert limits.cpu_seconds < limits.seconds


def test_a_busy_worker_tells_what_it_found_before_the_kernel_ends_it() -> None:
    for limits in (Limits(), with_pictures(Limits()), for_size(Limits(), 50 * MEBIBYTE)):
        assert limits.seconds * CLOCK_SHARE < limits.cpu_seconds


def test_pictures_get_more_time_and_nothing_else() -> None:
    limits = Limits(members=7)
    more = with_pictures(limits)
    assert more.seconds == limits.picture_seconds > limits.seconds
    assert msgspec.structs.replace(more, seconds=limits.seconds, cpu_seconds=limits.cpu_seconds) == limits


def test_the_largest_mail_fits_in_every_budget() -> None:
    limits, mail = Limits(), 64 * MEBIBYTE
    assert limits.output >= 4 * mail
    assert limits.address_space >= 4 * limits.output
    assert limits.window < mail
    assert limits.held <= limits.output
    assert 2 * limits.held + limits.dictionary < limits.address_space


def test_a_large_mail_has_more_time_and_a_larger_file_more_members_too() -> None:
    limits = Limits(seconds=20, cpu_seconds=18, pace=MEBIBYTE)
    assert for_size(limits, 8 * MEBIBYTE) is limits
    mail = for_size(limits, LARGEST_MAIL)
    assert (mail.seconds, mail.cpu_seconds) == (20 + 56, 18 + 50)
    assert msgspec.structs.replace(mail, seconds=20.0, cpu_seconds=18) == limits
    more = for_size(limits, LARGEST_MAIL + 100 * MEBIBYTE)
    assert (more.seconds, more.cpu_seconds, more.members) == (176, 158, limits.members + 100 * 256)
    assert more.output == 4 * (LARGEST_MAIL + 100 * MEBIBYTE)
    assert (more.held, more.address_space, more.ratio) == (limits.held, limits.address_space, limits.ratio)


async def inspected(pool: Pool, content: bytes) -> Inspection:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return await pool.inspect(file.fileno(), name="x", kind="file")


def most_memory(pid: int) -> int:
    """The largest resident size of a process so far, in octets."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    [peak] = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(peak) * 1024


async def test_a_bomb_ends_with_a_reason_and_the_next_file_is_inspected_as_ever() -> None:
    async with Pool(picture_workers=0) as pool:
        for name, make in bombs.SMALL.items():
            answer = await inspected(pool, make())
            assert answer.verdict is InspectionVerdict.UNINSPECTABLE or answer.findings, name
            assert answer.reason not in {"time-out", "worker-crash"}, name
            following = await inspected(pool, f"身份证 {ID}".encode())
            assert (following.reason, len(following.findings)) == ("", 1), name
        assert max(map(most_memory, pool.pids())) < 1 << 30


def test_every_bomb_has_a_small_one_of_its_kind() -> None:
    assert bombs.BOMBS.keys() - bombs.SMALL.keys() == {"huge png"}


def test_what_policies_ask_for_takes_the_place_of_the_product_s_own() -> None:
    limits = as_asked(Limits(), InspectionLimits(members=10, cpu_seconds=30))
    assert (limits.members, limits.cpu_seconds, limits.seconds) == (10, 30, pytest.approx(33.3, abs=0.1))
    assert (limits.depth, limits.picture_seconds) == (Limits().depth, Limits().picture_seconds)
    assert as_asked(Limits(), InspectionLimits()) == Limits()
