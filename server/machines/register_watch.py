"""A register (of documents, of releases) for the machines that ask: one look at the database for all of them.

A change may be made by a command in a process of its own or by another replica, so the database is looked at
again every `LOOK_SECONDS` as long as somebody asks.
"""

import asyncio
import time
from typing import Protocol

from server.documents.service import Form

LOOK_SECONDS = 2.0
FORMS: tuple[Form, Form] = ("full", "edge")


class Register(Protocol):
    """What is asked of the service that builds a register."""

    def built_at(self) -> str:
        """Return the build instant, "" before the first one."""

    def octets(self, form: Form) -> bytes:
        """Return a form of the register as edges get it."""


class RegisterWatch:
    """Knows the register's `forms`. Belongs to one event loop."""

    def __init__(self, register: Register, forms: tuple[Form, ...] = FORMS) -> None:
        self._register = register
        self._forms = forms
        self._looking = asyncio.Lock()
        self._looked_at = float("-inf")
        self._built_at = ""
        self._octets: dict[Form, bytes] = {}

    async def newer(self, form: Form, have: str) -> bytes | None:
        """Return a form of the register, None if there is none or it was built at `have`.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database is away.
        """
        async with self._looking:
            if time.monotonic() - self._looked_at >= LOOK_SECONDS:
                await asyncio.to_thread(self._look)
                self._looked_at = time.monotonic()
        return None if self._built_at in ("", have) else self._octets[form]

    def _look(self) -> None:
        built_at = self._register.built_at()
        if built_at and built_at != self._built_at:
            self._octets = {form: self._register.octets(form) for form in self._forms}
            self._built_at = built_at
