"""The ASGI application of the pages: Litestar over the areas' services, wrapped in safe headers."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, cast

from litestar import Litestar, MediaType, Response, get
from litestar.datastructures import State
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from server.assembly import Console
from server.web.site import EXCEPTION_HANDLERS, router

BODY_MAX = 4 * 1024 * 1024  # octets of a form; the largest is a policy text

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Asgi = Callable[[Message, Receive, Send], Awaitable[None]]

# What an answer gets that does not say otherwise itself.
SAFE_HEADERS: dict[bytes, bytes] = {
    b"content-security-policy": b"default-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    b"strict-transport-security": b"max-age=31536000",
    b"cache-control": b"no-store",
    b"referrer-policy": b"same-origin",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
}


def create_app(console: Console) -> Asgi:
    """Return the application that serves the pages of `console`."""
    app = Litestar(
        route_handlers=[healthz, router()],
        exception_handlers={**cast("Mapping[Any, Any]", EXCEPTION_HANDLERS)},
        state=State({"console": console}),
        request_max_body_size=BODY_MAX,
        openapi_config=None,
        logging_config=None,
    )
    return with_safe_headers(cast("Asgi", app))


@get("/healthz", media_type=MediaType.TEXT, sync_to_thread=True)
def healthz(state: State) -> Response[str]:
    """Say `ok`, or 503 and what is wrong; needs no log-in and tells nothing else."""
    problem = health_of(state.console)
    return Response(f"{problem or 'ok'}\n", status_code=503 if problem else 200, media_type=MediaType.TEXT)


def health_of(console: Console) -> str:
    """Return "" or what is wrong with the console. Blocks for one question to the database."""
    try:
        with console.database.read() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "the database does not answer"
    return "the audit log was changed" if console.audit.problem else ""


def with_safe_headers(inner: Asgi) -> Asgi:
    """Return `inner` with `SAFE_HEADERS` on every answer that does not set them itself."""

    async def safe(scope: Message, receive: Receive, send: Send) -> None:
        async def send_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                present = {name.lower() for name, _ in headers}
                headers += [pair for pair in SAFE_HEADERS.items() if pair[0] not in present]
                message = {**message, "headers": headers}
            await send(message)

        await inner(scope, receive, send_safe)

    return safe
