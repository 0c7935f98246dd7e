import httpx
import pytest

from docs.screenshot_data import Filled
from server.errors import NotLoggedIn
from server.web.visit import FORM_COOKIE, SESSION_COOKIE, Fields, Visit, host_cookie, session_cookie
from tests.server.web.visitor import ADDRESS, Visitor


def test_a_field_that_was_not_sent_is_an_empty_text() -> None:
    assert Fields({"a": "1"})["b"] == ""


def test_cookies_are_bound_to_the_host_and_out_of_reach_of_scripts() -> None:
    header = host_cookie(SESSION_COOKIE, "x").to_header(header="").lower()
    for needed in ("path=/", "secure", "httponly", "samesite=strict", "__host-"):
        assert needed in header
    assert "domain" not in header
    assert "max-age" not in header
    assert "max-age=0" in session_cookie("").to_header(header="").lower()


def test_a_visit_shows_neither_session_nor_form_secret(filled: Filled) -> None:
    visit = Visit(
        filled.console, None, "en", "/", Fields(), "127.0.0.1", "session-secret", "seed", False, False
    )
    assert "secret" not in repr(visit)
    with pytest.raises(NotLoggedIn):
        _ = visit.actor


async def test_who_is_not_logged_in_is_led_to_the_log_in_and_back(filled: Filled) -> None:
    async with Visitor(filled) as visitor:
        answer = await visitor.get("/incidents?state=open")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/log-in?next=%2Fincidents%3Fstate%3Dopen"


async def test_a_session_that_is_being_set_up_opens_no_page(filled: Filled) -> None:
    secret = filled.console.identity.redeem_token(filled.invite("newcomer"), client="127.0.0.1")
    async with Visitor(filled) as visitor:
        visitor.client.cookies.set(SESSION_COOKIE, secret)
        answer = await visitor.get("/secrets")
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        ("", {}),
        ("0" * 64, {}),
        ("own", {"origin": "https://elsewhere.example"}),
        ("own", {"origin": "null"}),
        ("own", {"sec-fetch-site": "cross-site"}),
        ("own", {"sec-fetch-site": "same-site"}),
    ],
)
async def test_a_form_of_another_site_changes_nothing(
    filled: Filled, token: str, headers: dict[str, str]
) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        answer = await forged(visitor, token, headers)
    assert answer.status_code == 403
    detail = filled.console.incidents.detail(filled.person("reviewer"), "mail-000")
    assert detail.comments == ()


async def forged(visitor: Visitor, token: str, headers: dict[str, str]) -> httpx.Response:
    data = {"text": "forged"}
    if token == "own":
        page = (await visitor.get("/incidents/mail-000")).text
        token = page.split('name="csrf" value="')[1][:64]
    if token:
        data["csrf"] = token
    return await visitor.client.post("/incidents/mail-000/comment", data=data, headers=headers)


async def test_our_own_form_is_taken(filled: Filled) -> None:
    async with Visitor(filled, "reviewer") as visitor:
        page = (await visitor.get("/incidents/mail-000")).text
        answer = await visitor.client.post(
            "/incidents/mail-000/comment",
            data={"csrf": page.split('name="csrf" value="')[1][:64], "text": "seen"},
            headers={"origin": ADDRESS, "sec-fetch-site": "same-origin"},
        )
    assert answer.status_code == 303


async def test_before_log_in_forms_are_bound_to_a_random_cookie(filled: Filled) -> None:
    async with Visitor(filled) as first, Visitor(filled) as second:
        await first.get("/log-in")
        await second.get("/log-in")
        seeds = {visitor.client.cookies[FORM_COOKIE] for visitor in (first, second)}
    assert len(seeds) == 2
