import pytest
from sqlalchemy import select

from server.authz import Permission, Role
from server.errors import Forbidden, Invalid, NotLoggedIn
from server.identity import store
from server.identity.types import LOCAL_OPERATOR, PersonState, Stage
from tests.server.support import CLIENT, PASSWORD, Account, Rig


@pytest.fixture
def li(rig: Rig) -> Account:
    return rig.account("li", Role.SECURITY_ADMIN)


def log_in(rig: Rig, account: Account, password: str = PASSWORD, code: str = "", name: str = "li") -> str:
    code = code or rig.code(account.totp)
    return rig.console.identity.log_in(name, password, code, client=CLIENT)


def test_the_first_log_in_leads_from_token_to_password_and_factor(rig: Rig) -> None:
    identity = rig.console.identity
    token = rig.invite("li", Role.SECURITY_ADMIN)
    setup = identity.redeem_token(token, client=CLIENT)
    session = identity.session(setup)
    assert session is not None
    assert session.stage is Stage.SETUP
    assert not any(session.person.may(permission) for permission in Permission)
    offer = identity.setup_offer(setup)
    active = identity.complete_setup(setup, PASSWORD, rig.code(offer.totp_secret), client=CLIENT)
    found = identity.session(active)
    assert found is not None
    assert (found.stage, found.person.state) == (Stage.ACTIVE, PersonState.ACTIVE)
    assert identity.session(setup) is None
    assert "li identity.set-up li done" in rig.audit_actions()


def test_a_token_works_once(rig: Rig) -> None:
    token = rig.invite("li", Role.EMPLOYEE)
    rig.console.identity.redeem_token(token, client=CLIENT)
    with pytest.raises(Forbidden):
        rig.console.identity.redeem_token(token, client=CLIENT)


def test_a_token_works_in_time(rig: Rig) -> None:
    token = rig.invite("li", Role.EMPLOYEE)
    rig.clock.advance(rig.settings.session.token)
    with pytest.raises(Forbidden):
        rig.console.identity.redeem_token(token, client=CLIENT)


def test_the_set_up_has_to_be_finished_in_time(rig: Rig) -> None:
    setup = rig.console.identity.redeem_token(rig.invite("li", Role.EMPLOYEE), client=CLIENT)
    rig.clock.advance(rig.settings.session.setup)
    with pytest.raises(NotLoggedIn):
        rig.console.identity.setup_offer(setup)


def test_without_the_second_factor_the_set_up_is_not_finished(rig: Rig) -> None:
    identity = rig.console.identity
    setup = identity.redeem_token(rig.invite("li", Role.EMPLOYEE), client=CLIENT)
    with pytest.raises(Invalid):
        identity.complete_setup(setup, PASSWORD, "000000", client=CLIENT)
    with pytest.raises(Invalid):
        identity.complete_setup(
            setup, "li-li-li", rig.code(identity.setup_offer(setup).totp_secret), client=CLIENT
        )
    with pytest.raises(Forbidden):
        identity.log_in("li", PASSWORD, "000000", client=CLIENT)


def test_an_active_session_cannot_be_set_up_again(rig: Rig, li: Account) -> None:
    with pytest.raises(NotLoggedIn):
        rig.console.identity.setup_offer(li.secret)


def test_name_password_and_code_together_log_in(rig: Rig, li: Account) -> None:
    session = rig.console.identity.session(log_in(rig, li, name=" LI "))
    assert session is not None
    assert session.person.name == "li"


def test_a_code_counts_once(rig: Rig, li: Account) -> None:
    code = rig.code(li.totp)
    log_in(rig, li, code=code)
    with pytest.raises(Forbidden):
        log_in(rig, li, code=code)


def test_the_answer_never_tells_what_was_wrong(rig: Rig, li: Account) -> None:
    said = set()
    for wrong in ({"password": "wrong"}, {"code": "000000"}, {"name": "nobody-here"}, {"name": ""}):
        with pytest.raises(Forbidden) as refused:
            log_in(rig, li, **wrong)
        said.add((refused.value.zh, refused.value.en))
    assert len(said) == 1


