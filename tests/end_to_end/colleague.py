"""One of the demonstration's people with a browser, an authenticator app and no other knowledge."""

import re

import pyotp
from playwright.sync_api import Browser, Page

PASSWORD = "a sentence for the tests 2026"


class Colleague:
    """Logged in on the console for the first time, by a one-time token."""

    def __init__(self, chromium: Browser, console: str, token: str) -> None:
        self.url = f"https://{console}"
        context = chromium.new_context(ignore_https_errors=True, locale="en-GB", reduced_motion="reduce")
        self.page: Page = context.new_page()
        self.page.set_default_timeout(20_000)
        self._first_log_in(token)

    def open(self, path: str) -> Page:
        """Open a page and return it."""
        self.page.goto(self.url + path)
        return self.page

    def _first_log_in(self, token: str) -> None:
        page = self.open("/first-login")
        page.get_by_label("One-time token").fill(token)
        page.get_by_role("button", name="Begin").click()
        page.get_by_text("The picture cannot be scanned?").click()
        secret = re.sub(r"\s", "", page.locator(".big-code").inner_text())
        page.get_by_label("New password").fill(PASSWORD)
        page.get_by_label("The same password again").fill(PASSWORD)
        page.get_by_label("Six-digit code").fill(pyotp.TOTP(secret).now())
        page.get_by_role("button", name="Finish and log in").click()
        page.get_by_role("button", name="Log out").wait_for()
