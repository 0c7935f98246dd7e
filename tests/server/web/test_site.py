"""Every page: its headers, its words, no script in it, and what axe-core says of it."""

import re
from pathlib import Path

import pytest

from docs.screenshot_data import Filled, add_drafts
from docs.screenshots import violations
from tests.server.web.surfer import Surfer
from tests.server.web.visitor import Visitor, seen

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PAGES = [
    ("", "/log-in"),
    ("", "/first-login?token=abc"),
    ("reviewer", "/"),
    ("reviewer", "/incidents"),
    ("reviewer", "/incidents/mail-000"),
    ("reviewer", "/incidents/file-0"),
    ("reviewer", "/records"),
    ("reviewer", "/records/record-1"),
    ("reviewer", "/alerts"),
    ("security-b", "/"),
    ("security-b", "/policies"),
    ("security-b", "/policies/versions/1"),
    ("security-b", "/policies/drafts/1"),
    ("security-a", "/policies/drafts/2"),
    ("sysadmin", "/"),
    ("sysadmin", "/devices"),
    ("sysadmin", "/devices/new"),
    ("sysadmin", "/devices/lobby-pc-02"),
    ("sysadmin", "/people"),
    ("sysadmin", "/people/new"),
    ("sysadmin", "/people/2"),
    ("auditor", "/audit"),
    ("auditor", "/account"),
    ("teller", "/secrets"),
    ("teller", "/secrets/escrow-0"),
    ("other-teller", "/secrets"),
]
ROLES = ("reviewer", "security-a", "security-b", "sysadmin", "auditor", "teller", "other-teller", "")


async def test_every_page_has_strict_headers_and_nothing_inline(filled: Filled) -> None:
    add_drafts(filled)
    for person, path in PAGES:
        async with Visitor(filled, person) as visitor:
            answer = await visitor.get(path)
        assert answer.status_code == 200, path
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none';"), path
        assert "unsafe" not in policy, path
        assert answer.headers["cache-control"] == "no-store", path
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", answer.text), path


async def test_every_form_that_changes_something_carries_the_token(filled: Filled) -> None:
    add_drafts(filled)
    for person, path in PAGES:
        async with Visitor(filled, person) as visitor:
            text = (await visitor.get(path)).text
        for form in re.findall(r'<form[^>]*method="post".*?</form>', text, re.DOTALL):
            assert 'name="csrf"' in form, (path, form[:200])


async def test_who_may_not_open_a_page_does_not_see_it_in_the_menu(filled: Filled) -> None:
    entries = ("/incidents", "/records", "/policies", "/devices", "/people", "/alerts", "/audit", "/secrets")
    for person in ROLES[:-1]:
        async with Visitor(filled, person) as visitor:
            menu = (await visitor.get("/account")).text
            for path in entries:
                shown = f'<a href="{path}"' in menu
                assert (await visitor.get(path)).status_code == (200 if shown else 403), (person, path)


@pytest.mark.parametrize(
    ("person", "path", "words"),
    [
        ("reviewer", "/", "Nothing is waiting Every incident is assigned or closed."),
        ("sysadmin", "/", "No device yet A gateway or agent appears here"),
        ("reviewer", "/incidents", "No incident yet As soon as a gateway or a workstation finds client data"),
        ("reviewer", "/records", "No record yet When a workstation destroys a leftover file"),
        ("reviewer", "/alerts", "No alert yet An alert arises when"),
        ("security-a", "/policies", "No policy was published yet Until then"),
        ("sysadmin", "/devices", "No device yet A gateway or agent appears here"),
        ("teller", "/secrets", "No password is waiting for you When a mail of yours goes out sealed"),
    ],
)
async def test_a_new_console_says_what_will_come_where(
    empty: Filled, person: str, path: str, words: str
) -> None:
    async with Visitor(empty, person) as visitor:
        assert words in seen(await visitor.get(path))


async def test_assets_are_compressed_and_kept_for_ever(filled: Filled) -> None:
    async with Visitor(filled) as visitor:
        page = await visitor.get("/log-in")
        for path in set(re.findall(r'(?:href|src)="(/assets/[^"#]+)"', page.text)):
            answer = await visitor.get(path, accept_encoding="gzip")
            assert answer.status_code == 200
            assert answer.headers["content-encoding"] == "gzip"
            assert "immutable" in answer.headers["cache-control"]
            plain = await visitor.get(path, accept_encoding="identity")
            assert "content-encoding" not in plain.headers
            assert plain.content == answer.content
        assert (await visitor.get("/assets/000000000000/console.css")).status_code == 404
        assert (await visitor.get("/assets/../pages/entry.py")).status_code == 404


@pytest.mark.parametrize(("language", "first"), [("zh", 0), ("en", 1), ("zh", 2), ("en", 3)])
def test_every_page_meets_wcag_aa(surfer: Surfer, language: str, first: int) -> None:
    """Colour contrast, names, landmarks, keyboard access; and no error in the browser's console."""
    add_drafts(surfer.filled)
    axe = AXE.read_text(encoding="utf-8")
    found: list[str] = []
    errors: list[str] = []
    for name in ROLES:
        paths = [path for person, path in PAGES[first::4] if person == name]
        if not paths:
            continue
        page = surfer.open(paths[0], name, language)
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        for path in paths:
            page.goto(surfer.url + path)
            found += [f"{path}: {fault}" for fault in violations(page, axe)]
        page.context.close()
    assert found == []
    assert errors == []
