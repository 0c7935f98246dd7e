"""Counters and gauges, and the small HTTP server that shows them to Prometheus.

    metrics.count("ashseal_messages_total", outcome="refused")
    metrics.gauge("ashseal_outbox_depth", 3)
    server = await metrics.serve("127.0.0.1", 0, healthy=lambda: "")

`/metrics` answers in the Prometheus text format 0.0.4, `/healthz` 200 `ok` or 503 with what is wrong.
Label values are chosen by the product (outcomes, reasons), never by who sends mail: each new one
is a new series.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable

SERIES_MAX = 2000  # more than this many series is a fault in the product; further ones are dropped
REQUEST_MAX = 8192  # octets of a request's head
REQUEST_SECONDS = 10.0

_Labels = tuple[tuple[str, str], ...]
_NO_PROBLEM = ""


def _always_healthy() -> str:
    return _NO_PROBLEM


class Metrics:
    """The numbers of one process; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[tuple[str, _Labels], float] = {}
        self._kinds: dict[str, str] = {}

    def count(self, name: str, amount: float = 1, **labels: str) -> None:
        """Add `amount` to the counter `name` (ending in `_total`) with these labels."""
        self._change(name, "counter", labels, lambda old: old + amount)

    def gauge(self, name: str, value: float, **labels: str) -> None:
        """Set the gauge `name` with these labels."""
        self._change(name, "gauge", labels, lambda _old: value)

    def value(self, name: str, **labels: str) -> float:
        """Return what a counter or gauge shows, 0 when it was never set."""
        with self._lock:
            return self._values.get((name, tuple(sorted(labels.items()))), 0.0)

    def render(self) -> str:
        """Return all values in the Prometheus text format 0.0.4, sorted by name and labels."""
        with self._lock:
            series, kinds = sorted(self._values.items()), dict(self._kinds)
        lines: list[str] = []
        typed = ""
        for (name, labels), value in series:
            if name != typed:
                lines.append(f"# TYPE {name} {kinds[name]}")
                typed = name
            lines.append(f"{name}{_render_labels(labels)} {_render_value(value)}")
        return "".join(f"{line}\n" for line in lines)

    async def serve(
        self, host: str, port: int, healthy: Callable[[], str] = _always_healthy
    ) -> asyncio.Server:
        """Serve `/metrics` and `/healthz` on `host`:`port` (0 takes a free one) and return the server.

        `healthy` returns "" or what is wrong.

        Raises:
            OSError: the port is taken.
        """

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with contextlib.suppress(
                OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError
            ):
                async with asyncio.timeout(REQUEST_SECONDS):
                    head = await reader.readuntil(b"\r\n\r\n")
                    writer.write(self._response(head, healthy))
                    await writer.drain()
            writer.close()

        return await asyncio.start_server(answer, host, port, limit=REQUEST_MAX)

    def _response(self, head: bytes, healthy: Callable[[], str]) -> bytes:
        words = head.split(b"\r\n", 1)[0].split(b" ")
        if len(words) < 2 or words[0] != b"GET":  # noqa: PLR2004 - method and target
            return _http("405 Method Not Allowed", "only GET\n")
        target = words[1].split(b"?", 1)[0]
        if target == b"/metrics":
            return _http("200 OK", self.render(), "text/plain; version=0.0.4; charset=utf-8")
        if target == b"/healthz":
            problem = healthy()
            return _http("503 Service Unavailable" if problem else "200 OK", f"{problem or 'ok'}\n")
        return _http("404 Not Found", "/metrics or /healthz\n")

    def _change(self, name: str, kind: str, labels: dict[str, str], change: Callable[[float], float]) -> None:
        key = (name, tuple(sorted(labels.items())))
        with self._lock:
            if self._kinds.setdefault(name, kind) != kind:
                raise ValueError(f"{name} is a {self._kinds[name]}, not a {kind}")
            if key in self._values or len(self._values) < SERIES_MAX:
                self._values[key] = change(self._values.get(key, 0.0))


def _render_labels(labels: _Labels) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escape(value)}"' for name, value in labels) + "}"


def _escape(value: str) -> str:
    return value.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")


def _render_value(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _http(status: str, body: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    raw = body.encode("utf-8", "backslashreplace")
    head = (
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(raw)}",
        "Connection: close",
        "",
        "",
    )
    return "\r\n".join(head).encode() + raw
