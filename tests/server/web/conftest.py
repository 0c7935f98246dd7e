"""A console with invented data, visited in this process or by Chromium over TLS."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from docs.console_server import free_port, fresh_console, serving, settings_at
from docs.screenshot_data import Filled, fill
from docs.screenshots import CHROMIUM_ARGUMENTS
from tests.server.web.surfer import Surfer


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Filled]:
    console = fresh_console(settings_at(tmp_path / "state", 0))
    yield fill(console)
    console.close()


@pytest.fixture
def chromium() -> Iterator[Browser]:
    """Run Chromium for one test: a longer life would keep an event loop in the way of other tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(CHROMIUM_ARGUMENTS)
        )
        yield browser
        browser.close()


@pytest.fixture
def surfer(tmp_path: Path, chromium: Browser) -> Iterator[Surfer]:
    """Give a filled console that is served over TLS, and a browser to open it with."""
    with free_port() as listener:
        settings = settings_at(tmp_path / "state", listener.getsockname()[1])
        console = fresh_console(settings)
        with serving(console, settings, listener) as url:
            yield Surfer(fill(console), url, chromium)
        console.close()
