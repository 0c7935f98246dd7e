"""A console of the size of a test: real mutual TLS 1.3 on loopback, everything else in memory.

It speaks the machines' API, keeps what was committed, and can be told to misbehave: refuse an
event, swallow an answer after the commit, answer any status, be away.
"""

import asyncio
import datetime as dt
import http.server
import ipaddress
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from wire.enrolment import EnrolReply, EnrolRequest
from wire.event_batch import KIND, BatchReply, RefusedEvent, decode_batch
from wire.heartbeat import Heartbeat, HeartbeatReply
from wire.instant import render
from wire.signature import key_id, verify


async def until(condition: Callable[[], object], seconds: float = 40.0) -> None:
    """Wait until `condition` holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s"
        await asyncio.sleep(0.01)


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


class Authority:
    """The console's certificate authority (P-256)."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.life = dt.timedelta(days=30)
        self.certificate = self._build("test console authority", self.key.public_key(), authority=True)

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()

    def issue(self, common_name: str, key: ec.EllipticCurvePublicKey | Ed25519PublicKey) -> str:
        return self._build(common_name, key).public_bytes(Encoding.PEM).decode()

    def _build(
        self, common_name: str, key: ec.EllipticCurvePublicKey | Ed25519PublicKey, *, authority: bool = False
    ) -> x509.Certificate:
        now = dt.datetime.now(dt.UTC)
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
        return (
            x509.CertificateBuilder()
            .subject_name(_name(common_name))
            .issuer_name(_name("test console authority"))
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(minutes=5))
            .not_valid_after(now + self.life)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(names, critical=False)
            .sign(self.key, SHA256())
        )


