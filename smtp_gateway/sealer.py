"""Sealing, off the event loop and a bounded number at a time."""

import asyncio
from datetime import datetime
from pathlib import Path

from runtime.keystore import Keystore
from smtp_gateway.key_directory import KeyDirectory
from smtp_gateway.sealing.context import SealingContext
from smtp_gateway.sealing.identity import SigningIdentity, create_identity
from smtp_gateway.sealing.seal import Sealed, seal
from smtp_gateway.settings import GatewaySettings, Sealing
from wire import instant, sealed_box
from wire.escrow import EscrowedPassword, context

_PARALLEL = 2


class NoConsoleKey(Exception):
    """This gateway is not enrolled: nobody could ever read the password of a container."""


class Sealer:
    """Seals messages and escrows the passwords of containers for one gateway."""

    def __init__(self, sealing: SealingContext, keystore: Keystore) -> None:
        self._sealing = sealing
        self._keystore = keystore
        self._room = asyncio.Semaphore(_PARALLEL)

    async def seal(self, message: Path, recipient: str, destination: Path, *, hide_subject: bool) -> Sealed:
        """Write `message` sealed for `recipient` to `destination`, durably.

        Raises:
            SealingFailed, StorageFull: nothing was written.
        """
        async with self._room:
            return await asyncio.to_thread(
                seal, message, recipient, destination, self._sealing, hide_subject=hide_subject
            )

    def escrow(
        self, escrow_id: str, incident_id: str, sender: str, recipient: str, password: str,
        *, now: datetime, expires_at: datetime,
    ) -> EscrowedPassword:  # fmt: skip
        """Return the event that carries `password` to the console, sealed to the console's key.

        Raises:
            NoConsoleKey: the key is not known.
        """
        key = self._keystore.sealing_key()
        if key is None:
            raise NoConsoleKey
        return EscrowedPassword(
            id=escrow_id,
            occurred_at=instant.render(now),
            expires_at=instant.render(expires_at),
            sender=sender,
            recipients=(recipient,),
            container="pdf",
            incident_id=incident_id,
            sealed=sealed_box.seal(password.encode(), key, context(escrow_id, sender)),
        )


def sealing_context(settings: GatewaySettings, now: datetime) -> SealingContext:
    """Return what the settings say about sealing; makes the gateway's own identity on first use. Blocks."""
    state_dir = Path(settings.gateway.state_dir)
    table = settings.sealing
    if table.signing_certificate_file:
        identity = SigningIdentity(Path(table.signing_certificate_file), Path(table.signing_key_file))
    else:
        identity = create_identity(state_dir / "identity", settings.notices.sender, now)
    return SealingContext(key_directory(table), identity)


def key_directory(table: Sealing) -> KeyDirectory:
    """Return the recipients' certificates that the settings name."""
    return KeyDirectory(Path(table.certificates_dir) if table.certificates_dir else None)
