"""The demonstration's next hop: an SMTP server that files each mail by recipient.

`MAILBOX/<recipient>/<n>.eml` holds what arrived, byte for byte, CRLF line ends.
"""

import asyncio
import itertools
import json
import os
import signal
import sys
from pathlib import Path
from typing import cast

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.smtp import SMTP, Envelope, Session

SIZE_MAX = 64 * 1024 * 1024
# RFC 5321 4.5.3.1.6 allows longer lines by agreement; a relay must not be the one who cuts.
LINE_MAX = 1024 * 1024


class Mailboxes:
    """The aiosmtpd handler that writes each message once per recipient."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        """File the message and accept it."""
        content = envelope.content
        if not isinstance(content, bytes):
            return "451 4.3.0 no content"
        number = next(self._numbers)
        for recipient in envelope.rcpt_tos:
            box = self._folder / recipient.lower()
            box.mkdir(parents=True, exist_ok=True)
            part = box / f"{number:06}.part"
            part.write_bytes(content)
            part.rename(box / f"{number:06}.eml")
        return "250 2.0.0 filed"


def main() -> int:
    """Serve `HOST PORT MAILBOX READY_FILE` until SIGTERM."""
    host, port, mailbox, ready_file = sys.argv[1:5]
    SMTP.line_length_limit = LINE_MAX
    loop = asyncio.new_event_loop()
    controller = UnthreadedController(
        Mailboxes(Path(mailbox)),
        hostname=host,
        port=int(port),
        loop=loop,
        data_size_limit=SIZE_MAX,
        enable_SMTPUTF8=True,
    )
    controller.begin()  # type: ignore[no-untyped-call]
    loop.add_signal_handler(signal.SIGTERM, loop.stop)
    loop.add_signal_handler(signal.SIGINT, lambda: None)  # the starter decides when to end
    part = Path(ready_file + ".part")
    server = cast("asyncio.Server", controller.server)
    taken = server.sockets[0].getsockname()[1]  # port 0 asks for a free one
    part.write_text(json.dumps({"pid": os.getpid(), "smtp": f"{host}:{taken}"}), encoding="utf-8")
    part.rename(ready_file)
    loop.run_forever()
    controller.end()  # type: ignore[no-untyped-call]
    return 0


if __name__ == "__main__":
    sys.exit(main())
