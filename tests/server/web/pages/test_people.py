import re

import pytest

from docs.screenshot_data import Filled
from server.authz import Role
from server.identity.types import PersonState
from server.web.pages.people import conflict_pairs, roles_of
from tests.server.web.visitor import Visitor, seen

NEW = {
    "name": "zhao.min",
    "display_name": "赵敏",
    "email": "zhao.min@bank.example",
    "reason": "a new colleague",
    "roles": "employee",
}


def test_only_known_roles_are_ticked() -> None:
    assert roles_of({"roles": "reviewer employee root"}) == {Role.REVIEWER, Role.EMPLOYEE}
    assert roles_of({}) == frozenset()


def test_the_pairs_that_exclude_each_other_are_told_in_one_order() -> None:
    assert conflict_pairs() == [
        (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
        (Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN),
        (Role.SYSTEM_ADMIN, Role.REVIEWER),
        (Role.SECURITY_ADMIN, Role.AUDIT_ADMIN),
        (Role.AUDIT_ADMIN, Role.REVIEWER),
    ]


@pytest.mark.parametrize(
    ("name", "looks", "manages"),
    [
        ("sysadmin", True, True),
        ("auditor", True, False),
        ("security-a", False, False),
        ("reviewer", False, False),
        ("teller", False, False),
    ],
)
async def test_auditors_look_and_only_system_administrators_change(
    filled: Filled, name: str, looks: bool, manages: bool
) -> None:
    one = f"/people/{filled.person('teller').id}"
    async with Visitor(filled, name) as visitor:
        assert (await visitor.get("/people")).status_code == (200 if looks else 403)
        detail = await visitor.get(one)
        assert detail.status_code == (200 if looks else 403)
        assert ("Disable the account" in seen(detail)) == manages
        assert ('name="roles"' in detail.text) == manages
        assert (await visitor.get("/people/new")).status_code == (200 if manages else 403)
        added = await visitor.post("/people/new", on="/account", **NEW)
        assert added.status_code == (200 if manages else 403)
        for action in ("roles", "token", "disable"):
            answer = await visitor.post(
                f"{one}/{action}", on="/account", reason="it is needed", roles="employee"
            )
            assert answer.status_code in ({200, 303} if manages else {403})
    state = filled.person("teller").state
    assert state is (PersonState.DISABLED if manages else PersonState.ACTIVE)


async def test_a_new_person_gets_a_link_that_is_shown_once_and_works(filled: Filled) -> None:
    async with Visitor(filled, "sysadmin") as visitor:
        answer = await visitor.post("/people/new", on="/people/new", **NEW)
        link = re.search(r'id="link">([^<]+)<', answer.text)
        assert link
        token = link[1].split("/first-login?token=")[1]
        assert token not in (await visitor.get("/people")).text
        assert "赵敏 zhao.min zhao.min@bank.example Employee Invited, not logged in yet" in seen(
            await visitor.get("/people")
        )
    secret = filled.console.identity.redeem_token(token, client="192.0.2.1")
    assert filled.console.identity.setup_offer(secret).name == "zhao.min"


@pytest.mark.parametrize(
    ("language", "change", "status", "sentence"),
    [
        ("en", {"name": "赵敏"}, 422, "An account name has 2 to 64 small letters"),
        ("en", {"name": "console"}, 422, "An account name has 2 to 64 small letters"),
        ("en", {"email": "zhao.min"}, 422, "This is no e-mail address."),
        ("zh", {"email": "zhao.min"}, 422, "邮箱地址不正确。"),
        ("en", {"email": "TELLER@bank.example"}, 409, "is taken"),
        ("en", {"reason": ""}, 422, "Give a reason"),
        ("en", {"roles": []}, 422, "At least one role is needed"),
        ("en", {"roles": ["system_admin", "audit_admin"]}, 422, "one person cannot hold these together"),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_stays(
    filled: Filled, language: str, change: dict[str, str | list[str]], status: int, sentence: str
) -> None:
    async with Visitor(filled, "sysadmin", language) as visitor:
        answer = await visitor.post("/people/new", on="/people/new", **(NEW | change))
    assert answer.status_code == status
    assert sentence in seen(answer)
    assert 'value="赵敏"' in answer.text
    ticked = set(re.findall(r'name="roles" value="(\w+)" checked', answer.text))
    assert ticked == roles_of({"roles": " ".join([change["roles"]][0]) if "roles" in change else "employee"})


async def test_a_form_without_any_field_is_refused_and_no_fault(filled: Filled) -> None:
    async with Visitor(filled, "sysadmin") as visitor:
        for path in ("/people/new", "/devices/new", f"/people/{filled.person('teller').id}/roles"):
            assert (await visitor.post(path, on="/people/new")).status_code == 422


async def test_changed_roles_end_the_sessions_of_the_person(filled: Filled) -> None:
    held = filled.log_in("reviewer")
    one = f"/people/{filled.person('reviewer').id}"
    async with Visitor(filled, "sysadmin") as visitor:
        typed = {"roles": ["reviewer", "employee"], "reason": "also sends mail"}
        answer = await visitor.post(f"{one}/roles", on=one, **typed)
        assert answer.headers["location"] == f"{one}?done=roles"
        assert "The person must log in again." in seen(await visitor.get(answer.headers["location"]))
    assert filled.person("reviewer").roles == {Role.REVIEWER, Role.EMPLOYEE}
    assert filled.console.identity.session(held) is None


async def test_an_account_is_disabled_enabled_and_logged_out(filled: Filled) -> None:
    held, one = filled.log_in("teller"), f"/people/{filled.person('teller').id}"
    async with Visitor(filled, "sysadmin") as visitor:
        ended = await visitor.post(f"{one}/end-sessions", on=one, reason="an open screen")
        assert ended.headers["location"] == f"{one}?done=sessions"
        assert filled.console.identity.session(held) is None
        await visitor.post(f"{one}/disable", on=one, reason="has left the bank")
        shown = seen(await visitor.get(one))
        assert "Disabled" in shown
        assert ("Enable the account" in shown, "End all sessions" in shown) == (True, False)
        refused = await visitor.post(f"{one}/token", on=one, reason="a lost phone")
        assert refused.status_code == 409
        await visitor.post(f"{one}/enable", on=one, reason="has come back")
    assert filled.person("teller").state is PersonState.ACTIVE


async def test_a_lock_out_is_shown_and_lifted(filled: Filled) -> None:
    one = f"/people/{filled.person('teller').id}"
    async with Visitor(filled) as stranger:
        while filled.person("teller").locked_until is None:
            await stranger.post("/log-in", on="/log-in", name="teller", password="a guess", code="000000")
    async with Visitor(filled, "sysadmin") as visitor:
        locked = await visitor.get(one)
        assert "locked until" in seen(locked)
        assert f'action="{one}/unlock"' in locked.text
        assert "Active locked" in seen(await visitor.get("/people"))
        answer = await visitor.post(f"{one}/unlock", on=one, reason="it was the person")
        assert answer.headers["location"] == f"{one}?done=unlocked"
        assert "locked" not in seen(await visitor.get(one)).replace("lock-out", "")
    assert filled.person("teller").locked_until is None


async def test_every_step_needs_a_reason_and_is_known(filled: Filled) -> None:
    one = f"/people/{filled.person('teller').id}"
    async with Visitor(filled, "sysadmin") as visitor:
        for action in ("disable", "token", "end-sessions", "roles"):
            answer = await visitor.post(f"{one}/{action}", on=one, reason=" ", roles="employee")
            assert answer.status_code == 422
            assert "Give a reason" in seen(answer)
        assert (await visitor.post(f"{one}/promote", on=one, reason="why not")).status_code == 404
        assert (await visitor.get("/people/999")).status_code == 404
    assert filled.person("teller").state is PersonState.ACTIVE


async def test_nobody_changes_their_own_standing(filled: Filled) -> None:
    own = f"/people/{filled.person('sysadmin').id}"
    async with Visitor(filled, "sysadmin") as visitor:
        page = await visitor.get(own)
        assert "This is your own account." in seen(page)
        assert f"{own}/" not in page.text
        answer = await visitor.post(f"{own}/roles", on="/people/new", roles="audit_admin", reason="curious")
    assert answer.status_code == 403
    assert filled.person("sysadmin").roles == {Role.SYSTEM_ADMIN}
