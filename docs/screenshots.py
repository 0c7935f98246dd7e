# ruff: noqa: INP001, T201 - scripts beside the documents; one speaks on stderr
"""Takes a picture of every page of the console, in Chinese and English, at desk and telephone width.

    python docs/screenshots.py OUT [--only NAME] [--axe tests/server/web/vendor/axe.min.js]
    python docs/screenshots.py docs/images --readme

A console with invented data is started on loopback; Chromium (from PATH) opens each page as the
person it is for. With `--axe` each page is also held against WCAG 2.1 AA; a violation is printed
and the exit code is 1. Exit code 3: no Chromium. `--readme` takes only the two pictures that the
README pages show, of one window, in few colours.
"""

import argparse
import contextlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from docs.console_server import free_port, fresh_console, serving, settings_at
from docs.screenshot_data import Filled, add_documents, add_drafts, fill, hear
from docs.screenshot_mail import Released, add_changes, add_masked, add_releases
from server.web import language
from server.web.language import Language
from server.web.visit import SESSION_COOKIE

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
_DESK = {"width": 1280, "height": 800}
_TELEPHONE = {"width": 390, "height": 844}
_README_COLOURS = 128
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@dataclass(frozen=True)
class Shot:
    """One picture: its name, whose page it is ("" = nobody), where, and what is done there first."""

    name: str
    person: str
    path: str
    before: Callable[[Page], None] | None = None


def _press(selector: str) -> Callable[[Page], None]:
    return lambda page: page.click(selector)


def _issue_device_token(page: Page) -> None:
    page.check("input[value=agent]")
    page.fill("#device", "lobby-pc-04")
    page.fill("#reason", "新设备上线")
    page.click("main form button")


def _bad_log_in(page: Page) -> None:
    page.fill("#name", "teller")
    page.fill("#password", "wrong")
    page.fill("#code", "000000")
    page.click("main form button")


def _ask_wrongly(page: Page) -> None:
    page.fill("#recipients", "chen@audit.example\n*@partner.example")
    page.fill("#purpose", "2026 年度审计")
    page.fill("#reason", "审计约定书")
    page.fill("#until", "2099-01-31")
    page.check("input[value=identity]")
    page.click("main form button")


def shots(copied: str, submitted: int, edited: int) -> tuple[Shot, ...]:
    """Return every picture; `copied` is an incident with a registered document, the numbers are those of drafts."""
    return (
        Shot("log-in", "", "/log-in"),
        Shot("log-in-refused", "", "/log-in", _bad_log_in),
        Shot("first-login", "", "/first-login?token=Rk3xTq9WbZ"),
        Shot("missing", "reviewer", "/nothing"),
        Shot("forbidden", "teller", "/incidents"),
        Shot("overview-reviewer", "reviewer", "/"),
        Shot("overview-security", "security-b", "/"),
        Shot("overview-system", "sysadmin", "/"),
        Shot("incidents", "reviewer", "/incidents"),
        Shot("incidents-none", "reviewer", "/incidents?text=nobody-has-this"),
        Shot("incident-mail", "reviewer", "/incidents/mail-000"),
        Shot("incident-file", "reviewer", "/incidents/file-0"),
        Shot("records", "reviewer", "/records"),
        Shot("record", "reviewer", "/records/record-1"),
        Shot("alerts", "reviewer", "/alerts"),
        Shot("policies", "security-b", "/policies"),
        Shot("documents", "security-b", "/documents"),
        Shot("documents-reader", "reviewer", "/documents"),
        Shot("document-copied", "reviewer", f"/incidents/{copied}"),
        Shot("policy-version", "security-b", "/policies/versions/1"),
        Shot("policy-edit", "security-a", f"/policies/drafts/{edited}"),
        Shot("policy-own", "security-a", f"/policies/drafts/{submitted}"),
        Shot("policy-decide", "security-b", f"/policies/drafts/{submitted}"),
        Shot("devices", "sysadmin", "/devices"),
        Shot("device", "sysadmin", "/devices/lobby-pc-02"),
        Shot("device-new", "sysadmin", "/devices/new"),
        Shot("device-token", "sysadmin", "/devices/new", _issue_device_token),
        Shot("people", "sysadmin", "/people"),
        Shot("person-new", "sysadmin", "/people/new"),
        Shot("person", "sysadmin", "/people/2"),
        Shot("account", "auditor", "/account"),
        Shot("audit", "auditor", "/audit"),
        Shot("secrets", "teller", "/secrets"),
        Shot("secrets-none", "other-teller", "/secrets"),
        Shot("secret", "teller", "/secrets/escrow-0"),
        Shot("secret-not-theirs", "other-teller", "/secrets/escrow-0"),
    )


def mail_shots(masked: str, released: Released) -> tuple[Shot, ...]:
    """Return the pictures of masked and of released mail; `masked` is an incident."""
    used, waiting = (f"/releases/{number}" for number in (released.used, released.waiting))
    return (
        Shot("incident-masked", "reviewer", f"/incidents/{masked}"),
        Shot("incident-released", "reviewer", f"/incidents/{released.incident}"),
        Shot("releases", "reviewer", "/releases"),
        Shot("releases-own", "teller", "/releases"),
        Shot("releases-none", "other-teller", "/releases"),
        Shot("release-new", "teller", "/releases/new"),
        Shot("release-new-refused", "teller", "/releases/new", _ask_wrongly),
        Shot("release-new-for-others", "reviewer", "/releases/new"),
        Shot("release-decide", "reviewer", waiting),
        Shot("release-waiting", "teller", waiting),
        Shot("release-used", "reviewer", used),
        Shot("release-in-force", "teller", used),
        Shot("release-rejected", "teller", "/releases/1"),
        Shot("release-withdrawn", "auditor", "/releases/2"),
        Shot("release-audit", "auditor", "/audit?action=release."),
    )


