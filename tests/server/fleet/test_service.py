import pytest

from server.authz import Role
from server.errors import Forbidden, Invalid, NotFound
from server.fleet.types import DeviceState
from server.identity.types import LOCAL_OPERATOR
from server.paging import PageRequest
from tests.server.events import Device
from tests.server.support import Rig, someone
from wire import instant
from wire.heartbeat import Heartbeat

ADMIN = someone("admin", Role.SYSTEM_ADMIN)


def beat(rig: Rig, device: str = "gw-1", policy: int = 1, state: str = "ok", detail: str = "") -> None:
    sent = instant.render(rig.clock.now())
    rig.console.fleet.heard(Heartbeat(device, "gateway", "0.1.0", sent, policy, 4, state, detail))  # type: ignore[arg-type]


def token(rig: Rig, device: str = "gw-1") -> str:
    return rig.console.fleet.enrolment_token(ADMIN, "gateway", device, "a new gateway").token


def test_a_token_buys_a_certificate_and_what_to_trust(rig: Rig) -> None:
    device = Device()
    reply = device.enrol(rig)
    name, key = rig.console.authority.device_of(reply.certificate_pem)
    assert (name, key.public_bytes_raw()) == ("gw-1", device.key.public_key().public_bytes_raw())
    assert len(reply.bundle_keys) == 1
    assert reply.sealing_key == rig.console.escrow._keys.sealing.public_key().public_bytes_raw()
    assert rig.console.fleet.device(ADMIN, "gw-1").enrolled_by == "local-operator"
    assert "gw-1 fleet.enrol gw-1 done" in rig.audit_actions()


def test_workstations_never_get_the_hash_key(rig: Rig) -> None:
    assert Device("ws-1", "agent").enrol(rig).hash_key == b""
    assert len(Device("gw-1", "gateway").enrol(rig).hash_key) == 32


def test_a_token_works_once_and_for_its_device_and_component_alone(rig: Rig) -> None:
    fleet = rig.console.fleet
    for device in (Device("gw-2"), Device("gw-1", "agent")):
        with pytest.raises(Forbidden):
            fleet.enrol(device.request(token(rig)), client="")
    request = Device().request(token(rig))
    fleet.enrol(request, client="")
    with pytest.raises(Forbidden):
        fleet.enrol(request, client="")
    with pytest.raises(Forbidden):
        fleet.enrol(Device().request("guess"), client="")
    assert [device.name for device in fleet.devices(ADMIN)] == ["gw-1"]
    assert "gw-2 fleet.enrol gw-2 refused" in rig.audit_actions()


def test_a_token_expires(rig: Rig) -> None:
    request = Device().request(token(rig))
    rig.clock.advance(7 * 86_400)
    with pytest.raises(Forbidden):
        rig.console.fleet.enrol(request, client="")


def test_a_bad_certificate_request_does_not_use_the_token_up(rig: Rig) -> None:
    device, held = Device(), token(rig)
    bad = device.request(held)
    with pytest.raises(Invalid):
        rig.console.fleet.enrol(type(bad)(held, "gateway", "gw-1", "no request"), client="")
    rig.console.fleet.enrol(device.request(held), client="")


def test_only_the_key_enrolled_last_speaks_for_a_device(rig: Rig) -> None:
    old, new, fleet = Device(), Device(), rig.console.fleet
    old.enrol(rig)
    assert fleet.key_of("gw-1", old.key.public_key()).component == "gateway"
    new.enrol(rig)
    with pytest.raises(Forbidden):
        fleet.key_of("gw-1", old.key.public_key())
    fleet.revoke(ADMIN, "gw-1", "stolen")
    with pytest.raises(Forbidden):
        fleet.key_of("gw-1", new.key.public_key())
    assert fleet.device(ADMIN, "gw-1").state is DeviceState.REVOKED
    with pytest.raises(NotFound):
        fleet.revoke(ADMIN, "gw-9", "stolen")


def test_heartbeats_show_health_and_go_stale(rig: Rig) -> None:
    Device().enrol(rig)
    fleet = rig.console.fleet
    beat(rig, policy=5, state="degraded")
    seen = fleet.device(ADMIN, "gw-1")
    assert (seen.online, seen.policy_version, seen.outbox_depth, seen.health) == (True, 5, 4, "degraded")
    rig.clock.advance(180)
    assert not fleet.device(ADMIN, "gw-1").online


def test_heartbeats_are_written_together(rig: Rig) -> None:
    Device().enrol(rig)
    for _ in range(3):
        beat(rig)
    assert rig.console.fleet.flush() == 1
    assert rig.console.fleet.flush() == 0


def test_a_device_that_stays_degraded_raises_one_alert_and_a_new_trouble_another(rig: Rig) -> None:
    stale = "index clients of 2026-04-20T08:00:00Z is older than it may be; build it again"
    told = []
    for detail in ("", stale, stale, stale, f"{stale}; disk full", f"{stale}; disk full", "", stale):
        beat(rig, state="degraded" if detail else "ok", detail=detail)
        rig.console.fleet.flush()
        alerts = rig.console.alerts.page(ADMIN, PageRequest()).rows
        told.append(sum(alert.count for alert in alerts))
    assert told == [0, 0, 1, 1, 1, 2, 2, 2]
    assert {(alert.subject, alert.severity) for alert in alerts} == {("gw-1 degraded", "medium")}


def test_a_device_that_does_not_say_why_raises_one_too(rig: Rig) -> None:
    for _ in range(3):
        beat(rig, state="degraded")
        rig.console.fleet.flush()
    assert rig.console.alerts.page(ADMIN, PageRequest()).total == 1


def test_counts_tell_who_is_behind(rig: Rig) -> None:
    for name in ("gw-1", "gw-2", "gw-3"):
        Device(name).enrol(rig)
    rig.console.policy.publish_first((), "demo", "first")
    beat(rig, "gw-1", policy=1)
    beat(rig, "gw-2", policy=0, state="degraded")
    rig.console.fleet.revoke(ADMIN, "gw-3", "gone")
    counts = rig.console.fleet.counts(ADMIN)
    assert (counts.devices, counts.online, counts.degraded, counts.behind) == (2, 2, 1, 1)


@pytest.mark.parametrize("name", ["", "-x", "a b", "x" * 64, "名"])
def test_device_names_are_bounded(rig: Rig, name: str) -> None:
    with pytest.raises(Invalid):
        rig.console.fleet.enrolment_token(ADMIN, "gateway", name, "a new gateway")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM_ADMIN}))
def test_only_system_administrators_admit_and_revoke(rig: Rig, role: Role) -> None:
    other, fleet = someone("other", role), rig.console.fleet
    with pytest.raises(Forbidden):
        fleet.enrolment_token(other, "gateway", "gw-1", "a new gateway")
    with pytest.raises(Forbidden):
        fleet.revoke(other, "gw-1", "because")
    with pytest.raises(Invalid):
        fleet.enrolment_token(LOCAL_OPERATOR, "gateway", "gw-1", "")


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.EMPLOYEE])
def test_others_do_not_see_the_fleet(rig: Rig, role: Role) -> None:
    other, fleet = someone("other", role), rig.console.fleet
    for call in (lambda: fleet.devices(other), lambda: fleet.device(other, "x"), lambda: fleet.counts(other)):
        with pytest.raises(Forbidden):
            call()
    with pytest.raises(NotFound):
        fleet.device(ADMIN, "gw-9")
