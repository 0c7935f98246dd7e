"""Letters whose file lies in a directory of the test, and a next hop's client to carry them."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from smtp_gateway.letter import Letter
from smtp_gateway.settings import UpstreamTable
from smtp_gateway.smtp.address import Recipient, parse
from smtp_gateway.upstream import Answer, Upstream

PREFIX = b"Received: from client.example\r\n\tby gateway.example\r\n"
TEXT = b"Subject: x\r\n\r\nhello\r\n"


class Courier:
    """Writes letters into `directory` and delivers them through `upstream`."""

    def __init__(self, directory: Path, upstream: Upstream) -> None:
        self.directory, self.upstream = directory, upstream

    def letter(
        self,
        *to: bytes,
        content: bytes = TEXT,
        sender: bytes = b"<li@bank.example>",
        xforward: tuple[tuple[str, bytes], ...] = (),
    ) -> Letter:
        (self.directory / "mail").write_bytes(content)
        path, parameters = parse(b"FROM:" + sender, b"FROM")
        recipients = tuple(Recipient(*parse(b"TO:" + one, b"TO")) for one in to or (b"<wang@x.example>",))
        return Letter(
            path, parameters, recipients, PREFIX, "mail", len(content), not content.isascii(), xforward
        )

    async def deliver(self, letter: Letter) -> Answer:
        return await self.upstream.deliver(letter, self.directory / letter.file)


@contextlib.asynccontextmanager
async def courier(directory: Path, port: int, **limits: float) -> AsyncIterator[Courier]:
    """Deliver to a next hop on this machine; `limits` are settings of the table."""
    upstream = Upstream(UpstreamTable(port=port, **limits), "gateway.example")
    try:
        yield Courier(directory, upstream)
    finally:
        await upstream.close()