def last_shots(set_up: str) -> tuple[Shot, ...]:
    """Return the pictures of what happens once; `set_up` is the session of a first log-in."""
    return (
        Shot("set-up", set_up, "/set-up"),
        Shot("secret-opened", "teller", "/secrets/escrow-0", _press("main form button")),
        Shot("secret-read", "teller", "/secrets/escrow-0"),
    )


class Camera:
    """Opens pages of one console as different people, and keeps the pictures."""

    def __init__(self, browser: Browser, url: str, filled: Filled, folder: Path, axe: str) -> None:
        self._browser = browser
        self._url = url
        self._folder = folder
        self._axe = axe
        self._filled = filled
        self._sessions = {name: filled.log_in(name) for name in filled.factors}
        self.faults: list[str] = []

    def take(self, shot: Shot, spoken: Language, size: dict[str, int], *, whole: bool = True) -> None:
        """Take one picture in a language at a window size; of the whole page its height is the page's own."""
        for device in self._filled.devices:  # they go on while the pictures are taken
            hear(self._filled, device)
        with self._page(shot.person, spoken, size) as page:
            page.on("console", lambda message: self._note(shot, message.type, message.text))
            page.set_default_timeout(5000)
            page.goto(self._url + shot.path)
            if shot.before:
                shot.before(page)
                page.wait_for_load_state()
            width = "" if size == _DESK else f"-{size['width']}"
            name = f"{shot.name}-{spoken}{width}"
            page.screenshot(path=self._folder / f"{name}.png", full_page=whole)
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if overflow > 0:
                self.faults.append(f"{name}: {overflow} px wider than the window")
            if self._axe:
                self.faults += [f"{name}: {fault}" for fault in violations(page, self._axe)]

    @contextlib.contextmanager
    def _page(self, person: str, spoken: Language, size: dict[str, int]) -> Iterator[Page]:
        context = self._browser.new_context(
            ignore_https_errors=True,
            locale=language.HTML_TAGS[spoken],
            viewport=size,
            reduced_motion="reduce",
            bypass_csp=False,
        )
        cookies = {language.COOKIE: spoken} | (
            {SESSION_COOKIE: self._sessions.get(person, person)} if person else {}
        )
        host = {"url": self._url, "secure": True}
        context.add_cookies([{"name": name, "value": value, **host} for name, value in cookies.items()])
        try:
            yield context.new_page()
        finally:
            context.close()

    def _note(self, shot: Shot, kind: str, text: str) -> None:
        expected = "status of 4" in text  # the pages of refusals are meant
        if kind == "error" and not expected:
            self.faults.append(f"{shot.name}: browser console: {text}")


def violations(page: Page, axe: str) -> list[str]:
    """Return what axe-core finds against WCAG 2.1 AA on a page, one line for each kind."""
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", _RULES)
    return [f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:160]})" for one in found["violations"]]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Pictures of every page of the console.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="names that begin so")
    parser.add_argument("--axe", type=Path, help="axe.min.js, to check each page for accessibility")
    parser.add_argument("--readme", action="store_true", help="only the two pictures of the README pages")
    return parser.parse_args()


def main() -> int:
    """Take the pictures; return the exit code."""
    wanted = _arguments()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("chromium is not installed", file=sys.stderr)
        return 3
    wanted.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as state, free_port() as listener, sync_playwright() as playwright:
        settings = settings_at(Path(state), listener.getsockname()[1])
        console = fresh_console(settings)
        filled = fill(console)
        copied = add_documents(filled)
        drafts = add_drafts(filled)
        add_changes(filled)
        mail = mail_shots(add_masked(filled), add_releases(filled))
        set_up = console.identity.redeem_token(filled.invite("newcomer"), client="127.0.0.1")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_ARGUMENTS))
        with serving(console, settings, listener) as url:
            axe = wanted.axe.read_text() if wanted.axe else ""
            camera = Camera(browser, url, filled, wanted.folder, axe)
            if wanted.readme:
                _take_readme(camera, wanted.folder)
            every = (*shots(copied, *drafts), *mail, *last_shots(set_up))
            for shot in () if wanted.readme else every:
                if shot.name.startswith(wanted.only):
                    _take_all(camera, shot)
        browser.close()
    for fault in camera.faults:
        print(fault, file=sys.stderr)
    return 1 if camera.faults else 0


def _take_readme(camera: Camera, folder: Path) -> None:
    for spoken in language.LANGUAGES:
        camera.take(Shot("incidents", "reviewer", "/incidents"), spoken, _DESK, whole=False)
        path = folder / f"incidents-{spoken}.png"
        with Image.open(path) as picture:
            few = picture.convert("RGB").quantize(_README_COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)


def _take_all(camera: Camera, shot: Shot) -> None:
    once = shot.name == "secret-opened"
    camera.take(shot, "zh", _DESK)
    if not once:
        camera.take(shot, "en", _DESK)
        camera.take(shot, "zh", _TELEPHONE)


if __name__ == "__main__":
    sys.exit(main())
