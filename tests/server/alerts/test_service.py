import signal
from pathlib import Path

import pytest

from server.alerts.service import EXAMPLES_MAX, RETRY_SECONDS
from server.alerts.store import Pending
from server.alerts.types import AlertRow, AlertState
from server.authz import Role
from server.errors import Forbidden
from server.paging import PageRequest
from tests.killed import exit_code
from tests.server.alerts import victim
from tests.server.events import mail_incident
from tests.server.support import Rig, make_rig, someone

ADMIN = someone("admin", Role.SYSTEM_ADMIN)


def take(rig: Rig, *ids: str, device: str = "gw-1", **changes: object) -> None:
    with rig.console.database.write() as connection:
        rig.console.alerts.take(connection, device, [mail_incident(one, **changes) for one in ids])


def rows(rig: Rig) -> list[AlertRow]:
    return list(reversed(rig.console.alerts.page(ADMIN, PageRequest()).rows))


def send_due(rig: Rig) -> int:
    """Send whatever is due now; return how many mails that were."""
    number = 0
    while (pending := rig.console.alerts.claim()) is not None:
        rig.console.alerts.settle(pending)
        number += 1
    return number


def claimed(rig: Rig) -> Pending:
    pending = rig.console.alerts.claim()
    assert pending is not None
    return pending


@pytest.mark.parametrize(("severity", "alerts"), [("medium", 0), ("high", 1), ("critical", 1), ("info", 0)])
def test_only_severe_incidents_alert(rig: Rig, severity: str, alerts: int) -> None:
    take(rig, "a", severity=severity)
    assert len(rows(rig)) == alerts


def test_like_incidents_share_a_mail(rig: Rig) -> None:
    take(rig, "a", "b")
    take(rig, "c")
    take(rig, "d", device="gw-2")
    take(rig, "e", rule="other")
    assert [row.count for row in rows(rig)] == [3, 1, 1]
    rig.clock.advance(rig.settings.alerts.gather)
    assert send_due(rig) == 3


def test_a_mail_names_some_and_counts_all(rig: Rig) -> None:
    take(rig, *[f"e{i}" for i in range(50)])
    rig.clock.advance(rig.settings.alerts.gather)
    pending = claimed(rig)
    assert (pending.row.count, len(pending.examples)) == (50, EXAMPLES_MAX)


def test_the_next_mail_of_the_same_kind_waits_for_the_window(rig: Rig) -> None:
    take(rig, "a")
    rig.clock.advance(rig.settings.alerts.gather)
    assert send_due(rig) == 1
    take(rig, "b")
    rig.clock.advance(rig.settings.alerts.gather)
    take(rig, "c")
    assert send_due(rig) == 0
    rig.clock.advance(rig.settings.alerts.window)
    assert send_due(rig) == 1
    assert [row.count for row in rows(rig)] == [1, 2]


def test_an_hour_has_its_number_of_mails_and_the_rest_waits(rig: Rig) -> None:
    most = rig.settings.alerts.per_hour
    for number in range(most + 3):
        take(rig, f"e{number}", device=f"gw-{number}")
    rig.clock.advance(rig.settings.alerts.gather)
    assert send_due(rig) == most
    assert send_due(rig) == 0
    rig.clock.advance(3600)
    assert send_due(rig) == 3


def test_what_cannot_be_sent_waits_longer_and_longer_and_is_never_dropped(rig: Rig) -> None:
    take(rig, "a")
    rig.clock.advance(rig.settings.alerts.gather)
    for wait in (*RETRY_SECONDS, RETRY_SECONDS[-1]):
        rig.console.alerts.settle(claimed(rig), "the mail server is away")
        assert rig.console.alerts.claim() is None
        rig.clock.advance(wait)
    assert rows(rig)[0].last_error == "the mail server is away"
    assert send_due(rig) == 1
    assert rows(rig)[0].state is AlertState.SENT


def test_what_was_being_sent_when_the_console_ended_is_sent_again(rig: Rig) -> None:
    take(rig, "a")
    rig.clock.advance(rig.settings.alerts.gather)
    claimed(rig)
    assert rig.console.alerts.claim() is None
    assert rig.console.alerts.recover() == 1
    assert send_due(rig) == 1


def test_warnings_alert_too(rig: Rig) -> None:
    with rig.console.database.write() as connection:
        rig.console.alerts.warn(connection, "audit log", "critical", "an entry was\0 changed")
    assert [(row.subject, row.severity) for row in rows(rig)] == [("audit log", "critical")]


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.EMPLOYEE])
def test_others_do_not_read_alerts(rig: Rig, role: Role) -> None:
    with pytest.raises(Forbidden):
        rig.console.alerts.page(someone("other", role), PageRequest())


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("state", list(AlertState))
def test_killed_at_each_state_no_alert_is_lost(state: AlertState, when: str, tmp_path: Path) -> None:
    make_rig(tmp_path / "state").console.close()
    assert exit_code(victim.main, tmp_path / "state", state, when) == -signal.SIGKILL
    rig = make_rig(tmp_path / "state")
    rig.clock.advance(120)
    rig.console.alerts.recover()
    sent = send_due(rig)
    states = [row.state for row in rows(rig)]
    rig.console.close()
    if (state, when) == (AlertState.WAITING, "before"):
        assert (sent, states) == (0, [])  # its incident was not committed either
    elif (state, when) == (AlertState.SENT, "after"):
        assert (sent, states) == (0, [AlertState.SENT])
    else:
        assert (sent, states) == (1, [AlertState.SENT])
