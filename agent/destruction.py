"""The destruction of one file as a state machine without I/O (rows D5, R23, R24).

The rules, in the order in which they hold:

1. What is going to happen is committed (`PLANNED`) before anything is touched.
2. The file is moved into a directory that only the agent can enter (`MOVED`); there it is checked
   again, because a name can be swapped between a look and a deed.
3. For the vault, a sealed copy must be durable and read back (`SEALED`) before the plain one goes.
4. `OVERWRITING` is committed before the first octet is overwritten: from here on the content is
   no longer compared with the plan, only the identity of the file.
5. `OVERWRITTEN`, `UNLINKED`, `VERIFIED` follow the deed they name. Doing a deed again is harmless,
   so that a crash between a deed and its commit costs nothing.
6. Whatever speaks against it before rule 4 ends in `KEPT`, by way of `RETURNING` if the file was
   moved already. Nothing is destroyed by halves.
7. `RECORDED` is committed together with the signed record, its outbox entry and the inventory, and
   is final: one file, one end, one record.

`command` says what to do next, `transition` what an outcome means. Whoever executes commits each
new state through `agent.journal.Journal.advance`.
"""

from enum import StrEnum
from typing import Literal

import msgspec


class DestructionState(StrEnum):
    """Every durable state of a destruction."""

    PLANNED = "planned"
    MOVED = "moved"
    SEALED = "sealed"
    OVERWRITING = "overwriting"
    OVERWRITTEN = "overwritten"
    UNLINKED = "unlinked"
    VERIFIED = "verified"
    RETURNING = "returning"
    KEPT = "kept"
    RECORDED = "recorded"


class Command(StrEnum):
    """What the executor must do in a state."""

    MOVE_ASIDE = "move-aside"
    SEAL = "seal"
    BEGIN = "begin"
    OVERWRITE = "overwrite"
    UNLINK = "unlink"
    VERIFY = "verify"
    PUT_BACK = "put-back"
    RECORD = "record"
    NOTHING = "nothing"


class Intent(msgspec.Struct, frozen=True):
    """One planned destruction and how far it came. Paths are raw file-system octets.

    `aside` is the directory the file was moved into (empty before), where its name is `id`.
    `fingerprint` is the hex HMAC-SHA-256 of the content under the device's fingerprint key.
    """

    id: str
    leftover_id: str
    root: bytes
    path: bytes
    dev: int
    inode: int
    size: int  # octets
    fingerprint: str
    initiator: Literal["person", "deadline", "log-off"]
    to_vault: bool
    person: str
    account: str
    attribution: Literal["proven", "strong", "inferred", "unknown"]
    found_at: str
    rule: str
    policy_version: int
    state: DestructionState = DestructionState.PLANNED
    aside: bytes = b""
    method: str = "none"
    verified: bool = False
    reason: str = ""  # why the file was kept
    detail: str = ""
    residual_risk: tuple[str, ...] = ()


class Moved(msgspec.Struct, frozen=True):
    """The file is in `aside` under the intent's id."""

    aside: bytes


class Refused(msgspec.Struct, frozen=True):
    """The file must not be destroyed; `reason` is one of the tokens of `agent.wipe.refusal`."""

    reason: str


class Sealed(msgspec.Struct, frozen=True):
    """The vault holds a durable copy that was read back."""


class Begun(msgspec.Struct, frozen=True):
    """The content and identity were checked a last time; `method` and risks are planned."""

    method: str
    residual_risk: tuple[str, ...]


class Overwritten(msgspec.Struct, frozen=True):
    """The blocks were overwritten and read back as `detail` says, or not (`ok` false)."""

    ok: bool
    detail: str
    residual_risk: tuple[str, ...] = ()


class Unlinked(msgspec.Struct, frozen=True):
    """The name is gone and the directory is on disk; `residual_risk` names what showed on the way."""

    residual_risk: tuple[str, ...] = ()


