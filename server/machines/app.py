"""The port of gateways and agents: a bare ASGI application of six routes behind mutual TLS.

POST /v1/enrol      a one-time token buys a certificate (the only route without one)
POST /v1/events     a signed batch; answered after the commit
GET  /v1/bundle     the newest policy bundle, held until there is one
GET  /v1/documents  the register of documents, unless the device has it
GET  /v1/releases   the register of releases, unless the gateway has it
POST /v1/heartbeat  what a device says of itself

Every body is bounded before it is read. Refusals are JSON `{"error": …}`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qs

import msgspec
from sqlalchemy.exc import SQLAlchemyError

from runtime import log
from server.errors import ConsoleError
from server.fleet.service import FleetService
from server.fleet.store import KnownKey
from server.machines.admission import Admission, admit
from server.machines.bundle_watch import BundleWatch
from server.machines.group_commit import GroupCommit
from server.machines.http import Answer, Refused, read_body, refusal, send_answer
from server.machines.intake import StoreAway
from server.machines.peer import Scope, peer_of
from server.machines.register_watch import RegisterWatch
from wire import canonical
from wire.bounds import COUNT_MAX
from wire.enrolment import EnrolRequest
from wire.errors import WireError
from wire.event_batch import BatchReply, RefusedEvent
from wire.heartbeat import Heartbeat, HeartbeatReply
from wire.signature import ENVELOPE_MAX

SMALL_MAX = 96 * 1024  # octets of an enrolment or a heartbeat
QUERY_MAX = 256

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_enrol_decoder = msgspec.json.Decoder(EnrolRequest)
_heartbeat_decoder = msgspec.json.Decoder(Heartbeat)
_log = log.get(__name__)


class MachinesApp:
    """The ASGI application. `now` gives the console's time for heartbeats."""

    def __init__(
        self,
        fleet: FleetService,
        writer: GroupCommit,
        watch: BundleWatch,
        register: RegisterWatch,
        releases: RegisterWatch,
        *,
        now: Callable[[], str],
    ) -> None:
        self._fleet = fleet
        self._writer = writer
        self._watch = watch
        self._register = register
        self._releases = releases
        self._now = now
        self._routes: Mapping[tuple[str, str], Callable[[Scope, Receive], Awaitable[Answer]]] = {
            ("POST", "/v1/enrol"): self._enrol,
            ("POST", "/v1/events"): self._events,
            ("GET", "/v1/bundle"): self._bundle,
            ("GET", "/v1/documents"): self._documents,
            ("GET", "/v1/releases"): self._released,
            ("POST", "/v1/heartbeat"): self._heartbeat,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        await send_answer(send, await self._answer(scope, receive))

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        route = self._routes.get((scope["method"], scope["path"]))
        if route is None:
            return refusal(404, "there is no such route")
        try:
            return await route(scope, receive)
        except Refused as error:
            return refusal(error.status, error.reason)
        except ConsoleError as error:
            return refusal(error.status, error.en)
        except WireError as error:
            return refusal(403, str(error))
        except (StoreAway, SQLAlchemyError):
            return refusal(503, "the console cannot store this now; try again later")
        except Exception as error:  # noqa: BLE001 - one request must not end the connection of others
            _log.error("request-failed", exc_info=error, extra={"path": scope["path"]})
            return refusal(500, "the console failed; try again later")

    async def _enrol(self, scope: Scope, receive: Receive) -> Answer:
        body = await read_body(scope, receive, SMALL_MAX)
        try:
            request = _enrol_decoder.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Refused(400, f"not an enrolment request: {error}") from None
        client = scope["client"][0] if scope.get("client") else ""
        reply = await asyncio.to_thread(self._fleet.enrol, request, client=client)
        return Answer(200, canonical.encode(reply))

    async def _events(self, scope: Scope, receive: Receive) -> Answer:
        name, known, key = await self._device(scope)
        body = await read_body(scope, receive, ENVELOPE_MAX)
        admission = await asyncio.to_thread(admit, body, name, key, known.component)
        answers = await self._writer.store(admission.admitted)
        return Answer(200, canonical.encode(_reply(admission, answers)))

    async def _bundle(self, scope: Scope, receive: Receive) -> Answer:  # noqa: ARG002 - a route's signature
        await self._device(scope)
        have, wait = _asked(scope["query_string"])
        envelope = await self._watch.newer(have, wait)
        return Answer(204, b"") if envelope is None else Answer(200, envelope)

    async def _documents(self, scope: Scope, receive: Receive) -> Answer:  # noqa: ARG002 - a route's signature
        _, known, _ = await self._device(scope)
        have = _query(scope["query_string"]).get("have", [""])[0]
        octets = await self._register.newer("edge" if known.component == "agent" else "full", have)
        return Answer(204, b"") if octets is None else Answer(200, octets)

    async def _released(self, scope: Scope, receive: Receive) -> Answer:  # noqa: ARG002 - a route's signature
        _, known, _ = await self._device(scope)
        if known.component != "gateway":
            raise Refused(403, "releases are for gateways")
        have = _query(scope["query_string"]).get("have", [""])[0]
        envelope = await self._releases.newer("full", have)
        return Answer(204, b"") if envelope is None else Answer(200, envelope)

    async def _heartbeat(self, scope: Scope, receive: Receive) -> Answer:
        name, _, _ = await self._device(scope)
        body = await read_body(scope, receive, SMALL_MAX)
        try:
            heartbeat = _heartbeat_decoder.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Refused(400, f"not a heartbeat: {error}") from None
        if heartbeat.device != name:
            raise Refused(403, "the heartbeat names another device than the certificate")
        self._fleet.heard(heartbeat)
        return Answer(200, canonical.encode(HeartbeatReply(self._watch.version, self._now())))

    async def _device(self, scope: Scope) -> tuple[str, KnownKey, Any]:
        """Return the device at the other end, which must be enrolled with this very key."""
        try:
            peer = peer_of(scope)
        except ValueError as error:
            raise Refused(403, str(error)) from None
        if peer is None:
            raise Refused(403, "show the certificate of an enrolled device")
        name, key = peer
        return name, await asyncio.to_thread(self._fleet.key_of, name, key), key


def _query(query: bytes) -> dict[str, list[str]]:
    if len(query) > QUERY_MAX:
        raise Refused(400, "the query is too long")
    return parse_qs(query.decode("latin-1"))


def _asked(query: bytes) -> tuple[int, float]:
    """Return version and waiting time of `have=N&wait=SECONDS`."""
    values = _query(query)
    try:
        have = int(values.get("have", ["0"])[0])
        wait = float(values.get("wait", ["0"])[0])
    except ValueError:
        raise Refused(400, "have must be a whole number, wait a number of seconds") from None
    if not 0 <= have <= COUNT_MAX or not 0 <= wait < float("inf"):
        raise Refused(400, "have and wait must not be negative or endless")
    return have, wait


def _reply(admission: Admission, answers: list[str]) -> BatchReply:
    pairs = list(zip(admission.admitted, answers, strict=True))
    refused = tuple(RefusedEvent(event.id, reason) for event, reason in pairs if reason)
    accepted = tuple(event.id for event, reason in pairs if not reason)
    return BatchReply(accepted, admission.refused + refused)
