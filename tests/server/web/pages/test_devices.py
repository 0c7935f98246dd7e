import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from docs.screenshot_data import Filled
from server.errors import Forbidden
from server.fleet.types import DeviceState
from tests.server.web.policy_changes import published
from tests.server.web.visitor import Visitor, seen
from wire.enrolment import EnrolRequest
from wire.heartbeat import Heartbeat

NEW = {"component": "agent", "device": "lobby-pc-09", "reason": "a new counter"}


def enrol(filled: Filled, token: str, device: str) -> None:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, device)])
    request = (
        x509.CertificateSigningRequestBuilder().subject_name(name).sign(Ed25519PrivateKey.generate(), None)
    )
    pem = request.public_bytes(Encoding.PEM).decode()
    filled.console.fleet.enrol(EnrolRequest(token, "agent", device, pem), client="192.0.2.1")


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        (
            "en",
            (
                "gateway-1 Mail gateway Working",
                "lobby-pc-02 Workstation agent Restricted",
                "lobby-pc-03 Workstation agent Not heard from yet",
            ),
        ),
        ("zh", ("gateway-1 邮件网关 正常", "lobby-pc-02 工作站代理 受限", "lobby-pc-03 工作站代理 尚未联系")),
    ],
)
async def test_the_list_says_how_each_device_stands(
    filled: Filled, language: str, rows: tuple[str, ...]
) -> None:
    async with Visitor(filled, "sysadmin", language) as visitor:
        shown = seen(await visitor.get("/devices"))
    for row in rows:
        assert row in shown


@pytest.mark.parametrize(
    ("name", "list_status", "manages"),
    [
        ("sysadmin", 200, True),
        ("security-a", 200, False),
        ("auditor", 200, False),
        ("reviewer", 403, False),
        ("teller", 403, False),
    ],
)
async def test_only_system_administrators_admit_and_lock_out(
    filled: Filled, name: str, list_status: int, manages: bool
) -> None:
    async with Visitor(filled, name) as visitor:
        found = await visitor.get("/devices")
        assert found.status_code == list_status
        assert ("Admit a device" in seen(found)) == manages
        assert (await visitor.get("/devices/new")).status_code == (200 if manages else 403)
        detail = await visitor.get("/devices/lobby-pc-01")
        assert ("Lock out" in seen(detail)) == manages
        issued = await visitor.post("/devices/new", on="/account", **NEW)
        assert issued.status_code == (200 if manages else 403)
        revoked = await visitor.post("/devices/lobby-pc-01/revoke", on="/account", reason="it was lost")
        assert revoked.status_code == (303 if manages else 403)
    state = filled.console.fleet.device(filled.person("sysadmin"), "lobby-pc-01").state
    assert state is (DeviceState.REVOKED if manages else DeviceState.ACTIVE)


async def test_a_token_is_shown_once_and_admits_the_device_of_that_name_once(filled: Filled) -> None:
    async with Visitor(filled, "sysadmin") as visitor:
        answer = await visitor.post("/devices/new", on="/devices/new", **NEW)
        token = answer.text.split('id="token">')[1].split("<")[0]
        assert answer.headers["cache-control"] == "no-store"
        enrol(filled, token, "lobby-pc-09")
        assert "lobby-pc-09" in seen(await visitor.get("/devices"))
        assert token not in (await visitor.get("/devices/lobby-pc-09")).text
    with pytest.raises(Forbidden):
        enrol(filled, token, "lobby-pc-09")
    async with Visitor(filled, "auditor") as visitor:
        trail = await visitor.get("/audit?action=fleet.token&object=lobby-pc-09")
        assert "Reason: a new counter" in seen(trail)
        assert token not in trail.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"device": "一号机"}, "A device name has up to 63 letters"),
        ({"component": ""}, "Please choose the kind of device."),
        ({"component": "console"}, "Please choose the kind of device."),
        ({"reason": " "}, "Give a reason"),
    ],
)
async def test_what_is_wrong_with_a_request_is_said_and_the_rest_stays(
    filled: Filled, change: dict[str, str], sentence: str
) -> None:
    typed = NEW | change
    async with Visitor(filled, "sysadmin") as visitor:
        answer = await visitor.post("/devices/new", on="/devices/new", **typed)
    assert answer.status_code == 422
    assert sentence in seen(answer)
    assert f'name="device" value="{typed["device"]}"' in answer.text
    assert f'name="reason" value="{typed["reason"]}"' in answer.text


async def test_locking_out_needs_a_reason_and_is_shown(filled: Filled) -> None:
    path = "/devices/lobby-pc-01"
    async with Visitor(filled, "sysadmin") as visitor:
        refused = await visitor.post(f"{path}/revoke", on=path, reason="")
        assert refused.status_code == 422
        assert "Give a reason" in seen(refused)
        done = await visitor.post(f"{path}/revoke", on=path, reason="it was stolen")
        assert done.headers["location"] == f"{path}?done=revoked"
        after = await visitor.get(done.headers["location"])
        assert "The device is locked out from now on." in seen(after)
        assert "Locked out Workstation agent" in seen(after)
        assert "/revoke" not in after.text


async def test_an_older_policy_is_marked(filled: Filled) -> None:
    version = published(filled)
    said = Heartbeat("gateway-1", "gateway", "0.1.0", "2026-05-04T08:00:00.000000Z", version, 0, "ok", "")
    filled.console.fleet.heard(said)
    async with Visitor(filled, "security-a") as visitor:
        shown = seen(await visitor.get("/devices"))
    assert "v1 older" in shown
    assert "v2 older" not in shown


async def test_a_device_that_is_not_there(filled: Filled) -> None:
    async with Visitor(filled, "sysadmin") as visitor:
        answer = await visitor.get("/devices/nobody")
        assert answer.status_code == 404
        assert "There is no such device." in seen(answer)
