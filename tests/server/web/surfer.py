"""A person with Chromium at a console that really serves."""

from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from docs.screenshot_data import Filled
from server.web.language import COOKIE
from server.web.visit import SESSION_COOKIE


@dataclass
class Surfer:
    """A served console and the browser to open it with."""

    filled: Filled
    url: str
    chromium: Browser

    def open(self, path: str, name: str = "", language: str = "en") -> Page:
        """Open a page in a browser profile of its own, logged in as `name` ("" = nobody)."""
        context = self.chromium.new_context(ignore_https_errors=True, reduced_motion="reduce")
        cookies = {COOKIE: language}
        if name:
            cookies[SESSION_COOKIE] = self.filled.log_in(name)
        context.add_cookies(
            [{"name": key, "value": value, "url": self.url, "secure": True} for key, value in cookies.items()]
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(self.url + path)
        return page
