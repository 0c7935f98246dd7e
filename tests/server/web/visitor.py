"""A person with a browser that runs no script: follows no redirect, sends forms as pages hold them."""

import html
import re
from functools import cache
from types import TracebackType
from typing import Self

import httpx

from docs.screenshot_data import Filled
from server.app import Asgi, Message, Receive, Send, create_app
from server.assembly import Console
from server.web.language import COOKIE
from server.web.visit import SESSION_COOKIE, TOKEN_FIELD

ADDRESS = "https://console.example"


def seen(answer: httpx.Response) -> str:
    """Return the words a person reads in the main part of a page, in one line."""
    main = answer.text.split("<main", 1)[-1].split("</main>", maxsplit=1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


_shown = object.__new__(Console)


@cache
def _pages() -> Asgi:
    """Return the application, made once: Litestar looks at all handlers for a quarter of a second."""
    return create_app(_shown)


def pages_of(console: Console) -> Asgi:
    """Return the application with the services of this console."""

    async def pages(scope: Message, receive: Receive, send: Send) -> None:
        vars(_shown).update(vars(console))
        await _pages()(scope, receive, send)

    return pages


class Visitor:
    """Visits the pages of a filled console in this process; `name` "" is nobody."""

    def __init__(self, filled: Filled, name: str = "", language: str = "en") -> None:
        cookies = {COOKIE: language}
        if name:
            cookies[SESSION_COOKIE] = filled.log_in(name)
        transport = httpx.ASGITransport(app=pages_of(filled.console))  # type: ignore[arg-type]
        self.client = httpx.AsyncClient(transport=transport, base_url=ADDRESS, cookies=cookies)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.client.aclose()

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """Open a page; header names are given with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.get(path, headers=named)

    async def post(self, path: str, on: str, **fields: str | list[str]) -> httpx.Response:
        """Send a form that stands on page `on`."""
        page = await self.get(on)
        token = re.search(f'name="{TOKEN_FIELD}" value="([0-9a-f]+)"', page.text)
        assert token, page.text
        data = {TOKEN_FIELD: token[1], **fields}
        return await self.client.post(path, data=data, headers={"referer": ADDRESS + on})
