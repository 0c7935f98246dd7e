"""Getting in, from the first link to a new password, with the clock held still."""

import re

import pytest

from docs.screenshot_data import Filled
from server.authz import Role
from server.web.language import COOKIE
from server.web.visit import SESSION_COOKIE
from tests.server.support import PASSWORD, Account, Rig
from tests.server.web.visitor import Visitor, seen

NEWER = "Another short sentence 9"


@pytest.fixture
def li(rig: Rig) -> Account:
    return rig.account("li", Role.REVIEWER)


def visitor_of(rig: Rig, account: Account | None = None, language: str = "en") -> Visitor:
    sessions = {account.person.name: account.secret} if account else {}
    return Visitor(Filled(rig.console, sessions=sessions), account.person.name if account else "", language)


async def test_a_new_person_comes_from_the_link_to_their_first_page(rig: Rig) -> None:
    token = rig.invite("zhao", Role.SYSTEM_ADMIN)
    async with visitor_of(rig) as visitor:
        for _ in range(2):  # a mail scanner that opens the link uses nothing up
            page = await visitor.get(f"/first-login?token={token}")
            assert f'value="{token}"' in page.text
        begun = await visitor.post("/first-login", on="/first-login", token=f" {token} ")
        assert begun.headers["location"] == "/set-up"
        page = await visitor.get("/set-up")
        assert "<svg" in page.text
        key = re.search(r'class="big-code">([A-Z2-7 ]+)<', page.text)
        assert key
        chosen = {"password": NEWER, "again": NEWER, "code": rig.code(key[1].replace(" ", ""))}
        done = await visitor.post("/set-up", on="/set-up", **chosen)
        assert done.headers["location"] == "/?done=welcome"
        assert "Your account is ready." in seen(await visitor.get(done.headers["location"]))
        again = await visitor.post("/first-login", on="/first-login", token=token)
    assert again.status_code == 403
    assert token not in again.text


@pytest.mark.parametrize(
    ("language", "change", "sentence"),
    [
        ("en", {"again": "something else"}, "The two passwords are not the same."),
        ("zh", {"again": "something else"}, "两次输入的密码不一致。"),
        ("en", {"password": "short", "again": "short"}, "12"),
        ("en", {"code": "000000"}, "code"),
    ],
)
async def test_a_set_up_that_does_not_fit_is_offered_again_with_the_same_key(
    rig: Rig, language: str, change: dict[str, str], sentence: str
) -> None:
    token = rig.invite("zhao", Role.EMPLOYEE)
    async with visitor_of(rig, language=language) as visitor:
        await visitor.post("/first-login", on="/first-login", token=token)
        offered = rig.console.identity.setup_offer(visitor.client.cookies[SESSION_COOKIE]).totp_secret
        typed = {"password": NEWER, "again": NEWER, "code": rig.code(offered)} | change
        answer = await visitor.post("/set-up", on="/set-up", **typed)
        assert answer.status_code == 422
        assert sentence in answer.text.split('role="alert"')[1].split("</div>")[0]
        assert offered in answer.text.replace(" ", "")
        assert NEWER not in answer.text
        assert (await visitor.get("/secrets")).status_code == 303


async def test_there_is_no_set_up_without_a_token(rig: Rig) -> None:
    async with visitor_of(rig) as visitor:
        answer = await visitor.get("/set-up")
    assert answer.headers["location"] == "/log-in?next=%2Fset-up"


async def test_whoever_logs_in_goes_where_they_wanted(rig: Rig, li: Account) -> None:
    async with visitor_of(rig) as visitor:
        page = await visitor.get("/log-in?next=/incidents%3Fstate=open")
        assert 'name="next" value="/incidents?state=open"' in page.text
        code = rig.code(li.totp)
        typed = {
            "name": " Li ",
            "password": PASSWORD,
            "code": f"{code[:3]} {code[3:]}",
            "next": "/incidents?state=open",
        }
        answer = await visitor.post("/log-in", on="/log-in", **typed)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/incidents?state=open"
        cookie = answer.headers["set-cookie"].lower()
        assert {"secure", "httponly", "samesite=strict", "path=/"} <= {
            part.strip() for part in cookie.split(";")
        }
        assert (await visitor.get("/incidents")).status_code == 200
        assert (await visitor.get("/log-in?next=/records")).headers["location"] == "/records"


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example"])
async def test_a_log_in_leads_nowhere_else(rig: Rig, li: Account, elsewhere: str) -> None:
    async with visitor_of(rig) as visitor:
        typed = {"name": "li", "password": PASSWORD, "code": rig.code(li.totp), "next": elsewhere}
        answer = await visitor.post("/log-in", on="/log-in", **typed)
        assert answer.headers["location"] == "/"
        assert (await visitor.get(f"/log-in?next={elsewhere}")).headers["location"] == "/"


