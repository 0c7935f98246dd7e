"""Chromium without a head, for tests that look at the console as a person does."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from docs.screenshots import CHROMIUM_ARGUMENTS


@contextmanager
def running() -> Iterator[Browser]:
    """Run Chromium for one test: a longer life would keep an event loop in the way of other tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(CHROMIUM_ARGUMENTS)
        )
        yield browser
        browser.close()
