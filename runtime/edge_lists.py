"""All that the console built for an edge to look for: exact-match indexes and the register of documents."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from inspection.open_list import OpenList
from policies.model import Policy
from runtime.document_register import DocumentRegister
from runtime.exact_lists import ExactLists
from runtime.signed_lists import ListKeys


class EdgeLists:
    """The indexes in `files` and the register below `state_dir`; `edge` says which forms are taken.

    Raises:
        RuntimeFault: a file of build instants is damaged.
    """

    def __init__(
        self, files: Iterable[str], state_dir: Path, keystore: ListKeys, *, edge: bool = False
    ) -> None:
        self._indexes = ExactLists(files, state_dir, keystore, edge=edge)
        self.register = DocumentRegister(state_dir, keystore, edge=edge)

    def usable(self, key: bytes) -> tuple[OpenList, ...]:
        """Return what a worker with this key can use; the same objects until one is replaced."""
        return self._indexes.usable(key) + self.register.usable(key)

    def problem(self, now: datetime, policies: Iterable[Policy]) -> str:
        """Return what is wrong at `now`, under these policies, "" when nothing is."""
        said = (self._indexes.problem(now), self.register.problem(now), self.register.lacking(policies))
        return "; ".join(part for part in said if part)

    def look(self) -> None:
        """Take over what is new. Blocks: a new file is read in full."""
        self._indexes.look()
        self.register.look()

    async def run(self, stop: asyncio.Event) -> None:
        """Look at the files again and again until `stop` is set."""
        await asyncio.gather(self._indexes.run(stop), self.register.run(stop))
