import pytest

from docs.screenshot_data import Filled
from server.incidents.types import Disposition
from tests.server.documents.made import made
from tests.server.web.policy_changes import submitted
from tests.server.web.visitor import Visitor, seen

INCIDENTS = "open incidents"
DESTROYED = "2 leftover files destroyed"
PEOPLE = "7 people who may log in 0 not logged in yet"
FLEET = "3 / 4 devices heard from 1 restricted, 1 with an older policy"
POLICY = "v1 policy in force"
CHANGES = "Policy changes waiting for approval asked for by the branch"
TROUBLED = "Devices that need a look"


@pytest.mark.parametrize(
    ("name", "cards"),
    [
        ("reviewer", {INCIDENTS, DESTROYED, POLICY, CHANGES}),
        ("security-b", {FLEET, POLICY, CHANGES, TROUBLED}),
        ("auditor", {FLEET, POLICY, CHANGES, TROUBLED, PEOPLE}),
        ("sysadmin", {FLEET, TROUBLED, PEOPLE}),
    ],
)
async def test_each_role_sees_its_own_cards(filled: Filled, name: str, cards: set[str]) -> None:
    submitted(filled)
    async with Visitor(filled, name) as visitor:
        shown = seen(await visitor.get("/"))
    every = {INCIDENTS, DESTROYED, PEOPLE, FLEET, POLICY, CHANGES, TROUBLED}
    assert {card for card in every if card in shown} == cards


@pytest.mark.parametrize(("name", "told"), [("security-a", False), ("security-b", True), ("auditor", False)])
async def test_who_may_decide_on_a_change_of_documents_is_told_of_it(
    filled: Filled, name: str, told: bool
) -> None:
    filled.console.documents.ask_register([made("个人借款合同")], author="security-a", reason="不得外传")
    async with Visitor(filled, name) as visitor:
        assert ("1 change of documents to decide on" in seen(await visitor.get("/"))) is told


async def test_who_has_no_overview_goes_to_their_own_first_page(filled: Filled) -> None:
    async with Visitor(filled, "teller") as visitor:
        answer = await visitor.get("/")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/secrets"


async def test_the_figures_follow_the_work(filled: Filled) -> None:
    incidents, reviewer = filled.console.incidents, filled.person("reviewer")
    async with Visitor(filled, "reviewer") as visitor:
        before = await visitor.get("/")
        incidents.close(reviewer, "mail-000", Disposition.CONFIRMED, "done")
        incidents.assign(reviewer, "mail-001", "reviewer")
        after = await visitor.get("/")
    assert "36 open incidents 0 in progress 7 critical, not closed and 20 of high severity" in seen(before)
    assert "34 open incidents 1 in progress 6 critical, not closed" in seen(after)
    assert 'href="/incidents/mail-000"' in before.text
    assert 'href="/incidents/mail-000"' not in after.text


async def test_a_device_that_is_locked_out_is_no_trouble_any_more(filled: Filled) -> None:
    async with Visitor(filled, "sysadmin") as visitor:
        before = seen(await visitor.get("/"))
        for device in ("lobby-pc-02", "lobby-pc-03"):
            filled.console.fleet.revoke(filled.person("sysadmin"), device, "taken out of use")
        after = seen(await visitor.get("/"))
    assert "lobby-pc-02 Workstation agent Restricted watchdog in place of fanotify" in before
    assert "lobby-pc-03 Workstation agent Not heard from yet" in before
    assert "All devices are working" in after
    assert "2 / 2 devices heard from" in after
    assert ("none reported yet" in before, "none reported yet" in after) == (True, False)


@pytest.mark.parametrize(
    ("language", "who"),
    [
        ("zh", "编写人 控制台（自动） 批准人 控制台（自动）"),
        ("en", "Written by The console itself Approved by The console itself"),
    ],
)
async def test_what_the_console_did_itself_is_said_so(filled: Filled, language: str, who: str) -> None:
    async with Visitor(filled, "security-a", language) as visitor:
        assert who in seen(await visitor.get("/"))
