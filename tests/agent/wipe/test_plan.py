"""Residual risks by file system, medium, extents and open handles."""

import os
from pathlib import Path

import pytest

from agent.wipe import plan, refusal, syscalls
from agent.wipe.plan import Mount
from agent.wipe.refusal import Refusal
from agent.wipe.syscalls import Extent


@pytest.fixture
def descriptor(tmp_path: Path) -> int:
    (tmp_path / "file").write_text("content", encoding="utf-8")
    return os.open(tmp_path / "file", os.O_RDWR)


@pytest.mark.parametrize(
    ("mount", "present", "absent"),
    [
        (
            Mount("ext4", "rw,relatime"),
            {plan.NAME},
            {plan.COPY_ON_WRITE, plan.DATA_JOURNAL, plan.UNKNOWN_SYSTEM},
        ),
        (Mount("ext4", "rw,data=journal"), {plan.DATA_JOURNAL}, {plan.COPY_ON_WRITE}),
        (Mount("xfs", "rw"), {plan.NAME}, {plan.COPY_ON_WRITE, plan.UNKNOWN_SYSTEM}),
        (Mount("btrfs", "rw"), {plan.COPY_ON_WRITE, plan.SNAPSHOTS}, {plan.UNKNOWN_SYSTEM}),
        (Mount("overlay", "rw"), {plan.COPY_ON_WRITE}, set()),
        (Mount("tmpfs", "rw"), {plan.SWAP}, {plan.SOLID_STATE, plan.UNKNOWN_MEDIUM}),
        (Mount("nfs4", "rw"), {plan.NETWORK}, set()),
        (Mount("fuse.sshfs", "rw"), {plan.NETWORK}, set()),
        (Mount("newfs", "rw"), {plan.UNKNOWN_SYSTEM}, set()),
        (Mount("", ""), {plan.UNKNOWN_SYSTEM}, set()),
    ],
)
def test_the_file_system_decides_what_overwriting_reaches(
    descriptor: int, mount: Mount, present: set[str], absent: set[str]
) -> None:
    made = plan.plan(descriptor, lambda _device: mount)
    assert made.method == plan.METHOD
    assert present <= set(made.residual_risk)
    assert not absent & set(made.residual_risk)


@pytest.mark.parametrize(("flag", "risk"), [(0x0008, plan.ENCODED), (0x0200, plan.INLINE)])
def test_extents_tell_of_content_that_is_elsewhere(
    descriptor: int, monkeypatch: pytest.MonkeyPatch, flag: int, risk: str
) -> None:
    monkeypatch.setattr(syscalls, "extents", lambda _descriptor: [Extent(0, 0, 4096, flag)])
    assert risk in plan.plan(descriptor).residual_risk


def test_a_reflink_is_refused(descriptor: int, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = [Extent(0, 0, 4096, 0), Extent(4096, 0, 4096, syscalls.EXTENT_SHARED)]
    monkeypatch.setattr(syscalls, "extents", lambda _descriptor: shared)
    with pytest.raises(Refusal) as why:
        plan.plan(descriptor)
    assert why.value.reason == refusal.SHARED_EXTENTS


def test_another_opener_is_noticed(descriptor: int, tmp_path: Path) -> None:
    assert plan.OPEN_HANDLES not in plan.plan(descriptor).residual_risk
    with (tmp_path / "file").open("rb"):
        assert plan.OPEN_HANDLES in plan.plan(descriptor).residual_risk
    assert plan.OPEN_HANDLES not in plan.plan(descriptor).residual_risk


def test_the_mount_of_this_disk_is_found(tmp_path: Path) -> None:
    found = plan.mount_of(tmp_path.stat().st_dev)
    assert found.system
    assert "rw" in found.options.split(",")
    assert plan.mount_of(os.makedev(4000, 77)) == Mount("", "")
    assert plan.mount_of(Path("/dev/shm").stat().st_dev).system == "tmpfs"
