"""Collect the passwords of sealed mails as their sender would: by the link, on the console, once."""

import html
import re
import time
from email import message_from_bytes
from http import HTTPStatus

from installers.demo import mailboxes
from installers.demo.people import SENDER
from installers.demo.places import Places
from installers.demo.visitor import Visitor

_LINK = re.compile(r"https://[^/\s\"<>]+(/secrets/[\w.:-]+)")
_PASSWORD = re.compile(r'id="secret" data-value="([^"]+)"')
ARRIVE_SECONDS = 20.0
FIRST_PASSWORD = "a sentence for the samples 2026"  # noqa: S105 - of an account that lives for seconds


class Collector:
    """The sender, logged in on the console."""

    def __init__(self, places: Places, token: str) -> None:
        self._places = places
        self._visitor = Visitor(places.console, places.authority)
        self._visitor.log_in_first(token, FIRST_PASSWORD)
        self._passwords: dict[str, list[str]] = {}

    def close(self) -> None:
        """Leave the console."""
        self._visitor.close()

    def opens(self, message_id: str, container: bytes) -> bool:
        """Tell whether a password collected for this mail opens its container."""
        if message_id not in self._passwords:
            self._passwords[message_id] = [self._collect(path) for path in self._links(message_id)]
        return any(mailboxes.opens_with(container, password) for password in self._passwords[message_id])

    def leaked(self) -> bool:
        """Tell whether any password that was collected stands in any mail."""
        secrets = [one for many in self._passwords.values() for one in many if one]
        return any(mailboxes.mentions(self._places, secret) for secret in secrets)

    def _links(self, message_id: str) -> list[str]:
        notice = mailboxes.find_reference(self._places, SENDER.address, message_id)
        parts = message_from_bytes(notice or b"").walk()
        texts = [part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/plain"]
        words = "".join(text.decode() for text in texts if isinstance(text, bytes))
        return sorted(set(_LINK.findall(words)))

    def _collect(self, path: str) -> str:
        """Open one link and press the button; "" when the console shows no password."""
        page = self._arrived(path)
        status, page = self._visitor.submit(path, page) if page else (0, "")
        found = _PASSWORD.search(page)
        return html.unescape(found[1]) if found and status == HTTPStatus.OK else ""

    def _arrived(self, path: str) -> str:
        """Return the page behind a link once the gateway's event has come to the console."""
        deadline = time.monotonic() + ARRIVE_SECONDS
        while time.monotonic() < deadline:
            status, page = self._visitor.get(path)
            if status == HTTPStatus.OK:
                return page
            time.sleep(0.2)
        return ""
