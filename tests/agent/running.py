"""A real agent process on a temporary machine, for tests from end to end."""

import getpass
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from agent import verify_record
from wire.destruction import DestructionRecord

SETTINGS = """
[agent]
state_dir = "{base}/state"
roots = ["{base}/root"]
device = "pc-1"
deadline_seconds = {deadline}
prompt = "{prompt}"
watcher = "{watcher}"
language = "zh"
[agent.persons]
{account} = "Wang Li"
[policy]
file = "{policy}"
[log]
file = "{base}/agent.log"
"""


class Running:
    """`ashseal-agent run` below `base`."""

    def __init__(
        self,
        base: Path,
        *,
        deadline: float = 2.0,
        prompt: str = "none",
        watcher: str = "auto",
        display: str = "",
        policy: str = "builtin:bank",
        more: str = "",
    ) -> None:
        self.base = base
        self.root = base / "root"
        self.root.mkdir(exist_ok=True)
        self.settings = base / "agent.toml"
        text = SETTINGS.format(
            base=base,
            deadline=deadline,
            prompt=prompt,
            watcher=watcher,
            account=getpass.getuser(),
            policy=policy,
        )
        self.settings.write_text(text + more, encoding="utf-8")
        environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        self.environment = environment | ({"DISPLAY": display} if display else {})
        self.process = subprocess.Popen(self.command("run"), env=self.environment, stderr=subprocess.DEVNULL)
        self.until((base / "state" / "ready.json").exists)

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-I", "-m", "agent", *arguments, "--settings", str(self.settings)]

    def ask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.command(*arguments), capture_output=True, text=True, check=False)

    @property
    def ready(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.base / "state" / "ready.json").read_bytes())
        return found

    def until(self, holds: Callable[[], object], seconds: float = 40) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "it took too long"
            assert self.process.poll() is None, "the agent ended"
            time.sleep(0.05)

    def records(self) -> list[DestructionRecord]:
        found = []
        for path in sorted((self.base / "state" / "records").glob("*.json")):
            raw = path.read_bytes()
            checked = verify_record.check(raw, msgspec.json.decode(raw)["certificate"].encode())
            assert checked.failure == ""
            assert checked.record is not None
            found.append(checked.record)
        return found

    def log(self) -> str:
        return (self.base / "agent.log").read_text(encoding="utf-8")

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)
