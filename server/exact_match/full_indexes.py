"""The full indexes that the console itself holds: with them it confirms what edges thought possible.

They are taken over, replaced and refused as at a gateway (`runtime.exact_lists`).
"""

import mmap
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from inspection.channel import ListFile
from inspection.open_list import OpenList
from policies.exact_match.index import Index
from runtime.exact_lists import ExactLists
from server.keys import Keys
from wire.signature import TrustedKeys, key_id


class FullIndexes:
    """The indexes in `files`.

    Raises:
        RuntimeFault: the file of build instants in `state_dir` is damaged.
    """

    def __init__(self, files: Iterable[str], state_dir: Path, keys: Keys) -> None:
        self._key = keys.hash_key
        self._lists = ExactLists(files, state_dir, _OwnKeys(keys))
        self._opened: tuple[tuple[OpenList, Index], ...] = ()
        self._told = ""

    def by_name(self) -> Mapping[str, Index]:
        """Return the indexes of this moment."""
        return {index.header.name: index for _, index in self._opened}

    def look(self) -> None:
        """Take over what is new. Blocks: a new file is read in full."""
        self._lists.look()
        known = dict(self._opened)
        self._opened = tuple(
            (each, known.get(each) or self._index(each, each.file))
            for each in self._lists.usable(self._key)
            if isinstance(each.file, ListFile)
        )

    def problem(self, now: datetime) -> str:
        """Return what is wrong with the indexes at `now`, "" when nothing is."""
        return self._lists.problem(now)

    def new_problem(self, now: datetime) -> str:
        """Return what is wrong if it is not what this gave the last time, else ""."""
        told, self._told = self._told, self.problem(now)
        return "" if self._told == told else self._told

    def _index(self, opened: OpenList, file: ListFile) -> Index:
        body = mmap.mmap(opened.fd, 0, access=mmap.ACCESS_READ)
        return Index(file.header, body, self._key, file.start)


class _OwnKeys:
    """The console's keys, as a keystore gives them."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def bundle_keys(self) -> TrustedKeys:
        public = self._keys.bundle.public_key()
        return {key_id(public): public}

    def hash_key(self) -> bytes:
        return self._keys.hash_key

    def sealing_key(self) -> X25519PublicKey:
        return self._keys.sealing.public_key()
