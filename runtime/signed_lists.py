"""Signed files of an edge (`runtime.signed_file`): verified, watched for newer ones, told of when stale.

1. A file is read anew when it was replaced. Only one that this console signed, that was built with
   this edge's key and that is no older than the last one of its name is taken over.
2. Whoever refuses a file goes on with the last good one, and says what is wrong (`problem`), which
   is in the log, at `/healthz` and in each heartbeat, so that the console shows the edge as degraded.
3. One that has reached its greatest age is used on and told of in the same way: it still knows most of
   what it should, and dropping it would let all of that pass. Age is asked at each look, not at the
   take-over alone.

The build instants of the last good ones are in a file below the state directory.
"""

import asyncio
import contextlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, Protocol

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from inspection.channel import ListFile, RegisterFile
from inspection.open_list import OpenList
from policies.exact_match.keys import IndexKey
from runtime import atomic_file, log
from runtime.errors import RuntimeFault
from runtime.signed_file import Aged, Format, Head, expires, is_older, read
from wire.signature import TrustedKeys

LOOK_SECONDS = 60.0  # between two looks at the files

_log = log.get(__name__)
_Look = tuple[int, int, int]  # inode, modification time in ns, size


class ListKeys(Protocol):
    """What is needed of `runtime.keystore.Keystore`."""

    def bundle_keys(self) -> TrustedKeys:
        """Return the keys that may sign such a file."""

    def hash_key(self) -> bytes:
        """Return the key of found values."""

    def sealing_key(self) -> X25519PublicKey | None:
        """Return the console's key, to which possible matches are sealed."""


@dataclass(frozen=True)
class Sort(Generic[Head]):
    """What tells one sort of lists from another."""

    form: Format[Head]
    state_file: str  # of build instants
    event: str  # in the log, with `-in-force` and `-refused` behind it
    noun: str  # "index"
    full: str  # what is wanted of a gateway
    edge: str  # and of a workstation
    renewal: str  # what to do about an old one
    frame: Callable[[Head, bytes], ListFile | RegisterFile]  # of header and the console's raw key


class SignedLists(Generic[Head]):
    """The files of one sort; `edge` says which form may lie here.

    Raises:
        RuntimeFault: the file of build instants is damaged.
    """

    def __init__(
        self,
        sort: Sort[Head],
        files: Iterable[Path],
        state_dir: Path,
        keystore: ListKeys,
        *,
        edge: bool = False,
    ) -> None:
        self._sort = sort
        self._files = tuple(files)
        self._state = state_dir / sort.state_file
        self._keystore = keystore
        self._edge = edge
        self._built_at = self._read_state()
        self._looks: dict[Path, _Look] = {}
        self._lists: dict[Path, OpenList] = {}
        self._problems: dict[Path, str] = {}

    def usable(self, key: bytes) -> tuple[OpenList, ...]:
        """Return the lists that a worker with this key can use; the same objects until one is replaced."""
        return tuple(each for each in self._lists.values() if _fits(each.file.header, key))

    def problem(self, now: datetime) -> str:
        """Return what is wrong with the files at `now`, "" when nothing is."""
        stale = [
            f"{self._sort.noun} {header.name} of {header.built_at} is older than it may be; {self._sort.renewal}"
            for header in (each.file.header for each in self._lists.values())
            if expires(header) <= now
        ]
        return "; ".join([*self._problems.values(), *stale])

    async def run(self, stop: asyncio.Event) -> None:
        """Look at the files again and again until `stop` is set."""
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
            await asyncio.to_thread(self.look)

    def look(self) -> None:
        """Take over what is new. Blocks: a new file is read in full."""
        for path in self._files:
            try:
                self._look_at(path)
            except (OSError, self._sort.form.invalid) as error:
                self._refuse(path, error)

    def _look_at(self, path: Path) -> None:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            look = (status.st_ino, status.st_mtime_ns, status.st_size)
            if look != self._looks.get(path):
                header = read(file, str(path), self._sort.form, self._keystore.bundle_keys())
                self._check(path, header)
                self._take(path, OpenList(self._sort.frame(header, self._proof_key()), os.dup(file.fileno())))
        self._looks[path] = look
        # The event loop may be reading the old mapping.
        self._problems = {other: told for other, told in self._problems.items() if other != path}

    def _take(self, path: Path, opened: OpenList) -> None:
        header = opened.file.header
        self._built_at[_state_key(header)] = header.built_at
        atomic_file.write(self._state, msgspec.json.encode(self._built_at))
        self._lists = self._lists | {path: opened}
        _log.info(f"{self._sort.event}-in-force", extra={"index": header.name, "built_at": header.built_at})

    def _proof_key(self) -> bytes:
        key = self._keystore.sealing_key() if self._edge else None
        return key.public_bytes_raw() if key else b""

    def _check(self, path: Path, header: Head) -> None:
        sort = self._sort
        if header.edge != self._edge:
            wanted = sort.edge if self._edge else sort.full
            raise sort.form.invalid(f"{path}: this machine takes {wanted} only")
        if not _fits(header, self._keystore.hash_key()):
            raise sort.form.invalid(
                f"{path}: built with another key; build it at the console of this machine"
            )
        in_force = self._built_at.get(_state_key(header), "")
        if is_older(header, in_force):
            raise sort.form.invalid(
                f"{sort.noun} {header.name} was built at {header.built_at}, one built at {in_force} was in "
                f"force; {sort.renewal}"
            )

    def _refuse(self, path: Path, error: Exception) -> None:
        words = (
            f"{path}: cannot be taken over: {error.strerror}" if isinstance(error, OSError) else str(error)
        )
        told = f"{self._sort.form.title} refused: {words}"
        if self._problems.get(path) != told:
            _log.error(
                f"{self._sort.event}-refused", extra={"reason": words, "in_force": path in self._lists}
            )
        self._problems = self._problems | {path: told}

    def _read_state(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self._state.read_bytes(), type=dict[str, str])
        except FileNotFoundError:
            return {}
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise RuntimeFault(
                f"{self._state}: damaged; remove it, and {self._sort.noun} files are taken over anew"
            ) from None


def _fits(header: Aged, key: bytes) -> bool:
    return header.edge or IndexKey(key, header.salt).key_id == header.key_id


def _state_key(header: Aged) -> str:
    return f"{header.name} (edge)" if header.edge else header.name
