"""The edge's side of the console's port for machines: HTTP/1.1 over mutual TLS 1.3.

Each kind of request has its own kept-alive connection and its own thread, so that a long poll does
not hold up a heartbeat. The methods are coroutines; the blocking work is in threads of the client's
own. All that comes back is bounded. `close` ends requests under way at once.
"""

import asyncio
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from runtime import log
from runtime.document_register import OCTETS_MAX as REGISTER_MAX
from runtime.errors import ConsoleRefused, ConsoleUnreachable, SettingsError
from runtime.https_connection import HttpsConnection, client_context
from runtime.incidents import clip
from runtime.keystore import Keystore
from runtime.settings import ConsoleLink, read_secret
from wire import canonical
from wire.enrolment import EnrolReply, EnrolRequest
from wire.event_batch import KIND, BatchReply, EventBatch
from wire.heartbeat import Heartbeat, HeartbeatReply
from wire.signature import ENVELOPE_MAX, sign

ANSWER_MAX = 1024 * 1024  # octets of any answer but a bundle and a register
ANSWER_SECONDS = 30.0
POLL_SECONDS_MAX = 25.0  # how long the console may hold a question for a newer bundle

_log = log.get(__name__)
_Reply = TypeVar("_Reply")
REASON_MAX = 300  # characters of the console's reason that are kept
_OK, _NO_CONTENT = 200, 204


