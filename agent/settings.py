"""The agent's settings file, and the checks that keep it from ever destroying the wrong thing.

Only what lies below `roots` is looked at and can be destroyed, whatever a policy says; a root that
is a system directory is refused here, before anything runs.
"""

import os
import re
import socket
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from runtime import settings
from runtime.errors import SettingsError
from runtime.settings import ConsoleLink, InspectionWorkers, LogOutput, MetricsListen, PolicySource

# Neither a root nor anything below one: what lies there belongs to the system.
SYSTEM_TREES = ("/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/sbin", "/sys", "/usr")
# Not roots themselves: they hold the system's and everybody's things side by side.
FORBIDDEN_ROOTS = frozenset({"/", "/opt", "/run", "/srv", "/var", "/var/lib", "/var/log"})
_ALLOWED = "/dev/shm"  # noqa: S108 - memory, where persons do leave files
DEVICE = r"^([A-Za-z0-9][A-Za-z0-9._:-]{0,127})?$"  # wire.bounds.Identifier, or nothing
Seconds = Annotated[float, Meta(ge=0.0, le=3.2e7)]


class AgentTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the agent watches and how it treats what it finds."""

    state_dir: str  # where journal, keys, records and vault live; readable by the agent alone
    roots: tuple[str, ...]  # directories that are watched; nothing outside of them is ever touched
    device: Annotated[str, Meta(pattern=DEVICE)] = (
        ""  # name of this machine in records; "" takes the console's name for it, else the host's
    )
    exclude: tuple[str, ...] = ()  # directories below the roots that are left alone
    steward: str = "steward"  # who is told of files that nobody can be named for
    deadline_seconds: Seconds | None = None  # overrides the term of every policy
    vault_dir: str = ""  # "" takes `vault` in the state directory
    prompt: Literal["desktop", "terminal", "none"] = "desktop"  # how a person is asked
    language: Literal["auto", "zh", "en"] = "auto"  # "auto" takes the session's
    watcher: Literal["auto", "fanotify", "watchdog"] = "auto"  # "auto" takes fanotify where it can
    reconcile_seconds: Seconds = 900.0  # time between two full scans
    persons: dict[str, str] = {}  # account = "Person", for accounts whose name is not the person's
    shared_accounts: tuple[str, ...] = ()  # accounts that several persons use: they name nobody


class ExactMatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Exact-match indexes of clients, in the form for workstations."""

    files: tuple[str, ...] = ()  # index files that `ashseal-console edm build --edge` wrote


class AgentSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole settings file of the agent."""

    agent: AgentTable
    console: ConsoleLink = ConsoleLink()
    inspection: InspectionWorkers = InspectionWorkers()
    exact_match: ExactMatch = ExactMatch()
    policy: PolicySource = PolicySource()
    metrics: MetricsListen = MetricsListen()
    log: LogOutput = LogOutput()

    @property
    def state_dir(self) -> Path:
        """The state directory as an absolute path."""
        return Path(self.agent.state_dir).absolute()

    @property
    def vault_dir(self) -> Path:
        """Where vaulted files lie."""
        return Path(self.agent.vault_dir).absolute() if self.agent.vault_dir else self.state_dir / "vault"

    @property
    def device(self) -> str:
        """The name of this machine in its records."""
        named = self.agent.device or self.console.device
        return (
            named or re.sub(r"[^A-Za-z0-9._:-]", "-", socket.gethostname())[:128].lstrip("._:-") or "device"
        )

    def roots(self) -> tuple[bytes, ...]:
        """The roots as real paths in raw octets."""
        return tuple(os.fsencode(Path(root).resolve()) for root in self.agent.roots)

    def excluded(self) -> tuple[bytes, ...]:
        """The directories that are never looked into: the agent's own and those of the settings."""
        own = (self.state_dir, self.vault_dir, *(Path(path) for path in self.agent.exclude))
        return tuple(os.fsencode(path.resolve()) for path in own)


def load(path: Path | str) -> AgentSettings:
    """Return the settings in the file `path`.

    Raises:
        SettingsError: it does not fit, or a root is a system directory or no absolute path.
    """
    loaded = settings.load(path, AgentSettings)
    if not loaded.agent.roots:
        raise SettingsError(f"{path}: `agent.roots` is empty; name at least one directory to watch")
    for root in loaded.agent.roots:
        if not root.startswith("/"):
            raise SettingsError(f"{path}: `agent.roots`: {root} is no absolute path")
        if _is_system(Path(root).resolve()):
            raise SettingsError(
                f"{path}: `agent.roots`: {root} is a system directory; name the folders of persons"
            )
    return loaded


def _is_system(root: Path) -> bool:
    if root.is_relative_to(_ALLOWED):
        return False
    return str(root) in FORBIDDEN_ROOTS or any(root.is_relative_to(tree) for tree in SYSTEM_TREES)
