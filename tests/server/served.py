"""A console that really listens, and the raw TLS calls of a machine."""

import http.client
import ssl
import uuid
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from server.assembly import Console
from server.identity.types import LOCAL_OPERATOR
from server.settings import ServerSettings
from tests.server.events import Device
from wire import canonical
from wire.enrolment import EnrolReply


@dataclass
class Answer:
    """An HTTP answer."""

    status: int
    body: bytes
    headers: dict[str, str]

    def json(self) -> dict[str, object]:
        found: dict[str, object] = msgspec.json.decode(self.body)
        return found


@dataclass
class Served:
    """Where a console listens, and a second handle on its services (as another process has)."""

    settings: ServerSettings
    console: Console
    pages: str
    machines: str
    metrics: str
    directory: Path

    def context(self, device: Device | None = None) -> ssl.SSLContext:
        """Return a machine's TLS context, with the device's certificate when it has one."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(Path(self.settings.console.state_dir) / "authority.pem")
        if device is not None and device.certificate:
            key = device.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            path = self.directory / f"{uuid.uuid4().hex}.pem"  # several threads may call at once
            path.write_bytes(device.certificate.encode() + key)
            context.load_cert_chain(path)
        return context

    def call(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        device: Device | None = None,
        *,
        address: str = "",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Make one request of its own connection; to the machines' port unless told otherwise."""
        host, _, port = (address or self.machines).rpartition(":")
        connection = http.client.HTTPSConnection(host, int(port), context=self.context(device), timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.read(), dict(response.getheaders()))
        finally:
            connection.close()

    def token(self, device: Device) -> str:
        fleet = self.console.fleet
        return fleet.enrolment_token(LOCAL_OPERATOR, device.component, device.name, "a new device").token

    def enrol(self, device: Device) -> EnrolReply:
        """Enrol over the wire."""
        answer = self.call("POST", "/v1/enrol", canonical.encode(device.request(self.token(device))))
        assert answer.status == 200, answer.body
        reply = msgspec.json.decode(answer.body, type=EnrolReply)
        device.certificate = reply.certificate_pem
        return reply
