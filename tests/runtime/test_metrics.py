"""Counters and gauges as Prometheus reads them, over a server of a few lines."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from runtime import metrics as metrics_module
from runtime.metrics import REQUEST_MAX, Metrics


async def ask(port: int, request: bytes) -> tuple[bytes, bytes]:
    """Return head and body of the answer, both empty when there is none."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        answer = await reader.read()
    except ConnectionError:
        answer = b""
    finally:
        writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    return head, body


class Served:
    """A server of metrics whose health can be changed."""

    def __init__(self) -> None:
        self.metrics = Metrics()
        self.problem = ""
        self.port = 0

    async def get(self, target: str) -> tuple[bytes, bytes]:
        return await ask(self.port, f"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n".encode())


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    served = Served()
    server = await served.metrics.serve("127.0.0.1", 0, healthy=lambda: served.problem)
    served.port = server.sockets[0].getsockname()[1]
    yield served
    server.close()
    await server.wait_closed()


def test_values_are_rendered_by_name_and_labels() -> None:
    metrics = Metrics()
    metrics.count("ashseal_messages_total", outcome="sealed")
    metrics.count("ashseal_messages_total", 2, outcome="refused")
    metrics.gauge("ashseal_depth", 1.5)
    metrics.gauge("ashseal_depth", 3)
    metrics.count("ashseal_messages_total", outcome="sealed")
    assert metrics.render().splitlines() == [
        "# TYPE ashseal_depth gauge",
        "ashseal_depth 3",
        "# TYPE ashseal_messages_total counter",
        'ashseal_messages_total{outcome="refused"} 2',
        'ashseal_messages_total{outcome="sealed"} 2',
    ]
    assert metrics.value("ashseal_messages_total", outcome="sealed") == 2
    assert metrics.value("never_set") == 0


def test_label_values_are_escaped_and_nothing_is_nothing() -> None:
    metrics = Metrics()
    assert metrics.render() == ""
    metrics.gauge("a", 0.25, reason='say "no"\\\n')
    assert metrics.render().splitlines()[1] == 'a{reason="say \\"no\\"\\\\\\n"} 0.25'


def test_a_counter_is_no_gauge() -> None:
    metrics = Metrics()
    metrics.count("a_total")
    with pytest.raises(ValueError, match="a_total is a counter, not a gauge"):
        metrics.gauge("a_total", 3)


def test_series_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics_module, "SERIES_MAX", 3)
    metrics = Metrics()
    for number in range(10):
        metrics.count("a_total", who=str(number))
    metrics.count("a_total", who="0")
    assert len(metrics.render().splitlines()) == 4
    assert metrics.value("a_total", who="0") == 2


async def test_prometheus_is_answered(served: Served) -> None:
    served.metrics.gauge("ashseal_up", 1)
    head, body = await served.get("/metrics?x=1")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"text/plain; version=0.0.4" in head
    assert body == b"# TYPE ashseal_up gauge\nashseal_up 1\n"


async def test_health_is_ok_or_says_what_is_wrong(served: Served) -> None:
    head, body = await served.get("/healthz")
    assert head.splitlines()[0] == b"HTTP/1.1 200 OK"
    assert b"Content-Length: 3" in head
    assert body == b"ok\n"
    served.problem = "磁盘已满"
    head, body = await served.get("/healthz")
    assert head.startswith(b"HTTP/1.1 503 ")
    assert body.decode() == "磁盘已满\n"


async def test_nothing_else_is_there(served: Served) -> None:
    assert (await served.get("/"))[0].startswith(b"HTTP/1.1 404 ")
    assert (await ask(served.port, b"POST /metrics HTTP/1.1\r\n\r\n"))[0].startswith(b"HTTP/1.1 405 ")
    assert (await ask(served.port, b"nonsense\r\n\r\n"))[0].startswith(b"HTTP/1.1 405 ")


async def test_a_head_without_end_gets_no_answer_and_no_memory(served: Served) -> None:
    assert await ask(served.port, b"G" * (REQUEST_MAX * 4)) == (b"", b"")
    assert (await served.get("/healthz"))[1] == b"ok\n"


async def test_who_never_asks_is_hung_up_on(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics_module, "REQUEST_SECONDS", 0.1)
    assert await asyncio.wait_for(ask(served.port, b"GET /metrics"), 10) == (b"", b"")
