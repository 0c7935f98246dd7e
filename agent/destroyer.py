"""Carrying out a destruction: asks `agent.destruction` what to do, does it, commits the new state.

Every deed may be done again after a crash. One destruction runs at a time on a machine, also when
the command line and the service are both at it: a lock file sees to that.
"""

import contextlib
import fcntl
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from agent import destruction, dirty
from agent.destruction import (
    Begun,
    Command,
    Event,
    Intent,
    Moved,
    Overwritten,
    Recorded,
    Refused,
    Returned,
    Sealed,
    Unlinked,
    Verified,
)
from agent.inventory import Inventory, Leftover, Status
from agent.journal import Journal
from agent.records import Recorder
from agent.vault import Label, Vault, VaultDamaged
from agent.wipe import aside, overwrite, plan, refusal, residue, unlink
from agent.wipe.refusal import Refusal
from runtime import log
from runtime.clock import Clock
from wire import instant

NOT_OVERWRITTEN = "not-overwritten"
_LOOK_AGAIN = frozenset({refusal.CHANGED, refusal.REPLACED})

_log = log.get(__name__)


class Destroyer:
    """Destroys or vaults leftovers, one at a time, each to its record."""

    def __init__(  # noqa: PLR0917 - wired once
        self,
        journal: Journal,
        inventory: Inventory,
        recorder: Recorder,
        vault: Vault,
        fingerprint_key: bytes,
        state_dir: Path,
        clock: Clock,
    ) -> None:
        self._journal = journal
        self._inventory = inventory
        self._recorder = recorder
        self._vault = vault
        self._key = fingerprint_key
        self._state_dir = state_dir
        self._clock = clock
        self._deeds: dict[Command, Callable[[Intent], Event]] = {
            Command.MOVE_ASIDE: self._move,
            Command.SEAL: self._seal,
            Command.BEGIN: self._begin,
            Command.OVERWRITE: self._overwrite,
            Command.UNLINK: self._unlink,
            Command.VERIFY: self._verify,
            Command.PUT_BACK: self._put_back,
            Command.RECORD: lambda _: Recorded(),
        }

    def destroy(
        self,
        leftover: Leftover,
        initiator: Literal["person", "deadline", "log-off"],
        *,
        to_vault: bool = False,
    ) -> Intent:
        """Bring `leftover` to its end and return the recorded intent; takes up one that was begun.

        Raises:
            OSError: the medium failed; the intent stands and `resume` tries again.
            sqlite3.Error: the journal cannot be written; nothing was done that it does not know of.
        """
        with self._alone():
            intent = self._journal.intent_of(leftover.id)
            if intent is None:
                planned = _intent(leftover, initiator, to_vault=to_vault)
                intent = self._journal.advance(planned, None)
            return self._run(intent)

    def resume(self) -> list[Intent]:
        """Finish what an earlier process began; return the recorded intents.

        One that fails is logged and left for the next time, the others go on.
        """
        done = []
        with self._alone():
            for intent in self._journal.unfinished():
                try:
                    done.append(self._run(intent))
                except OSError as error:
                    _log.error("destruction-stuck", extra={"id": intent.id, "errno": error.errno})
            self._recorder.export()
        return done

    def _run(self, intent: Intent) -> Intent:
        while (command := destruction.command(intent)) is not Command.NOTHING:
            event = self._deeds[command](intent)
            following = destruction.transition(intent, event)
            also = self._finish(following) if command is Command.RECORD else None
            intent = self._journal.advance(following, intent.state, also)
        self._recorder.export()
        _log.info("destruction-recorded", extra={"id": intent.id, "result": destruction.result(intent)})
        return intent

    def _finish(self, intent: Intent) -> Callable[[sqlite3.Connection], None]:
        def also(connection: sqlite3.Connection) -> None:
            now = self._clock.now()
            self._recorder.write(connection, intent, now)
            self._inventory.settle(connection, intent.leftover_id, _status(intent))
            if intent.reason in _LOOK_AGAIN:  # still a leftover, perhaps; its term goes on
                dirty.mark(connection, [dirty.Dirty(intent.path, tree=False, seen_at=now.timestamp())])

        return also

    def _move(self, intent: Intent) -> Event:
        try:
            return Moved(aside.move(intent, self._key, self._state_dir))
        except Refusal as why:
            return Refused(why.reason)

    def _seal(self, intent: Intent) -> Event:
        label = Label(intent.path, intent.size, intent.person, intent.account)
        try:
            with self._file_aside(intent, os.O_RDONLY) as descriptor:
                aside.check(descriptor, intent, self._key)
                self._vault.seal(descriptor, intent.id, label, instant.render(self._clock.now()))
        except Refusal as why:
            return Refused(why.reason)
        except (OSError, VaultDamaged):
            return Refused(refusal.VAULT_FAILED)
        return Sealed()

    def _begin(self, intent: Intent) -> Event:
        try:
            with self._file_aside(intent, os.O_RDWR) as descriptor:
                aside.check(descriptor, intent, self._key)
                planned = plan.plan(descriptor)
        except Refusal as why:
            return Refused(why.reason)
        except OSError as error:
            return Refused(refusal.from_error(error).reason)
        return Begun(planned.method, planned.residual_risk)

    def _overwrite(self, intent: Intent) -> Event:
        """Overwrite; if the medium refuses, the file still goes, and the record says how."""
        try:
            with self._file_aside(intent, os.O_RDWR) as descriptor:
                aside.check(descriptor, intent, None)
                done = overwrite.overwrite(descriptor)
        except (Refusal, OSError) as why:
            reason = why.reason if isinstance(why, Refusal) else refusal.from_error(why).reason
            return Overwritten(
                ok=False, detail=f"not overwritten: {reason}", residual_risk=(NOT_OVERWRITTEN,)
            )
        return Overwritten(done.ok, done.detail)

    def _unlink(self, intent: Intent) -> Event:
        with aside.opened(aside.open_aside(intent.aside)) as directory:
            return Unlinked(unlink.unlink(directory, intent.id.encode()))

    def _verify(self, intent: Intent) -> Event:
        found = residue.verify(intent)
        clean = found.gone and unlink.HARD_LINK_APPEARED not in intent.residual_risk
        return Verified(clean, found.residual_risk)

    def _put_back(self, intent: Intent) -> Event:
        try:
            return Returned(aside.put_back(intent))
        except Refusal as why:
            return Returned(f"left aside: {why.reason}")

    @contextlib.contextmanager
    def _file_aside(self, intent: Intent, flags: int) -> Iterator[int]:
        with (
            aside.opened(aside.open_aside(intent.aside)) as directory,
            aside.opened(
                os.open(intent.id.encode(), flags | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=directory)
            ) as descriptor,
        ):
            yield descriptor

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with (self._state_dir / "destroyer.lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _intent(
    leftover: Leftover, initiator: Literal["person", "deadline", "log-off"], *, to_vault: bool
) -> Intent:
    return Intent(
        id=f"d-{secrets.token_hex(16)}",
        leftover_id=leftover.id,
        root=leftover.root,
        path=leftover.path,
        dev=leftover.dev,
        inode=leftover.inode,
        size=leftover.size,
        fingerprint=leftover.fingerprint,
        initiator=initiator,
        to_vault=to_vault,
        person=leftover.attribution.person,
        account=leftover.attribution.account,
        attribution=leftover.attribution.confidence,
        found_at=leftover.found_at,
        rule=leftover.rule,
        policy_version=leftover.policy_version,
    )


_STATUS: dict[str, Status] = {"destroyed": "destroyed", "vaulted": "vaulted", "kept": "kept"}


def _status(intent: Intent) -> Status:
    if intent.reason in _LOOK_AGAIN:
        return "open"
    return "gone" if intent.reason == refusal.VANISHED else _STATUS[destruction.result(intent)]