class SmallConsole:
    """Starts listening at once; `stop` and `start` take it away and bring it back on the same port."""

    def __init__(self, directory: Path) -> None:
        self.authority = Authority()
        self.bundle_key = Ed25519PrivateKey.generate()
        self.sealing_key = X25519PrivateKey.generate()
        self.hash_key = b"h" * 32
        self.tokens = {"token-1"}
        self.devices: dict[str, Ed25519PublicKey] = {}
        self.bundle: tuple[int, bytes] | None = None
        self.register: tuple[str, bytes] | None = None  # build instant and octets
        self.releases: tuple[str, bytes] | None = None  # the same of the register of releases
        self.committed: dict[str, bytes] = {}
        self.deliveries: list[str] = []  # every id, as often as it came
        self.refused: dict[str, str] = {}
        self.heartbeats: list[Heartbeat] = []
        self.requests: list[str] = []
        self.connections = 0
        self.swallow = 0  # so many answers are cut off after the commit
        self.status = 0  # answered to everything when set
        self.raw_answer: bytes | None = None  # sent instead of the right body when set
        self.clock_ahead = dt.timedelta()
        self.ca_file = directory / "authority.pem"
        self.ca_file.write_text(self.authority.pem)
        self._context = self._server_context(directory)
        self._port = 0
        self._server: _Server | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self._port}"

    def start(self) -> None:
        console = self

        class Handler(_Handler):
            pass

        Handler.console = console
        self._server = _Server(("127.0.0.1", self._port), Handler, self._context, console)
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server.cut_all()
            self._server = None

    def enrol_reply(self, device: str, key: Ed25519PublicKey, component: str = "gateway") -> EnrolReply:
        self.devices[device] = key
        signer = self.bundle_key.public_key()
        return EnrolReply(
            certificate_pem=self.authority.issue(device, key),
            authority_pem=self.authority.pem,
            bundle_keys={key_id(signer): signer.public_bytes_raw()},
            sealing_key=self.sealing_key.public_key().public_bytes_raw(),
            hash_key=self.hash_key if component == "gateway" else b"",
        )

    def _server_context(self, directory: Path) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        file = directory / "server.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        file.write_text(private + self.authority.issue("console", key.public_key()))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(file)
        context.load_verify_locations(cadata=self.authority.pem)
        context.verify_mode = ssl.CERT_OPTIONAL
        return context


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(
        self,
        address: tuple[str, int],
        handler: type["_Handler"],
        context: ssl.SSLContext,
        console: SmallConsole,
    ) -> None:
        super().__init__(address, handler)
        self._console = console
        self._context = context
        self._open: set[ssl.SSLSocket] = set()

    def finish_request(self, request: object, client_address: object) -> None:
        try:
            tls = self._context.wrap_socket(request, server_side=True)  # type: ignore[arg-type]
        except OSError:
            return
        self._open.add(tls)
        self._console.connections += 1
        try:
            self.RequestHandlerClass(tls, client_address, self)  # type: ignore[arg-type]
        except OSError:
            return
        finally:
            self._open.discard(tls)
            tls.close()

    def cut_all(self) -> None:
        for tls in tuple(self._open):
            try:
                tls.shutdown(2)
            except OSError:
                continue


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    console: SmallConsole

    def do_GET(self) -> None:
        self._answer(*self._dispatch(b""))

    def do_POST(self) -> None:
        self._answer(*self._dispatch(self.rfile.read(int(self.headers["Content-Length"]))))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        return

    def _dispatch(self, body: bytes) -> tuple[int, bytes]:
        path = urlsplit(self.path).path
        self.console.requests.append(path)
        if self.console.status:
            return self.console.status, b'{"error": "told to say so"}'
        if self.console.raw_answer is not None:
            return 200, self.console.raw_answer
        routes = {"/v1/enrol": self._enrol, "/v1/events": self._events, "/v1/heartbeat": self._heartbeat}
        if path in {"/v1/documents", "/v1/releases"}:
            return self._register(self.console.register if "doc" in path else self.console.releases)
        return self._poll() if path == "/v1/bundle" else routes[path](body)

    def _device(self) -> str:
        assert isinstance(self.connection, ssl.SSLSocket)
        raw = self.connection.getpeercert(binary_form=True)
        if raw is None:
            return ""
        subject = x509.load_der_x509_certificate(raw).subject
        return str(subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)

    def _enrol(self, body: bytes) -> tuple[int, bytes]:
        request = msgspec.json.decode(body, type=EnrolRequest)
        if request.token not in self.console.tokens:
            return 403, b'{"error": "the token is unknown or used"}'
        self.console.tokens.discard(request.token)
        key = x509.load_pem_x509_csr(request.request_pem.encode()).public_key()
        assert isinstance(key, Ed25519PublicKey)
        return 200, msgspec.json.encode(self.console.enrol_reply(request.device, key, request.component))

    def _events(self, body: bytes) -> tuple[int, bytes]:
        device = self._device()
        if device not in self.console.devices:
            return 403, b'{"error": "no certificate of this console"}'
        key = self.console.devices[device]
        batch = decode_batch(verify(body, KIND, {key_id(key): key}))
        if batch.device != device:
            return 403, b'{"error": "the batch is of another device"}'
        raws = {msgspec.json.decode(raw)["id"]: bytes(raw) for raw in batch.events}
        refused = {event_id: why for event_id, why in self.console.refused.items() if event_id in raws}
        accepted = {event_id: raw for event_id, raw in raws.items() if event_id not in refused}
        self.console.deliveries.extend(raws)
        self.console.committed |= accepted
        if self.console.swallow:
            self.console.swallow -= 1
            self.close_connection = True
            return 0, b""
        reply = BatchReply(tuple(accepted), tuple(RefusedEvent(*item) for item in refused.items()))
        return 200, msgspec.json.encode(reply)

    def _poll(self) -> tuple[int, bytes]:
        if self._device() not in self.console.devices:
            return 403, b'{"error": "no certificate of this console"}'
        query = parse_qs(urlsplit(self.path).query)
        have, end = int(query["have"][0]), time.monotonic() + float(query["wait"][0])
        while time.monotonic() < end:
            if self.console.bundle is not None and self.console.bundle[0] > have:
                return 200, self.console.bundle[1]
            time.sleep(0.01)
        return 204, b""

    def _register(self, register: tuple[str, bytes] | None) -> tuple[int, bytes]:
        have = parse_qs(urlsplit(self.path).query, keep_blank_values=True)["have"][0]
        return (204, b"") if register is None or register[0] == have else (200, register[1])

    def _heartbeat(self, body: bytes) -> tuple[int, bytes]:
        self.console.heartbeats.append(msgspec.json.decode(body, type=Heartbeat))
        version = self.console.bundle[0] if self.console.bundle else 0
        reply = HeartbeatReply(version, render(dt.datetime.now(dt.UTC) + self.console.clock_ahead))
        return 200, msgspec.json.encode(reply)

    def _answer(self, status: int, body: bytes) -> None:
        if not status:
            return
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
