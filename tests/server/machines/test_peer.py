import asyncio
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding

from server.authority import Authority, create_root
from server.machines.peer import peer_of
from tests.server.events import Device
from tests.server.served import Served
from tests.server.support import NOW


def scope_of(pem: str) -> dict[str, object]:
    return {"extensions": {"tls": {"client_cert_chain": [pem] if pem else []}}}


def authority() -> Authority:
    key = generate_private_key(SECP256R1())
    return Authority(key, create_root(key, NOW))


def test_without_a_certificate_there_is_no_peer() -> None:
    assert peer_of(scope_of("")) is None
    assert peer_of({}) is None


def test_only_device_keys_are_peers() -> None:
    server, _ = authority().issue_server(["localhost"], NOW)
    with pytest.raises(ValueError, match="device"):
        peer_of(scope_of(server.decode()))


async def test_a_header_never_stands_in_for_the_certificate(served: Served) -> None:
    headers = {"X-Client-Cert": "gw-1", "X-Forwarded-For": "gw-1", "X-SSL-Client-CN": "gw-1"}
    await asyncio.to_thread(served.enrol, Device())
    answer = await asyncio.to_thread(served.call, "GET", "/v1/bundle", headers=headers)
    assert answer.status == 403


async def test_a_certificate_of_another_authority_ends_the_handshake(served: Served) -> None:
    device = Device()
    await asyncio.to_thread(served.enrol, device)
    forged, _ = authority().issue_device("gw-1", device.request("").request_pem, NOW, timedelta(days=900))
    device.certificate = forged.public_bytes(Encoding.PEM).decode()
    with pytest.raises(OSError, match=r"(?i)alert|reset|broken|eof|closed|ssl"):
        await asyncio.to_thread(served.call, "GET", "/v1/bundle", device=device)
