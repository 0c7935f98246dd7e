"""Where mail of our own is written: notices and bounces become letters whose file is in the spool."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from runtime import log
from smtp_gateway import dsn
from smtp_gateway.letter import Letter
from smtp_gateway.notices import NoticeSettings
from smtp_gateway.sealer import Sealer
from smtp_gateway.sealing.header_fields import joined, read_header
from smtp_gateway.smtp.address import MailPath, Parameter, Recipient
from smtp_gateway.spool import Spool

_log = log.get(__name__)


class Desk:
    """What the preparation of every message needs."""

    def __init__(self, spool: Spool, sealer: Sealer, notices: NoticeSettings, hostname: str) -> None:
        self.spool = spool
        self.sealer = sealer
        self.notices = notices
        self._hostname = hostname

    async def bounce(self, letter: Letter, failures: Sequence[dsn.Failure], now: datetime) -> bytes:
        """Return the bounce of `letter`, whose file is in the spool, for some of its recipients."""
        header = await asyncio.to_thread(self._header, letter.file)
        sender, host = self.notices.sender, self._hostname
        return dsn.bounce(letter, failures, header, sender=sender, hostname=host, now=now)

    async def to_sender(
        self, sender: MailPath, parameters: tuple[Parameter, ...], name: str, content: bytes
    ) -> Letter:
        """Write `content` durably into the spool as `name`; return the letter from `<>` to `sender`.

        `parameters` are those of the mail it is about: SMTPUTF8 is needed again to reach its sender.

        Raises:
            StorageFull: the disk is full; nothing is left behind.
        """
        size = await asyncio.to_thread(self.spool.store, name, content)
        utf8 = tuple(parameter for parameter in parameters if parameter.name == "SMTPUTF8")
        return Letter(
            MailPath(b""), utf8, (Recipient(MailPath(sender.raw)),), b"", name, size, not content.isascii()
        )

    def _header(self, name: str) -> bytes:
        """Return the header of a spool file; a file that is lost must not keep its sender from hearing of it."""
        try:
            with self.spool.path(name).open("rb") as file:
                return joined(read_header(file).fields)
        except OSError as error:
            _log.error("header-unreadable", extra={"file": name, "kind": type(error).__name__})
            return b""
