"""Gateways get what is approved, signed, each register newer than the one before."""

import threading
from datetime import timedelta
from pathlib import Path

from server import keys
from server.settings import ReleaseSettings
from tests.server.releases.asking import LI, WANG, approved, wanted
from tests.server.support import NOW, Rig
from wire import instant
from wire.release import Release, ReleaseRegister, accept
from wire.signature import key_id


def sent(rig: Rig) -> ReleaseRegister:
    """Take the register over as a gateway does."""
    public = keys.load(Path(rig.settings.console.state_dir) / "keys").bundle.public_key()
    return accept(rig.console.releases.octets(), {key_id(public): public}, None, rig.clock.now())


def test_what_is_approved_is_sent_without_reasons_and_names(rig: Rig) -> None:
    release = approved(rig.console.releases)
    register = sent(rig)
    assert register.releases == (
        Release(
            id=str(release.id),
            sender="li@bank.example",
            recipients=("chen@audit.example", "law.example"),
            categories=("identity", "property"),
            since=instant.render(NOW),
            until=instant.render(NOW + timedelta(days=7)),
        ),
    )
    assert rig.console.releases.built_at() == register.issued_at


def test_what_waits_was_rejected_withdrawn_or_is_over_is_not_sent(rig: Rig) -> None:
    releases = rig.console.releases
    releases.ask(LI, wanted())
    releases.reject(WANG, releases.ask(LI, wanted()).id, "not this year")
    withdrawn, over, kept = (approved(releases, until=NOW + timedelta(days=day)) for day in (7, 1, 20))
    assert [each.id for each in sent(rig).releases] == [str(withdrawn.id), str(over.id), str(kept.id)]
    releases.withdraw(LI, withdrawn.id, "no longer needed")
    assert [each.id for each in sent(rig).releases] == [str(over.id), str(kept.id)]
    rig.clock.advance(ReleaseSettings().age_max / 2 + 1)
    assert releases.renew()
    assert [each.id for each in sent(rig).releases] == [str(kept.id)]


def test_a_register_is_signed_anew_at_half_of_its_greatest_age(rig: Rig) -> None:
    releases = rig.console.releases
    assert (releases.built_at(), releases.octets()) == ("", b"")
    assert releases.renew()
    assert not releases.renew()
    before = sent(rig)
    assert before.releases == ()
    rig.clock.advance(ReleaseSettings().age_max / 2)
    assert releases.renew()
    assert sent(rig).issued_at > before.issued_at


def test_it_is_newer_than_the_one_before_whatever_the_clock_says(rig: Rig) -> None:
    releases = rig.console.releases
    releases.renew()
    before = releases.built_at()
    asked = releases.ask(LI, wanted())
    rig.clock.advance(-3600)
    releases.approve(WANG, asked.id)
    assert releases.built_at() > before


def test_approvals_at_once_are_all_in_the_register(both_rig: Rig) -> None:
    releases = both_rig.console.releases
    releases.renew()
    asked = [releases.ask(LI, wanted()).id for _ in range(6)]
    threads = [threading.Thread(target=releases.approve, args=(WANG, number)) for number in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each.id for each in sent(both_rig).releases} == {str(number) for number in asked}
