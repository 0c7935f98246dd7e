"""One's own releases, or all for reviewers and auditors; and what each person may do with one."""

import pytest

from server.authz import Role
from server.errors import Forbidden, NotFound
from server.paging import PageRequest
from tests.server.events import mail_incident
from tests.server.releases.asking import LI, QIAN, SUN, WANG, ZHAO, approved, wanted
from tests.server.releases.used import used_for
from tests.server.support import Rig, someone

FIRST = PageRequest(1, 10)


def test_who_may_not_read_all_sees_their_own(rig: Rig) -> None:
    releases = rig.console.releases
    own, other = releases.ask(LI, wanted()), releases.ask(WANG, wanted(sender=SUN.email))
    assert [one.release.id for one in releases.page(LI, FIRST).rows] == [own.id]
    assert [one.release.id for one in releases.page(SUN, FIRST).rows] == [other.id]
    for reader in (WANG, QIAN):
        assert releases.page(reader, FIRST).total == 2
    assert releases.release(SUN, other.id) == other
    for hidden in (other.id, 99, 2**40):
        with pytest.raises(NotFound, match="no such release"):
            releases.release(LI, hidden)
    with pytest.raises(Forbidden):
        releases.page(someone("admin", Role.SYSTEM_ADMIN), FIRST)


def test_who_may_do_what_with_one(rig: Rig) -> None:
    releases = rig.console.releases
    waiting = releases.ask(WANG, wanted())
    assert [releases.may_decide(each, waiting) for each in (LI, WANG, ZHAO, QIAN)] == [
        False, False, True, False,
    ]  # fmt: skip
    assert [releases.may_withdraw(each, waiting) for each in (LI, WANG, ZHAO, QIAN, SUN)] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert releases.waiting() == 1
    rig.clock.advance(8 * 86_400)
    assert releases.waiting() == 0
    assert releases.standing(waiting) == "over"
    assert not releases.may_decide(ZHAO, waiting)
    assert not releases.may_withdraw(LI, waiting)


def test_uses_are_shown_to_who_sees_the_release(rig: Rig) -> None:
    releases = rig.console.releases
    release = approved(releases)
    with rig.console.database.write() as connection:
        releases.take(connection, [used_for(mail_incident(), str(release.id))])
    (use,) = releases.uses(LI, release.id, FIRST).rows
    assert (use.incident_id, use.recipient, use.outcome) == ("inc-1", "chen@client.example", "sealed-pdf")
    assert releases.page(WANG, FIRST).rows[0].uses == 1
    with pytest.raises(NotFound):
        releases.uses(SUN, release.id, FIRST)


def test_every_release_is_listed_for_the_command_line(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    releases = rig.console.releases
    asked = [releases.ask(LI, wanted()).id for _ in range(3)]
    monkeypatch.setattr("server.paging.SIZE_MAX", 2)
    assert [each.id for each in releases.every()] == sorted(asked, reverse=True)
