import asyncio
import time
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select

from runtime.console_client import ConsoleClient
from runtime.keystore import Keystore
from runtime.settings import ConsoleLink
from server.errors import Forbidden
from server.identity.types import LOCAL_OPERATOR
from server.incidents import store as incidents_store
from tests.server.events import Device, escrowed, mail_incident
from tests.server.served import Answer, Served
from tests.server.support import document
from wire import canonical
from wire.event_batch import BatchReply, encode_event
from wire.heartbeat import Heartbeat, HeartbeatReply
from wire.signature import ENVELOPE_MAX


@pytest.fixture
async def gateway(served: Served) -> Device:
    device = Device()
    await asyncio.to_thread(served.enrol, device)
    return device


async def call(served: Served, *arguments: object, **more: object) -> Answer:
    return await asyncio.to_thread(served.call, *arguments, **more)  # type: ignore[arg-type]


def stored(served: Served) -> list[str]:
    with served.console.database.read() as connection:
        return sorted(connection.execute(select(incidents_store.INCIDENT.c.id)).scalars())


async def test_events_are_answered_after_the_commit_and_stored_once(served: Served, gateway: Device) -> None:
    raw = gateway.batch(mail_incident("a"), mail_incident("b"))
    for _ in range(3):
        answer = await call(served, "POST", "/v1/events", raw, gateway)
        assert msgspec.json.decode(answer.body, type=BatchReply) == BatchReply(("a", "b"))
        assert stored(served) == ["a", "b"]


async def test_a_poison_event_hurts_no_other_and_no_later_one(served: Served, gateway: Device) -> None:
    poison = encode_event(mail_incident("bad")).replace(
        b'"finding_count":1', b'"finding_count":9999999999999999999'
    )
    raw = gateway.batch(mail_incident("a"), poison, mail_incident("c"))
    reply = msgspec.json.decode(
        (await call(served, "POST", "/v1/events", raw, gateway)).body, type=BatchReply
    )
    assert reply.accepted == ("a", "c")
    assert [refused.id for refused in reply.refused] == ["bad"]
    assert (
        await call(served, "POST", "/v1/events", gateway.batch(mail_incident("d")), gateway)
    ).status == 200
    assert stored(served) == ["a", "c", "d"]


async def test_wrong_certificates_and_tampered_batches_are_refused(served: Served, gateway: Device) -> None:
    raw = gateway.batch(mail_incident("a"))
    other = Device("gw-2")
    await asyncio.to_thread(served.enrol, other)
    changed = raw.replace(b'"signature":"', b'"signature":"AA')
    revoked = Device("gw-3")
    await asyncio.to_thread(served.enrol, revoked)
    served.console.fleet.revoke(LOCAL_OPERATOR, "gw-3", "stolen")
    replaced = Device()
    await asyncio.to_thread(served.enrol, replaced)  # gw-1 is enrolled anew: the old key is nobody now
    cases = [
        (raw, None),
        (raw, other),
        (changed, replaced),
        (raw, replaced),
        (revoked.batch(mail_incident("a")), revoked),
        (gateway.batch(mail_incident("a")), gateway),
    ]
    for body, device in cases:
        answer = await call(served, "POST", "/v1/events", body, device)
        assert answer.status == 403, answer
        assert answer.json()["error"]
    assert stored(served) == []


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/v1/enrol", b"{}", 400),
        ("POST", "/v1/enrol", b"\xff", 400),
        ("POST", "/v1/enrol", b"x" * 100_000, 413),
        ("GET", "/v1/enrol", None, 404),
        ("GET", "/", None, 404),
        ("DELETE", "/v1/events", None, 404),
        ("GET", "/v1/bundle?have=0", None, 403),
        ("POST", "/v1/heartbeat", b"{}", 403),
    ],
)
async def test_bad_requests_are_refused_in_words(
    served: Served, method: str, path: str, body: bytes | None, status: int
) -> None:
    answer = await call(served, method, path, body)
    assert answer.status == status
    assert answer.json()["error"]


async def test_bad_requests_of_a_device_are_refused_in_words(served: Served, gateway: Device) -> None:
    cases = [
        ("GET", "/v1/bundle?have=x", None, 400),
        ("GET", "/v1/bundle?have=-1", None, 400),
        ("GET", "/v1/bundle?wait=inf", None, 400),
        ("GET", "/v1/bundle?wait=nan", None, 400),
        ("GET", "/v1/bundle?" + "x" * 300, None, 400),
        ("GET", "/v1/bundle?have=99999999999999999999", None, 400),
        ("POST", "/v1/heartbeat", b"{}", 400),
        ("POST", "/v1/events", b"{}", 403),
    ]
    for method, path, body, status in cases:
        answer = await call(served, method, path, body, gateway)
        assert (path, answer.status) == (path, status)
    too_large = {"Content-Length": str(2 * ENVELOPE_MAX)}
    assert (await call(served, "POST", "/v1/events", b"", gateway, headers=too_large)).status == 413


