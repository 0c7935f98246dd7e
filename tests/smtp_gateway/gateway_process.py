"""A gateway as a process of its own: started, killed and started again by a test."""

import asyncio
import json
import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.smtp_gateway.talk import Talk

SETTINGS = """
[gateway]
state_dir = "{state_dir}"
hostname = "gateway.example"
[listen]
port = {port}
listener = "{listener}"
allowed_clients = ["127.0.0.0/8"]
[upstream]
port = {upstream}
connect_timeout = 3
[queue]
first_retry = 0.1
longest_retry = 0.5
parallel = {parallel}
[policy]
file = "{policy}"
[log]
level = "DEBUG"
"""


@dataclass
class GatewayProcess:
    """`start` returns when it listens; `command` may be another program that runs the gateway."""

    state_dir: Path
    upstream: int
    policy: str = "builtin:bank"
    listener: str = "native"
    port: int = 0
    parallel: int = 4  # deliveries of the queue at once
    extra: str = ""
    command: tuple[str, ...] = (sys.executable, "-I", "-m", "smtp_gateway")
    environment: dict[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None
    log: bytes = b""
    _reader: asyncio.Task[bytes] | None = None

    @property
    def settings_file(self) -> Path:
        return self.state_dir.parent / "gateway.toml"

    async def start(self, seconds: float = 30.0) -> dict[str, object]:
        """Start it; return the facts of its ready.json."""
        text = SETTINGS.format(
            state_dir=self.state_dir,
            port=self.port,
            upstream=self.upstream,
            policy=self.policy,
            listener=self.listener,
            parallel=self.parallel,
        )
        self.settings_file.write_text(text + self.extra, encoding="utf-8")
        (self.state_dir / "ready.json").unlink(missing_ok=True)
        self.process = await asyncio.create_subprocess_exec(
            *self.command, "run", "--settings", str(self.settings_file),
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
            env={**os.environ, **self.environment},
        )  # fmt: skip
        assert self.process.stderr is not None
        self._reader = asyncio.create_task(self.process.stderr.read())
        async with asyncio.timeout(seconds):
            while not (self.state_dir / "ready.json").exists():
                assert self.process.returncode is None, await self._reader
                await asyncio.sleep(0.02)
        return self.facts()

    def facts(self) -> dict[str, object]:
        """Return what ready.json says."""
        facts: dict[str, object] = json.loads((self.state_dir / "ready.json").read_bytes())
        return facts

    def talk(self) -> Talk:
        """Return a client."""
        host, _, port = str(self.facts()["smtp"]).rpartition(":")
        return Talk((host, int(port)))

    async def ended(self, seconds: float = 30.0) -> int:
        """Wait for its end; return the exit code (negative for a signal) and keep the log."""
        assert self.process is not None
        assert self._reader is not None
        async with asyncio.timeout(seconds):
            code = await self.process.wait()
            self.log += await self._reader
        return code

    async def stop(self) -> int:
        """Tell it to stop with SIGTERM; return the exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self.ended()
