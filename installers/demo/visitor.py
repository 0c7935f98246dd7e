"""One of the demonstration's people on the console's pages: forms, cookies, a second factor.

It fills in what a browser would show and nothing else, so that what it reads is what a person reads.
"""

import html
import re
import ssl
from http import HTTPStatus
from pathlib import Path

import httpx
import pyotp

_CSRF = re.compile(r'name="csrf" value="([^"]+)"')
_SECRET = re.compile(r'class="big-code">([^<]+)<')
SECONDS_MAX = 20.0


class Unreadable(Exception):
    """A page did not show what the visit needs; the message names the page."""


class Visitor:
    """A browser's session on one console; each visitor has cookies of their own."""

    def __init__(self, console: str, authority: Path) -> None:
        base = f"https://{console}"
        self._client = httpx.Client(
            base_url=base,
            verify=ssl.create_default_context(cafile=str(authority)),
            headers={"Origin": base, "Accept-Language": "en"},
            follow_redirects=True,
            timeout=SECONDS_MAX,
        )

    def close(self) -> None:
        """Leave: end the connections."""
        self._client.close()

    def get(self, path: str) -> tuple[int, str]:
        """Return status and text of a page."""
        answer = self._client.get(path)
        return answer.status_code, answer.text

    def submit(self, path: str, form_page: str, **fields: str) -> tuple[int, str]:
        """Send a form with the token that its page carries."""
        answer = self._client.post(path, data={"csrf": _one(_CSRF, form_page, path), **fields})
        return answer.status_code, answer.text

    def log_in_first(self, token: str, password: str) -> None:
        """Redeem a one-time token: own password, second factor confirmed.

        Raises:
            Unreadable: the console did not take one of the steps.
        """
        _, page = self.get("/first-login")
        _, page = self.submit("/first-login", page, token=token)
        secret = html.unescape(_one(_SECRET, page, "/set-up")).replace(" ", "")
        code = pyotp.TOTP(secret).now()
        status, page = self.submit("/set-up", page, password=password, again=password, code=code)
        if status != HTTPStatus.OK or _SECRET.search(page):
            raise Unreadable("/set-up: the console did not accept password and code")


def _one(pattern: re.Pattern[str], page: str, path: str) -> str:
    found = pattern.search(page)
    if found is None:
        raise Unreadable(f"{path}: the page does not show what is looked for")
    return found[1].strip()
