"""Read on the disk what became of a sample file."""

import time
from dataclasses import dataclass
from pathlib import Path

from installers.demo.places import Places
from installers.demo.programs import NotStarted, ask
from installers.demo.samples.files import FileSample

SETTLE_SECONDS = 45.0


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sample file as it was when it was dropped."""

    sample: FileSample
    path: Path
    content: bytes


def drop(places: Places, sample: FileSample) -> Dropped:
    """Write the sample below the agent's folder."""
    path = places.agent_path / sample.name
    sample.write(path)
    return Dropped(sample, path, path.read_bytes())


def move_to_vault(places: Places, dropped: Dropped) -> None:
    """Do what its owner would do in the window: move the file to the vault.

    Raises:
        NotStarted: the agent did not take it.
    """
    ask("agent", "vault", "put", str(dropped.path), "--settings", str(places.settings("agent")))


def settle(dropped: list[Dropped]) -> None:
    """Wait until every file that has to go is gone, or the time is up."""
    leaving = [one for one in dropped if one.sample.expected != "kept"]
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline and any(one.path.exists() for one in leaving):
        time.sleep(0.1)


def outcome(places: Places, dropped: Dropped) -> tuple[str, str]:
    """Return the outcome that disk and vault show, and a word on how it was seen."""
    if dropped.path.exists():
        same = dropped.path.read_bytes() == dropped.content
        return "kept", "untouched" if same else "still there, but changed"
    copies = [path for path in places.agent_path.rglob("*") if path.is_file() and _holds(path, dropped)]
    if copies:
        return "kept", f"a copy is still at {copies[0].name}"
    if dropped.path.name in ask("agent", "vault", "list", "--settings", str(places.settings("agent"))):
        return "vaulted", "gone from its place, listed in the vault"
    return "destroyed", _record(places, dropped)


def _record(places: Places, dropped: Dropped) -> str:
    """Return how the destruction record of the file verified, offline."""
    for path in sorted((places.var / "agent" / "records").glob("*.json")):
        try:
            said = ask("agent", "verify-record", str(path), "--ca", str(places.authority))
        except NotStarted:
            continue
        if dropped.path.name in said:
            return "gone; its signed record verifies"
    return "gone, but no record verifies"


def _holds(path: Path, dropped: Dropped) -> bool:
    return path.stat().st_size == len(dropped.content) and path.read_bytes() == dropped.content