@pytest.mark.parametrize(
    "change", [{"password": "some other one"}, {"code": "000000"}, {"name": "nobody-here"}]
)
async def test_a_refused_log_in_tells_nothing_and_keeps_the_name_alone(
    rig: Rig, li: Account, change: dict[str, str]
) -> None:
    typed = {"name": "li", "password": PASSWORD, "code": rig.code(li.totp)} | change
    async with visitor_of(rig) as visitor:
        answer = await visitor.post("/log-in", on="/log-in", **typed)
    assert answer.status_code == 403
    assert "Name, password or code is wrong, or the account is locked." in seen(answer)
    assert f'name="name" value="{typed["name"]}"' in answer.text
    assert typed["password"] not in answer.text
    assert SESSION_COOKIE not in answer.headers.get("set-cookie", "")


async def test_log_out_ends_the_session_at_the_server(rig: Rig, li: Account) -> None:
    async with visitor_of(rig, li) as visitor:
        answer = await visitor.post("/log-out", on="/account")
        assert answer.headers["location"] == "/log-in?done=logged-out"
        assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert rig.console.identity.session(li.secret) is None


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"again": "something else"}, 422, "The two passwords are not the same."),
        ({"old": "wrong"}, 403, "wrong"),
        ({"code": "000000"}, 403, "wrong"),
        ({"new": "short", "again": "short"}, 422, "12"),
    ],
)
async def test_a_password_is_not_changed_by_whoever_finds_the_screen_open(
    rig: Rig, li: Account, change: dict[str, str], status: int, sentence: str
) -> None:
    typed = {"old": PASSWORD, "code": rig.code(li.totp), "new": NEWER, "again": NEWER} | change
    async with visitor_of(rig, li) as visitor:
        answer = await visitor.post("/account", on="/account", **typed)
    assert answer.status_code == status
    assert sentence in answer.text.split('role="alert"')[1].split("</div>")[0]
    assert rig.console.identity.log_in("li", PASSWORD, rig.code(li.totp), client="192.0.2.1")


async def test_a_new_password_ends_every_session_and_says_so(rig: Rig, li: Account) -> None:
    other = rig.console.identity.log_in("li", PASSWORD, rig.code(li.totp), client="192.0.2.1")
    typed = {"old": PASSWORD, "code": rig.code(li.totp), "new": NEWER, "again": NEWER}
    async with visitor_of(rig, li) as visitor:
        answer = await visitor.post("/account", on="/account", **typed)
        assert answer.headers["location"] == "/log-in?done=password"
        assert "Log in with the new one." in seen(await visitor.get(answer.headers["location"]))
    assert rig.console.identity.session(other) is None
    assert rig.console.identity.session(li.secret) is None
    assert rig.console.identity.log_in("li", NEWER, rig.code(li.totp), client="192.0.2.1")


@pytest.mark.parametrize(
    ("language", "role"), [("zh", "复核员 处理事件"), ("en", "Reviewer Works on incidents")]
)
async def test_the_account_says_what_one_may_do(rig: Rig, li: Account, language: str, role: str) -> None:
    async with visitor_of(rig, li, language) as visitor:
        shown = seen(await visitor.get("/account"))
    assert "li@bank.example" in shown
    assert role in shown


@pytest.mark.parametrize(
    ("typed", "kept", "place"),
    [
        ({"language": "zh", "next": "/log-in?next=%2Frecords"}, "zh", "/log-in?next=%2Frecords"),
        ({"language": "tlh", "next": "//evil.example"}, "zh", "/"),
    ],
)
async def test_the_language_is_kept_in_this_browser(
    rig: Rig, typed: dict[str, str], kept: str, place: str
) -> None:
    async with visitor_of(rig) as visitor:
        answer = await visitor.post("/language", on="/log-in", **typed)
    assert answer.headers["location"] == place
    assert answer.headers["set-cookie"].startswith(f"{COOKIE}={kept};")
    assert "max-age=31536000" in answer.headers["set-cookie"].lower()