async def test_a_token_buys_one_certificate(served: Served) -> None:
    device = Device()
    body = canonical.encode(device.request(served.token(device)))
    assert (await call(served, "POST", "/v1/enrol", body)).status == 200
    assert (await call(served, "POST", "/v1/enrol", body)).status == 403
    with pytest.raises(Forbidden):
        served.console.fleet.key_of("gw-1", Device().key.public_key())


@pytest.mark.alone
async def test_a_long_poll_is_answered_within_a_second_of_publication(
    served: Served, gateway: Device
) -> None:
    first = await call(served, "GET", "/v1/bundle?have=0&wait=20", device=gateway)
    assert (first.status, first.body) == (200, served.console.policy.envelope(1))
    assert (await call(served, "GET", "/v1/bundle?have=1&wait=0.1", device=gateway)).status == 204
    waiting = asyncio.create_task(call(served, "GET", "/v1/bundle?have=1&wait=20", device=gateway))
    await asyncio.sleep(0.3)
    started = time.monotonic()
    await asyncio.to_thread(served.console.policy.publish_first, [document()], "demo", "second")
    answer = await waiting
    assert time.monotonic() - started < 1.5  # by another process than the one that serves
    assert answer.body == served.console.policy.envelope(2)


async def test_a_heartbeat_is_answered_with_version_and_time(served: Served, gateway: Device) -> None:
    beat = Heartbeat("gw-1", "gateway", "0.1.0", "2026-05-04T08:00:00Z", 1, 0, "ok")
    answer = await call(served, "POST", "/v1/heartbeat", canonical.encode(beat), gateway)
    assert msgspec.json.decode(answer.body, type=HeartbeatReply).policy_version == 1
    other = msgspec.structs.replace(beat, device="gw-2")
    assert (await call(served, "POST", "/v1/heartbeat", canonical.encode(other), gateway)).status == 403


async def test_the_client_of_gateways_and_agents_gets_along(served: Served, tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text(served.token(Device("gw-9")))
    ca = Path(served.settings.console.state_dir) / "authority.pem"
    link = ConsoleLink(f"https://{served.machines}", str(ca), str(token), "gw-9")
    client = ConsoleClient(link, Keystore(tmp_path / "edge"), "gateway")
    try:
        await client.enrol_if_needed()
        assert await client.fetch_bundle(0, 1) == served.console.policy.envelope(1)
        sealing = served.console.escrow._keys.sealing.public_key()
        events = [encode_event(mail_incident("a")), encode_event(escrowed(sealing))]
        assert (await client.send_events(events)).accepted == ("a", "esc-1")
        beat = Heartbeat("gw-9", "gateway", "0.1.0", "2026-05-04T08:00:00Z", 1, 0, "ok")
        assert (await client.heartbeat(beat)).policy_version == 1
    finally:
        client.close()
    with served.console.database.read() as connection:
        assert (
            connection.execute(select(func.count()).select_from(incidents_store.INCIDENT)).scalar_one() == 1
        )


async def test_the_register_of_documents_has_a_form_for_gateways_and_one_for_workstations(
    served: Served, gateway: Device
) -> None:
    agent = Device("pc-1", "agent")
    await asyncio.to_thread(served.enrol, agent)
    built_at = served.console.documents.built_at()
    for device, form in ((gateway, "full"), (agent, "edge")):
        answer = await call(served, "GET", "/v1/documents?have=", None, device)
        assert (answer.status, answer.body) == (200, served.console.documents.octets(form))
        assert (await call(served, "GET", f"/v1/documents?have={built_at}", None, device)).status == 204
    assert (await call(served, "GET", "/v1/documents?have=")).status == 403


async def test_the_register_of_releases_goes_to_gateways_alone(served: Served, gateway: Device) -> None:
    agent = Device("pc-1", "agent")
    await asyncio.to_thread(served.enrol, agent)
    releases = served.console.releases
    answer = await call(served, "GET", "/v1/releases?have=", None, gateway)
    assert (answer.status, answer.body) == (200, releases.octets())
    have = f"/v1/releases?have={releases.built_at()}"
    assert (await call(served, "GET", have, None, gateway)).status == 204
    assert (await call(served, "GET", have, None, agent)).status == 403
    assert (await call(served, "GET", have)).status == 403
