"""Releases hold from their beginning to their end, for their sender; the last good register stays."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from policies.finding import Category
from runtime.keystore import Keystore
from runtime.releases import Releases
from tests.runtime.small_console import SmallConsole
from tests.wire.granted import EARLY, ISSUED, LATER, RELEASE, granted, signed_register
from wire.errors import WireError

NOW = datetime(2026, 10, 6, 3, tzinfo=UTC)
LI = "li@bank.example"


def ids(releases: Releases, sender: str = LI, now: datetime = NOW) -> list[str]:
    return [approval.id for approval in releases.approvals(sender, now)]


@pytest.fixture
def releases(enrolled: Keystore, tmp_path: Path) -> Releases:
    return Releases(tmp_path / "state", enrolled)


@pytest.fixture
def offered(console: SmallConsole, releases: Releases) -> Releases:
    """Give a register with one release in force."""
    releases.offer(signed_register(console.bundle_key, RELEASE), NOW)
    return releases


def test_without_a_register_nothing_is_approved(releases: Releases) -> None:
    assert (ids(releases), releases.have, releases.problem(NOW)) == ([], "", "")


def test_a_domain_is_everybody_in_it_and_what_is_not_known_here_is_not_covered(
    releases: Releases, console: SmallConsole
) -> None:
    newer = granted(categories=("identity", "of-a-newer-console"))
    releases.offer(signed_register(console.bundle_key, newer), NOW)
    (approval,) = releases.approvals("Li@Bank.example", NOW)
    assert approval.recipients == ("wang@x.example", "*@audit.example")
    assert approval.categories == (Category.IDENTITY,)


@pytest.mark.parametrize(
    ("now", "holds"),
    [
        (datetime(2026, 10, 5, 23, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 6, 0, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 6, 16, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 6, 16, 0, 1, tzinfo=UTC), False),
    ],
)
def test_it_holds_from_its_beginning_to_its_end(offered: Releases, now: datetime, *, holds: bool) -> None:
    assert (ids(offered, now=now) == ["7"]) is holds
    assert ids(offered, "wang@bank.example") == ids(offered, "") == []


def test_a_newer_register_takes_its_place_and_one_withdrawn_is_gone(
    offered: Releases, console: SmallConsole
) -> None:
    offered.offer(signed_register(console.bundle_key, issued_at=LATER), NOW)
    assert (ids(offered), offered.have) == ([], LATER)


BAD: dict[str, Callable[[Ed25519PrivateKey], bytes]] = {
    "signed by an unknown key": lambda _: signed_register(Ed25519PrivateKey.generate(), issued_at=LATER),
    f"one of {ISSUED} is in force": lambda key: signed_register(key, issued_at=EARLY),
    "expired at": lambda key: signed_register(key, issued_at=LATER, expires_at=LATER),
    "not a signed envelope": lambda _: b"[]",
}


@pytest.mark.parametrize("words", BAD)
def test_the_last_good_one_stays_when_another_is_refused(
    offered: Releases, console: SmallConsole, enrolled: Keystore, tmp_path: Path, words: str
) -> None:
    with pytest.raises(WireError):
        offered.offer(BAD[words](console.bundle_key), NOW)
    assert ids(offered) == ["7"]
    assert words in offered.problem(NOW)
    assert ids(Releases(tmp_path / "state", enrolled)) == ["7"]
    offered.offer(signed_register(console.bundle_key, issued_at=LATER), NOW)
    assert offered.problem(NOW) == ""


def test_one_that_is_too_old_is_told_of_and_its_releases_hold_to_their_own_end(
    releases: Releases, console: SmallConsole
) -> None:
    releases.offer(signed_register(console.bundle_key, RELEASE, expires_at="2026-10-06T04:00:00Z"), NOW)
    later = NOW.replace(hour=5)
    assert "is older than it may be; see that this machine reaches its console" in releases.problem(later)
    assert ids(releases, now=later) == ["7"]


def test_a_file_that_was_changed_on_the_disk_approves_nothing(
    offered: Releases, enrolled: Keystore, tmp_path: Path
) -> None:
    assert offered.have == ISSUED
    path = tmp_path / "state" / "releases" / "register.json"
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(path.read_bytes()[:-20])
    again = Releases(tmp_path / "state", enrolled)
    assert ids(again) == []
    assert "refused" in again.problem(NOW)
