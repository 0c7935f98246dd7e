"""A console with invented data, visited in this process or by Chromium over TLS."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from docs.console_server import free_port, fresh_console, serving, settings_at
from docs.screenshot_data import ROLES, Filled, add_person, fill
from tests.chromium import running
from tests.server.web.surfer import Surfer


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Filled]:
    console = fresh_console(settings_at(tmp_path / "state", 0))
    yield fill(console)
    console.close()


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with running() as browser:
        yield browser


@pytest.fixture
def surfer(tmp_path: Path, chromium: Browser) -> Iterator[Surfer]:
    """Give a filled console that is served over TLS, and a browser to open it with."""
    with free_port() as listener:
        settings = settings_at(tmp_path / "state", listener.getsockname()[1])
        console = fresh_console(settings)
        with serving(console, settings, listener) as url:
            yield Surfer(fill(console), url, chromium)
            chromium.close()  # an open connection would hold up the end of the server
        console.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Filled]:
    """Give a console with people and nothing else: no policy was published, nothing has happened."""
    console = fresh_console(settings_at(tmp_path / "state", 0))
    filled = Filled(console)
    for name in ROLES:
        add_person(filled, name)
    yield filled
    console.close()
