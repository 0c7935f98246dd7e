"""The console dies and comes back: edges work on, and what they saw arrives exactly once."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from installers.demo import disk, mailboxes, sending
from installers.demo.samples import files
from installers.demo.visitor import Visitor
from tests.end_to_end.conftest import Product, started

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Product]:
    with started(tmp_path) as product:
        yield product


def test_edges_work_on_without_the_console_and_nothing_arrives_twice(fresh: Product) -> None:
    with closing(Visitor(fresh.where.console, fresh.where.authority)) as reviewer:
        reviewer.log_in_first(fresh.token("reviewer"), "a sentence for the tests 2026")
        fresh.kill("console")
        sealed, refused = fresh.mail("id-in-body"), fresh.mail("password-in-body")
        assert sending.send(sealed, fresh.where.smtp).code == 250
        assert sending.send(refused, fresh.where.smtp).code == 550
        left = disk.drop(fresh.where, files.samples()[0])
        until(lambda: not left.path.exists())
        until(lambda: mailboxes.find(fresh.where, *sealed.expected, sealed.message_id))
        kill_and_restart_edges(fresh)  # what waits for the console outlives its edge, too
        fresh.restart("console")
        until(lambda: len(numbers(reviewer, "/incidents")) >= 3)
        until(lambda: numbers(reviewer, "/records"))
        kill_and_restart_edges(fresh)  # whatever they still held would be sent again now
        assert sending.send(fresh.mail("id-in-pdf"), fresh.where.smtp).code == 250
        until(lambda: len(numbers(reviewer, "/incidents")) >= 4)
        told = [reviewer.get(f"/incidents/{number}")[1] for number in numbers(reviewer, "/incidents")]
        for sample in (sealed, refused):
            assert sum(sample.message_id.strip("<>") in page for page in told) == 1
        assert sum(left.path.name in page for page in told) == 1
        assert len(told) == 4
        assert len(numbers(reviewer, "/records")) == 1


def kill_and_restart_edges(product: Product) -> None:
    for edge in ("gateway", "agent"):
        product.kill(edge)
        product.restart(edge)


def numbers(reviewer: Visitor, path: str) -> list[str]:
    """The numbers of all rows on a page of incidents or records."""
    status, page = reviewer.get(path)
    assert status == 200
    return re.findall(rf'<a href="{path}/([^"?]+)"', page)


def until(holds: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)
