"""A small machine for the agent's tests: a root with files, a state directory, parts on them."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from agent.attribution import Attribution
from agent.inventory import Leftover
from agent.parts import Parts
from agent.platform.base import Session
from agent.settings import AgentSettings, AgentTable
from agent.wipe.fingerprint import fingerprint
from policies.finding import Category, Finding, Grade
from policies.inspected import Inspection, InspectionVerdict
from runtime.clock import Clock, HeldClock
from wire import instant

CLIENT_TEXT = "客户王小明 身份证号 11010519491231002X\n"  # synthetic, with a valid check digit
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WANG = Attribution("Wang Li", "wang", "7", "login-uid", "proven", ("login-uid=1000",))


def make_settings(base: Path, **table: Any) -> AgentSettings:
    root = base / "root"
    root.mkdir(exist_ok=True)
    options: dict[str, Any] = {"device": "pc-1", "prompt": "none", "steward": "branch-steward"}
    own = AgentTable(state_dir=str(base / "state"), roots=(str(root),), **(options | table))
    return AgentSettings(own)


def make_parts(base: Path, clock: Clock | None = None, **table: Any) -> Parts:
    return Parts(make_settings(base, **table), clock or HeldClock(START))


def make_file(base: Path, name: str = "clients.txt", text: str = CLIENT_TEXT) -> Path:
    path = base / "root" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def make_leftover(parts: Parts, path: Path, **changes: Any) -> Leftover:
    """Return `path` as a leftover of Wang Li that is due in an hour, and put it into the inventory."""
    status = path.lstat()
    descriptor = os.open(path, os.O_RDONLY)
    mark = fingerprint(descriptor, parts.keystore.fingerprint_key())
    os.close(descriptor)
    leftover = Leftover(
        id=f"left-{path.name.encode().hex()}",
        root=parts.settings.roots()[0],
        path=os.fsencode(path),
        dev=status.st_dev,
        inode=status.st_ino,
        size=status.st_size,
        fingerprint=mark,
        found_at=instant.render(START),
        deadline="2026-03-02T10:00:00.000000Z",
        attribution=WANG,
        rule="client-data-left-behind",
        severity="high",
        reason="The file holds client data.",
        notice_zh="请销毁。",
        notice_en="Please destroy it.",
        mode="enforce",
        allow_vault=True,
        policy_version=3,
        finding_count=1,
        findings=(),
    )
    leftover = msgspec.structs.replace(leftover, **changes)
    parts.inventory.put(leftover)
    return leftover


def make_inspection(*types: str, verdict: str = "inspected") -> Inspection:
    findings = tuple(
        Finding(kind, Category.IDENTITY, Grade.SENSITIVE, 0.99, "110105********002X", "0" * 32, ())
        for kind in types
    )
    return Inspection(InspectionVerdict(verdict), "", "text", 10, 0.01, findings)


class FakeInspector:
    """Finds an identity number wherever the octets of one are."""

    def __init__(self) -> None:
        self.names: list[str] = []

    async def inspect(self, fd: int, *, name: str, kind: Literal["message", "file"]) -> Inspection:
        self.names.append(name)
        await asyncio.sleep(0)
        held = os.pread(fd, 1 << 20, 0)
        return make_inspection(*(["RESIDENT_ID"] if b"11010519491231002X" in held else []))


class FakePlatform:
    """Two accounts and the sessions that a test puts in."""

    def __init__(self, *sessions: Session) -> None:
        self.here = sessions

    def sessions(self) -> tuple[Session, ...]:
        return self.here

    def account(self, uid: int) -> str:
        return {0: "root", 1000: "wang", 1001: "public"}.get(uid, f"uid-{uid}")

    def owner(self, path: bytes, status: os.stat_result) -> int:
        return status.st_uid

    def session_account(self, session_id: str) -> str:
        return next((one.account for one in self.here if one.id == session_id), "")

    def start_options(self, session: Session) -> dict[str, object]:
        return {"env": {**os.environ, **session.environment}}