def test_wrong_attempts_lock_the_account_for_a_while(rig: Rig, li: Account) -> None:
    for _ in range(rig.settings.session.attempts):
        with pytest.raises(Forbidden):
            log_in(rig, li, password="wrong")
    with pytest.raises(Forbidden):
        log_in(rig, li)
    assert "li identity.lock li done" in rig.audit_actions()
    rig.clock.advance(rig.settings.session.lock)
    assert log_in(rig, li)


def test_a_right_log_in_clears_the_count(rig: Rig, li: Account) -> None:
    for _ in range(2 * rig.settings.session.attempts):
        with pytest.raises(Forbidden):
            log_in(rig, li, password="wrong")
        log_in(rig, li)


def test_one_address_cannot_guess_without_end(rig: Rig, li: Account) -> None:
    for _ in range(rig.settings.session.client_attempts):
        rig.console.identity._throttle.count(CLIENT)
    with pytest.raises(Forbidden, match="address"):
        log_in(rig, li)
    with pytest.raises(Forbidden, match="address"):
        rig.console.identity.redeem_token("x", client=CLIENT)


def test_idleness_ends_a_session_and_activity_keeps_it(rig: Rig, li: Account) -> None:
    identity, idle = rig.console.identity, rig.settings.session.idle
    for _ in range(3):
        rig.clock.advance(idle - 1)
        assert identity.session(li.secret) is not None
    rig.clock.advance(idle)
    assert identity.session(li.secret) is None


def test_age_ends_a_session_in_any_case(rig: Rig, li: Account) -> None:
    for _ in range(rig.settings.session.longest // 600):
        rig.clock.advance(600)
        rig.console.identity.session(li.secret)
    assert rig.console.identity.session(li.secret) is None


def test_logging_out_ends_the_session_on_the_server(rig: Rig, li: Account) -> None:
    rig.console.identity.log_out(li.secret)
    rig.console.identity.log_out(li.secret)
    assert rig.console.identity.session(li.secret) is None


def test_a_changed_password_ends_all_sessions(rig: Rig, li: Account) -> None:
    identity = rig.console.identity
    identity.change_password(li.person, PASSWORD, rig.code(li.totp), "Sommer-Garten 8 Reiher", client=CLIENT)
    assert identity.session(li.secret) is None
    with pytest.raises(Forbidden):
        log_in(rig, li)
    assert log_in(rig, li, password="Sommer-Garten 8 Reiher")


def test_the_old_password_is_needed_for_a_new_one(rig: Rig, li: Account) -> None:
    with pytest.raises(Forbidden):
        rig.console.identity.change_password(
            li.person, "wrong", rig.code(li.totp), "Sommer-Garten 8 Reiher", client=CLIENT
        )


def test_a_disabled_account_is_out_at_once(rig: Rig, li: Account) -> None:
    rig.console.identity.disable(LOCAL_OPERATOR, li.person.id, "left the bank")
    assert rig.console.identity.session(li.secret) is None
    with pytest.raises(Forbidden):
        log_in(rig, li)


def test_nothing_that_lets_anybody_in_is_stored_in_clear(rig: Rig, li: Account) -> None:
    with rig.console.database.read() as connection:
        rows = [
            connection.execute(select(table)).all() for table in (store.PERSON, store.SESSION, store.TOKEN)
        ]
    stored = repr(rows)
    for secret in (PASSWORD, li.totp, li.secret):
        assert secret not in stored


def test_a_mistyped_name_is_not_written_down(rig: Rig) -> None:
    """It is often a password typed into the wrong field."""
    with pytest.raises(Forbidden):
        rig.console.identity.log_in(PASSWORD, "x", "000000", client=CLIENT)
    assert PASSWORD.lower() not in " ".join(rig.audit_actions()).lower()


def test_what_is_over_is_swept(rig: Rig, li: Account) -> None:
    rig.clock.advance(rig.settings.session.longest)
    rig.console.identity.sweep()
    with rig.console.database.read() as connection:
        assert connection.execute(select(store.SESSION)).all() == []
