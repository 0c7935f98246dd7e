"""The inspection workers of this gateway, and their change of key.

Before enrolment found values are hashed under a key of this machine's own; afterwards under the
console's, so that hashes of all gateways can be compared. The workers get their key at start, so a
new key means new workers; the old ones finish what they have.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Literal, Self

from inspection.limits import Limits
from inspection.open_list import OpenList
from inspection.pool import Pool
from inspection.worker_reply import Redaction
from policies.inspected import Inspection
from policies.inspection_needs import Needs
from policies.model import Selection


def no_lists(_key: bytes) -> tuple[OpenList, ...]:
    """Return no index."""
    return ()


class Inspectors:
    """A pool of `size` workers whose hash key is what `key` gives; an asynchronous context manager.

    `lists` gives the exact-match indexes of the moment that were built with a key, `needs` what the policies
    in force ask for; `picture_workers` more may read text in pictures. `limits` are those where no
    policy asks for others.
    """

    def __init__(
        self,
        size: int,
        key: Callable[[], bytes],
        lists: Callable[[bytes], tuple[OpenList, ...]] = no_lists,
        needs: Callable[[], Needs] = Needs,
        *,
        picture_workers: int = 1,
        limits: Limits | None = None,
    ) -> None:
        self._size = size
        self._picture_workers = picture_workers
        self._key = key
        self._lists = lists
        self._needs = needs
        self._limits = limits
        self._in_use = key()
        self._pool = self._pool_with(self._in_use)
        self._busy: dict[int, int] = {}
        self._change = asyncio.Lock()

    async def __aenter__(self) -> Self:
        """Start the workers."""
        await self._pool.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers."""
        await self._pool.__aexit__(kind, error, trace)

    def pids(self) -> list[int]:
        """Return the process ids of the live workers."""
        return self._pool.pids()

    def processes(self) -> list[int]:
        """Return the process ids of the pool's processes."""
        return self._pool.processes()

    async def inspect(self, fd: int, *, name: str, kind: Literal["message", "file"]) -> Inspection:
        """Inspect as `inspection.pool.Pool.inspect` does, under the key of this moment."""
        async with self._current() as pool:
            return await pool.inspect(fd, name=name, kind=kind)

    async def redact(self, fd: int, masks: tuple[Selection, ...]) -> Redaction:
        """Redact as `inspection.pool.Pool.redact` does."""
        async with self._current() as pool:
            return await pool.redact(fd, masks)

    @contextlib.asynccontextmanager
    async def _current(self) -> AsyncIterator[Pool]:
        """Give the pool of this moment's key; one that was replaced meanwhile ends with its last file."""
        if self._key() != self._in_use:
            await self._renew()
        pool = self._pool
        self._busy[id(pool)] = self._busy.get(id(pool), 0) + 1
        try:
            yield pool
        finally:
            self._busy[id(pool)] -= 1
            if pool is not self._pool and not self._busy[id(pool)]:
                await pool.__aexit__(None, None, None)

    async def _renew(self) -> None:
        async with self._change:
            key = self._key()
            if key == self._in_use:
                return
            old, new = self._pool, self._pool_with(key)
            await new.__aenter__()
            self._pool, self._in_use = new, key
            if not self._busy.get(id(old)):
                await old.__aexit__(None, None, None)

    def _pool_with(self, key: bytes) -> Pool:
        return Pool(
            self._size,
            self._limits,
            hash_key=key,
            lists=lambda: self._lists(key),
            needs=self._needs,
            picture_workers=self._picture_workers,
        )
