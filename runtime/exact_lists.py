"""The exact-match indexes of an edge: verified, watched for newer ones, told of when stale.

1. A file is read anew when it was replaced. Only an index that this console signed, that was built with
   this edge's key and that is no older than the last one of its name is taken over.
2. Whoever refuses a file goes on with the last good one, and says what is wrong (`problem`), which
   is in the log, at `/healthz` and in each heartbeat, so that the console shows the edge as degraded.
3. An index that has reached its greatest age is used on and told of in the same way: it still knows most
   clients, and dropping it would let them all pass. Age is asked at each look, not at the take-over alone.

The build instants of the last good ones are in `exact-lists.json` below the state directory.
"""

import asyncio
import contextlib
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from inspection.channel import ListFile
from inspection.open_list import OpenList
from policies.exact_match.header import Header, IndexInvalid
from policies.exact_match.keys import IndexKey
from runtime import atomic_file, log
from runtime.errors import RuntimeFault
from runtime.exact_match import BODY_START, check_successor, expires, read
from wire.signature import TrustedKeys

LOOK_SECONDS = 60.0  # between two looks at the files

_log = log.get(__name__)
_Look = tuple[int, int, int]  # inode, modification time in ns, size


class ListKeys(Protocol):
    """What is needed of `runtime.keystore.Keystore`."""

    def bundle_keys(self) -> TrustedKeys:
        """Return the keys that may sign an index."""

    def hash_key(self) -> bytes:
        """Return the key of found values."""

    def sealing_key(self) -> X25519PublicKey | None:
        """Return the console's key, to which possible matches are sealed."""


class ExactLists:
    """The indexes in `files`; `edge` says which form may lie here.

    Raises:
        RuntimeFault: the file of build instants is damaged.
    """

    def __init__(
        self, files: Iterable[str], state_dir: Path, keystore: ListKeys, *, edge: bool = False
    ) -> None:
        self._files = tuple(Path(file) for file in files)
        self._state = state_dir / "exact-lists.json"
        self._keystore = keystore
        self._edge = edge
        self._built_at = self._read_state()
        self._looks: dict[Path, _Look] = {}
        self._lists: dict[Path, OpenList] = {}
        self._problems: dict[Path, str] = {}

    def usable(self, key: bytes) -> tuple[OpenList, ...]:
        """Return the indexes that a worker with this key can use; the same objects until one is replaced."""
        return tuple(each for each in self._lists.values() if _fits(each.file.header, key))

    def problem(self, now: datetime) -> str:
        """Return what is wrong with the indexes at `now`, "" when nothing is."""
        stale = [
            f"index {header.name} of {header.built_at} is older than it may be; build it again"
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
            except (OSError, IndexInvalid) as error:
                self._refuse(path, error)

    def _look_at(self, path: Path) -> None:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            look = (status.st_ino, status.st_mtime_ns, status.st_size)
            if look != self._looks.get(path):
                header = read(file, str(path), self._keystore.bundle_keys())
                self._check(path, header)
                opened = ListFile(header, BODY_START, self._proof_key())
                self._take(path, OpenList(opened, os.dup(file.fileno())))
        self._looks[path] = look
        # The event loop may be reading the old mapping.
        self._problems = {other: told for other, told in self._problems.items() if other != path}

    def _take(self, path: Path, opened: OpenList) -> None:
        header = opened.file.header
        self._built_at[_state_key(header)] = header.built_at
        atomic_file.write(self._state, msgspec.json.encode(self._built_at))
        self._lists = self._lists | {path: opened}
        _log.info("exact-list-in-force", extra={"index": header.name, "built_at": header.built_at})

    def _proof_key(self) -> bytes:
        key = self._keystore.sealing_key() if self._edge else None
        return key.public_bytes_raw() if key else b""

    def _check(self, path: Path, header: Header) -> None:
        if header.edge != self._edge:
            wanted = "the edge form (`edm build --edge`)" if self._edge else "the full form"
            raise IndexInvalid(f"{path}: this machine takes {wanted} of an index only")
        if not _fits(header, self._keystore.hash_key()):
            raise IndexInvalid(f"{path}: built with another key; build it at the console of this machine")
        check_successor(header, self._built_at.get(_state_key(header), ""))

    def _refuse(self, path: Path, error: Exception) -> None:
        words = (
            f"{path}: cannot be taken over: {error.strerror}" if isinstance(error, OSError) else str(error)
        )
        told = f"exact-match index refused: {words}"
        if self._problems.get(path) != told:
            _log.error("exact-list-refused", extra={"reason": words, "in_force": path in self._lists})
        self._problems = self._problems | {path: told}

    def _read_state(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self._state.read_bytes(), type=dict[str, str])
        except FileNotFoundError:
            return {}
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise RuntimeFault(
                f"{self._state}: damaged; remove it, and indexes are taken over anew"
            ) from None


def _fits(header: Header, key: bytes) -> bool:
    return header.edge or IndexKey(key, header.salt).key_id == header.key_id


def _state_key(header: Header) -> str:
    return f"{header.name} (edge)" if header.edge else header.name
