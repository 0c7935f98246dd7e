"""Which names are ours, and which files hold anything."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent import triage

ROOTS = (b"/home/wang", b"/home/wang/deep", b"/srv/public")
EXCLUDED = (b"/home/wang/.cache", b"/srv/public/state")


@pytest.mark.parametrize(
    ("path", "ours"),
    [
        (b"/home/wang/a.txt", True),
        (b"/home/wang/.hidden/b", True),
        (b"/srv/public/x/y/z", True),
        (b"/home/wang2/a.txt", False),
        (b"/home/wan", False),
        (b"/etc/passwd", False),
        (b"/home/wang/.cache/a", False),
        (b"/home/wang/.cached/a", True),
        (b"/srv/public/state", False),
        (b"/home/wang/.ashseal-aside/d-1", False),
        (b"/home/wang/x/.ashseal-aside/d-1", False),
    ],
)
def test_ours_is_below_a_root_and_not_left_alone(path: bytes, *, ours: bool) -> None:
    assert triage.is_watched(path, ROOTS, EXCLUDED) is ours


def test_the_nearest_root_holds_a_path() -> None:
    assert triage.beneath(b"/home/wang/deep/a", ROOTS) == b"/home/wang/deep"
    assert triage.beneath(b"/home/wang/deeper", ROOTS) == b"/home/wang"


@given(st.binary(max_size=40))
def test_the_root_of_all_holds_every_absolute_path(rest: bytes) -> None:
    assert triage.beneath(b"/" + rest, (b"/",)) == b"/"


@pytest.mark.parametrize(
    ("mode", "size", "worth"),
    [
        (stat.S_IFREG | 0o600, 1, True),
        (stat.S_IFREG, 1 << 40, True),
        (stat.S_IFREG, 0, False),
        (stat.S_IFLNK, 10, False),
        (stat.S_IFIFO, 10, False),
        (stat.S_IFDIR, 4096, False),
        (stat.S_IFCHR, 10, False),
    ],
)
def test_only_regular_files_with_content_are_read(mode: int, size: int, *, worth: bool) -> None:
    assert triage.worth_reading(mode, size) is worth
