import pytest
from playwright.sync_api import expect

from docs.screenshot_data import Filled
from tests.server.web.policy_changes import draft
from tests.server.web.surfer import Surfer
from tests.server.web.visitor import Visitor, seen


@pytest.mark.parametrize(
    ("language", "title", "way"),
    [("zh", "页面不存在", "返回首页"), ("en", "There is nothing at this address", "To my start page")],
)
async def test_an_address_that_is_not_there_has_a_page_with_a_way_on(
    filled: Filled, language: str, title: str, way: str
) -> None:
    async with Visitor(filled, "reviewer", language) as visitor:
        answer = await visitor.get("/nothing")
    assert answer.status_code == 404
    assert f"<h1>{title}</h1>" in answer.text
    assert f'href="/">{way}</a>' in answer.text


async def test_what_ones_roles_do_not_open_is_said_with_what_to_do_about_it(filled: Filled) -> None:
    async with Visitor(filled, "teller") as visitor:
        answer = await visitor.get("/incidents")
    assert answer.status_code == 403
    assert seen(answer).endswith("ask a system administrator for the role. To my start page Code 403")
    assert 'href="/secrets">To my start page' in answer.text


@pytest.mark.parametrize(
    ("language", "sentence"), [("zh", "不能更改自己的账号。"), ("en", "You cannot change your own account.")]
)
async def test_a_refusal_with_a_reason_of_its_own_tells_it_and_nothing_about_roles(
    filled: Filled, language: str, sentence: str
) -> None:
    own = f"/people/{filled.person('sysadmin').id}"
    async with Visitor(filled, "sysadmin", language) as visitor:
        answer = await visitor.post(f"{own}/disable", on="/people/new", reason="to be gone")
    assert answer.status_code == 403
    assert sentence in seen(answer)
    assert "role" not in seen(answer)
    assert "角色" not in seen(answer)


async def test_a_part_of_a_page_gets_a_note_and_not_a_page(filled: Filled) -> None:
    async with Visitor(filled) as visitor:
        answer = await visitor.get("/incidents?text=a%26b", hx_request="true")
    assert answer.status_code == 401
    assert "<html" not in answer.text
    assert "Please log in" in answer.text
    assert 'href="/log-in?next=%2Fincidents%3Ftext%3Da%2526b"' in answer.text


def test_what_was_typed_stays_in_the_editor_when_the_session_has_ended(surfer: Surfer) -> None:
    made = draft(surfer.filled)
    page = surfer.open(f"/policies/drafts/{made.id}", "security-a")
    surfer.filled.console.identity.log_out(surfer.filled.sessions["security-a"])
    page.fill("#text", "schema: 1  # half an hour of work")
    expect(page.locator("#check")).to_contain_text("Please log in")
    assert page.input_value("#text") == "schema: 1  # half an hour of work"
    assert page.locator("#check a").get_attribute("href") == f"/log-in?next=%2Fpolicies%2Fdrafts%2F{made.id}"


async def test_a_fault_of_ours_goes_to_the_log_and_not_to_the_page(
    filled: Filled, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("table incidents is gone")

    monkeypatch.setattr(filled.console.incidents, "page", fail)
    async with Visitor(filled, "reviewer") as visitor:
        answer = await visitor.get("/incidents")
    assert answer.status_code == 500
    assert "Nothing was half done" in seen(answer)
    assert "gone" not in answer.text
    assert "page-failed" in caplog.text
    assert "table incidents is gone" in caplog.text


@pytest.mark.parametrize(
    ("path", "body", "status", "title"),
    [
        ("/records", b"", 405, "This request could not be understood"),
        ("/log-in", b"name=" + b"a" * (5 << 20), 413, "That is too large"),
    ],
)
async def test_what_no_page_takes_is_answered_by_a_page(
    filled: Filled, path: str, body: bytes, status: int, title: str
) -> None:
    async with Visitor(filled) as visitor:
        answer = await visitor.client.post(
            path, content=body, headers={"content-type": "application/x-www-form-urlencoded"}
        )
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in answer.text
    assert 'href="/log-in">To the log-in' in answer.text
