"""Rules of the fleet: a token admits one device once; a certificate and a key name it afterwards.

A device is whoever shows a certificate of our authority with its name *and* holds the very key that
was enrolled last under that name, as long as nobody revoked it. Heartbeats are kept in memory and
written every few seconds: at one a minute from each of 100,000 devices, a row each would be all
the database does.
"""

import hashlib
import re
import secrets
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import get_args

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import Connection

from runtime.clock import Clock
from server.alerts.service import AlertService
from server.audit.service import AuditService
from server.authority import Authority
from server.authz import Permission
from server.database import Database
from server.errors import Forbidden, Invalid, NotFound
from server.fleet import store, troubles
from server.fleet.types import Component, Device, DeviceState, EnrolmentToken, FleetCounts
from server.identity.types import Person
from server.keys import Keys
from server.reason import checked_reason
from wire.enrolment import EnrolReply, EnrolRequest
from wire.heartbeat import Heartbeat
from wire.signature import key_id

TOKEN_LIFE = timedelta(days=7)
ONLINE_WITHIN = timedelta(minutes=3)  # three heartbeats
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,62}")  # fits wire.bounds.Identifier and a common name


class FleetService:
    """Devices. All methods block; call them from a thread."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        audit: AuditService,
        alerts: AlertService,
        *,
        authority: Authority,
        clock: Clock,
        certificate_life: timedelta,
        newest_policy: Callable[[], int],
    ) -> None:
        self._database = database
        self._keys = keys
        self._audit = audit
        self._alerts = alerts
        self._authority = authority
        self._clock = clock
        self._certificate_life = certificate_life
        self._newest_policy = newest_policy
        self._heard_lock = threading.Lock()
        self._heard: dict[str, store.Health] = {}

    def devices(self, actor: Person) -> tuple[Device, ...]:
        """Return all devices by name. Needs FLEET_READ."""
        actor.require(Permission.FLEET_READ)
        return self._devices("")

    def device(self, actor: Person, name: str) -> Device:
        """Return one device. Needs FLEET_READ.

        Raises:
            NotFound: no such device.
        """
        actor.require(Permission.FLEET_READ)
        found = self._devices(name) if name else ()
        if not found:
            raise NotFound("没有此设备。", "There is no such device.")
        return found[0]

    def counts(self, actor: Person) -> FleetCounts:
        """Return numbers for the overview. Needs FLEET_READ."""
        actor.require(Permission.FLEET_READ)
        newest = self._newest_policy()
        active = [device for device in self._devices("") if device.state is DeviceState.ACTIVE]
        return FleetCounts(
            devices=len(active),
            online=sum(device.online for device in active),
            degraded=sum(device.online and device.health == "degraded" for device in active),
            behind=sum(device.policy_version < newest for device in active),
        )

    def enrolment_token(
        self, actor: Person, component: Component, device: str, reason: str
    ) -> EnrolmentToken:
        """Issue a token that admits `device` once. Needs FLEET_MANAGE.

        An active device of that name keeps its certificate until the token is used.

        Raises:
            Invalid: bad device name, component or reason.
        """
        actor.require(Permission.FLEET_MANAGE)
        if not _NAME.fullmatch(device) or component not in get_args(Component):
            raise Invalid(
                "设备名须为字母、数字、点、下划线、冒号或连字符，最多 63 个字符；组件为 gateway 或 agent。",
                "A device name has up to 63 letters, digits, dots, underscores, colons or hyphens; "
                "the component is gateway or agent.",
            )
        detail = {"component": component, "reason": checked_reason(reason)}
        token = secrets.token_urlsafe(32)
        expires = self._clock.now() + TOKEN_LIFE
        with self._database.write() as connection:
            spent = store.SpentToken(component, device, actor.name)
            store.add_token(connection, _digest(token), spent, expires)
            self._audit.record(connection, actor.name, "fleet.token", device, detail=detail)
        self._audit.seal()
        return EnrolmentToken(token, component, device, expires)

    def revoke(self, actor: Person, name: str, reason: str) -> None:
        """Refuse the device from now on, whatever certificate it shows. Needs FLEET_MANAGE."""
        actor.require(Permission.FLEET_MANAGE)
        detail = {"reason": checked_reason(reason)}
        with self._database.write() as connection:
            if not store.set_state(connection, name, DeviceState.REVOKED):
                raise NotFound("没有此设备。", "There is no such device.")
            self._audit.record(connection, actor.name, "fleet.revoke", name, detail=detail)
        self._audit.seal()

    def enrol(self, request: EnrolRequest, *, client: str) -> EnrolReply:
        """Admit a device by its one-time token and give it its certificate and what it may trust.

        Raises:
            Forbidden: the token is unknown, used, expired, or for another device or component.
            Invalid: the certificate request is no good; the token is not used up then.
        """
        now = self._clock.now()
        certificate, key = self._authority.issue_device(
            request.device, request.request_pem, now, self._certificate_life
        )
        pem = certificate.public_bytes(Encoding.PEM).decode()
        with self._database.write() as connection:
            token = store.spend_token(connection, _digest(request.token), now)
            fits = token is not None and (token.component, token.device) == (
                request.component,
                request.device,
            )
            if token is not None and fits:
                store.put_device(
                    connection,
                    store.Enrolled(
                        name=token.device,
                        component=token.component,
                        state=DeviceState.ACTIVE,
                        enrolled_at=now,
                        enrolled_by=token.issued_by,
                        certificate_pem=pem,
                        certificate_expires_at=certificate.not_valid_after_utc,
                        key_id=key_id(key),
                        public_key=key.public_bytes_raw(),
                    ),
                )
            self._audit.record(
                connection,
                request.device,
                "fleet.enrol",
                request.device,
                outcome="done" if fits else "refused",
                client=client,
                detail={"component": request.component, "key": key_id(key)},
            )
        if not fits:
            raise Forbidden(
                "注册令牌无效。", "The enrolment token is wrong, used, expired or not for this device."
            )
        return self._reply(pem, request.component)

    def key_of(self, device: str, presented: Ed25519PublicKey) -> store.KnownKey:
        """Return the enrolled key of `device`, which must be the one in the certificate it showed.

        Raises:
            Forbidden: unknown or revoked device, or it was enrolled anew with another key.
        """
        with self._database.read() as connection:
            known = store.known_key(connection, device)
        if known is None or known.public_key != presented.public_bytes_raw():
            raise Forbidden("设备未注册或已吊销。", "The device is not enrolled, or was revoked.")
        return known

    def heard(self, heartbeat: Heartbeat) -> None:
        """Keep what a device said of itself until `flush` writes it."""
        health = store.Health(
            device=heartbeat.device,
            version=heartbeat.version,
            policy_version=heartbeat.policy_version,
            outbox_depth=heartbeat.outbox_depth,
            health=heartbeat.state,
            detail=heartbeat.detail,
            last_seen_at=self._clock.now(),
        )
        with self._heard_lock:
            self._heard[heartbeat.device] = health

    def highest_policy(self, connection: Connection) -> int:
        """Return the highest policy version that an active device said it enforces, for other areas."""
        return store.highest_policy(connection)

    def flush(self) -> int:
        """Write what was heard since the last time, with alerts on it; return of how many devices."""
        with self._heard_lock:
            heard, self._heard = self._heard, {}
        if heard:
            with self._database.write() as connection:
                heard |= self._alarm(connection, [one for one in heard.values() if one.health == "degraded"])
                store.put_health(connection, heard.values())
        return len(heard)

    def _alarm(self, connection: Connection, degraded: Sequence[store.Health]) -> dict[str, store.Health]:
        """Raise an alert for each device with a new trouble that lasts; return what is to be kept of them."""
        if not degraded:
            return {}
        before = store.health(connection, (one.device for one in degraded))
        kept: dict[str, store.Health] = {}
        for one in degraded:
            last = before.get(one.device)
            detail = one.detail or "degraded"
            told = (last.detail or last.health) if last else ""
            new, alarmed = troubles.lasting(detail, told, last.alarmed if last else "")
            if new:
                self._alerts.warn(connection, f"{one.device} degraded", "medium", new)
            kept[one.device] = msgspec.structs.replace(one, alarmed=alarmed)
        return kept

    def _devices(self, name: str) -> tuple[Device, ...]:
        self.flush()  # what this process heard shows at once
        with self._database.read() as connection:
            found = store.devices(connection, name)
        since = self._clock.now() - ONLINE_WITHIN
        return tuple(msgspec.structs.replace(device, online=_online(device, since)) for device in found)

    def _reply(self, certificate_pem: str, component: Component) -> EnrolReply:
        bundle_key = self._keys.bundle.public_key()
        return EnrolReply(
            certificate_pem=certificate_pem,
            authority_pem=self._authority.certificate_pem.decode(),
            bundle_keys={key_id(bundle_key): bundle_key.public_bytes_raw()},
            sealing_key=self._keys.sealing.public_key().public_bytes_raw(),
            hash_key=self._keys.hash_key if component == "gateway" else b"",
        )


def _online(device: Device, since: datetime) -> bool:
    active = device.state is DeviceState.ACTIVE
    return active and device.last_seen_at is not None and device.last_seen_at > since


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
