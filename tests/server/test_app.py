import asyncio
from typing import Any

import pytest

from server.app import SAFE_HEADERS, health_of, with_safe_headers
from tests.server.served import Served
from tests.server.support import Rig


async def headers_of(own: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    sent: list[Any] = []

    async def inner(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": own})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {}

    await with_safe_headers(inner)({"type": "http"}, receive, send)
    return dict(sent[0]["headers"])


async def test_every_answer_gets_the_safe_headers() -> None:
    assert await headers_of([]) == SAFE_HEADERS


async def test_an_answers_own_headers_stay() -> None:
    found = await headers_of([(b"Cache-Control", b"public")])
    assert found[b"Cache-Control"] == b"public"
    assert b"cache-control" not in found


def test_health_names_what_is_wrong(rig: Rig) -> None:
    assert health_of(rig.console) == ""
    rig.console.audit.problem = "an entry was changed"
    assert "audit" in health_of(rig.console)


@pytest.mark.parametrize("path", ["/healthz", "/log-in", "/no-such-page"])
async def test_pages_are_served_over_tls_with_strict_headers(served: Served, path: str) -> None:
    answer = await asyncio.to_thread(served.call, "GET", path, address=served.pages)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    assert answer.status == (404 if path == "/no-such-page" else 200)
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["strict-transport-security"].startswith("max-age=")
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


async def test_health_needs_no_log_in_and_tells_nothing_else(served: Served) -> None:
    assert (await asyncio.to_thread(served.call, "GET", "/healthz", address=served.pages)).body == b"ok\n"


async def test_a_form_that_is_too_large_is_refused(served: Served) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = b"x=" + b"y" * (5 * 1024 * 1024)
    answer = await asyncio.to_thread(
        served.call, "POST", "/log-in", body, address=served.pages, headers=headers
    )
    assert answer.status == 413