class Verified(msgspec.Struct, frozen=True):
    """What was looked for afterwards: nothing left (`ok`), or what `residual_risk` names."""

    ok: bool
    residual_risk: tuple[str, ...] = ()


class Returned(msgspec.Struct, frozen=True):
    """The file is back; `detail` says where if its own place was taken."""

    detail: str


class Recorded(msgspec.Struct, frozen=True):
    """The signed record is being committed in this very transaction."""


Event = Moved | Refused | Sealed | Begun | Overwritten | Unlinked | Verified | Returned | Recorded


class WrongOrder(Exception):
    """An event came in a state where it has no meaning: a fault of the executor."""


_COMMANDS = {
    DestructionState.PLANNED: Command.MOVE_ASIDE,
    DestructionState.SEALED: Command.BEGIN,
    DestructionState.OVERWRITING: Command.OVERWRITE,
    DestructionState.OVERWRITTEN: Command.UNLINK,
    DestructionState.UNLINKED: Command.VERIFY,
    DestructionState.VERIFIED: Command.RECORD,
    DestructionState.RETURNING: Command.PUT_BACK,
    DestructionState.KEPT: Command.RECORD,
    DestructionState.RECORDED: Command.NOTHING,
}


def command(intent: Intent) -> Command:
    """Return what has to be done next for this intent."""
    if intent.state is DestructionState.MOVED:
        return Command.SEAL if intent.to_vault else Command.BEGIN
    return _COMMANDS[intent.state]


def transition(intent: Intent, event: Event) -> Intent:
    """Return the intent after `event`.

    Raises:
        WrongOrder: the event has no meaning in the intent's state.
    """
    if isinstance(event, Refused):
        return _refused(intent, event)
    wanted, following = _STEPS[type(event)]
    if command(intent) is not wanted:
        raise WrongOrder(f"{type(event).__name__} in state {intent.state}")
    changes = {name: getattr(event, name) for name in event.__struct_fields__ if name != "ok"}
    if isinstance(event, Verified):
        changes["verified"] = event.ok and intent.verified
    if isinstance(event, Returned):
        changes["detail"] = f"{intent.reason}; {event.detail}" if event.detail else intent.reason
    if isinstance(event, Overwritten):
        changes["verified"] = event.ok
    if "residual_risk" in changes:
        changes["residual_risk"] = _merged(intent.residual_risk, changes["residual_risk"])
    return msgspec.structs.replace(intent, state=following, **changes)


_STEPS: dict[type, tuple[Command, DestructionState]] = {
    Moved: (Command.MOVE_ASIDE, DestructionState.MOVED),
    Sealed: (Command.SEAL, DestructionState.SEALED),
    Begun: (Command.BEGIN, DestructionState.OVERWRITING),
    Overwritten: (Command.OVERWRITE, DestructionState.OVERWRITTEN),
    Unlinked: (Command.UNLINK, DestructionState.UNLINKED),
    Verified: (Command.VERIFY, DestructionState.VERIFIED),
    Returned: (Command.PUT_BACK, DestructionState.KEPT),
    Recorded: (Command.RECORD, DestructionState.RECORDED),
}

_REFUSABLE = {
    DestructionState.PLANNED: DestructionState.KEPT,
    DestructionState.MOVED: DestructionState.RETURNING,
    DestructionState.SEALED: DestructionState.RETURNING,
}


def result(intent: Intent) -> Literal["destroyed", "vaulted", "kept"]:
    """Return how the intent ended, for its record."""
    if intent.reason:
        return "kept"
    return "vaulted" if intent.to_vault else "destroyed"


def _refused(intent: Intent, event: Refused) -> Intent:
    following = _REFUSABLE.get(intent.state)
    if following is None:
        raise WrongOrder(f"refused in state {intent.state}, when octets may be gone already")
    return msgspec.structs.replace(
        intent, state=following, reason=event.reason, method="none", detail=event.reason
    )


def _merged(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(known) | set(more)))