class ConsoleClient:
    """Talks to the console of `link` as `component`, with the keys of `keystore`."""

    def __init__(self, link: ConsoleLink, keystore: Keystore, component: Literal["gateway", "agent"]) -> None:
        self._link = link
        self._keystore = keystore
        self._component = component
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="console")
        self._connections: dict[str, HttpsConnection] = {}
        self._lock = threading.Lock()
        self._closed = False

    @property
    def device(self) -> str:
        """The name under which the console knows this machine."""
        return device_name(self._link)

    async def enrol_if_needed(self) -> bool:
        """Exchange the one-time token for a certificate unless that was done; return whether it was now.

        Raises:
            ConsoleRefused: the token is missing, used, or for another machine.
            ConsoleUnreachable: no answer; the token is kept.
            KeystoreError: the answer does not fit; the token is kept.
        """
        if self._keystore.enrolled:
            return False
        await self._in_thread(self._enrol)
        return True

    async def fetch_bundle(self, have: int, wait: float) -> bytes | None:
        """Return the envelope of a bundle newer than version `have`, None when there is none.

        The console holds the question up to `wait` seconds (at most `POLL_SECONDS_MAX`).

        Raises:
            ConsoleUnreachable, ConsoleRefused: no answer, or no.
        """
        seconds = min(wait, POLL_SECONDS_MAX)
        path = f"/v1/bundle?have={have}&wait={seconds:g}"
        return await self._in_thread(lambda: self._request("GET", path, None, ENVELOPE_MAX))

    async def fetch_register(self, have: str) -> bytes | None:
        """Return the register of documents in the form for this machine, None if `have` is its build instant.

        Raises:
            ConsoleUnreachable, ConsoleRefused: no answer, or no.
        """
        path = f"/v1/documents?have={have}"
        return await self._in_thread(lambda: self._request("GET", path, None, REGISTER_MAX))

    async def fetch_releases(self, have: str) -> bytes | None:
        """Return the envelope of the register of releases, None if `have` is when it was issued; for gateways.

        Raises:
            ConsoleUnreachable, ConsoleRefused: no answer, or no.
        """
        path = f"/v1/releases?have={have}"
        return await self._in_thread(lambda: self._request("GET", path, None, ENVELOPE_MAX))

    async def send_events(self, events: list[bytes]) -> BatchReply:
        """Sign `events` (canonical JSON) as one batch, send it, and return which were committed.

        Raises:
            ConsoleUnreachable, ConsoleRefused: no answer, or the batch as a whole was refused.
        """
        batch = EventBatch(1, self.device, tuple(msgspec.Raw(event) for event in events))

        def send() -> BatchReply:
            envelope = sign(KIND, canonical.encode(batch), self._keystore.device_key())
            return _decode(self._request("POST", "/v1/events", envelope), BatchReply)

        return await self._in_thread(send)

    async def heartbeat(self, heartbeat: Heartbeat) -> HeartbeatReply:
        """Tell the console how this edge is and return its answer.

        Raises:
            ConsoleUnreachable, ConsoleRefused: no answer, or no.
        """
        body = canonical.encode(heartbeat)
        return await self._in_thread(
            lambda: _decode(self._request("POST", "/v1/heartbeat", body), HeartbeatReply)
        )

    def close(self) -> None:
        """End all requests, also those under way in other threads (they raise `ConsoleUnreachable`)."""
        with self._lock:
            self._closed = True
            connections = list(self._connections.values())
        for connection in connections:
            connection.abort()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _enrol(self) -> None:
        token_file = self._link.token_file
        if not token_file:
            raise ConsoleRefused(0, "not enrolled yet and [console] token_file names no token")
        try:
            token = read_secret(token_file)
        except SettingsError as error:
            raise ConsoleRefused(0, f"not enrolled yet: {error}") from None
        request = EnrolRequest(token, self._component, self.device, self._certificate_request())
        answer = self._request("POST", "/v1/enrol", canonical.encode(request))
        self._keystore.store_enrolment(_decode(answer, EnrolReply))
        _spend(Path(token_file))
        self._drop_connections()
        _log.info("enrolled", extra={"device": self.device})

    def _certificate_request(self) -> str:
        """Return a PKCS #10 request (RFC 2986) in PEM for the device key, CN = device."""
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.device)])
        builder = x509.CertificateSigningRequestBuilder().subject_name(subject)
        request = builder.sign(self._keystore.device_key(), None)
        return request.public_bytes(Encoding.PEM).decode()

    def _request(self, method: str, path: str, body: bytes | None, limit: int = ANSWER_MAX) -> bytes | None:
        """Return the body of a 200, None for a 204."""
        answer = self._connection(path).request(method, path, body, limit)
        if answer.status == _OK:
            return answer.body
        if answer.status == _NO_CONTENT:
            return None
        reason = _reason(answer.body)
        if answer.status >= 500 or answer.status in {408, 429}:  # noqa: PLR2004 - "later", not "no"
            raise ConsoleUnreachable(f"the console answered {answer.status} {reason}")
        raise ConsoleRefused(answer.status, reason)

    def _connection(self, path: str) -> HttpsConnection:
        purpose = path.split("?", 1)[0]
        with self._lock:
            if self._closed:
                raise ConsoleUnreachable("this client was closed")
            if purpose not in self._connections:
                context = client_context(self._link.ca_file, self._keystore)
                self._connections[purpose] = HttpsConnection(self._link.url, context, ANSWER_SECONDS)
            return self._connections[purpose]

    def _drop_connections(self) -> None:
        """Forget connections made without the certificate that there is now."""
        with self._lock:
            connections, self._connections = self._connections, {}
        for connection in connections.values():
            connection.abort()

    async def _in_thread(self, work: Callable[[], _Reply]) -> _Reply:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        except RuntimeError as error:
            if self._closed:
                raise ConsoleUnreachable("this client was closed") from error
            raise


def device_name(link: ConsoleLink) -> str:
    """Return the name of this machine at the console: the setting, else the host's name."""
    return link.device or socket.gethostname()


def _decode(raw: bytes | None, kind: type[_Reply]) -> _Reply:
    """Return an answer as its struct; one that does not fit counts as no answer."""
    try:
        return msgspec.json.decode(raw or b"", type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConsoleUnreachable(f"the console's answer does not fit: {error}") from None


def _reason(body: bytes) -> str:
    """Return the `error` of a 4xx answer, one bounded line."""
    try:
        text = msgspec.json.decode(body, type=dict[str, str]).get("error", "")
    except (msgspec.DecodeError, UnicodeDecodeError):
        text = ""
    return clip(text or "no reason given", REASON_MAX)


def _spend(token_file: Path) -> None:
    """Remove a used token; where the directory is not ours, empty the file instead."""
    try:
        token_file.unlink()
    except OSError:
        try:
            token_file.write_bytes(b"")
        except OSError:
            _log.warning("used-token-left", extra={"file": token_file})
