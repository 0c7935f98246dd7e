"""Passwords of sealed mails: the sender reads each once, nobody else ever, and it stands in the trail."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from docs.screenshot_data import ESCROW_PASSWORD, Filled
from server.audit.types import AuditFilter
from server.paging import PageRequest
from tests.server.events import escrowed
from tests.server.web.visitor import Visitor, seen

LINK = "/secrets/escrow-0"
IN_GROUPS = "Kd7m Qx3v Tp9w Rz4n"


def take(filled: Filled, escrow_id: str, sealing: X25519PublicKey | None = None, **changes: object) -> str:
    """Let a gateway send a password and return its link."""
    soon = datetime.now(UTC) + timedelta(days=1)
    values = {"sender": "teller@bank.example", "expires": soon} | changes
    made = escrowed(sealing or filled.sealing_keys[0], escrow_id, **values)
    with filled.console.database.write() as connection:
        filled.console.escrow.take(connection, "gateway-1", [made])
    return f"/secrets/{escrow_id}"


def trail(filled: Filled, action: str) -> list[tuple[str, str, str]]:
    """Return who did `action` to what with which outcome, newest first."""
    filled.console.audit.seal()
    found = filled.console.audit.page(
        filled.person("auditor"), AuditFilter(action=action), PageRequest(1, 50)
    )
    return [(row.actor, row.object, row.outcome) for row in found.rows]


async def test_the_sender_reads_it_once_and_the_reading_stands_in_the_trail(filled: Filled) -> None:
    async with Visitor(filled, "teller") as visitor:
        before = await visitor.get(LINK)
        assert "Show once" in seen(before)
        assert ESCROW_PASSWORD not in before.text
        assert trail(filled, "escrow.open") == []
        opened = await visitor.post(LINK, on=LINK)
        assert IN_GROUPS in seen(opened)
        assert opened.headers["cache-control"] == "no-store"
        again = await visitor.post(LINK, on="/account")
        after = await visitor.get(LINK)
        listed = await visitor.get("/secrets")
    assert again.status_code == 409
    for answer in (again, after):
        assert "Already read at" in seen(answer)
        assert "Show once" not in seen(answer)
    for answer in (again, after, listed):
        assert "Kd7m" not in answer.text
    assert trail(filled, "escrow.open") == [("teller", "escrow-0", "done")]


@pytest.mark.parametrize("name", ["other-teller", "reviewer", "auditor", "sysadmin", "security-a"])
async def test_nobody_else_reads_it_not_even_in_copy(filled: Filled, name: str) -> None:
    """`other-teller` is in Cc of the mail, and has sent sealed mail too."""
    link = take(filled, "cc-1", recipients=("client@partner.example", f"{name}@bank.example"))
    take(filled, "own-1", sender=f"{name}@bank.example")
    async with Visitor(filled, name) as visitor:
        looked = await visitor.get(link)
        opened = await visitor.post(link, on="/account")
        listed = await visitor.get("/secrets")
    for answer in (looked, opened):
        assert answer.status_code == 403
        assert "Only the sender of the mail can read its password." in seen(answer)
        assert f"{name}@bank.example" in seen(answer)
        assert "7-Kiefern-Hafen" not in answer.text.replace("</span><span>", "")
    assert "/secrets/own-1" in listed.text
    assert link not in listed.text
    assert trail(filled, "escrow.look") == [(name, "cc-1", "refused")]
    assert trail(filled, "escrow.open") == [(name, "cc-1", "refused")]
    async with Visitor(filled, "teller") as sender:
        assert "Show once" in seen(await sender.get(link))


async def test_a_password_that_is_not_there_is_answered_like_one_of_somebody_else(filled: Filled) -> None:
    async with Visitor(filled, "other-teller") as visitor:
        theirs, nobodys = await visitor.get(LINK), await visitor.get("/secrets/escrow-77")
    assert nobodys.status_code == theirs.status_code == 403
    assert seen(nobodys) == seen(theirs)


async def test_a_forged_form_does_not_use_it_up(filled: Filled) -> None:
    async with Visitor(filled, "teller") as visitor:
        answer = await visitor.client.post(LINK, data={"csrf": "0" * 64})
        assert answer.status_code == 403
        assert "Show once" in seen(await visitor.get(LINK))


async def test_whoever_is_not_logged_in_comes_back_to_the_link(filled: Filled) -> None:
    async with Visitor(filled) as visitor:
        answer = await visitor.get(LINK)
    assert answer.headers["location"] == "/log-in?next=%2Fsecrets%2Fescrow-0"


async def test_what_nobody_read_in_time_is_gone_and_says_what_to_do(filled: Filled) -> None:
    link = take(filled, "late-1", expires=datetime.now(UTC) - timedelta(minutes=1))
    async with Visitor(filled, "teller") as visitor:
        late = await visitor.post(link, on=link)
        assert late.status_code == 409
        assert "This password has expired." in seen(late)
        filled.console.escrow.expire()
        after = seen(await visitor.get(link))
    assert "The time for reading it has passed." in after
    assert "Send the mail again: it gets a new password." in after


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "This password does not open with the console's key"),
        ("zh", "此密码无法解封，请联系系统管理员。"),
    ],
)
async def test_one_that_does_not_open_says_so(filled: Filled, language: str, sentence: str) -> None:
    link = take(filled, "foreign-1", X25519PrivateKey.generate().public_key())
    async with Visitor(filled, "teller", language) as visitor:
        answer = await visitor.post(link, on=link)
    assert answer.status_code == 409
    assert sentence in seen(answer)


@pytest.mark.parametrize(
    ("language", "row", "nothing"),
    [
        (
            "en",
            "client@partner.example, service@insurer.example Waiting to be read until",
            "No password is waiting for you",
        ),
        ("zh", "client@partner.example、service@insurer.example 待读取 截至", "没有待读取的密码"),
    ],
)
async def test_the_list_has_ones_own_mails(filled: Filled, language: str, row: str, nothing: str) -> None:
    async with (
        Visitor(filled, "teller", language) as sender,
        Visitor(filled, "other-teller", language) as other,
    ):
        assert row in seen(await sender.get("/secrets"))
        assert nothing in seen(await other.get("/secrets"))
