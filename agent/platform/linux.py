"""Linux: sessions as systemd-logind keeps them, else as utmp tells; owners by uid.

logind's state files are read, not its D-Bus: they are there in the first second after boot, need
no library and no permission, and say what is asked here. A window reaches a session by the
environment of the session's leading process (DISPLAY, WAYLAND_DISPLAY, XAUTHORITY, bus address).
"""

import os
import pwd
from collections.abc import Mapping
from pathlib import Path

import psutil

from agent.platform.base import Session

_WANTED = frozenset(
    {
        *("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"),
        *("LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "HOME", "USER", "LOGNAME"),
    }
)
_PATH = "/usr/local/bin:/usr/bin:/bin"
_CHILDREN_MAX = 200  # processes of a session that are asked for their display


class LinuxPlatform:
    """The running Linux; `run` and `proc` are where its state lies."""

    def __init__(self, run: Path = Path("/run"), proc: Path = Path("/proc")) -> None:
        self._logind = run / "systemd" / "sessions"
        self._proc = proc

    def sessions(self) -> tuple[Session, ...]:
        """Return the sessions of logind, else of utmp, else the one this process was started in."""
        found = self._from_logind() or self._from_utmp()
        own = self._own_session()
        if own is not None and not any(one.uid == own.uid and one.display for one in found):
            found = (*found, own)
        return found

    def account(self, uid: int) -> str:
        """Return the name of `uid` in the user database."""
        try:
            return pwd.getpwuid(uid).pw_name
        except KeyError:
            return f"uid-{uid}"

    def owner(self, path: bytes, status: os.stat_result) -> int:  # noqa: ARG002 - the status says it here
        """Return the owner in `status`."""
        return status.st_uid

    def session_account(self, session_id: str) -> str:
        """Return the account of a logind session, or "" when it is over or was never there."""
        if not session_id or "/" in session_id or session_id.startswith("."):
            return ""
        return _state_file(self._logind / session_id).get("USER", "")

    def start_options(self, session: Session) -> dict[str, object]:
        """Return environment and, for root, user and groups of the session's person."""
        environment = {"PATH": _PATH, **session.environment}
        if os.geteuid() != 0 or session.uid == 0:
            return {"env": environment}
        entry = pwd.getpwuid(session.uid)
        return {
            "env": {"HOME": entry.pw_dir, "USER": entry.pw_name, **environment},
            "user": entry.pw_uid,
            "group": entry.pw_gid,
            "extra_groups": os.getgrouplist(entry.pw_name, entry.pw_gid),
        }

    def _from_logind(self) -> tuple[Session, ...]:
        try:
            files = sorted(path for path in self._logind.iterdir() if not path.name.endswith(".ref"))
        except OSError:
            return ()
        states = [(path.name, _state_file(path)) for path in files]
        return tuple(
            self._session(name, state) for name, state in states if state.get("CLASS", "user") == "user"
        )

    def _session(self, name: str, state: Mapping[str, str]) -> Session:
        uid = int(state.get("UID", "-1"))
        environment = self._environment(int(state.get("LEADER", "0") or 0), uid, name)
        if state.get("DISPLAY"):
            environment.setdefault("DISPLAY", state["DISPLAY"])
        return Session(
            id=name,
            account=state.get("USER", "") or self.account(uid),
            uid=uid,
            active=state.get("ACTIVE") == "1",
            display=_has_display(environment),
            terminal=state.get("TTY", ""),
            environment=environment,
        )

    def _environment(self, leader: int, uid: int, session_id: str) -> dict[str, str]:
        """Return what a process of the session has in its environment; one with a display is preferred."""
        best: dict[str, str] = {}
        for pid in (leader, *self._members(uid, session_id)):
            found = self._environment_of(pid)
            if _has_display(found):
                return found
            best = best or found
        return best

    def _members(self, uid: int, session_id: str) -> list[int]:
        scope = f"/session-{session_id}.scope"
        members = []
        for process in psutil.process_iter(["uids"]):
            uids = process.info["uids"]
            if uids is not None and uids.real == uid and self._in_scope(process.pid, scope):
                members.append(process.pid)
        return members[:_CHILDREN_MAX]

    def _in_scope(self, pid: int, scope: str) -> bool:
        try:
            return scope in (self._proc / str(pid) / "cgroup").read_text("utf-8", "replace")
        except OSError:
            return False

    def _environment_of(self, pid: int) -> dict[str, str]:
        try:
            raw = (self._proc / str(pid) / "environ").read_bytes()
        except OSError:
            return {}
        pairs = (entry.decode("utf-8", "replace").partition("=") for entry in raw.split(b"\0"))
        return {name: value for name, _, value in pairs if name in _WANTED}

    def _from_utmp(self) -> tuple[Session, ...]:
        return tuple(
            Session(
                id=f"utmp-{user.pid or index}",
                account=user.name,
                uid=_uid(user.name),
                active=True,
                display=(user.host or "").startswith(":"),
                terminal=user.terminal or "",
                environment={"DISPLAY": user.host} if user.host and user.host.startswith(":") else {},
            )
            for index, user in enumerate(psutil.users())
        )

    def _own_session(self) -> Session | None:
        """Return the session this process was itself started in, if that has a display."""
        environment = {name: value for name, value in os.environ.items() if name in _WANTED}
        if not _has_display(environment):
            return None
        uid = os.getuid()
        return Session("own", self.account(uid), uid, active=True, display=True, environment=environment)


def _has_display(environment: Mapping[str, str]) -> bool:
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _uid(account: str) -> int:
    try:
        return pwd.getpwnam(account).pw_uid
    except KeyError:
        return -1


def _state_file(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines if not line.startswith("#"))
    return {name: value for name, _, value in pairs}
