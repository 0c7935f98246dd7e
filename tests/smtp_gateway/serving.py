"""A whole gateway in this process, from settings to ports."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

from runtime.clock import Clock
from runtime.settings import parse
from smtp_gateway.service import Gateway
from smtp_gateway.settings import GatewaySettings
from tests.runtime.small_console import until
from tests.smtp_gateway.next_hop import NextHop
from tests.smtp_gateway.talk import Talk


class Running:
    """A gateway in this process that serves."""

    def __init__(self, gateway: Gateway, state_dir: Path) -> None:
        self.gateway = gateway
        self.state_dir = state_dir
        self.stop = asyncio.Event()
        self.task = asyncio.create_task(gateway.run(self.stop))

    def facts(self) -> dict[str, object]:
        facts: dict[str, object] = json.loads((self.state_dir / "ready.json").read_bytes())
        return facts

    @contextlib.asynccontextmanager
    async def talk(self) -> AsyncIterator[Talk]:
        """A client that says good-bye."""
        async with Talk(address(str(self.facts()["smtp"]))) as talk:
            yield talk
            await talk.say(b"QUIT")

    async def get(self, path: str) -> bytes:
        """Ask the metrics port."""
        reader, writer = await asyncio.open_connection(*address(str(self.facts()["metrics"])))
        writer.write(f"GET {path} HTTP/1.1\r\n\r\n".encode())
        answer = await reader.read()
        writer.close()
        return answer


def address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    return host.strip("[]"), int(port)


@contextlib.asynccontextmanager
async def serve(
    state_dir: Path, hop: NextHop, more: str = "", listen: str = "", clock: Clock | None = None
) -> AsyncIterator[Running]:
    """Serve on `state_dir` with `more` settings than the least ones, `listen` in the table of that name."""
    text = (
        f'[gateway]\nstate_dir = "{state_dir}"\nhostname = "gateway.example"\n[listen]\nport = 0\n{listen}\n'
        f"[upstream]\nport = {hop.port}\n{more}"
    )
    running = Running(Gateway(parse(text.encode(), GatewaySettings, name="t"), clock), state_dir)
    await until(lambda: running.task.done() or (state_dir / "ready.json").exists(), 30)
    try:
        yield running
    finally:
        running.stop.set()
        assert await asyncio.wait_for(running.task, 30) == 0
