"""The register of documents for the machines that ask: one look at the database for all of them.

A registration is made by a command in a process of its own, so the database is looked at again every
`LOOK_SECONDS` as long as somebody asks.
"""

import asyncio
import time

from server.documents.service import DocumentService, Form

LOOK_SECONDS = 2.0


class RegisterWatch:
    """Knows the register's forms. Belongs to one event loop."""

    def __init__(self, documents: DocumentService) -> None:
        self._documents = documents
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
        built_at = self._documents.built_at()
        if built_at and built_at != self._built_at:
            forms: tuple[Form, Form] = ("full", "edge")
            self._octets = {form: self._documents.octets(form) for form in forms}
            self._built_at = built_at
